"""Short ids derived from content, so that a second ingest gives the same ones."""

from __future__ import annotations

ID_LENGTH = 10  # base32 letters = 50 bits: a million ids collide with a chance of 1 in 2,000


def short_id(prefix: str, *parts: object) -> str:
    """Return `prefix` and ten lower-case letters or digits that depend on `parts` alone."""
    import base64  # both late: opening the app makes no id
    import hashlib

    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return prefix + base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]
