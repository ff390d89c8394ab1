"""Which addresses may be dialled."""

import pytest

from scrapers.errors import ForbiddenAddressError
from scrapers.guard import AddressGuard

PRIVATE = """
0.0.0.0 10.0.0.7 100.64.0.1 127.0.0.1 127.8.9.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1
192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.7 224.0.0.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.7 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:7:: 100::1 2001::1
2001:db8::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 3fff::1 5f00::1
2001:0:7f00:1::80ff:fffe
""".split()
PUBLIC = "93.184.216.34 8.8.8.8 172.15.255.255 172.32.0.1 2606:4700::1 64:ff9b::808:808 2002:808:808:: ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused_in_every_spelling(address):
    with pytest.raises(ForbiddenAddressError, match="private or reserved"):
        AddressGuard().check(address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes_on_web_ports(address):
    AddressGuard().check(address, 443)
    AddressGuard().check(address, 8080)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 7999, 10_000])
def test_other_ports_are_refused(port):
    with pytest.raises(ForbiddenAddressError, match=f"port {port}"):
        AddressGuard().check("93.184.216.34", port)


def test_an_opened_range_allows_its_addresses_on_any_port_and_nothing_beside():
    guard = AddressGuard(["127.0.0.2/32", "fd00::/8"])
    for address in ("127.0.0.2", "::ffff:127.0.0.2", "fd12::5"):
        guard.check(address, 1234)
    for address in ("127.0.0.1", "127.0.0.3", "fc00::1"):
        with pytest.raises(ForbiddenAddressError):
            guard.check(address, 443)


def test_what_is_no_address_is_refused():
    with pytest.raises(ForbiddenAddressError, match="no address"):
        AddressGuard().check("not-a-number", 80)


def test_of_a_name_only_the_opened_addresses_are_dialled():
    """`localhost` is often 127.0.0.1 and ::1 both."""
    assert AddressGuard(["127.0.0.1/32"]).choose(["::1", "127.0.0.1"], 8099) == ["127.0.0.1"]


def test_a_name_with_one_private_address_is_refused_whole():
    guard = AddressGuard()
    assert guard.choose(["93.184.216.34", "8.8.8.8"], 443) == ["93.184.216.34", "8.8.8.8"]
    with pytest.raises(ForbiddenAddressError):
        guard.choose(["93.184.216.34", "10.0.0.1"], 443)
