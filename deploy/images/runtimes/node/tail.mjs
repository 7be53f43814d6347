// The end of what the current invocation wrote; everything goes to the container's own output, too.
const LIMIT = 4096;
let parts = [];
let size = 0;
let cut = false;

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, encoding, done) => {
    keep(typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(chunk));
    return write(chunk, encoding, done);
  };
}

function keep(bytes) {
  parts.push(bytes);
  size += bytes.length;
  while (size - parts[0].length >= LIMIT) {
    size -= parts.shift().length;
    cut = true;
  }
}

export const tail = {
  begin() {
    parts = [];
    size = 0;
    cut = false;
  },

  headers() {
    if (size === 0) {
      return {};
    }
    const bytes = Buffer.concat(parts);
    const end = bytes.subarray(Math.max(0, bytes.length - LIMIT));
    return {
      'Berth-Log-Tail': end.toString('base64'),
      'Berth-Log-Cut': String(cut || end.length < bytes.length),
    };
  },
};
