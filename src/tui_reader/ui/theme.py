"""Looks: each theme is a `Palette` of rich styles for what we draw and a Textual `Theme` for the rest.

Rules: one accent for focus, one colour per outlet (its letters say the same), everything else in
three greys. `ansi` uses the terminal's own sixteen colours and its background; `plain` uses no colour
at all (chosen when NO_COLOR is set).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple
from zlib import crc32

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme


class Palette(NamedTuple):
    """The styles everything is drawn with; none but the `row_*` styles and `bar` sets a background."""

    name: str
    dark: bool
    ansi: bool
    text: Style  # headlines, the words of quotations
    soft: Style  # second grey: times, speakers, counts
    faint: Style  # third grey: rules, hints, what is not there
    strong: Style
    accent: Style  # the one colour of focus, marks and keys
    heading: Style  # a pane's heading without focus
    hit: Style  # words that were searched for
    differ: Style  # words another wording lacks: colour and underline
    alert: Style
    page: Style  # laid under everything
    row_focus: Style  # laid under the row of the cursor in the focused pane
    row_blur: Style  # the same in the other panes
    bar: Style  # laid under the status line
    outlets: tuple[Style, ...]
    background: str
    foreground: str
    line: str

    def outlet(self, name: str | None, order: int | None = None) -> Style:
        """Return the colour of an outlet: by its place in the list of outlets, else by its name."""
        if name is None:
            return self.soft
        place = crc32(name.encode("utf-8", "surrogatepass")) if order is None else order
        return self.outlets[place % len(self.outlets)]


class _Colours(NamedTuple):
    name: str
    dark: bool
    background: str
    bar: str
    row_focus: str
    row_blur: str
    line: str
    text: str
    soft: str
    faint: str
    accent: str
    hit: str
    differ: str
    alert: str
    outlets: tuple[str, ...]
    ansi: bool = False


# The greys and outlet colours sit on (or next to) the 256-colour cube, so that a terminal without
# true colour shows the same picture. Every text colour keeps a contrast of at least 4.5 to 1 on its
# background; `faint`, which never carries words alone, at least 3 to 1.
_COLOURS = {
    colours.name: colours
    for colours in (
        _Colours(
            "dark",
            True,
            "#1c1c1c",
            "#262626",
            "#303a46",
            "#262626",
            "#3a3a3a",
            "#dadada",
            "#a8a8a8",
            "#767676",
            "#5fafff",
            "#ffd75f",
            "#ffaf5f",
            "#ff8787",
            ("#ff8787", "#87afff", "#ffaf5f", "#87d7af", "#d7afff", "#d7d787", "#87d7d7", "#ffafd7"),
        ),
        _Colours(
            "light",
            False,
            "#fafafa",
            "#eeeeee",
            "#d7e5f5",
            "#eeeeee",
            "#d0d0d0",
            "#1c1c1c",
            "#4e4e4e",
            "#808080",
            "#005faf",
            "#875f00",
            "#af3a00",
            "#af0000",
            ("#af0000", "#005faf", "#875f00", "#00704a", "#7000af", "#5f5f00", "#006f6f", "#a0005f"),
        ),
        _Colours(
            "high-contrast",
            True,
            "#000000",
            "#000000",
            "#00005f",
            "#262626",
            "#ffffff",
            "#ffffff",
            "#ffffff",
            "#d0d0d0",
            "#ffff00",
            "#00ffff",
            "#ffff00",
            "#ff8787",
            ("#ff8787", "#87d7ff", "#ffd75f", "#87ffaf", "#ffafff", "#ffff87", "#87ffff", "#ffafd7"),
        ),
        _Colours(
            "ansi",
            True,
            "default",
            "default",
            "default",
            "default",
            "bright_black",
            "default",
            "default",
            "bright_black",
            "bright_blue",
            "yellow",
            "yellow",
            "red",
            ("red", "blue", "yellow", "green", "magenta", "cyan", "bright_red", "bright_green"),
            ansi=True,
        ),
    )
}
THEME_NAMES = (*_COLOURS, "plain")


def _style(colour: str, *, bold: bool | None = None, underline: bool | None = None) -> Style:
    return Style(color=None if colour == "default" else colour, bold=bold, underline=underline)


def _under(colour: str) -> Style:
    return Style(bgcolor=None if colour == "default" else colour)


@cache
def palette(name: str) -> Palette:
    """Return the palette of that name. Raises KeyError for a name not in `THEME_NAMES`."""
    if name == "plain":
        return _plain()
    it = _COLOURS[name]
    return Palette(
        name=name,
        dark=it.dark,
        ansi=it.ansi,
        text=_style(it.text),
        soft=_style(it.soft),
        faint=_style(it.faint),
        strong=_style(it.text, bold=True),
        accent=_style(it.accent, bold=True),
        heading=_style(it.soft, bold=True),
        hit=_style(it.hit, bold=True),
        differ=_style(it.differ, underline=True),
        alert=_style(it.alert, bold=True),
        page=_under(it.background),
        row_focus=Style(bold=True) if it.ansi else _under(it.row_focus),
        row_blur=Style() if it.ansi else _under(it.row_blur),
        bar=Style() if it.ansi else _under(it.bar),
        outlets=tuple(_style(colour) for colour in it.outlets),
        background="ansi_default" if it.ansi else it.background,
        foreground="ansi_default" if it.ansi else it.text,
        line="ansi_bright_black" if it.ansi else it.line,
    )


def _plain() -> Palette:
    """Attributes only: bold, underline and the terminal's own two colours."""
    none, bold, dim = Style(), Style(bold=True), Style(dim=True)
    return Palette(
        "plain", True, True, none, none, dim, bold, bold, none, Style(bold=True, underline=True), Style(underline=True),
        bold, none, bold, none, none, (none,), "ansi_default", "ansi_default", "ansi_default",
    )  # fmt: skip


def textual_theme(name: str) -> Theme:
    """Return the Textual theme that goes with a palette, for the stylesheet and Textual's own widgets."""
    it = palette(name)
    if it.ansi:
        terminals_own = BUILTIN_THEMES["ansi-dark"]
        return replace(terminals_own, name=name, variables={**terminals_own.variables, "line": it.line})
    return Theme(
        name=name,
        primary=_COLOURS[name].accent,
        foreground=it.foreground,
        background=it.background,
        surface=it.background,
        panel=it.background,
        dark=it.dark,
        variables={"line": it.line},
    )
