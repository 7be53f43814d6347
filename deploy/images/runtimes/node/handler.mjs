// Finds a function's handler: "index.handler", "src/app.handler", "index.api.handler".
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { named } from './errors.mjs';

const EXTENSIONS = ['.js', '.mjs', '.cjs'];

export async function load(root, handler) {
  const match = /^((?:[^.]*\/)?[^./][^./]*)\.(.+)$/.exec(handler);
  if (!match || handler.includes('..')) {
    throw named('Runtime.MalformedHandlerName', `Bad handler: ${handler}`);
  }
  const [, module, member] = match;
  const file = EXTENSIONS.map((extension) => path.join(root, module + extension)).find((name) => existsSync(name));
  if (!file) {
    throw named('Runtime.ImportModuleError', `Cannot find module '${module}'`);
  }
  const found = member.split('.').reduce((at, name) => at?.[name], await imported(file, member));
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return found;
}

/** Members of a CommonJS module that cannot be told before it runs are those of its default export. */
async function imported(file, member) {
  let module;
  try {
    module = await import(pathToFileURL(file));
  } catch (failure) {
    if (failure instanceof SyntaxError) {
      failure.name = 'Runtime.UserCodeSyntaxError';
    } else if (failure?.code === 'ERR_MODULE_NOT_FOUND' || failure?.code === 'MODULE_NOT_FOUND') {
      failure.name = 'Runtime.ImportModuleError';
    }
    throw failure;
  }
  return member.split('.')[0] in module ? module : (module.default ?? module);
}
