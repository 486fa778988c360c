"""Every error this program raises on purpose.

    TuiReaderError
    ├── UsageError              exit 2   the call itself is wrong
    ├── NothingFoundError       exit 1   the answer is "no"
    ├── InputError              exit 3   an input could not be used; the rest of the batch is kept
    │   ├── UnreadableError              missing, a directory, no permission
    │   ├── NotTextError                 binary, empty, no readable text
    │   ├── TooLargeError                over a limit of `limits.py`
    │   ├── ContradictionError           two things of one id
    │   └── FetchError                   an address could not be fetched
    │       ├── ForbiddenAddressError    no address of the public web, or its owner asks us not to
    │       ├── GoneError                its owner took it away for good (410)
    │       └── RetryLaterError          busy; it may say when to come back
    └── StoreError              exit 4   the store cannot be used
        ├── StoreLockedError             another process holds the write lock
        ├── StoreCorruptError            not a database, or damaged
        ├── StoreReadOnlyError           no permission to write
        ├── StoreNewerError              written by a newer tui-reader
        └── StoreFullError               no room on the disk

A message is one line: what, where, what to do. The front ends print it as it is (made safe for the
terminal) and leave with `exit_code`.
"""

from __future__ import annotations


class TuiReaderError(Exception):
    """Base of all errors a user may see; `exit_code` is the contract's."""

    exit_code = 1

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        """Take the three parts of the line a user reads; empty parts are left out."""
        self.what, self.where, self.hint = what, where, hint
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        """Return `where: what; hint` on one line."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.hint}" if self.hint else line


class UsageError(TuiReaderError):
    """The call itself is wrong."""

    exit_code = 2


class NothingFoundError(TuiReaderError):
    """The answer is "no": nothing matches."""

    exit_code = 1


class InputError(TuiReaderError):
    """An input could not be used."""

    exit_code = 3


class UnreadableError(InputError):
    """The input is missing, a directory, or may not be read."""


class NotTextError(InputError):
    """The input is empty, binary, or holds no readable text."""


class TooLargeError(InputError):
    """The input is over a limit."""


class ContradictionError(InputError):
    """What was to be written contradicts itself, or what is stored: no fault of the store."""


class FetchError(InputError):
    """An address could not be fetched: no such host, no answer in time, an answer that is an error or broken."""


class ForbiddenAddressError(FetchError):
    """The address is not one of the public web, or its owner asks programs to stay away."""


class GoneError(FetchError):
    """What was at the address was taken away for good."""


class RetryLaterError(FetchError):
    """The server is busy; `seconds` is how long it asks us to wait, None where it does not say."""

    def __init__(self, what: str, where: str = "", hint: str = "", seconds: float | None = None) -> None:
        """Take the parts of the line and the wait asked for."""
        super().__init__(what, where, hint)
        self.seconds = seconds


class StoreError(TuiReaderError):
    """The store cannot be used."""

    exit_code = 4


class StoreLockedError(StoreError):
    """Another process holds the write lock for longer than we wait."""


class StoreCorruptError(StoreError):
    """The file is not a database of ours, or it is damaged."""


class StoreReadOnlyError(StoreError):
    """The store may not be written."""


class StoreNewerError(StoreError):
    """The store was written by a newer version of this program."""


class StoreFullError(StoreError):
    """There is no room on the disk."""
