"""Who is a sample person of the demo, told by the address alone?

Nobody receives mail under this domain (RFC 2606 keeps it for examples), so that no account of a
real person can be verified there.
"""

SAMPLE_DOMAIN = "demo.example.org"


def is_sample(email: str) -> bool:
    """Whether an address is one that only sample people have.

    >>> is_sample("mara@demo.example.org"), is_sample("mara@example.org")
    (True, False)
    """
    return email.endswith(f"@{SAMPLE_DOMAIN}")
