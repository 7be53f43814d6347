// Calls to the Runtime API, one at a time on one connection. Waiting for work takes as long as it takes.
import http from 'node:http';
import { env } from 'node:process';

const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
const ENOUGH = 413; // An answer that is too large was taken as the invocation's error.

/** Resolves to {headers, body}; rejects when the connection breaks or the call is refused. */
export function call(method, path, body = undefined, headers = {}) {
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const fine = response.statusCode < 300 || response.statusCode === ENOUGH;
        if (fine) {
          resolve({ headers: response.headers, body: Buffer.concat(chunks) });
        } else {
          reject(new Error(`${method} ${path}: ${response.statusCode} ${Buffer.concat(chunks)}`));
        }
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
