"""Names by their words: what stands beside them and is no part of them, and their first letters."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.text.normalise import listed

# What stands before or after a name and is no part of it. General English, British and American.
TITLES = listed(
    """mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness viscount earl duke duchess prince princess
    king queen president vice premier prime minister secretary chancellor mayor governor senator sen rep congressman
    congresswoman judge justice chief deputy shadow home foreign health defence defense education treasury transport
    attorney general leader mp msp peer councillor cllr captain sergeant inspector superintendent commissioner colonel
    major reverend rev bishop archbishop cardinal pope rabbi imam kc qc spokesman spokeswoman spokesperson former first
    campaigner author ex official unnamed ch supt det detective insp sgt constable pc cpl corporal lt lieutenant gen
    admiral marshal brigadier capt col maj chairman chairwoman chair manager coach director head"""
)
# Whose they are to somebody else in the story: "sister Mara" is Mara.
KIN = listed(
    """mother father mum dad son daughter brother sister uncle aunt cousin nephew niece grandmother grandfather wife
    husband widow widower partner fiance fiancee twin friend neighbour neighbor"""
)


def initials(words: Sequence[str]) -> tuple[str, str]:
    """Return the first letters of a name, with one for a double name and with two.

    >>> initials(["Ada", "Bell-Cole"])
    ('ab', 'abc')
    """
    parts = [part for word in words for part in word.split("-") if part]
    return "".join(word[0] for word in words).lower(), "".join(part[0] for part in parts).lower()
