"""Why a quotation is whose it is, rule by rule."""

from __future__ import annotations

from typing import NamedTuple

from tui_reader.domain.quotation import Quotation


class Explanation(NamedTuple):
    """The rule that claims the words, the rule that says who is meant, and what came into question besides.

    `claim` and `resolution` are ids of rules; `claim_says` is what the claiming rule says, `why` whom the other found
    and how, in plain words. `rivals` are others a pronoun or a description may mean. `lost` are claims that did not
    win, each with its reason.
    """

    quotation: Quotation
    claim: str
    claim_says: str
    resolution: str
    why: str
    rivals: tuple[str, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
