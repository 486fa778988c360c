"""Every cap on what is parsed, in one place, each with its reason."""

from __future__ import annotations

# The largest real live page known to us is under 2 MB of text; 16 MB leaves room for a day's archive in
# one file, and keeps the worst page within 300 MB of memory (text, spans and index together).
MAX_PAGE_BYTES = 16 * 1024 * 1024

# A line longer than this is no paragraph anybody wrote; it is still parsed, since a 2 MB line takes
# well under a second, but a page that is one line beyond it is refused rather than shown as a wall.
MAX_LINE_CHARACTERS = 8 * 1024 * 1024

# A search is typed by hand; what is longer was pasted by mistake.
MAX_QUERY_CHARACTERS = 400
