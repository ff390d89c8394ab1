"""The address guard: which addresses may be dialled at all (against server-side request forgery).

The check is made on the address dialled, at connect time, on every hop; see `scrapers.fetch.transport`.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from scrapers.errors import ForbiddenAddressError

Address = IPv4Address | IPv6Address

#: Special-purpose ranges (RFC 6890), pinned here: what `is_global` says shifts between versions of Python.
_REFUSED = tuple(
    ip_network(cidr)
    for cidr in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 "
        "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "2001::/23 2001:db8::/32 2002::/16 3fff::/20"
    ).split()
)
#: All of IPv6 that is handed out to the public internet; loopback, local and multicast ranges lie outside.
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
#: Deprecated "IPv4-compatible" addresses (RFC 4291, section 2.5.5.1).
_COMPATIBLE = ip_network("::/96")
_WEB_PORTS = (80, 443, *range(8000, 10_000))


def unwrap(address: Address) -> Address:
    """Return the IPv4 address inside a mapped, compatible, 6to4, Teredo or NAT64 address, else the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address.teredo:
            return address.teredo[1]
        if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_web_port(port: int) -> bool:
    """Tell whether a port is dialled outside the ranges an administrator opened."""
    return port in _WEB_PORTS


def not_a_web_port(port: int) -> str:
    """Return the reason a port is refused."""
    return f"port {port} is not a web port (80, 443, 8000-9999)"


class AddressGuard:
    """Decides whether an address and port may be dialled."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        """`allow_private` are CIDRs inside which any address and port is allowed."""
        self._opened = tuple(ip_network(cidr, strict=False) for cidr in allow_private)

    def opened(self, address: str) -> bool:
        """Tell whether an address lies in a range the administrator opened."""
        return self._is_opened(_read(address))

    def check(self, address: str, port: int) -> None:
        """Refuse an address that must not be dialled.

        Raises:
            ForbiddenAddressError: A special-purpose address, or a port that is no web port.
        """
        ip = _read(address)
        if self._is_opened(ip):
            return
        if any(ip in network for network in _REFUSED) or (ip.version == 6 and ip not in _GLOBAL_UNICAST):
            raise ForbiddenAddressError(
                address, f"{address} is a private or reserved address (see http.allow_private)"
            )
        if not is_web_port(port):
            raise ForbiddenAddressError(address, not_a_web_port(port))

    def choose(self, addresses: Sequence[str], port: int) -> list[str]:
        """Return the addresses of one name that may be dialled.

        Those the administrator opened where there are any ("localhost" also has ::1); else all, and every one must pass.

        Raises:
            ForbiddenAddressError: See `check`.
        """
        opened = [address for address in addresses if self.opened(address)]
        if opened:
            return opened
        for address in addresses:
            self.check(address, port)
        return list(addresses)

    def _is_opened(self, ip: Address) -> bool:
        return any(ip in network for network in self._opened)


def _read(address: str) -> Address:
    try:
        return unwrap(ip_address(address.split("%")[0]))
    except ValueError as error:
        raise ForbiddenAddressError(address, f"{address!r} is no address") from error
