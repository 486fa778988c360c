"""The one table of keys. Footer, `?`, command palette and README are all made from it.

A row names an action, the keys that ask for it, a short label for the footer, a sentence for the
help, and the scopes (screens, or "list" for every list) where it works. The same key means the same
thing everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding


class Key(NamedTuple):
    """One thing the reader can ask for."""

    action: str  # Textual's action, with its arguments
    keys: str  # Textual's names, separated by commas; the first is shown
    label: str  # for the footer
    tooltip: str  # for the help
    scopes: tuple[str, ...]
    shown: str = ""  # how the keys are written for people; empty: as `keys`
    footer: tuple[str, ...] = ()  # scopes whose footer shows it

    @property
    def id(self) -> str:
        """A name that stays the same when keys change: what a configuration remaps."""
        return self.action.removeprefix("app.").replace("(", ".").rstrip(")").replace("-", "minus_")

    @property
    def display(self) -> str:
        """The keys as people write them."""
        return self.shown or self.keys.split(",")[0]


PLACES = ("main", "reading", "compare", "find", "events", "speaker")
LISTS = ("fullest", "watched", "versions", "sources", "differences", "draft", "notebook")

KEYS = (
    # moving
    Key("move(1)", "j,down", "down", "Move down one line", ("list",), "j ↓"),
    Key("move(-1)", "k,up", "up", "Move up one line", ("list",), "k ↑"),
    Key("edge(0)", "g,home", "first", "Go to the first", ("list",), "g"),
    Key("edge(1)", "G,end", "last", "Go to the last", ("list",), "G"),
    Key("page(0.5)", "ctrl+d", "half down", "Half a page down", ("list",), "ctrl+d"),
    Key("page(-0.5)", "ctrl+u", "half up", "Half a page up", ("list",), "ctrl+u"),
    Key("page(1)", "pagedown,ctrl+f", "page down", "A page down", ("list",), "pgdn ctrl+f"),
    Key("page(-1)", "pageup,ctrl+b", "page up", "A page up", ("list",), "pgup ctrl+b"),
    Key("pane(1)", "l,right,tab", "next outlet", "Next pane or column", ("main", "compare"), "l → tab", ("compare",)),
    Key("pane(-1)", "h,left,shift+tab", "pane before", "Pane or column before", ("main", "compare"), "h ← shift+tab"),
    # opening and leaving
    Key("choose", "enter", "read", "Open: read the post whole, go to the words, follow the row",
        ("list",), "enter", ("main", "find", "events", "speaker", "watched", "sources", "differences", "draft",
        "notebook")),
    Key("jump", "enter", "go to the text", "Go to the text of the cell and come back with esc",
        ("compare", "fullest"), "enter", ("compare", "fullest")),
    Key("next_quotation(1)", "n", "next quotation", "Next quotation", ("reading",), "n/N", ("reading",)),
    Key("next_quotation(-1)", "N", "quotation before", "Quotation before", ("reading",), "N"),
    Key("back", "escape", "back", "Go back; in the timeline: widen it to all outlets",
        (*PLACES, "help", *LISTS), "esc",
        ("reading", "compare", "find", "events", "speaker", "help", "fullest", "watched", "versions", "sources",
         "differences", "draft", "notebook")),
    # asking
    Key("compare", "c", "compare", "Outlets side by side on the event of this post",
        ("main", "reading", "events", "speaker"), "c", ("main", "reading")),
    Key("copy", "y", "copy", "Copy the quotation with its attribution",
        ("main", "reading", "compare", "speaker", "fullest", "watched", "differences", "draft", "notebook"), "y",
        ("main", "reading", "compare", "find", "speaker", "fullest", "watched", "differences", "draft",
         "notebook")),
    Key("copy_as", "Y", "copy as", "Copy in another form: a menu",
        ("main", "reading", "compare", "speaker", "fullest", "differences", "draft", "notebook"), "Y", ("notebook",)),
    Key("find", "slash", "find", "Find words, speakers, headlines as you type",
        ("main", "reading", "compare", "events", "speaker"), "/", ("main",)),
    Key("speaker", "s", "speaker", "Everything this speaker said",
        ("main", "reading", "compare", "speaker"), "s", ("main",)),
    Key("events", "e", "events", "List of events", ("main", "reading", "compare", "speaker"), "e", ("main",)),
    Key("then_and_now", "D", "then and now", "What this speaker said on this matter at another time",
        ("main", "reading", "speaker")),
    Key("differences", "d", "words differ", "Quotations that outlets print in different words, the worst first",
        ("main", "reading", "compare", "events"), "d"),
    Key("check", "C", "check a draft", "Hold the quotations of a draft against what was printed, at every save again",
        ("main", "reading", "events", "speaker")),
    Key("evidence", "v", "why", "Why this speaker, why in this cell",
        ("main", "reading", "compare", "speaker", "fullest", "differences", "draft"), "v",
        ("reading", "compare", "fullest", "draft")),
    Key("sources", "a", "add", "Add a feed, a page, a file or a list of feeds; what is followed and how it is doing",
        ("main",), "a"),
    Key("add", "a", "add", "Add a feed, a page, a file or a list of feeds", ("sources",), "a", ("sources",)),
    Key("read_all", "r", "read all due", "Read all that is due", ("sources",), "r", ("sources",)),
    Key("group", "number_sign", "group", "Set the group a source stands in; open another book of the notebook",
        ("sources", "notebook"), "#", ("sources",)),
    Key("narrow", "ampersand", "only with", "Keep only entries that hold one of some words", ("sources",), "&",
        ("sources",)),
    Key("remove", "delete", "remove", "Follow a source no longer; take a quotation out of the notebook",
        ("sources", "notebook"), "del", ("sources", "notebook")),
    Key("keep", "B", "keep", "Put the quotation, or those marked, into the notebook",
        ("main", "reading", "compare", "speaker", "fullest", "watched", "differences", "draft")),
    Key("notebook", "b", "notebook", "Open the notebook: quotations kept, in your order, with notes",
        ("main", "reading", "compare", "events", "speaker", *LISTS[:-1])),
    Key("shift(1)", "J", "order", "Move a kept quotation down in the notebook", ("notebook",), "J/K",
        ("notebook",)),
    Key("shift(-1)", "K", "move up", "Move a kept quotation up in the notebook", ("notebook",), "K"),
    Key("note", "equals_sign", "note", "Write a note on a kept quotation", ("notebook",), "=", ("notebook",)),
    Key("merge", "plus", "join", "Make one event of the marked one and this one, by hand; it stays so",
        ("events",), "+", ("events",)),
    Key("split", "minus", "split off", "Give this page an event of its own, by hand; it stays so",
        ("main", "reading"), "-"),
    Key("forget", "F", "forget", "Take this page out for good, with every word of it", ("main", "reading")),
    Key("filter", "i", "only", "Show only posts that are so: an outlet, speaker, day, quoted, unread …; esc shows all",
        ("main",), "i", ("main",)),
    Key("watched", "W", "watched", "What is new in the searches you watch", ("main",)),
    Key("watch", "W", "watch", "Watch this search, or watch it no more", ("find",)),
    Key("versions", "V", "changes", "What the outlet changed in this post since we first read it",
        ("main", "reading", "compare", "speaker")),
    Key("correct_speaker", "S", "correct", "Correct by hand who said it; it stays corrected",
        ("main", "reading", "speaker")),
    # the compare screen
    Key("fullest", "f", "fullest", "The fullest wording whole, and what each outlet made of it",
        ("compare",), "f", ("compare",)),
    Key("matrix", "m", "matrix", "Who carried what: the whole event on one page", ("compare",), "m", ("compare",)),
    Key("stacked", "vertical_line", "one under another",
        "An outlet's words under another's, for a narrow window, or beside each other", ("compare",), "|"),
    Key("pin", "p", "pin", "Keep this outlet at the left while the others pass, or let it go", ("compare",), "p"),
    Key("shared", "H", "shared rows", "Show only the rows that several outlets have, or all", ("compare",), "H",
        ("compare",)),
    Key("clashing", "exclamation_mark", "clashes", "Show only the rows where outlets contradict each other, or all",
        ("compare",), "!", ("compare",)),
    Key("by_time", "t", "by time", "The rows in order of time, or what most outlets carry first", ("compare",), "t",
        ("compare",)),
    # marks and views
    Key("left_out", "x", "left out", "Show what was left out of the page, and why", ("reading",), "x", ("reading",)),
    Key("link", "o", "original", "Open the page in $BROWSER; where none is named, show its link and copy it",
        ("main", "reading", "compare", "speaker", "fullest", "watched", "differences", "draft", "notebook"), "o",
        ("reading",)),
    Key("pane_number(0)", "1,O", "outlets", "The first pane: the list of outlets", ("main",), "1 O"),
    Key("pane_number(1)", "2", "timeline", "The second pane: the timeline", ("main",), "2"),
    Key("pane_number(2)", "3", "quotations", "The third pane: quotations", ("main",), "3"),
    Key("mute", "M", "mute", "Leave an outlet out of the timeline, a source unread; or take it in again",
        ("main", "sources"), "M", ("sources",)),
    Key("undo", "U", "take back", "Take back what you did last: muted, starred, joined, split, corrected, kept",
        (*PLACES[:3], *PLACES[4:], "notebook"), "U"),
    Key("unread", "u", "unread", "Mark as unread, or as read", ("main",)),
    Key("star", "asterisk", "star", "Star, or take the star away", ("main", "reading"), "*"),
    Key("mark", "space", "mark", "Mark a quotation, to copy several at once, or an event to be joined",
        ("main", "speaker", "events"), "space"),
    Key("zoom", "z", "zoom", "One pane alone, and back", ("main",)),
    Key("resize(-1)", "less_than_sign", "narrower", "Make the timeline narrower", ("main",), "<"),
    Key("resize(1)", "greater_than_sign", "wider", "Make the timeline wider", ("main",), ">"),
    Key("app.help", "question_mark", "keys", "All keys", (*PLACES, *LISTS), "?",
        ("main", "reading", "compare", "events", "speaker", *LISTS)),
    Key("app.command_palette", "ctrl+p", "commands", "Commands by name", PLACES),
    Key("app.next_theme", "T", "theme", "Next theme: dark, light, high contrast, the terminal's own", PLACES),
    Key("app.redraw", "ctrl+l", "redraw", "Draw the screen again", PLACES),
    Key("app.suspend_process", "ctrl+z", "suspend", "Suspend; fg in the shell comes back", PLACES),
    Key("app.quit", "q,ctrl+q", "quit", "Quit; the place is kept",
        ("main", "reading", "compare", "events", "speaker"), "q"),
)  # fmt: skip

TASKS = {  # what a reader is about: the help is grouped by it; actions by their names
    "reading": "choose back next_quotation zoom pane pane_number resize left_out link versions unread star",
    "finding": "find filter speaker then_and_now events watched watch",
    "comparing": "compare jump fullest matrix differences stacked pin shared clashing by_time evidence",
    "copying and keeping": "copy copy_as mark keep notebook shift note check",
    "putting right": "correct_speaker merge split mute forget undo",
    "what is followed": "sources add read_all group narrow remove",
    "moving": "move edge page",
    "the program": "app.help app.command_palette app.next_theme app.redraw app.suspend_process app.quit",
}


def task_of(key: Key) -> str:
    """Return which of `TASKS` a key serves."""
    name = key.action.partition("(")[0]
    return next(task for task, actions in TASKS.items() if name in actions.split())


def bindings_of(scope: str) -> Iterator[Binding]:
    """Yield Textual bindings for the keys that work in a scope."""
    from textual.binding import Binding  # the table itself is read by those who never open the app

    for key in KEYS:
        if scope in key.scopes:
            yield Binding(key.keys, key.action, key.label, show=False, tooltip=key.tooltip, id=f"{scope}.{key.id}")


def with_keys(changes: Mapping[str, Sequence[str]]) -> tuple[Key, ...]:
    """Return the table with other keys for some actions, by their ids."""
    if not changes:
        return KEYS
    from textual.keys import format_key

    def changed(key: Key, names: Sequence[str]) -> Key:
        shown = ["+".join(map(format_key, name.split("+"))) for name in names]  # ctrl+slash is ctrl+/ to people
        return key._replace(keys=",".join(names), shown=" ".join(shown))

    return tuple(changed(key, changes[key.id]) if key.id in changes else key for key in KEYS)


def keymap(changes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return other keys for some actions as Textual wants them: by the id of each binding."""
    return {f"{scope}.{key.id}": ",".join(changes[key.id]) for key in KEYS if key.id in changes for scope in key.scopes}


def footer_of(scope: str, keys: Sequence[Key] = KEYS) -> list[tuple[str, str]]:
    """Return `(keys, label)` for a footer, in the order of the table."""
    return [(key.display.split()[0], key.label) for key in keys if scope in key.footer]


def keys_as_markdown() -> str:
    """Return the table of keys for README: one row a key."""
    rows = ["| key | what it does |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{key.display}` | {key.tooltip} |" for key in KEYS)]) + "\n"
