"""We promise to compile 1,000 journeys, each at 100 desks with 300 elements, within 1 s.

The peer is what one would write first: one entry for each of the 30 million cells, measured for 2 of the 100
desks and multiplied, since all of them would not fit into most machines.
"""

import sys
import time

from needline.estate.model import Channel, Desk, Element, Estate, Form, Journey, Proving, Sight, Store
from needline.policy import Need, compile_policy

PROMISE = 1.0  # seconds
JOURNEYS, DESKS, ELEMENTS = 1_000, 100, 300
FLAT = 2  # desks of the peer
ROUNDS = 3  # the fastest counts: what else runs on the machine only adds


def estate() -> Estate:
    elements = {f"e{at}": Element(category="user.contact", harm=3) for at in range(ELEMENTS)}
    desks = {f"d{at}": Desk(seats=5) for at in range(DESKS)}
    sees: dict[str, Form | Sight] = dict.fromkeys(elements, Form.MASKED)
    journey = Journey(by=tuple(desks), through=("phone",), sees=sees)
    return Estate(
        needline=1,
        estate="bench",
        owner="bench@bank.example",
        elements=elements,
        stores={"core": Store(at="env:CORE", person="t.id", holds={name: f"t.{name}" for name in elements})},
        channels={"phone": Channel()},
        customers=Proving(code_to="e0"),
        desks=desks,
        journeys={f"j{at}": journey for at in range(JOURNEYS)},
    )


def flat(whole: Estate) -> float:
    begun = time.perf_counter()
    table = {
        (desk, name, element): Need(element=element, form=Form.MASKED, customer=journey.customer_proves)
        for name, journey in whole.journeys.items()
        for desk in list(whole.desks)[:FLAT]
        for element in journey.sees
    }
    assert len(table) == JOURNEYS * FLAT * ELEMENTS
    return (time.perf_counter() - begun) * DESKS / FLAT


def ours(whole: Estate) -> tuple[float, int]:
    begun = time.perf_counter()
    policy = compile_policy(whole)
    return time.perf_counter() - begun, sum(map(len, policy.needs.values()))


def main() -> int:
    whole = estate()
    took, cells = min(ours(whole) for _ in range(ROUNDS))
    peer = flat(whole)
    print(
        f"compile {JOURNEYS:,} journeys × {DESKS} desks × {ELEMENTS} elements ({cells:,} cells): {took:.2f} s; "
        f"one entry per cell {peer:,.0f} s; promised {PROMISE:.0f} s"
    )
    return 0 if took <= PROMISE else 1


if __name__ == "__main__":
    sys.exit(main())
