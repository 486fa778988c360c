"""A day of invented news, for the pictures of the documentation."""

from __future__ import annotations

from tests.ui.fake import PAGES

DAY_PAGES: tuple[tuple[str | None, str | None, str, tuple[str, ...]], ...] = (
    *PAGES,
    (
        "ABC News",
        "18:31",
        "Harbour masters welcome the inquiry, with one reservation",
        ("“It should have come in autumn.”",),
    ),
    (
        "ABC News",
        "18:04",
        "What the nine reports said, and when",
        ("The first is eleven years old.", "“Nobody counted.”"),
    ),
    (
        "The Sentinel",
        "17:50",
        "Islanders: we were told to wait for a bridge",
        ("“We waited nine years for a timetable.”",),
    ),
    ("ABC News", "17:22", "Opposition calls the plan a timetable without ferries", ("“A timetable is not a boat.”",)),
    ("Evening Post", "17:15", "Four questions about the harbour inquiry", ("Who sits on it is not known yet.",)),
    ("ABC News", "16:58", "Okafor leaves the assembly after two hours", ("She took forty questions.",)),
    (
        "Daily Lantern",
        "16:41",
        "Skipper of the Margit: the engine was older than I am",
        ("“Older than I am, and I am fifty.”",),
    ),
    ("ABC News", "16:33", "In numbers: the winter without a ferry", ("Ninety-one days; six sailings.",)),
    ("The Sentinel", "16:20", "Treasury silent on who pays for the new law", ("A spokesman would not say.",)),
    ("ABC News", "16:02", "Minister takes questions from members", ("“I will not give a date I cannot keep.”",)),
    (
        "Evening Post",
        "15:40",
        "Crowd outside the assembly hears it on loudspeakers",
        ("Some hundred people stood in the rain.",),
    ),
    ("ABC News", "15:31", "The statement is expected within the hour", ("The gallery is full.",)),
    (
        "ABC News",
        "14:47",
        "Audit handed to the minister this morning",
        ("It has 214 pages.", "“It makes hard reading.”"),
    ),
)
