// Starts before it knows its function: waits to be claimed, takes over the function's code and environment, then answers
// one invocation after the other. Speaks the AWS Lambda Runtime API (2018-06-01) and two calls of Berth's own.
import { argv, chdir, env, execArgv, execPath, execve, exit } from 'node:process';
import { call } from './client.mjs';
import { contextOf } from './context.mjs';
import { describe, named } from './errors.mjs';
import { load } from './handler.mjs';
import { tail } from './tail.mjs';
import { unpack } from './unpack.mjs';

const RUNTIME = '/2018-06-01/runtime';
const TASK = '/var/task';
let current = null;

const report = (path, failure, headers = {}) =>
  call('POST', RUNTIME + path, JSON.stringify(failure), {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Function-Error-Type': failure.errorType,
    ...headers,
  });

async function claimed() {
  const claim = env.BERTH_CLAIM ? JSON.parse(env.BERTH_CLAIM) : await claimAndCode();
  delete env.BERTH_CLAIM;
  // They were for this process, not for those that the function starts.
  delete env.NODE_OPTIONS;
  execArgv.length = 0;
  Object.assign(env, claim.env);
  chdir(TASK);
  return claim;
}

async function claimAndCode() {
  const text = (await call('GET', '/berth/claim')).body.toString();
  unpack((await call('GET', '/berth/code')).body, TASK);
  const claim = JSON.parse(text);
  if (claim.heapMb) {
    // The heap's limit is given when a process starts: the same process begins again with a larger one.
    const { NODE_OPTIONS, ...rest } = env;
    execve(execPath, [execPath, `--max-old-space-size=${claim.heapMb}`, ...argv.slice(1)], { ...rest, BERTH_CLAIM: text });
  }
  return claim;
}

async function initialised(claim) {
  try {
    return await load(TASK, claim.handler);
  } catch (failure) {
    await report('/init/error', describe(failure));
    return exit(1);
  }
}

async function answer(handler, request) {
  const id = request.headers['lambda-runtime-aws-request-id'];
  env._X_AMZN_TRACE_ID = request.headers['lambda-runtime-trace-id'];
  current = id;
  tail.begin();
  let result;
  try {
    const event = parsed(request.body);
    result = written(await handler(event, contextOf(request.headers)));
  } catch (failure) {
    current = null;
    return report(`/invocation/${id}/error`, describe(failure), tail.headers());
  }
  current = null;
  return call('POST', `${RUNTIME}/invocation/${id}/response`, result, {
    'Content-Type': 'application/json',
    ...tail.headers(),
  });
}

function parsed(body) {
  try {
    return JSON.parse(body.toString());
  } catch (failure) {
    throw named('Runtime.UnmarshalError', failure.message);
  }
}

function written(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (failure) {
    throw named('Runtime.MarshalError', failure.message);
  }
}

// What nobody awaited: the process is in no known state afterwards, so its invocation fails and it ends.
async function unawaited(failure) {
  try {
    if (current !== null) {
      console.error(failure);
      await report(`/invocation/${current}/error`, describe(failure), tail.headers());
    }
  } finally {
    exit(1);
  }
}
process.on('uncaughtException', unawaited);
process.on('unhandledRejection', unawaited);

try {
  const handler = await initialised(await claimed());
  for (;;) {
    await answer(handler, await call('GET', `${RUNTIME}/invocation/next`));
  }
} catch (failure) {
  console.error(failure);
  exit(1);
}
