"""Starts before it knows its function: waits to be claimed, takes over the function's code and environment, then answers
one invocation after the other. Speaks the AWS Lambda Runtime API (2018-06-01) and two calls of Berth's own."""

import io
import json
import os
import sys
import zipfile

from berth_runtime import errors
from berth_runtime.client import Client
from berth_runtime.context import LambdaContext
from berth_runtime.handler import load
from berth_runtime.tail import Tail

RUNTIME = "/2018-06-01/runtime"
TASK = "/var/task"


class Bootstrap:
    def __init__(self):
        self.client = Client(os.environ["AWS_LAMBDA_RUNTIME_API"])
        self.tail = Tail()

    def run(self):
        handler = self.initialised(self.claimed())
        while True:
            headers, body = self.client.call("GET", RUNTIME + "/invocation/next")
            self.answer(handler, headers, body)

    def claimed(self):
        claim = json.loads(self.client.call("GET", "/berth/claim")[1])
        code = self.client.call("GET", "/berth/code")[1]
        # Keeps what it extracts inside; modes are not taken over.
        zipfile.ZipFile(io.BytesIO(code)).extractall(TASK)
        os.environ.update(claim["env"])
        os.chdir(TASK)
        sys.path.insert(0, TASK)
        return claim

    def initialised(self, claim):
        try:
            return load(claim["handler"])
        except Exception as failure:
            self.report("/init/error", errors.describe(failure), {})
            sys.exit(1)

    def answer(self, handler, headers, body):
        request = headers["Lambda-Runtime-Aws-Request-Id"]
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        self.tail.begin()
        try:
            event = errors.renamed("Runtime.UnmarshalError", json.loads, body)
            result = handler(event, LambdaContext(headers))
            answer = errors.renamed("Runtime.MarshalError", json.dumps, result)
        except Exception as failure:
            self.report(f"/invocation/{request}/error", errors.describe(failure, request), self.tail.headers())
            return
        self.client.call("POST", f"{RUNTIME}/invocation/{request}/response", answer.encode(), self.tail.headers())

    def report(self, path, failure, headers):
        kind = {"Lambda-Runtime-Function-Error-Type": failure["errorType"]}
        self.client.call("POST", RUNTIME + path, json.dumps(failure).encode(), kind | headers)


if __name__ == "__main__":
    Bootstrap().run()
