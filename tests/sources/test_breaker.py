"""A circuit breaker, step by step."""

from needline.sources.breaker import Breaker
from tests.clock import Clock


def made(clock: Clock) -> Breaker:
    return Breaker(clock, most=2, rest=10.0)


def test_it_opens_after_failures_in_a_row_and_rests() -> None:
    clock = Clock()
    breaker = made(clock)
    for well in (False, True, False):
        assert breaker.admits()
        breaker.told(well=well)
    assert breaker.admits(), "what went well in between counts"
    breaker.told(well=False)
    assert not breaker.admits()
    clock.wait(seconds=9.9)
    assert not breaker.admits()


def test_a_trial_that_goes_well_closes_it_and_another_opens_it_again() -> None:
    clock = Clock()
    breaker = made(clock)
    breaker.told(well=False)
    breaker.told(well=False)
    clock.wait(seconds=10)
    assert breaker.admits()
    assert not breaker.admits(), "one trial at a time"
    breaker.told(well=False)
    clock.wait(seconds=9.9)
    assert not breaker.admits(), "it rests from the last failure on"
    clock.wait(seconds=0.1)
    assert breaker.admits()
    breaker.told(well=True)
    assert breaker.admits()
    assert breaker.admits()


def test_a_trial_without_an_end_is_nobodys() -> None:
    clock = Clock()
    breaker = made(clock)
    breaker.told(well=False)
    breaker.told(well=False)
    clock.wait(seconds=10)
    assert breaker.admits()
    breaker.left()
    assert breaker.admits()
