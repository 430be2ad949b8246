"""Parts of the reader's screen that are loaded when they are first asked for: the first paint waits for few of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Part:
    """An attribute of a screen that is made, with the screen, by a class of this package when it is first asked for."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name
        self._attribute = name

    def __set_name__(self, owner: type[object], attribute: str) -> None:
        self._attribute = attribute

    def __get__(self, screen: object | None, owner: type[object] | None = None) -> Any:
        if screen is None:
            return self
        made = getattr(import_module(f"tuinews.ui.{self._module}"), self._name)(screen)
        vars(screen)[self._attribute] = made  # found there from now on, before this
        return made


def part(module: str, name: str) -> Any:
    """Return a `Part`, for an attribute that is annotated with its class."""
    return Part(module, name)
