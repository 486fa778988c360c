"""Words that stand beside names and are no part of them, folded."""

from __future__ import annotations

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
