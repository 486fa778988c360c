"""What a record prints that nobody says: columns, times, links, lines of its keeper's, the day."""

from __future__ import annotations

import re

from tui_reader.parsing.clocks import MONTHS, lone_date, lone_stamp
from tui_reader.parsing.printed_times import PrintedTime, read_time
from tui_reader.parsing.transcripts.labels import MESSAGE_TIME
from tui_reader.parsing.transcripts.talk import is_aside

_MONTH = "(?:" + "|".join(MONTHS) + r")[a-z]*\.?"
_DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{_MONTH}),? (?P<y>(?:19|20)\d\d)\b"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?, (?P<y2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\[?Columns? \d+[A-Z]*(?:[-–]\d+[A-Z]*)?(?: ?is located here)?\]?"
    r"|.{0,40}\bColumn \d+[A-Z]*|\[\[?Pages? [A-Z]*\d+[^\]]*\]?\]"
    r"|(?:Page )?\d{1,4}(?: of \d{1,4})?|\{time\}\s*\d{3,4}|_{3,}|[-=*]{3,}|\.{5,}|[-–—]+ ?\d{1,4} ?[-–—]+|\(?MORE\)?"
    r"|(?:Copy link.{0,60}|Share this (?:specific )?(?:contribution|debate)|Link to this (?:speech|contribution)"
    r"(?: In context)?(?: Individually)?(?: \(Citation: .{5,60}\))?|In context|Individually"
    r"|Add an annotation(?: \(.{3,60}\))?|\(Citation: .{5,60}\)|Add your annotation|No annotations|Hansard source"
    r"|Share a link to this.{0,40}|Share contribution \d+ .{2,40}|Download text|Back to .{3,40}|Find Members|Search"
    r"|(?:Previous|Next) (?:debate|section|contribution)|Collapse all|Expand all|Hansard|Toggle.{0,40})"
    rf"|\d{{1,2}}[:.]\d\d ?[ap]\.?m\.?, (?:[A-Z][a-z]+,? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} \d{{4}}"
    r"|[–—-] in (?:the House of (?:Commons|Lords)|Westminster Hall|(?:the )?\w+) at .{4,60}"
    r"|Col\.? \d{2,5}|Biography|Senedd\.tv|Video"
    r"|Skip to main content|Contains Parliamentary information.*|HC \d+[—–-].{1,8}|UK Parliament|Commons Chamber"
    r"|Lords Chamber|Westminster Hall|Home Page|Home|Menu"
    r"|\[Expand\]|[•●] {0,2}(?:\(\d{4}\))?|\[(?:English|Fran[cç]ais|Translation)\]|CHAMBER|\* ?\* ?\*"
    r"|Cookies on .{3,30}|GOV\.UK|©.*|Share this page|Is this page useful\??|Report a problem.{0,30}|Cookie policy.*"
    r"|(?:Previous|Next) Section(?: ?\|? ?(?:Index|Home Page|Contents)){1,3}"
    r"|Volume \d+: debated on .{6,60}"
    r"|\d{1,2}:\d\d|:[a-z_+-]{2,30}: ?\d{0,3}|\d+ repl(?:y|ies)|Last reply .{3,40}",
    re.IGNORECASE,
)
_REACTIONS = re.compile(r"(?:[^\w\s.,;:!?()\[\]\"'“”‘’$£€%&+*/-]{1,4} ?\d{1,4}\s*)+")  # under a message: "👋 31  🎩 12"
# Of a chat that a phone exports: what happened in it, and when; nobody's words.
_EVENT = re.compile(rf"{MESSAGE_TIME}(?:[^:]{{1,200}}|.{{1,60}} (?:added|changed|left|removed|created) .{{1,200}})")
# A line of the record's keeper. What a House did, not what anybody said there.
_NARRATED = re.compile(
    r"(?:Several|Some|A number of) (?:hon|noble|right hon)\.? (?:Members|Lords|Friends) .{0,40}rose.?"
    r"|.{3,60}\bindicated (?:assent|dissent|agreement|disagreement)\b.?|Division (?:number )?\d{1,3}\b.*"
    r"|.{3,60}\binterjecting\s?[—–-]+|\(Time expired\)|.{0,80}\brose\s?[—–-]+|.{3,80}\bwas asked\s?[—–-]+"
    r"|\S.{0,80}\bin the Chair\]?"
    r"|rose[—–-]+|<[A-Z][A-Z, .'’-]{4,}.{0,80}"
    r"|(?:Main )?Questions? (?:(?:accordingly|again|once more) )?(?:agreed|negatived|put|proposed|declared)\b.*"
    r"|(?:Oral )?[Qq]uestions (?:concluded|ended)\.?|(?:Documents?|Papers?|Reports?),? by leave, laid on\b.*"
    r"|The (?:House|Committee|Assembly|Senate|Council|Dáil|Seanad)"
    r" (?:divided|adjourned|proceeded|resumed|met|resolved)\b.*"
    r"|The (?:meeting|sitting|session|hearing|inquest|court|committee|debate)(?: was)?"
    r" (?:closed|ended|adjourned|suspended|resumed|opened|began|rose|concluded|stood)\b.*"
    r"|(?:Accordingly|Whereupon|Thereupon|Sitting suspended|On resuming)\b.*|B[Yy] (?:M[RSrs]{1,2}|D[Rr])\b.{0,40}:"
    r"|[Hh]aving (?:[a-z]+ ){0,4}(?:sworn|affirmed)\b.*"
    r"|(?:Captions?|Captioned|Subtitles?|Subtitled|Transcri(?:bed|pt|ption)) (?:provided |made )?by .{2,60}"
    r"|(?:Motion|Amendment|Debate|Bill|Clause|Schedule|Lords|Proceedings|Sitting)s?\b.{0,60}"
    r"\b(?:made|agreed|negatived|withdrawn|moved|adjourned|resumed|read|ordered|proposed|presented|disagreed)\b.{0,120}"
    r"|(?:Ordered|Resolved),?|(?:RESOLVED|AGREED|NOTED|DECISION|ACTION)\b.*"
    r"|(?:It being|Question proposed|Motion made).*"
    r"|(?:Ayes|AYES) \d+,? (?:Noes|NOES) \d+\.?|Moved by .{3,60}"
    r"|Debate to be resumed\b.*|Adjourned\b.*|House adjourned.*"
    r"|The (?:[a-z]+ ){0,3}[Cc]lerk (?:read|called|proceeded|resumed|reported)\b.*"
    r"|(?:M[RrSs]{1,2}|M[Ii][Ss]{2})\.? [A-Z][A-Z'’-]+.{0,60}\bchanged (?:his|her|their) votes?\b.*"
    r"|M[RrSs]{1,2}\. [A-Z][A-Z'’-]+ addressed the Chair\.?"
    r"|.{3,120}\b(?:having been created|(?:took|subscribed) (?:and subscribed )?the oath)\b.*"
    r"|(?:Not )?Contents:? \d+.*|(?:NOT )?CONTENTS"
    r"|Moved,? [Tt]hat .*|On Question,.*|.{3,60}\brose to (?:move|ask|call)\b.*"
    r"|[A-Z][\w'’-]+, [A-Z][\w'’. -]+ \([^()]{2,50}\) \([A-Z][A-Za-z]{1,5}\)|FOR|AGAINST|ABSTENTIONS?"
    r"|T[áÁ]|N[íÍ][lL]|Tellers: .*|Chuaigh an .* i gceannas\b.*"
    r"|The following is an? (?:[\w-]+ ){0,3}transcript of\b.*"
    r"|There (?:being|was) no objection\b.*|A motion to reconsider\b.*"
    r"|So (?:the|\(?two-thirds)\b.*|Stated (?:for|against):"
    r"|\d{1,3}\. .{3,60}\basked the\b.*"
    r"|Division No\.? ?\d+.*|\(Mr.{3,80}given permission.*|The (?:yeas and nays|vote) (?:was|were)\b.*"
    r"|The (?:[a-z]+ ){0,2}(?:amendment|motion|bill|resolution|nomination|preamble|conference report|question|result"
    r"|text|material|article|letter)s?\b.{0,90}"
    r"\b(?:was|were|is|are) (?:agreed|ordered|passed|rejected|read|announced|considered|taken|confirmed|as follows"
    r"|laid|tabled|withdrawn|printed)\b.*",
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]ur)\b")  # said, by somebody: no keeper says so
# A heading of a court's or an inquiry's record: who is heard, and who asks them.
_HEARING = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){1,5},? \((?:affirmed|sworn|recalled|continued)\).{0,40}"
    r"|(?:Further )?(?:Questions?|[Ee]xamination|[Cc]ross-examination|[Rr]e-examination)(?:-in-chief)?(?: continued)?"
    r" (?:from|by) (?:the )?[A-Z].{2,60}"
)
_RUNNING_HEAD = re.compile(
    r"(?:(?:Page )?\d{1,5}\s{2,}\S.*|\S.*\s{2,}(?:Page )?\d{1,5}|\S.*\s{8,}[A-Z]{4,})"
)  # over a page: its number, far from the rest
_SHORT_TIME = re.compile(r"\d{1,2}(?:\.\d{1,2})? ?[ap]\.?m\.?", re.IGNORECASE)  # "4.6 pm", as Hansard printed it
_END = re.compile(
    r"(?:(?-i:ENDS?)\b|End of (?:transcript|recording)\b|(?:Recording|Tape|Audio) ends\b|# ?# ?#(?! *\w)|-30-).{0,40}",
    re.IGNORECASE,
)
# What the page that keeps a record prints under it.
_FOOT = re.compile(
    r"(?:Copyright\b|©|\([cC]\) ?\d{4}).{0,200}|All rights reserved\b.{0,120}"
    r"|(?:First |Last )?(?:Published|Updated):? \d.{0,40}"
    r"|(?:Privacy|Cookies?|Accessibility|Terms|Important|Legal)"
    r"(?: (?:and|of|policy|notices?|statement|use|conditions)){1,4}"
    r"|(?:Contact|Follow) us\b.{0,60}|Share this (?:page|article|episode|transcript)\b.{0,40}|Back to top"
    r"|TO ORDER\b.*|I,? [^.]{0,60}certify that the (?:foregoing|above)\b.*|Print this page"
    r"|[•▪■] ?\S.*|(?:Topics|Tags|Related|Read more|More on this)(?:: ?.{0,120})?"
    r"|(?:Conference )?[Cc]all participants:?|Duration: \d.{0,20}"
    r"|For information media\b.{0,60}|Not an official (?:record|document)\b.{0,20}"
    r"|Report a problem with this page"
    r"|Transcripts? (?:may|are|is|text)\b.{0,60}\b(?:errors?|final|revised)\b.*",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?P<number>\d{1,3}\.) +(?=asked\b)")  # "1. asked the Minister ...", as Stormont prints it
_NUMBER = re.compile(r"(?P<number>[TQ]?\d{1,3}\.) +(?=\S)")
_PUT = re.compile(r"\d{1,2}\. +(?:What|Whether|If|Do(?:es)?|Did|Is|Are|Ha[sv]e?|Will|Would|Can|How|When|Why|To ask)\b")
_QUESTION = re.compile(r"(?P<number>[TQ]\d{1,3}\.?|\[\d{1,4}\]) +(?=\S)")  # needs no reference behind it to be one
_REFERENCE = re.compile(
    r"\s*(?P<mark>\[(?:HL)?\d{4,7}\]|\((?:\d{6,7}|S\d\w?-\d{4,6}|[OW]Q\d{4,6}|AQ[A-Z]? \d+/\d\d[-–]\d\d)\)|OQ\d{4,6})$"
)


def is_mark(line: str) -> bool:
    """Say whether a line is a mark of the record's own, to be left out."""
    return (
        _MARK.fullmatch(line) is not None
        or _REACTIONS.fullmatch(line) is not None
        or _EVENT.fullmatch(line) is not None
        or is_time(line)
        or _is_running_head(line)
    )


def _is_running_head(line: str) -> bool:
    """Say whether a line is the head of a printed page: a number at one end, and the day or capitals beside it."""
    if _DAY.fullmatch(line):
        return True
    if len(" ".join(line.split())) > 100 or _RUNNING_HEAD.fullmatch(line) is None:
        return False
    words = line.removeprefix("Page").strip("0123456789 ")
    return _DAY.search(line) is not None or (words.upper() == words and len(words) > 3)


def ends_record(line: str) -> bool:
    """Say whether a line ends the record: what follows is its keeper's."""
    return _END.fullmatch(line) is not None


def is_foot(line: str) -> bool:
    """Say whether a line belongs to the page that keeps a record: its copyright, its day, its links."""
    return _FOOT.fullmatch(line) is not None


def is_time(line: str) -> bool:
    """Say whether a line is a time of day, perhaps in brackets: "11.32am", "(10.00 am)", "2:14 P.M. EST"."""
    bare = line.strip("()[]`")
    if _SHORT_TIME.fullmatch(bare):
        return True
    bare = bare.replace(".", ":", 1) if re.match(r"\d{1,2}\.\d\d\b", bare) else bare
    stamp = lone_stamp(bare) if len(bare) <= 24 else None
    return stamp is not None and stamp.clock is not None


def is_narrated(line: str) -> bool:
    """Say whether a line tells what happened in the room."""
    return is_aside(line) or (_NARRATED.fullmatch(line) is not None and _FIRST_PERSON.search(line) is None)


def tells_who_is_heard(line: str) -> bool:
    """Say whether a line tells which witness is heard, or who asks them."""
    return _HEARING.fullmatch(line) is not None


def printed_day(line: str) -> PrintedTime | None:
    """Return the day that a line of a record's head prints: "Volume 804: debated on Wednesday 18 November 2026"."""
    match = _DAY.search(line) if len(line) <= 140 else None
    stamp = lone_date(match[0].replace("\u00a0", " ")) if match is not None else None
    if stamp is None or stamp.day is None or not stamp.day[0]:
        return read_time(line.strip())
    year, month, day = stamp.day
    return read_time(f"{year}-{month:02}-{day:02}")


def without_numbers(words: str, *, begins: bool = False) -> tuple[str, list[str]]:
    """Return a printed question without its number and its reference, and these: "1. What …? [906117]".

    `begins`: it is the first of a turn, where a number alone may stand before what is asked.
    """
    reference = _REFERENCE.search(words)
    rest = words[: reference.start()].rstrip() if reference is not None else words
    numbered = reference is not None or (begins and _PUT.match(rest) is not None)
    number = (_NUMBER if numbered else _QUESTION).match(rest) or _ASKED.match(rest)
    found = [*([number["number"]] if number else []), *([reference["mark"]] if reference else [])]
    return (rest[number.end() :] if number else rest), found
