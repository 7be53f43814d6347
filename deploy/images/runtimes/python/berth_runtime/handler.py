"""Finds a function's handler: "app.handler", "src/app.handler"."""

import importlib

from .errors import RuntimeFault


def load(handler):
    module_name, dot, name = handler.rpartition(".")
    if not dot or not module_name or not name:
        raise RuntimeFault("Runtime.MalformedHandlerName", f"Bad handler '{handler}': it has no module or no name")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as failure:
        raise RuntimeFault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {failure}") from failure
    except SyntaxError as failure:
        raise RuntimeFault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {failure}") from failure
    found = getattr(module, name, None)
    if not callable(found):
        raise RuntimeFault("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'")
    return found
