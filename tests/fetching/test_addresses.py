from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import FetchError, ForbiddenAddressError, UsageError
from tui_reader.fetching.addresses import checked_addresses, is_public, parse_networks, parse_place, system_resolve

PUBLIC = "8.8.8.8 1.1.1.1 2606:4700::1111 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::"
PRIVATE = """
    127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.127.255.255
    0.0.0.0 255.255.255.255 224.0.0.1 239.1.2.3 240.0.0.1 192.0.0.8 192.0.0.170 192.88.99.1 198.18.0.1 203.0.113.4
    ::1 :: fe80::1 fc00::1 fd00:ec2::254 ff02::1 fec0::1 2001:db8::1 3fff::1 5f00::1 ::127.0.0.1 ::8.8.8.8
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::
    2001:0:7f00:1:0:0:0:0
"""


@pytest.mark.parametrize("text", PUBLIC.split())
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PRIVATE.split())
def test_every_kind_of_private_address_is_told(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@given(st.integers(0, 2**32 - 1))
def test_an_address_inside_another_is_judged_as_itself(number: int) -> None:
    bare = ipaddress.IPv4Address(number)
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(ipaddress.IPv6Address(prefix | number)) == is_public(bare)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://x.example/",
        "gopher://127.0.0.1:25/_HELO",
        "data:text/html,x",
        "javascript:1",
        "//evil.example",
        "-oX",
        "",
        "http://",
        "http:///path",
        "http://user:secret@news.example/",
        "http://user@evil@127.0.0.1/",
        "http://127.0.0.1\r\nX: y/",
        "http://news.example/a b",
        " http://news.example/",
        "http://news.example\t/",
        "http://news.example:99999/",
        "http://news.example:x/",
        "http://news.example:25/",
        "http://[::1/",
        "http://a..b/",
        "http://" + "a" * 64 + ".example/",
        "http://news.example/" + "a" * 9000,
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(ForbiddenAddressError) as refused:
        parse_place(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("http://news.example:80/a#part", "http://news.example/a"),
        ("https://news.example:443/", "https://news.example/"),
        ("https://news.example:8443/x?q=ä b".replace(" ", "+"), "https://news.example:8443/x?q=%C3%A4+b"),
        ("http://zeitung-ä.example/ü", "http://xn--zeitung--7za.example/%C3%BC"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://news.example#@127.0.0.1/", "http://news.example/"),
    ],
)
def test_a_place_is_the_url_in_one_form(url: str, same: str) -> None:
    assert parse_place(url).url == same
    assert parse_place(same).url == same


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0", "①②⑦.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_every_way_to_write_this_machine_is_refused(host: str) -> None:
    place = parse_place(f"http://{host}/")
    with pytest.raises(ForbiddenAddressError, match="no public address"):
        checked_addresses(place, system_resolve)


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(ForbiddenAddressError):
        checked_addresses(parse_place("http://news.example/"), lambda host, port: ["8.8.8.8", "10.0.0.1"])


def test_a_network_may_be_allowed_and_no_more_than_it() -> None:
    place, allowed = parse_place("http://wire.house/"), parse_networks("10.1.0.0/16, fd00:1::/32")
    assert checked_addresses(place, lambda host, port: ["10.1.2.3"], allowed) == ["10.1.2.3"]
    assert checked_addresses(place, lambda host, port: ["fd00:1::5"], allowed) == ["fd00:1::5"]
    with pytest.raises(ForbiddenAddressError):
        checked_addresses(place, lambda host, port: ["10.2.0.1"], allowed)


def test_a_name_nobody_knows_is_said_so() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match=r"no such host \(news.example\)"):
        checked_addresses(parse_place("http://news.example/"), unknown)


def test_a_network_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"10\.0\.0\.300"):
        parse_networks("127.0.0.1 10.0.0.300")
