"""One request to one address that was checked before: http.client on a socket with a deadline."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tui_reader.errors import FetchError
from tui_reader.fetching.addresses import Place
from tui_reader.limits import SILENCE_SECONDS

Monotonic = Callable[[], float]  # seconds, of any origin
MAX_ATTEMPTS = 3  # addresses of one host tried before giving up; the deadline holds over all of them


@dataclass(slots=True)
class Deadline:
    """The moment, on the given clock, when everything done for one address must be over."""

    at: float
    monotonic: Monotonic = time.monotonic

    @classmethod
    def after(cls, seconds: float, monotonic: Monotonic = time.monotonic) -> Deadline:
        """Return the deadline `seconds` from now."""
        return cls(monotonic() + seconds, monotonic)

    def put_off(self, seconds: float) -> None:
        """Allow as many seconds more: those spent waiting for our turn are not the server's."""
        self.at += seconds

    def patience(self) -> float:
        """Return how many seconds the next step may take at most. Raises TimeoutError when none are left."""
        left = self.at - self.monotonic()
        if left <= 0:
            raise TimeoutError("took too long as a whole")
        return min(left, SILENCE_SECONDS)


class _DeadlineReader(io.RawIOBase):
    """What a socket receives. Each read waits no longer than the deadline allows, so that dripping does not help."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._deadline.patience())
        return self._socket.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            self._socket.close()
        super().close()


class _DeadlineSocket:
    """The few calls http.client makes on a socket, each held to the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = sock, deadline
        self._is_read = False

    def sendall(self, octets: bytes) -> None:
        self._socket.settimeout(self._deadline.patience())
        self._socket.sendall(octets)

    def makefile(self, mode: str) -> io.BufferedReader:
        self._is_read = True
        return io.BufferedReader(_DeadlineReader(self._socket, self._deadline))

    def close(self) -> None:
        # http.client lets go of the connection before the answer is read; the reader closes the socket then.
        if not self._is_read:
            self._socket.close()


class _CheckedConnection(http.client.HTTPConnection):
    """A connection to given addresses; the name of the host is only ever said, never looked up again."""

    def __init__(
        self, place: Place, addresses: Sequence[str], deadline: Deadline, context: ssl.SSLContext | None
    ) -> None:
        super().__init__(place.host, place.port)
        self._addresses, self._deadline, self._context = addresses, deadline, context

    def connect(self) -> None:
        trouble: OSError | None = None
        for address in self._addresses[:MAX_ATTEMPTS]:
            try:
                sock = socket.create_connection((address, self.port), self._deadline.patience())
            except OSError as error:
                trouble = error
                continue
            try:
                if self._context:
                    sock = self._context.wrap_socket(sock, server_hostname=self.host)
            except BaseException:
                sock.close()
                raise
            self.sock = _DeadlineSocket(sock, self._deadline)
            return
        raise trouble or OSError("no address")


def ask(
    place: Place,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    deadline: Deadline,
    context: ssl.SSLContext | None = None,
) -> http.client.HTTPResponse:
    """Send one GET and return the answer with its body unread; the caller closes it.

    `addresses` are numeric and tried in order; `context` is needed for https. Raises FetchError.
    """
    connection = _CheckedConnection(place, addresses, deadline, context)
    try:
        connection.putrequest("GET", place.target, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": place.host_header, **headers, "Connection": "close"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse()
    except Exception as error:
        connection.close()
        raise as_fetch_error(error, place.url) from error


def as_fetch_error(error: Exception, url: str) -> Exception:
    """Return the line for what went wrong on the wire; an error that is none of the wire's comes back as it is."""
    match error:
        case FetchError():
            return error
        case TimeoutError():
            return FetchError("no answer in time", url, "try again later")
        case ssl.SSLCertVerificationError():
            return FetchError(f"its certificate is not good ({error.verify_message})", url)
        case ssl.SSLError():
            said = (error.reason or str(error) or "TLS").replace("_", " ").lower()
            return FetchError(f"no secure connection ({said})", url, "check the address: http, or another port?")
        case http.client.IncompleteRead():
            return FetchError("the answer broke off before its end", url, "try again later")
        case http.client.HTTPException() | ValueError():
            said = " ".join(str(error).split())[:80] or type(error).__name__
            return FetchError(f"the answer is no HTTP ({said})", url)
        case OSError():
            return FetchError(f"cannot be reached ({error.strerror or type(error).__name__})", url, "try again later")
    return error
