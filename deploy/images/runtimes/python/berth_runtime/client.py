"""Calls to the Runtime API, one at a time on one connection. Waiting for work takes as long as it takes."""

import http.client

ENOUGH = 413  # An answer that is too large was taken as the invocation's error.


class Client:
    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address)

    def call(self, method, path, body=None, headers=None):
        """Headers and body of the answer; raises when the connection breaks or the call is refused."""
        kind = {"Content-Type": "application/json"} if body is not None else {}
        self.connection.request(method, path, body, kind | (headers or {}))
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300 and answer.status != ENOUGH:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]}")
        return answer.headers, content
