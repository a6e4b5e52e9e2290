"""One client is one IPv4 address, or the /64 of IPv6 that one connection is given."""

import pytest
from flask import Flask

from assessment.web.addresses import counted_as
from assessment.web.limits import client


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("198.51.100.8", "198.51.100.8"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("::FFFF:c633:6407", "198.51.100.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("fe80::2%eth1", "fe80::/64"),
        ("::1", "::/64"),
        ("unknown", "unknown"),
        ("", ""),
        ("198.51.100.7:4711", "198.51.100.7:4711"),
        ("2001:db8::1, 2001:db8::2", "2001:db8::1, 2001:db8::2"),
    ],
)
def test_an_address_is_counted_by_what_its_holder_cannot_choose(address: str, counted: str) -> None:
    assert counted_as(address) == counted


def test_limits_count_so(app: Flask) -> None:
    def seen(address: str) -> str:
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            return client()

    assert seen("2001:db8:1:2::1") == seen("2001:db8:1:2:3:4:5:6")
    assert seen("2001:db8:1:2::1") != seen("2001:db8:1:3::1")
    assert seen("198.51.100.7") == seen("::ffff:198.51.100.7") != seen("198.51.100.8")
