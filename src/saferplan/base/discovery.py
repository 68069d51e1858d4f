"""Finding declarations: one file in the right folder is all it takes to add one."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def declarations(package: ModuleType, kind: type[T]) -> list[T]:
    """Every module-level object of this kind in a package's modules, in the order of module names."""
    found: list[T] = []
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        members = vars(importlib.import_module(f"{package.__name__}.{module.name}"))
        found += [member for name, member in members.items() if isinstance(member, kind) and name.isupper()]
    return found
