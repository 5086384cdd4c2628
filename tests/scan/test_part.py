from hypothesis import given
from hypothesis import strategies as st

from needline.observed import Observed, Sighting, Skipped, Watched
from needline.scan.part import MOST_PLACES, NOTHING, Missed, Part, added, observed, total

times = st.none() | st.integers(0, 9).map(float)
sightings = st.builds(Sighting, given=st.integers(0, 5), asked=st.integers(0, 5), first=times, last=times)
watched = st.builds(
    Watched, conversations=st.integers(1, 9), seen=st.dictionaries(st.sampled_from("abc"), sightings, max_size=2)
)
places = st.lists(st.tuples(st.integers(1, 300), st.just("no JSON")), min_size=1, max_size=60, unique=True)
missed = places.map(lambda some: Missed(number=len(some), places=tuple(sorted(some))))
parts = st.builds(
    Part,
    files=st.integers(0, 3),
    journeys=st.dictionaries(st.sampled_from(["", "x", "y"]), watched, max_size=2),
    missed=st.dictionaries(st.sampled_from(["f", "g"]), missed, max_size=2),
    first=times,
    last=times,
)


def test_counters_add_times_widen_and_places_are_listed() -> None:
    one = Part(
        files=1, journeys={"x": Watched(conversations=2, seen={"name": Sighting(given=1, first=5.0, last=6.0)})}
    )
    other = Part(
        files=1,
        journeys={"x": Watched(conversations=1, seen={"name": Sighting(shown=1, first=2.0, last=2.0)})},
        missed={"f": Missed(number=1, places=((7, "no JSON"),))},
    )
    seen = {"name": Sighting(given=1, shown=1, first=2.0, last=6.0)}
    assert observed(added(one, other), "quick") == Observed(
        depth="quick",
        files=2,
        journeys={"x": Watched(conversations=3, seen=seen)},
        skipped=(Skipped(file="f", line=7, why="no JSON"),),
    )


def test_of_many_unreadable_places_the_first_are_named_and_the_rest_are_counted() -> None:
    each = [Part(missed={"f": Missed(number=1, places=((line, "no JSON"),))}) for line in range(250, 0, -1)]
    skipped = observed(total(each), "whole").skipped
    assert [one.line for one in skipped] == [*range(1, MOST_PLACES + 1), 0]
    assert skipped[-1].why == "150 places more"


@given(parts, parts, parts)
def test_parts_add_up_in_any_grouping(one: Part, two: Part, three: Part) -> None:
    assert added(added(one, two), three) == added(one, added(two, three))


@given(parts, parts)
def test_parts_add_up_in_any_order(one: Part, two: Part) -> None:
    assert observed(added(one, two), "whole") == observed(added(two, one), "whole")


@given(parts)
def test_nothing_adds_nothing(one: Part) -> None:
    assert added(one, NOTHING) == added(NOTHING, one) == one
