"""The address guard: which addresses may be dialled at all (against server-side request forgery).

The check is made on the address dialled, at connect time, on every hop; see `scrapers.transport`.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from scrapers.errors import ForbiddenAddressError

Address = IPv4Address | IPv6Address

# Special-purpose ranges that Python's `is_global` passes in some versions.
_REFUSED = tuple(
    ip_network(n)
    for n in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "::1/128",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )  # fmt: skip
)
_NAT64 = ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ip_network("2002::/16")


def unwrap(address: Address) -> Address:
    """Return the IPv4 address inside a mapped, 6to4, Teredo or NAT64 address, else the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        if address in _SIX_TO_FOUR:
            return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
        if address.teredo:
            return address.teredo[1]
    return address


class AddressGuard:
    """Decides whether an address and port may be dialled."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        """`allow_private` are CIDRs inside which any address and port is allowed."""
        self._allowed = tuple(ip_network(cidr, strict=False) for cidr in allow_private)

    def allows(self, address: str) -> bool:
        """Tell whether an address lies in a range the administrator opened."""
        ip = unwrap(ip_address(address.split("%")[0]))
        return any(ip in network for network in self._allowed if network.version == ip.version)

    def check(self, address: str, port: int) -> None:
        """Refuse an address that must not be dialled.

        Raises:
            ForbiddenAddressError: A special-purpose address, or a port that is no web port.
        """
        try:
            outer = ip_address(address.split("%")[0])
        except ValueError as error:
            raise ForbiddenAddressError(address, f"{address!r} is no address") from error
        if self.allows(address):
            return
        ip = unwrap(outer)
        for one in (outer, ip):
            if one is outer and ip is not outer:
                continue  # judged by what it carries
            refused = (
                not one.is_global
                or one.is_multicast
                or any(one in n for n in _REFUSED if n.version == one.version)
            )
            if refused:
                raise ForbiddenAddressError(
                    address, "the address is private or reserved (see http.allow_private)"
                )
        if port not in (80, 443) and not 8000 <= port <= 9999:
            raise ForbiddenAddressError(address, f"port {port} is not a web port (80, 443, 8000-9999)")
