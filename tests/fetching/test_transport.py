from __future__ import annotations

import socket
import ssl

import pytest

from tests.fetching.wild import WildServer
from tui_reader.errors import FetchError
from tui_reader.fetching.addresses import parse_place
from tui_reader.fetching.transport import Deadline, ask


class WatchedContext(ssl.SSLContext):
    """Says which name the certificate would be checked against, and encrypts nothing."""

    def wrap_socket(self, sock: socket.socket, *args: object, **named: object) -> socket.socket:  # type: ignore[override]
        self.checked_for = named["server_hostname"]
        return sock


def test_a_certificate_is_checked_for_the_name_not_for_the_address(server: WildServer) -> None:
    server.serve("/a")
    place = parse_place(f"https://news.example:{server.server_port}/a")
    context = WatchedContext(ssl.PROTOCOL_TLS_CLIENT)
    ask(place, ["127.0.0.1"], {}, Deadline.after(60), context).close()
    assert context.checked_for == "news.example"
    assert server.asked[0][1]["Host"] == f"news.example:{server.server_port}"


def test_a_server_that_does_not_speak_tls_is_said(server: WildServer) -> None:
    place = parse_place(f"https://news.example:{server.server_port}/a")
    with pytest.raises(FetchError, match=r"no secure connection \(.*\); check the address"):
        ask(place, ["127.0.0.1"], {}, Deadline.after(60), ssl.create_default_context())


def test_a_deadline_that_has_passed_gives_no_more_patience() -> None:
    with pytest.raises(TimeoutError):
        Deadline(at=0.0, monotonic=lambda: 1.0).patience()
