"""Whom "she", "it" and "they" mean, with the reason."""

from __future__ import annotations

from tui_reader.domain import Span
from tui_reader.quotations.people.attribution import Attribution
from tui_reader.quotations.people.discourse import Discourse
from tui_reader.quotations.people.entities import Cast
from tui_reader.quotations.people.pronouns import Candidate, Said, weigh
from tui_reader.quotations.rules import rule

_RIVALS = 3  # names kept of who else a pronoun may mean
_RIVAL = 0.1  # odds from which they are kept
_NEAR_WRITING = 3  # sentences back that "it" may mean a writing
_NEAR_BODY = 6  # sentences back that "it" may mean a body that has not spoken


def _back(candidate: Candidate) -> str:
    back = candidate.back
    if back <= 0:
        return "named in the same sentence"
    return "one sentence back" if back == 1 else f"{back} sentences back"


@rule("pronoun", "“She” is whoever is likeliest of those mentioned before")
def by_weight(discourse: Discourse, she: int, entry: int, text: str, span: Span, said: Said) -> Attribution | None:
    """Weighed by how near, whether a subject, who spoke last; see `pronouns`."""
    found = weigh(discourse, she, entry, None, said)
    if not found:
        return None
    best = found[0]
    entity = best.entity
    why = f"by pronoun, {_back(best)}"
    by = Attribution(entity.name, "pronoun", why, text, span, entity.role, entity, odds=best.odds * best.trust)
    by.rivals = tuple(f"{c.entity.name} ({c.odds:.0%})" for c in found[1 : 1 + _RIVALS] if c.odds >= _RIVAL)
    return by


@rule("it", "“It” is the writing or the body named last")
def last_thing(cast: Cast, discourse: Discourse, text: str, span: Span) -> Attribution | None:
    """A writing of the last sentences, else the last body that spoke or was a subject."""
    written = discourse.writing_near(_NEAR_WRITING, cast)
    if written is not None and not (written[1] == 0 and text[0].isupper()):
        return Attribution(written[0], "it", "by pronoun, the writing named", text, span, odds=0.8)
    spoken = discourse.bodies[-1] if discourse.bodies else None
    for sentence in reversed(discourse.sentences[-_NEAR_BODY:]):
        if spoken is not None and spoken[2] >= sentence.number:
            break
        subject = sentence.clause_subject() if sentence.names else None
        if subject is None:
            continue
        for name in sentence.names:
            entity = name.entity
            inside = subject[0] <= name.first and name.stop <= subject[1]
            if inside and not entity.is_human and not entity.is_place and (entity.body or entity.mentions > 1):
                why = "by pronoun, the last body named"
                return Attribution(entity.name, "it", why, text, span, None, entity, odds=0.8)
    if spoken is None:
        return None
    return Attribution(spoken[0], "it", "by pronoun, the last body named", text, span, None, spoken[1])


@rule("they", "“They” is the group named last")
def last_group(discourse: Discourse, text: str, span: Span) -> Attribution | None:
    """The last group that spoke or was named, else whoever spoke last; somebody who just came in without a name."""
    entered = discourse.sentences[-2].entered if len(discourse.sentences) > 1 else None
    if entered is not None and discourse.sentences[-2].paragraph == discourse.paragraph:
        why = "by pronoun, who came in the sentence before"
        return Attribution(entered.name, "they", why, text, span, None, entered, True)
    if discourse.plural:
        found = Attribution(discourse.plural[-1][0], "they", "by pronoun, the last group named", text, span)
    elif discourse.last is not None:
        last = discourse.last
        found = Attribution(last.name, "they", "by pronoun, the last who spoke", text, span, last.role, last.entity)
    else:
        return None
    found.plural = True
    return found
