"""What holds for every estate: more is never less, halves are a whole, and a name is only a name."""

from collections import Counter
from collections.abc import Callable
from math import prod

import pytest
from msgspec.structs import replace

from needline.exposure import Exposure, exposure, recomputed
from tests.exposure.estates import (
    WAYS,
    certified,
    made,
    new_name,
    renamed,
    renamed_sightings,
    split,
    watched,
    wider,
)

FEW, MANY = 100, 10_000


def fallen(before: Exposure, after: Exposure) -> list[str]:
    """Everything that became less."""
    reach = {one.who: one.allowed for one in after.reach}
    less = [one.who for one in before.reach if reach[one.who] < one.allowed]
    then, now = before.a_year, after.a_year
    less += [end for end in ("low", "likely", "high") if getattr(now, end) < getattr(then, end)]
    vectors = {one.journey: one.a_year for one in after.vectors}
    return less + [one.journey for one in before.vectors if vectors[one.journey].likely < one.a_year.likely]


class Case:
    """The estate of a number, what a scan saw in it, which of its bots are certified, and its exposure."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.estate = made(seed)
        self.seen = watched(seed, self.estate)
        self.certified = certified(seed)
        self.exposure = exposure(self.estate, observed=self.seen, certified=self.certified)


def more_is_never_less(case: Case, ways: int = 1) -> Counter[str]:
    changed: Counter[str] = Counter()
    for what, more in wider(case.seed, case.estate, ways):
        after = exposure(more, observed=case.seen, certified=case.certified)
        assert fallen(case.exposure, after) == [], what
        changed[what] += case.exposure != after
    return changed


def no_certificate_makes_nothing_safer(case: Case) -> None:
    if case.certified:
        assert fallen(case.exposure, exposure(case.estate, observed=case.seen)) == []


def halves_are_the_whole(case: Case) -> None:
    halves = {f"{name}_{half}": one for name, one in case.seen.journeys.items() for half in ("one", "two")}
    seen = replace(case.seen, journeys=halves)
    whole, parts = case.exposure, exposure(split(case.estate), observed=seen, certified=case.certified)
    assert (parts.a_year, parts.assumed, parts.reach) == (whole.a_year, whole.assumed, whole.reach)


def a_name_is_only_a_name(case: Case) -> None:
    bots = tuple(map(new_name, case.certified))
    one, other = (
        case.exposure,
        exposure(renamed(case.estate), observed=renamed_sightings(case.seen), certified=bots),
    )
    assert (other.a_year, other.assumed) == (one.a_year, one.assumed)
    assert sorted(each.allowed for each in other.reach) == sorted(each.allowed for each in one.reach)
    assert [each.text for each in other.vectors] == [each.text for each in one.vectors]


def halves_by_other_names_are_the_whole(case: Case) -> None:
    """Both at once, which costs half of one after the other."""
    halves = {f"{name}_{half}": one for name, one in case.seen.journeys.items() for half in ("one", "two")}
    seen = renamed_sightings(replace(case.seen, journeys=halves))
    bots = tuple(map(new_name, case.certified))
    one, other = case.exposure, exposure(renamed(split(case.estate)), observed=seen, certified=bots)
    assert (other.a_year, other.assumed) == (one.a_year, one.assumed)
    assert sorted(each.allowed for each in other.reach) == sorted(each.allowed for each in one.reach)


def a_line_is_enough_to_recompute_its_journey(case: Case) -> None:
    for one in case.exposure.vectors:
        assert recomputed(one.text, one.contacts) == one.a_year, one.text


def the_total_is_its_routes_and_a_route_is_its_factors(case: Case) -> None:
    one = case.exposure
    assert one.a_year.likely == pytest.approx(sum(route.a_year.likely for route in one.routes))
    for route in one.routes:
        assert route.a_year.high == pytest.approx(prod(factor.value.high for factor in route.factors)), route.of
    assert len({(route.route, route.of) for route in one.routes}) == len(one.routes)


def the_ends_are_in_order(case: Case) -> None:
    one = case.exposure
    assert all(each.low <= each.likely <= each.high for each in (one.a_year, *(route.a_year for route in one.routes)))
    assert 0 <= one.assumed <= 1


SLOWLY = (
    more_is_never_less, no_certificate_makes_nothing_safer, halves_by_other_names_are_the_whole,
    a_line_is_enough_to_recompute_its_journey, the_total_is_its_routes_and_a_route_is_its_factors,
    the_ends_are_in_order,
)  # fmt: skip
PROPERTIES = (*SLOWLY, halves_are_the_whole, a_name_is_only_a_name)


@pytest.mark.parametrize("holds", PROPERTIES, ids=[one.__name__.replace("_", "-") for one in PROPERTIES])
def test_it_holds_for_a_hundred_estates(holds: Callable[[Case], object]) -> None:
    for seed in range(FEW):
        holds(Case(seed))


def test_every_way_to_make_an_estate_more_dangerous_does_so_somewhere() -> None:
    cases = map(Case, range(MANY, MANY + 40))
    changed = sum((more_is_never_less(case, ways=len(WAYS)) for case in cases), Counter())
    assert {what for what in WAYS if not changed[what]} == set()


@pytest.mark.slow
def test_all_of_it_holds_for_ten_thousand_estates() -> None:
    for case in map(Case, range(MANY)):
        for holds in SLOWLY:
            holds(case)
