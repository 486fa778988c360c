"""Every cap on what is parsed, in one place, each with its reason."""

from __future__ import annotations

# The largest real live page known to us is under 2 MB of text, in some 8 MB of markup; a feed may be larger.
MAX_PAGE_BYTES = 16 * 1024 * 1024

# The text of one document, in lines of whatever length. Reading it, finding what is said in it and storing that
# takes a second and 50 MB for each million characters: a page must not take more than 5 s and 300 MB.
MAX_TEXT_CHARACTERS = 5_000_000

# Quotation marks in one document that is to be stored. The busiest live page has some 3,000; 60,000 of one speaker
# who says much the same took 7 s to store.
MAX_MARKS = 30_000

# A draft is written by hand: a long book is half a million characters. A quotation takes 10 ms to look up.
MAX_DRAFT_CHARACTERS = 500_000

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
# Events that fitted a query as well, named to the reader: a line on the screen.
MAX_OTHER_EVENTS = 8
