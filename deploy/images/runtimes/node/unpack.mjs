// Lays out a zip archive. Modes and links are not taken over.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';

export function unpack(archive, root) {
  const made = new Set([root]);
  for (const [name, bytes] of Object.entries(unzipSync(archive))) {
    const target = path.join(root, name);
    if (!target.startsWith(root + path.sep)) {
      throw new Error(`${name} lies outside of ${root}`);
    }
    const directory = name.endsWith('/') ? target : path.dirname(target);
    if (!made.has(directory)) {
      mkdirSync(directory, { recursive: true });
      made.add(directory);
    }
    if (!name.endsWith('/')) {
      writeFileSync(target, bytes);
    }
  }
}
