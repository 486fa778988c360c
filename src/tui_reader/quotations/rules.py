"""Every rule that decides something, by its id, with what it says; and the switch that turns one off.

A rule is a function that answers or returns None, and then another may. `benchmarks` and the tests switch rules off
one by one, to show what each is for; nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

RULES: dict[str, str] = {}  # id -> what the rule says, in a sentence
OFF: set[str] = set()  # ids of rules that are switched off


def rule(name: str, says: str) -> Callable[[Callable[P, T | None]], Callable[P, T | None]]:
    """Register a function as the rule `name`, which `says` in a sentence what it decides; switched off, it is None."""
    assert name not in RULES, name
    RULES[name] = says

    def register(decide: Callable[P, T | None]) -> Callable[P, T | None]:
        @wraps(decide)
        def switched(*args: P.args, **kwargs: P.kwargs) -> T | None:
            return None if OFF and name in OFF else decide(*args, **kwargs)

        return switched

    return register
