"""What a page says to its readers and is no report: that they must pay, should sign up, may read on elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui_reader.parsing.clocks import lone_date, lone_stamp
from tui_reader.parsing.shapes import is_furniture, is_player_notice

NEAR = 8  # paragraphs behind the last of the body, in which a notice is about it
_PROMOTION_CHARACTERS = 200
_NOTICE_CHARACTERS = 400
_OFFER_CHARACTERS = 1_500


def _any_of(patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line.strip()})" for line in patterns.strip().split("\n")), re.IGNORECASE)


_PROMOTION = _any_of(
    r"""
    don['’]t miss\b
    (?:see|read) (?:more|next|also)\b
    most read\b
    sign up (?:for|to)\b
    subscribe (?:to|now)\b
    (?:you can )?follow .{2,60}? on (?:x|twitter|facebook|instagram|bluesky|whatsapp)\b
    click here\b
    tell us what you think\b
    for more (?:stories|news|articles)\b
    (?:story|article) continues below\b
    (?:an error|something) (?:has occurred|went wrong)\b
    this (?:copy|article|content) is for your personal\b
    (?:copyright|©).{0,80}(?:all )?rights reserved
    (?:order|buy) reprints?\b
    (?:print|save|share|email|listen to) this (?:article|story|page)\b
    view the latest [^.]{2,60} deals\b
    (?:listen to|watch) [^.]{2,80} live\b
    get [^.]{2,80} delivered\b
    if you have been affected by\b
    do you have a story\b
    got a story\b
    download (?:our|the) [^.]{0,30}app\b
    """
)
# Phrases in which pages ask for money or a name before they show the rest. A report may hold one of them; a notice
# is short, and begins with one or holds two.
_PAYING = _any_of(
    r"""
    already (?:a |have an? )?(?:subscriber|member|subscribed|account|registered)
    not (?:a|yet a) (?:subscriber|member)
    (?:subscribe|register|sign (?:up|in)|log ?in|join)\b[^.]{0,40} to (?:continue|keep|read|view|unlock|access|see)\b
    to (?:continue|keep|carry on) reading
    continue reading (?:with|for|this)
    (?:get|enjoy|for) (?:full|unlimited|digital|unrestricted)[\w\s]{0,20} access
    unlimited (?:digital )?access
    (?:this|the full) (?:article|story|content|report) is (?:for|only|exclusive|available|reserved)[^.]{0,40}scriber
    (?:this|the full) (?:article|story|content|report) is (?:for|only|exclusive|available|reserved)[^.]{0,40} members
    (?:for|exclusively for|only to) (?:our )?(?:paying )?(?:subscribers|members) only
    subscriber[- ]only
    subscribers? (?:can|get)\b
    (?:start|begin|claim) (?:your|a) free trial
    free trial\b
    cancel (?:at )?any ?time
    choose (?:a|your) (?:subscription|plan)
    (?:full|all) access (?:for|from) (?:just )?[£$€]?\d
    (?:reached|used|read) (?:your|all (?:of )?your|the) (?:\w+ )?(?:limit|free (?:articles?|stories)|monthly)
    (?:one|two|three|\d+) free articles? (?:left|remaining|this)
    subscribe (?:now|today|for|from)
    read the (?:full|whole|rest of the) (?:story|article)
    sign in to your account
    manage (?:your|my) subscription
    keep reading for\b
    (?:your |the )?first (?:week|month|year|\w+ (?:weeks|months)) (?:is|are|for|free)\b
    [£$€]\d[\d.,]* (?:a|per|each|every) (?:week|month|year)
    (?:a|per) (?:week|month) for (?:just |only )?[£$€]?\d
    """
)
# One of these stands in whatever the pattern matches: most paragraphs hold none, which is cheap to see.
_HINTS = frozenset("subscri member account regist sign log join read access trial cancel free week month year".split())
_TOLD_TIME = re.compile(r"(?:first |last )?(?:published|posted|updated|modified)", re.IGNORECASE)


def is_promotion(words: str) -> bool:
    """Say whether a paragraph asks for something or points elsewhere: no report begins like that."""
    short = len(words) <= _PROMOTION_CHARACTERS
    return short and bool(_PROMOTION.match(words) or is_furniture(words) or is_player_notice(words))


def is_no_text(words: str) -> bool:
    """Say whether a paragraph is nothing to read: a row of dashes, an address, when the page was changed."""
    if len(words) > _PROMOTION_CHARACTERS:
        return False
    address = words.startswith(("http://", "https://", "www.")) and " " not in words
    if address or not any(map(str.isalnum, words)):
        return True
    return _TOLD_TIME.match(words) is not None and (lone_stamp(words) is not None or lone_date(words) is not None)


def is_offer(paragraphs: Sequence[str]) -> bool:
    """Say whether what stands where a page is not free is an offer, and not the rest of the report."""
    if sum(map(len, paragraphs)) > _OFFER_CHARACTERS:
        return False
    return any(_PAYING.search(words) for words in paragraphs)


def is_paying_notice(words: str) -> bool:
    """Say whether a paragraph asks readers to pay, or to say who they are, before they may read on."""
    if len(words) > _NOTICE_CHARACTERS or words[:1] in "“\"'‘":
        return False
    low = words.casefold()
    if not any(hint in low for hint in _HINTS):
        return False
    met = _PAYING.search(words)
    return met is not None and (met.start() <= 3 or _PAYING.search(words, met.end()) is not None)
