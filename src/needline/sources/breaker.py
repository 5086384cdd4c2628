"""A circuit breaker: a system that is down is left alone for a while.

    closed     asked as usual; `most` failures in a row open it
    open       not asked; after `rest` seconds it is half open
    half open  one trial is under way and everybody else waits for what comes of it: well closes it, else it is open

After Michael Nygard, Release It!, second edition, chapter 5. Not for use from several threads.
"""

from collections.abc import Callable


class Breaker:
    """The state of one system; `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float], *, most: int = 5, rest: float = 10.0) -> None:
        self._clock, self._most, self._rest = clock, most, rest
        self._failed = 0  # in a row
        self._opened = 0.0
        self._trial = False

    def admits(self) -> bool:
        """Whether the system may be asked now; whoever is told yes says afterwards how it went."""
        if self._failed < self._most:
            return True
        if self._trial or self._clock() - self._opened < self._rest:
            return False
        self._trial = True
        return True

    def told(self, *, well: bool) -> None:
        """How it went."""
        self._trial = False
        self._failed = 0 if well else self._failed + 1
        if not well:
            self._opened = self._clock()

    def left(self) -> None:
        """Whoever was asking went away, and nothing was learned."""
        self._trial = False
