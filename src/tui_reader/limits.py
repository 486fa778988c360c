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

# -- fetching ------------------------------------------------------------------------------------
# A page or feed from the web, unpacked. Also what may come over the wire: nothing grows when packed.
MAX_FETCHED_BYTES = MAX_PAGE_BYTES

# RFC 9309 asks for at least 500 KiB of robots.txt to be read; what is beyond is ignored.
MAX_ROBOTS_BYTES = 500 * 1024

# One address, from the first connection to the last byte, redirects included: a server that drips cannot hold a
# thread for longer. Ten seconds without a byte is a server that has stopped.
FETCH_SECONDS = 60.0
SILENCE_SECONDS = 10.0

# Browsers follow twenty; no outlet we know needs more than four. Each hop is checked anew.
MAX_REDIRECTS = 8

# A list of subscriptions is written by hand or by a reader: ten thousand feeds are a megabyte or two.
MAX_OPML_BYTES = 8 * 1024 * 1024

# The entries of one feed. An outlet offers its newest ten to five hundred, an archive written as a feed thousands;
# each entry is a document of its own, lined up with the others.
MAX_FEED_ENTRIES = 25_000

# The entities of a feed, written out. Feeds that declare any declare a few accented letters.
MAX_ENTITY_CHARACTERS = 1024 * 1024

# The largest event of a day in a corpus of 145 outlets has some 150 reports; lining up is linear in them, and
# more at once would hold up a reader's own ingest. Reports beyond stay in the event, not lined up.
MAX_EVENT_DOCUMENTS = 200

# What is lined up of one event. The 150 reports of a large event have half a million characters; a megabyte
# takes two seconds, and one page of four that is no news must not take ten.
MAX_LINED_UP_CHARACTERS = 1_000_000

# What a comparison looks at: the event asked for is among the best few, and more outlets fit no screen.
MAX_COMPARED_DOCUMENTS = 60
