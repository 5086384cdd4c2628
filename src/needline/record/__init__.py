"""The record: what happened, in an order that nobody can quietly change.

`entry` says what is written down, `tree` ties the entries together (RFC 6962), `checkpoint` signs the tree (C2SP),
`check` finds what does not add up, and `replay` decides everything again. Nothing here does I/O.
"""
