"""Which addresses may be asked: http and https on the public web, decided after the name was looked up."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from tui_reader.errors import FetchError, ForbiddenAddressError, UsageError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]  # host, port -> addresses as text; raises OSError

PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024  # below lie mail, shells and databases' elders: no page lives there
MAX_URL_CHARACTERS = 8_000  # what servers take at most; longer ones carry something else
# Python 3.11 takes these for global; the registries say: protocol assignments, old relays, documentation.
NOT_GLOBAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that is handed out
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
PATH_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a URL leads: everything a request needs, nothing looked up yet."""

    url: str
    scheme: str
    host: str  # ASCII, lower case, without brackets
    port: int
    target: str  # path and query, as they go on the wire

    @property
    def origin(self) -> str:
        """Return scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.host_header}"

    @property
    def host_header(self) -> str:
        """Return the host as the Host header wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse_place(url: str) -> Place:
    """Return where `url` leads; raise ForbiddenAddressError where it is no plain http(s) URL."""
    where = url[:200]
    if len(url) > MAX_URL_CHARACTERS:
        raise ForbiddenAddressError(f"a URL of {len(url):,} characters", where)
    if any(character <= " " or "\x7f" <= character <= "\xa0" for character in url):
        raise ForbiddenAddressError("a URL with blanks or control characters in it", where)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ForbiddenAddressError(f"not a URL ({error})", where) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise ForbiddenAddressError(f"not http or https, but {scheme or 'no scheme'}", where, "give the URL of a page")
    if parts.username is not None or parts.password is not None:
        host = parts.netloc.rpartition("@")[2]  # what stands before it is a secret, and an error is shown to anybody
        where = f"{scheme}://…@{host}"[:200]
        raise ForbiddenAddressError("a URL with a user name in it", where, "leave out what stands before the @")
    host = _ascii_host(parts.hostname or "", where)
    port = PORTS[scheme] if port is None else port
    if port < FIRST_FREE_PORT and port not in PORTS.values():
        raise ForbiddenAddressError(f"port {port} is not one of the web", where)
    query = f"?{quote(parts.query, safe=PATH_SAFE + '?')}" if parts.query else ""
    target = (quote(parts.path, safe=PATH_SAFE) or "/") + query
    place = Place("", scheme, host, port, target)
    return Place(place.origin + target, scheme, host, port, target)


def _ascii_host(host: str, where: str) -> str:
    if not host:
        raise ForbiddenAddressError("a URL without a host", where)
    try:
        return host.encode("ascii" if ":" in host else "idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise ForbiddenAddressError("a host name that cannot be one", where) from error


def parse_networks(words: str) -> tuple[Network, ...]:
    """Return the networks named in `words`, apart by commas or blanks ("127.0.0.0/8, 10.1.2.3").

    Raises UsageError naming the first that is none.
    """
    networks: list[Network] = []
    for word in words.replace(",", " ").split():
        try:
            networks.append(ipaddress.ip_network(word, strict=False))
        except ValueError as error:
            raise UsageError(f"not a network ({error})", word, "write it as 10.1.0.0/16") from error
    return tuple(networks)


def system_resolve(host: str, port: int) -> list[str]:
    """Return the addresses the system knows for `host`, in its order of preference. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(place: Place, resolve: Resolve, allowed: Sequence[Network] = ()) -> list[str]:
    """Look `place.host` up and return its addresses, every one of them public or in an allowed network.

    The caller must connect to one of these and look nothing up again: a name that answers otherwise the
    second time then changes nothing. One forbidden address among public ones refuses the whole name.
    """
    try:
        found = resolve(place.host, place.port)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"no such host ({place.host})", place.url, "check the address and the network") from error
    if not found:
        raise FetchError(f"no such host ({place.host})", place.url, "check the address and the network")
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_public(address) and not any(_inside(address, network) for network in allowed):
            raise ForbiddenAddressError(
                f"{place.host} is at {text}, which is no public address",
                place.url,
                "a private network must be allowed in TUI_READER_ALLOW_NETWORKS",
            )
    return list(found)


def is_public(address: Address) -> bool:
    """Say whether `address` is one of the public internet; one that embeds others is what they are."""
    inner = _embedded(address)
    if inner:
        return all(map(is_public, inner))
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(_inside(address, one) for one in NOT_GLOBAL)


def _inside(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network


def _embedded(address: Address) -> list[Address]:
    """Return the IPv4 addresses that an IPv6 one carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner: list[Address] = [found for found in (address.ipv4_mapped, address.sixtofour) if found]
    inner += address.teredo or ()
    if address in NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inner
