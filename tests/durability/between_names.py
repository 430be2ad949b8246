"""Doing something between two of the names that a program gives files: for scripts that run as another program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any


def act_before(name: int, act: Callable[[], object]) -> None:
    """Have this program do something before it gives a file a name for the so-manieth time, from one."""
    left = name

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kw: Any) -> Any:
            nonlocal left
            if "pathlib" in sys._getframe(1).f_code.co_filename:
                left -= 1
                if not left:
                    act()
            return function(*args, **kw)

        return call

    for kind in ("link", "rename", "replace"):
        setattr(os, kind, counted(getattr(os, kind)))
