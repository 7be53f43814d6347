"""Errors as the Runtime API takes them."""

import os
import traceback

OWN = os.path.dirname(os.path.abspath(__file__))


class RuntimeFault(Exception):
    """An error of the runtime itself, told apart by its name."""

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name


def renamed(name, work, value):
    """What the work makes of the value; its failure under the runtime's name for it."""
    try:
        return work(value)
    except (ValueError, TypeError) as failure:
        raise RuntimeFault(name, str(failure)) from failure


def describe(failure, request=None):
    """The frames are those of the function alone."""
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__) if not frame.filename.startswith(OWN)]
    text = {
        "errorMessage": str(failure),
        "errorType": failure.name if isinstance(failure, RuntimeFault) else type(failure).__name__,
        "stackTrace": traceback.format_list(frames),
    }
    return text | ({"requestId": request} if request else {})
