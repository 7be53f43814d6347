"""The Python function of `./berth demo`."""

import platform

served = 0


def handler(event, context):
    global served
    served += 1
    return {"hello": event["name"], "from": f"Python {platform.python_version()}", "served": served}
