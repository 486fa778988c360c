"""How a record prints who speaks: "NAME:", "Q.", a member's name on a line of its own, "Mr. NAME of Ohio."."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui_reader.text.normalise import COMMON_WORDS, FUNCTION_WORDS, NEWS_WORDS

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’&-]*"
_SMALL = r"(?:of|for|the|and|on|to|in|at|de|der|van|von|la|le|ap|y|al|hon\.?|pro|tempore)"
_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?"
_NAME = rf"{_WORD}(?:,? (?:{_WORD}|{_SMALL}|#?\d{{1,3}}|&)){{0,11}}"
_BRACKETS = r"(?:\((?:[^()]|\([^()]{1,60}\)){1,80}\)|\[[^\[\]]{2,60}\])"
_COLON = re.compile(
    rf"(?:>> ?)?(?P<name>{_NAME}(?:,? {_BRACKETS}(?:, {_NAME})?){{0,3}})"
    rf"(?: {_TIME})?\s?:(?:\s*{_TIME})?(?:\s+(?P<rest>\S.*)|$)"
)
_TIMED = re.compile(
    rf"(?P<name>{_NAME}|\+?\d[\d *-]{{8,16}})(?: \([^()]{{1,30}}\))?\s+{_TIME}$"
)  # a line of its own: "Ada Marsh  0:12"
_TIMED_WORDS = re.compile(
    rf"(?P<name>{_NAME})\s+(?:\d{{1,2}}:\d\d:\d\d|\[\d{{1,2}}:\d\d(?::\d\d)?\])\s+(?P<rest>\S.*)"
)  # "Ada Marsh 00:01:12 We sailed"
_CHAT = re.compile(
    r"(?P<name>\S.{0,38}?)(?: \([^()]{1,20}\))?\s{2,}\d{1,2}:\d\d ?[AP]M"
)  # "ada  2:14 PM", as chats export
_ASKED = re.compile(r"(?P<name>[QA])(?: \([^()]{1,40}\))?(?:[.:]\s*|\s{2,}|\t\s*|\s*[—–]\s*)(?P<rest>\S.*)")
# "**ada** [MOD] — 14:02", as chats are pasted in Markdown; "12/03/2031, 14:05 - Ada: words", as phones export them.
_MARKED = re.compile(rf"\*\*(?P<name>[^*]{{1,40}})\*\*(?: [\[(][^\[\]()]{{1,20}}[\])])?\s*[-–—·|]?\s*{_TIME}")
MESSAGE_TIME = (
    r"\u200e?\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\]?(?: [-–])? "
)
_DONE = r"(?!\b(?:added|changed|left|removed|created)\b)"  # what somebody did in the chat; no name
_MESSAGE = re.compile(rf"{MESSAGE_TIME}\u200e?(?:~ ?)?(?P<name>(?:{_DONE}[^:\n]){{1,40}}?):(?: (?P<rest>\S.*)|\s*$)")
_MESSAGE_BEGINS = re.compile(MESSAGE_TIME)
# "CLLR. MARSH, district council: If I may", what they are in small letters behind a name in capitals.
_WITH_OFFICE = re.compile(r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{3,50}), (?P<office>[a-z][a-z ]{2,40}):\s+(?P<rest>\S.*)")
# Whom the keeper of a record could not name.
_SOMEBODY = re.compile(
    r"(?P<name>(?:An?|[A-Z][a-z]{2,12}) "
    r"(?:[a-z]+\.? ){0,2}(?:member|voice|speaker|questioner|councillor|resident"
    r"|[Ll]ord|peer|reporter|journalist|man|woman|caller|listener|witness|officer|juror)s?"
    r"(?: (?:of|from|in|on) (?:the |a )?[a-z ]{3,20})?)\s?:(?:\s+(?P<rest>\S.*)|$)"
)
# "CHAIR MARSH.  Good afternoon", as records of banks and courts print it.
_STOPPED = re.compile(
    r"(?P<name>[A-Z][A-Z'’-]+(?: [A-Z][A-Z.'’-]*){1,4})\.\s+"
    r"(?P<rest>(?:\[[^\[\]]{1,40}\] )?[“\"]?(?:[AI]\b|[A-Z][a-z’']).*)"
)
# "Ada Marsh, author. – Madam", with the language spoken in brackets, as the European Parliament prints it.
_DASHED = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][^.:“\"]{1,90}?(?:\([^()]{1,20}\)[^.:“\"]{0,40}?)?)"
    r"\s?\. ?[–—] (?:\([A-Z]{2}\) )?(?P<rest>\S.*)"
)
# "Ms. Marsh. The committee will come to order.", as hearings of the Congress are printed.
_TITLED = re.compile(
    r"(?P<name>(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|Gen|Adm|Chair(?:man|woman)?|Senator|Representative|Secretary|Governor)\.? "
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}(?: of [A-Z]\w+(?: [A-Z]\w+)?)?"
    r"|The (?:Chair(?:man|woman)?|Clerk|President|Speaker)))\. +(?P<rest>[A-Z“\"`\[].*)"
)
_SET_APART = re.compile(
    rf"(?:[\[<](?P<held>{_NAME})[\]>]:?|\*\*(?P<bold>{_NAME})\*\*:?(?:\s?[—–]| -(?=\s))?"
    rf"|(?:\d\d?[.:]\d\d\s{{2,}})?(?P<name>{_NAME}(?: {_BRACKETS})?)(?:\s?[—–]|\s-(?=\s)|\s?[|>]|\t|\s{{2,}}))"
    r"\s*(?P<rest>\S.*)"
)
_IN_CAPITALS = 9  # words of a label in capitals: "SHERIFF BO LIND, HILL COUNTY, OHIO"
_FULL = 3  # words of a name without its office
_SIGN = re.compile(r"[—–|>\]:*\t]| -|  ")  # one of these sets a label apart
_LONGEST_HEAD = 200  # letters in which it stands
_LONGEST_NAME = 14  # words of a name with an office
_AT = re.compile(r"\s*\(\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?\)$")  # when a turn began
_CAPITALS = re.compile(r"[A-Z][A-Z.'’-]+")
# Words that stand before a colon and speak: what a record calls whoever it does not name.
_SPEAKS = frozenset(
    "speaker moderator interviewer interviewee reporter question questioner answer chair chairman chairwoman"
    " chairperson president minister secretary host presenter voice member members witness judge court clerk operator"
    " male female unidentified unknown audience mayor governor senator chief officer commissioner councillor cllr"
    " ambassador director spokesman spokeswoman spokesperson correspondent deputy deputies senators taoiseach"
    " tánaiste tanaiste comhairle"
    " bishop archbishop earl duke chancellor advocate solicitor attorney convener llywydd".split()
)
_TITLES = frozenset("rt mr mrs ms miss mx dr sir dame lord lady baroness prof professor rev hon judge justice".split())
# Words that stand before a colon and never speak.
_NEVER = frozenset(
    "note notes update updated editor's photo picture image source sources video watch read listen analysis summary"
    " where when what who why how cost price address phone tel email website contact contacts also more related pros"
    " cons date time venue location subject re from to cc sent step tip tips rating verdict score result reference"
    " agenda item attendance present apologies interview transcript statement remarks speech questions minutes"
    " resolved agreed noted decision action motion by recommended declarations amendment examination appearances for"
    " contents exhibits index participants witnesses no number id case file report standards tellers ayes noes"
    " division".split()
)


_HELD_BY = re.compile(r"^The .* \((?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness)\.? [^()]{2,40}\)")
_COMMON = COMMON_WORDS | FUNCTION_WORDS | NEWS_WORDS
_OPEN = frozenset("of for the and on to in by with at".split())  # no name ends so
_NUMBERED = re.compile(r"(?:Q\d{1,3}\.?|\[\d{1,4}\]|\d{1,4}(?=\s+[QA]\.\s))\s+(?=\S)")
_LISTED = re.compile(r"\d{1,3}\.\s+(?=\S)")  # a question printed beforehand: "1. Ada Marsh (Hillford) (Ind): To ask"
_ADDRESSED = re.compile(r"^(?P<name>[^:.]{4,80}) to the [A-Z][^:.]{3,80}(?=:)")  # whom a question is put to
_STAMPED = re.compile(rf"(?:\*\*)?{_TIME}(?:\*\*)?\s*[-–—]?\s+(?=[^\W\d])")
# Records kept in Markdown set a label off: "Q1 **Chair:** words", "***Dr Marsh:*** words", "**Chair**: words".
_SET_OFF = re.compile(
    rf"(?P<stars>\*{{1,3}}|_{{1,2}})(?P<name>[^*_:]{{2,80}}):?(?P=stars)\s?(?:{_TIME})?:?\s*(?P<rest>.*)"
)


_TITLE_WITHIN = re.compile(r"(?<=[^*])\*([^*:]+)\*(?=:?\*\*)")  # "**ADA MARSH, *Hillford Post*:**"


class Label(NamedTuple):
    """Who speaks, as printed without its colon and its time; the words behind it on the line."""

    name: str
    rest: str = ""


def read_label(line: str, *, begins: bool = True) -> Label | None:
    """Return the label a line begins with, if it may be one; whether a text has labels at all, its whole must tell.

    `begins`: the line begins a paragraph. In the midst of one "Mr. Marsh. He" is no label.

    >>> read_label("Mr. Deputy Speaker (Sir Bo Lind): Order.")
    Label(name='Mr. Deputy Speaker (Sir Bo Lind)', rest='Order.')
    """
    listed = _LISTED.match(line)
    if listed is not None:
        return _read_listed(line[listed.end() :])
    numbered = _NUMBERED.match(line) or _STAMPED.match(line)
    line = line[numbered.end() :] if numbered else line
    set_off = _SET_OFF.fullmatch(_TITLE_WITHIN.sub(r"\1", line, count=1))
    if set_off is not None and ":" in set_off[0][: set_off.start("rest")]:
        return Label(set_off["name"].strip(), set_off["rest"])
    chat = _CHAT.fullmatch(line) or _MARKED.fullmatch(line)
    if chat is not None:
        return Label(chat["name"])
    message = _MESSAGE.fullmatch(line) or _WITH_OFFICE.fullmatch(line)
    if message is not None:
        return Label(message["name"], message["rest"] or "")
    asked = _ASKED.match(line)
    if asked is not None:
        asks = _COLON.match(asked["rest"])
        named = asks is not None and asks["name"].isupper() and asks["rest"]
        return Label(asks["name"], asks["rest"]) if asks is not None and named else Label(asked["name"], asked["rest"])
    somebody = _SOMEBODY.match(line)
    if somebody is not None and somebody["name"].split()[0].lower() not in _NEVER:
        return Label(somebody["name"], somebody["rest"] or "")
    match = _COLON.match(line)
    if match is not None and not _is_clock(line, match.end("name")):
        return Label(_AT.sub("", match["name"]), match["rest"] or "") if may_speak(match["name"]) else None
    stopped = _printed_without_colon(line) if begins else None
    if stopped is not None:
        return stopped
    worded = _TIMED_WORDS.fullmatch(line)
    if worded is not None and may_speak(worded["name"]):
        return Label(worded["name"], worded["rest"])
    timed = _TIMED.fullmatch(line)
    name = timed["name"].strip() if timed is not None else ""
    return Label(name) if name and (name[-1].isdigit() or may_speak(name)) else None


def _printed_without_colon(line: str) -> Label | None:
    dashed = _DASHED.match(line)
    if dashed is not None and len(dashed["name"].split()) <= _LONGEST_NAME:
        return Label(dashed["name"], dashed["rest"])
    titled = _TITLED.match(line)
    if titled is not None:
        return Label(titled["name"], titled["rest"])
    stopped = _STOPPED.match(line)
    if stopped is not None and len(stopped["name"].split()[-1]) > 2:  # no initial
        return Label(stopped["name"], stopped["rest"])
    return None


def _read_listed(line: str) -> Label | None:
    """Return the label behind a question's number; points of a list have labels as well, and ask nobody."""
    label = None if _LISTED.match(line) else read_label(_ADDRESSED.sub(r"\g<name>", line, count=1))
    if label is None:
        return None
    asks = label.rest.startswith("To ask") or not _TITLES.isdisjoint(label.name.lower().split()) or "(" in label.name
    return label if asks else None


def is_message(line: str) -> bool:
    """Say whether a line of a chat that a phone exported begins with its time."""
    return _MESSAGE_BEGINS.match(line) is not None


def set_apart(line: str) -> Label | None:
    """Return what a line sets apart at its head, by a colon, a dash, brackets: a label only if it comes again.

    >>> set_apart("The Provost — We begin."), set_apart("<Ada Marsh> We begin.")
    (Label(name='The Provost', rest='We begin.'), Label(name='Ada Marsh', rest='We begin.'))
    """
    if _SIGN.search(line, 0, _LONGEST_HEAD) is None:
        return None
    stamped = _STAMPED.match(line)
    line = line[stamped.end() :] if stamped else line
    match = _COLON.match(line)
    if match is not None and (not match["rest"] or _is_clock(line, match.end("name"))):
        return None
    match = match or _SET_APART.match(line)
    if match is None:
        return None
    parts = match.groupdict()
    name = next(filter(None, (parts["name"], parts.get("held"), parts.get("bold"))))
    words = [word.strip(".,").lower() for word in name.split()]
    speaks = _NEVER.isdisjoint((words[0], words[-1])) and words[-1] not in _OPEN
    speaks = speaks and (len(match["rest"]) > 1 or not match["rest"].isalpha())  # "Q" at the end of a line
    return Label(name, match["rest"]) if speaks else None


def may_be_name(word: str) -> bool:
    """Say whether one word before a colon can be a name: no word of every day, nor one that never speaks."""
    lower = word.lower()
    return word.isalpha() and len(word) > 1 and word[0].isupper() and lower not in _NEVER and lower not in _COMMON


def is_full_name(name: str) -> bool:
    """Say whether a label begins with a name of two words or three, an office behind a comma apart."""
    person = name.partition(",")[0]
    words = person.split()
    return 1 < len(words) <= _FULL and all(word[0].isupper() for word in words) and may_speak(person)


def is_dashed(line: str) -> bool:
    """Say whether a line has a label that nothing else looks like: "Ada Marsh, author. – Madam"."""
    return _DASHED.match(line) is not None


def may_speak(name: str) -> bool:
    """Say whether what stands before a colon can be somebody: a name of two words, capitals, an office, a title."""
    words = [word.strip(".,").lower() for word in re.sub(r"\([^()]*\)", "", name).replace("-", " ").split()]
    if not words or words[0] in _NEVER or words[-1] in _NEVER or words[-1] in _OPEN or len(name) > 130:
        return False
    if _HELD_BY.search(name) is not None:
        return True  # "The Leader of the House (Sir Bo Lind)"
    if len(words) == 1:
        return words[0] in _SPEAKS or (_CAPITALS.fullmatch(name.split()[0]) is not None and len(words[0]) > 1)
    if not _SPEAKS.isdisjoint(words) or words[0] in _TITLES:
        return True
    capitals = sum(word[0].isupper() for word in name.split() if word[0].isalpha())
    if name.upper() == name:
        return len(words) <= _IN_CAPITALS
    return len(words) <= 5 and capitals >= 2 and name.split()[0] not in ("The", "A", "An", "In", "On")


def names_office(name: str) -> bool:
    """Say whether a label has what somebody is in it: "REPORTER 1", "Mayor Marsh"."""
    words = [word.strip(".,").lower() for word in name.split()]
    return bool(words) and (not _SPEAKS.isdisjoint(words) or words[0] in _TITLES)


def is_titled(name: str) -> bool:
    """Say whether a line is a name with a title before it: "Ms Ada MARSH"."""
    words = name.split()
    return 1 < len(words) <= 6 and words[0].strip(".").lower() in _TITLES and words[1][0].isupper()


def surname(name: str) -> str:
    """Return the last word of whoever a label names, by which they are known again in a shorter one.

    >>> surname("The Minister for Rivers (Ada Marsh)"), surname("Ada Marsh (Hillford) (Ind)"), surname("Ms Marsh")
    ('marsh', 'marsh', 'marsh')
    """
    outer, _, inner = name.partition("(")
    held = inner.partition(")")[0] if not _SPEAKS.isdisjoint(re.findall(r"[a-z]+", outer.lower())) else ""
    last = (held or outer).split()[-1].lower() if (held or outer).split() else ""
    return name.lower() if not last or last in _SPEAKS else last  # two secretaries of state are two


def _is_clock(line: str, colon: int) -> bool:
    """Say whether the colon stands within a time or an address: "Leeds 10:30", "https://"."""
    at = line.find(":", colon)
    return (line[at + 1 : at + 3].isdigit() and line[at - 1 : at].isdigit()) or line[at : at + 3] == "://"
