"""What a single line looks like: a headline, a name, a role, a caption, a list item, furniture of the page.

All of it is general English: no name, outlet or sentence of any page. Every test is linear in the line.
"""

from __future__ import annotations

import re

from tui_reader.parsing.lexicon import FURNITURE, FURNITURE_START, LABELS, PARTICLES

CLOSERS = "'\"”’»)]}*_ "
OPENERS = "'\"“‘«([{"
SENTENCE_ENDS = ".!?…:;,"
BULLET = re.compile(r"(?:[•‣◦▪●∙·*]|[-–—](?=\s))\s*(?=\S)")
NUMBER = re.compile(r"(\d{1,4})[.)]\s+(?=\S)")
DURATION = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?")
MARKER = re.compile(
    r"(?:image|media|video|photo|picture|figure)\s?(?:caption|source|credit|copyright)?\s*[,:]?", re.IGNORECASE
)
CAPTIONED = re.compile(
    r"^(?:image|picture|photo|photograph|pic|caption|(?:image|media|video|photo|picture|figure) caption)\s?[,:]"
    r"|(?:image|media|video|photo|picture)\s(?:source|caption|credit|copyright),"
    r"|\b(?:pic|pics|photo|photograph|picture|image|credit):\s?[^.:;]{2,80}\.?$"
    r"|[(\[](?:image|photo|picture|pic|credit|photograph)\b[^)\]]{2,80}[)\]]$",
    re.IGNORECASE,
)
CREDIT_WORD = re.compile(
    r"[Ii]mage|[Pp]ic|[Pp]hoto|[Cc]aption|[Cc]redit|[Mm]edia|[Vv]ideo|IMAGE|PIC|PHOTO|CAPTION|CREDIT"
)
GLUED_CREDIT = re.compile(r"(?<=[a-z.])(?:Image|Photograph|Photo|Picture)\b[:,\s]")
PLAYER = re.compile(
    r"\b(?:video player|media player|javascript|(?:chrome|your|this|a) browser|to (?:view|play|watch) this|"
    r"(?:video|media|content) (?:cannot|can ?not|can't|is not|isn't|unable)|unable to (?:play|load))\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|producer|presenter|journalist|columnist|commentator|critic|"
    r"analyst|anchor|newsreader|broadcaster|contributor|sketchwriter|bureau chief|reporting from|reporting in|"
    r"political team|live team|newsroom|leader writer|photographer)s?\b",
    re.IGNORECASE,
)
NEWSROOM = re.compile(r"^[A-Z]\w* News\b|\bNews$")
BYLINE = re.compile(
    r"(?:(?:words|report|(?:additional )?reporting|story|analysis|written|edited|compiled|produced)\s+)?by:?\s+(?=\S)",
    re.IGNORECASE,
)
AND = re.compile(r"(?:and|with)\s+(?=[A-Z])")
TITLE_SUFFIX = re.compile(r"\s+[|»]\s+[^|]{2,60}$")
LIVE_TITLE = re.compile(
    r"\blive\s*(?:$|[|–—:-])|^live\s*[:|–—-]|\blive (?:updates?|blog|coverage|reporting)\b|\bas it happened\b|"
    r"\bminute[- ]by[- ]minute\b",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"(?:and |but |so )?(?:what|who|why|how|when|where|which|is|are|was|were|do|does|did|can|could|will|would|"
    r"should)\b",
    re.IGNORECASE,
)
CAPTION_VERB = re.compile(
    r"\b(?:\w{2,}ing|pictured|seen|shown|left|right|outside|during|wearing|poses?|stands?|sits?|arrives?|file)\b"
)


def ends_sentence(words: str) -> bool:
    """Say whether a line ends as running text does: a full stop, question mark or colon, closing marks aside."""
    bare = words.rstrip(CLOSERS)
    return bool(bare) and bare[-1] in SENTENCE_ENDS


def count_words(words: str, limit: int = 60) -> int:
    """Return the number of words, at most `limit`."""
    return len(words[: limit * 20].split(None, limit)[:limit])


def begins_upper(words: str) -> bool:
    """Say whether the first letter or digit is a capital or a digit."""
    bare = words.lstrip(OPENERS)
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit() or bare[0] in "£$€#")


def is_headline(words: str, question: bool = False, least: int = 3) -> bool:
    """Say whether a line has the shape of a headline: short, begun with a capital, not ended as a sentence.

    Headlines of live pages run from 4 to 21 words and to 124 characters; picture captions of the tabloid
    kind, which also lack a full stop, begin at 135. `question` lets a headline end with a question mark;
    `least` is the number of words below which a line is none.
    """
    if len(words) > 130 or not least <= count_words(words) <= 24 or not begins_upper(words):
        return False
    bare = words.rstrip(CLOSERS)
    return not ends_sentence(words) or (question and bare[-1:] in "?!")


def is_name(words: str) -> bool:
    """Say whether a line is one or more people's names and nothing else."""
    if len(words) > 80 or any(character.isdigit() for character in words):
        return False
    return all(_is_one_name(person) for person in split_names(words))


def split_names(words: str) -> list[str]:
    """Return the people of a byline: "Ada Marsh, Bo Lind and Cy Twining" is three."""
    return re.split(r"\s+(?:and|&)\s+|,\s+(?:and\s+)?", words)


def is_role(words: str) -> bool:
    """Say whether a line is a journalist's role: short, no sentence, with a word for the trade."""
    if len(words) > 90 or ends_sentence(words) or not 1 <= count_words(words) <= 9:
        return False
    if not begins_upper(words) or any(mark in words for mark in '"“”'):
        return False
    return bool(ROLE.search(words)) or (count_words(words) <= 5 and bool(NEWSROOM.search(words)))


def split_byline(words: str) -> tuple[str, str | None] | None:
    """Return name and role of a line such as "By Ada Marsh" or "Ada Marsh, political editor", or None."""
    by = BYLINE.match(words)
    rest = (words[by.end() :] if by else words).rstrip(". ")
    if len(rest) > 120:
        return None
    if by and is_name(rest) and not ROLE.search(rest):
        return rest, None
    for mark in (", ", " | ", " - ", " – ", " — ", " in ", " for "):
        name, found, role = rest.partition(mark)
        if found and is_name(name) and not ROLE.search(name):
            if ROLE.search(role) and count_words(role) <= 9 and not ends_sentence(words):
                return name, role.strip()
            if by:
                return name, None
    return None


def is_byline(words: str) -> bool:
    """Say whether a line says by whom the report is: "By Ada Marsh"."""
    return BYLINE.match(words) is not None and split_byline(words) is not None


def is_question_heading(words: str) -> bool:
    """Say whether a line is a question in the place of a heading: "What happens next?"."""
    return len(words) <= 90 and words.endswith("?") and count_words(words) <= 12 and bool(QUESTION.match(words))


def is_pulled(words: str) -> bool:
    """Say whether a line is nothing but words in marks without a full stop: a heading that quotes."""
    return len(words) > 2 and words[0] in "'\"“‘" and words[-1] in "'\"”’" and not ends_sentence(words)


def is_furniture(words: str) -> bool:
    """Say whether a line standing alone is furniture of the page and never text."""
    if len(words) > 160:
        return False
    bare = re.sub(r"\s*\(?\d*\)?$", "", words.strip(".:…,!#>»- ").casefold())
    return bare in FURNITURE or bool(FURNITURE_START.match(words))


def is_label(words: str) -> bool:
    """Say whether a line is a known label of a post, such as "Analysis"."""
    return len(words) <= 40 and words.strip(": ").casefold() in LABELS


def is_marker(words: str) -> bool:
    """Say whether a line only announces a caption: "Image caption,"."""
    return len(words) <= 24 and words[-1] in ",:" and bool(MARKER.fullmatch(words))


def is_captioned(words: str) -> bool:
    """Say whether a line carries a picture credit or caption mark."""
    if len(words) > 600 or not CREDIT_WORD.search(words):
        return False
    return bool(CAPTIONED.search(words) or GLUED_CREDIT.search(words))


def is_player_notice(words: str) -> bool:
    """Say whether a line is a video player's notice."""
    return len(words) <= 160 and bool(PLAYER.search(words))


def _is_one_name(words: str) -> bool:
    tokens = words.split()
    if not 2 <= len(tokens) <= 5 or tokens[0].casefold() in {"the", "a", "an", "in", "what", "how", "why", "this"}:
        return False
    capitals = 0
    for token in tokens:
        bare = token.replace("'", "").replace("’", "").replace("-", "").replace(".", "")
        if not bare.isalpha():
            return False
        if bare[0].isupper():
            capitals += 1
        elif token not in PARTICLES:
            return False
    return capitals >= 2
