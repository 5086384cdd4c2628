"""needline: every desk sees what its journey needs.

Read in this order: `estate` (what there is), `policy` (what follows from it), `contact` and `decide` (one question,
one answer), `forms` (how much of a value is shown), `gate` (a bot behind a state machine), `record` (what happened),
and then `broker`, the only code that touches customer data.
"""


def __getattr__(name: str) -> str:
    """`__version__`, read when somebody asks: the reading costs more than all the rest of this import."""
    if name == "__version__":
        from importlib.metadata import version

        return version("needline")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
