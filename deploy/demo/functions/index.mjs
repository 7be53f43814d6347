// The Node function of `./berth demo`.
let served = 0;

export const handler = async (event) => ({ hello: event.name, from: `Node ${process.versions.node}`, served: ++served });
