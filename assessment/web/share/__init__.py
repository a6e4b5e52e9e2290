"""Sharing a result, seeing who opened it, taking it back; and what a link’s holder sees."""
