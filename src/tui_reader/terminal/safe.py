"""Text from outside made safe to show: one pass before any screen, clipboard, notice, title, log or stderr.

No toolkit does this: escape sequences in an article that reach a terminal move its cursor, rewrite the
reader's clipboard, or make the terminal type an answer. Stored text keeps what the outlet printed; the
cleaning happens on the way out, after decoding and after entities were resolved.

`safe_text` keeps the length: every code point becomes exactly one (only a text over `limit` is cut), so a
`Span` that fits the text fits what is shown. What is shown instead:

    ESC, NUL, BEL ... DEL     ␛ ␀ ␇ … ␡   the control pictures
    newline, tab              a space (a newline stays with `newlines=True`)
    U+0080..U+009F            �   so do lone surrogates, tags and noncharacters
    direction controls        ⇄   overrides, embeddings, isolates and the three direction marks
    soft hyphen               ‧
    other invisible things    ∅   zero-width spaces, joiners outside scripts and emoji that need them, fillers
    the ninth accent on one letter, and all after it   �

Right-to-left and accented text, emoji with their joiners and the flags of the home nations come out as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tui_reader.text.patterns import late

LINE_LIMIT = 10_000  # code points: the longest honest paragraph met has 2,900; 2 MB in one widget froze it for 1 s
MARKS_PER_LETTER = 8  # Vietnamese needs 2, pointed Hebrew 4, a Tibetan stack 6

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (  # the soft hyphen first: it is no alarm
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0100-\U000e01ef"
)
_NO_CHARACTER = "\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e00ff"
_LINE_ENDS = "\u2028\u2029"

# What looks like an attack and is not: matched first, and left alone.
_PICTOGRAPH = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u27ff\u2801-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_DRESSED = _PICTOGRAPH + "[\U0001f3fb-\U0001f3ff]?[\ufe00-\ufe0f]?"
_HOME_NATIONS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in code) for code in ("gbeng", "gbsct", "gbwls"))
_JOINING_SCRIPTS = (  # Arabic, Syriac, Thaana, N'Ko; the scripts of India; Khmer; Mongolian; presentation forms
    "\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa\ufb50-\ufdcf\ufe70-\ufefc"
)
_HONEST = "|".join(
    (
        f"\U0001f3f4(?:{_HOME_NATIONS})\U000e007f",
        f"{_DRESSED}(?:\u200d{_DRESSED})*",
        "[#*0-9]\ufe0f\u20e3",
        f"(?<=[{_JOINING_SCRIPTS}])[\u200c\u200d]",
        "(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
        "(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
    )
)
_SUSPECTS = f"\x00-\x1f\x7f{_LINE_ENDS}{_DIRECTION}{_INVISIBLE}{_NO_CHARACTER}"
_UNUSUAL = late("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]")  # not Latin letters and typographic marks
_SUSPECT = late(f"[{_SUSPECTS}]")
_ALARM = late(f"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_DIRECTION}{_INVISIBLE[1:]}{_NO_CHARACTER}]")
_TO_SHOW = f"(?P<honest>{_HONEST})|(?P<before_newline>\r(?=\n))|[{_SUSPECTS}]"
_STACK = late(rf"[^\x00-\u02ff\w\s]{{{MARKS_PER_LETTER + 1},}}")  # holds every tall stack; judged exactly below
# Where accents live: text in Latin letters with typographic marks holds none, and is spared the slower look.
_ACCENTS = late(
    "[\u0300-\u1fff\u20d0-\u20ff\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u309a\ua66f-\uabed\ufb1e\ufe00-\ufe2f\U00010000-\U0010ffff]"
)
_JSON_UNSAFE = late(f"[\x7f{_LINE_ENDS}{_DIRECTION}{_INVISIBLE}{_NO_CHARACTER}]")

_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421", "\t": " ", "\n": " "}
_PICTURES |= dict.fromkeys(_LINE_ENDS, " ") | {"\u00ad": "\u2027"}
_DIRECTIONS = late(f"[{_DIRECTION}]")
_INVISIBLES = late(f"[{_INVISIBLE}]")


@cache
def _to_show() -> re.Pattern[str]:
    """Return the pattern of everything that is shown as something else; it takes 10 ms to compile and few need it."""
    return re.compile(_TO_SHOW)


def safe_text(text: str, *, limit: int | None = LINE_LIMIT, newlines: bool = False) -> str:
    """Return `text` as it may be shown: same length unless over `limit` code points, then cut and ended with ….

    `newlines` keeps "\\n" (and shows the line and paragraph separators as one); without it the result is one line.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…" if limit > 0 else ""
    if (text.isascii() and text.isprintable()) or _UNUSUAL.search(text) is None:
        return text
    if _ACCENTS.search(text):
        text = _STACK.sub(_cap_stack, text)
    if _SUSPECT.search(text) is None:
        return text
    return _to_show().sub(_mark_keeping_newlines if newlines else _mark, text)


def safe_for_clipboard(text: str) -> str:
    """Return `text` as it may be pasted anywhere: no control but newline and tab, no newline at the end.

    A paste into a shell must not run, and must not hide a word: controls and direction overrides show as
    on the screen, what is merely invisible is left out, line ends become "\\n". Nothing is cut.
    """
    text = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    text = _STACK.sub(_cap_stack, text)
    return _to_show().sub(_mark_for_clipboard, text).rstrip("\n")


def count_hostile(text: str) -> int:
    """Count the code points that `safe_text` shows as something else and that honest text does not hold.

    Line ends, tabs, soft hyphens and a byte order mark at the start are honest.
    """
    if _ALARM.search(text) is None and _ACCENTS.search(text) is None:
        return 0
    found = sum(len(_excess_marks(match.group())) for match in _STACK.finditer(text))
    for match in _to_show().finditer(text):
        char = match.group()
        byte_order_mark = char == "\ufeff" and match.start() == 0
        found += not (match["honest"] or match["before_newline"] or byte_order_mark or char in "\n\t\u00ad\u2028\u2029")
    return found


def escape_json(line: str) -> str:
    r"""Return a serialised JSON text with every code point a terminal could obey written as `\uXXXX`.

    The value stays the same; JSON itself escapes C0.
    """
    return line if line.isascii() and line.isprintable() else _JSON_UNSAFE.sub(_json_escape, line)


def _mark(match: re.Match[str]) -> str:
    """Return what stands for one suspect in a single line."""
    char = match.group()
    if match["honest"]:
        return char
    if match["before_newline"]:
        return " "
    if char in _PICTURES:
        return _PICTURES[char]
    if _DIRECTIONS.match(char):
        return "⇄"
    return "∅" if _INVISIBLES.match(char) else "\ufffd"


def _mark_keeping_newlines(match: re.Match[str]) -> str:
    """Return what stands for one suspect where lines may end."""
    return "\n" if match.group() in "\n\u2028\u2029" else _mark(match)


def _mark_for_clipboard(match: re.Match[str]) -> str:
    """Return what stands for one suspect in a copied text."""
    char = match.group()
    if char in "\n\t":
        return char
    mark = _mark(match)
    return "" if mark in "∅‧" and mark != char else mark


def _excess_marks(run: str) -> list[int]:
    """Return where in `run` a letter carries more than `MARKS_PER_LETTER` marks; joiners do not start a new count."""
    excess, marks = [], 0
    for position, char in enumerate(run):
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_PER_LETTER:
                excess.append(position)
        elif category != "Cf":
            marks = 0
    return excess


def _cap_stack(match: re.Match[str]) -> str:
    """Show the marks over the cap as replacement characters."""
    run = match.group()
    excess = _excess_marks(run)
    if not excess:
        return run
    chars = list(run)
    for position in excess:
        chars[position] = "\ufffd"
    return "".join(chars)


def _json_escape(match: re.Match[str]) -> str:
    """Return the JSON escape of one code point, as a surrogate pair where it needs one."""
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
