"""What is shown where something is not known: the same words on every screen, in every copy, on every line."""

from __future__ import annotations

SPEAKER_UNKNOWN = "speaker unknown"
SPEAKER_NOT_GIVEN = "speaker not given"  # marks round words that the page gives to nobody
OUTLET_UNKNOWN = "outlet unknown"
