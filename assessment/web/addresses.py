"""Which part of a network address tells one client from the next?"""

from ipaddress import IPv6Address, ip_address

_SUBNET_BITS = 64
"""What one connection at home is given, at least; whoever holds it picks the rest at will."""


def counted_as(address: str) -> str:
    """What requests from this address are counted by; what is no address counts as it stands.

    An IPv4 address counts whole, also where it is written as IPv6; an IPv6 address by its /64.

    >>> counted_as("198.51.100.7"), counted_as("::ffff:198.51.100.7")
    ('198.51.100.7', '198.51.100.7')
    >>> counted_as("2001:db8:1:2:aaaa::1"), counted_as("2001:db8:1:2::ffff")
    ('2001:db8:1:2::/64', '2001:db8:1:2::/64')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    rest = 128 - _SUBNET_BITS
    return f"{IPv6Address(int(found) >> rest << rest)}/{_SUBNET_BITS}"
