"""We promise that the matrix of 2,000 journeys by 40 elements is drawn in at most 2 s, and the whole page in 8.

In this process, from the estate to the finished text, with what a scan saw in every other journey. For the matrix
the slowest round counts, since cells once drawn are kept; for the page the fastest. We know nobody else who draws
such a matrix; the peer is what any page of that many rows costs: a template that prints the same cells as a table
without pictures.
"""

import random
import sys
import time
from collections.abc import Callable

from jinja2 import Environment

from needline.estate import Estate, read
from needline.map import matrix, page
from needline.map.grid import grid
from needline.observed import Observed, Sighting, Watched

JOURNEYS, ELEMENTS, SEEN = 2_000, 40, 9
MATRIX, PAGE = 2.0, 8.0  # seconds
LARGEST = 10_000_000  # characters of the page
ROUNDS = 3
TABLE = (
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def large() -> Estate:
    chance = random.Random(4)
    names = [f"element_{at}" for at in range(ELEMENTS)]
    text = ["needline: 1\nestate: Large\nowner: o@large.example\nelements:\n"]
    text += [f"  {name}: {{is: user.financial, harm: {chance.choice((1, 3, 10, 30))}}}\n" for name in names]
    text += ["stores:\n  core: {at: env:CORE, person: c.id, holds: {", ", ".join(f"{one}: c.{one}" for one in names)]
    text += ["}}\nchannels: {phone: {}, chat: {}}\ndesks:\n"]
    text += [f"  desk_{at}: {{seats: 10}}\n" for at in range(60)]
    text += ["journeys:\n"]
    for at in range(JOURNEYS):
        sees = ", ".join(f"{name}: {chance.choice(('full', 'masked'))}" for name in chance.sample(names, SEEN))
        text += [f"  journey_{at}: {{by: desk_{at % 60}, through: [phone, chat], a_year: {at}, sees: {{{sees}}}}}\n"]
    return read("large.yaml", lambda _: "".join(text).encode()).estate


def scan() -> Observed:
    chance = random.Random(5)
    seen = {f"element_{at}": Sighting(asked=at, given=1) for at in range(0, ELEMENTS, chance.randint(3, 5))}
    return Observed(journeys={f"journey_{at}": Watched(conversations=50, seen=seen) for at in range(0, JOURNEYS, 2)})


def drawn(estate: Estate, observed: Observed) -> int:
    whole = grid(estate, observed=observed)
    by = matrix.measure(whole)
    return sum(len(matrix.strip(row, whole.columns, by)) for row in whole.rows)


def table(estate: Estate) -> int:
    rows = [[str(journey.sees.get(name, "")) for name in estate.elements] for journey in estate.journeys.values()]
    return len(Environment(autoescape=True).from_string(TABLE).render(rows=rows))


def rounds(work: Callable[[], int]) -> tuple[list[float], int]:
    took, size = [], 0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        size = work()
        took.append(time.perf_counter() - begun)
    return took, size


def main() -> int:
    estate, observed = large(), scan()
    picture, _ = rounds(lambda: drawn(estate, observed))
    whole, size = rounds(lambda: len(page(estate, observed=observed)))
    peer, _ = rounds(lambda: table(estate))
    matrix_took, page_took, peer_took = max(picture), min(whole), min(peer)
    print(
        f"map of {JOURNEYS:,} journeys by {ELEMENTS} elements: matrix {matrix_took:.2f} s, whole page "
        f"{page_took:.2f} s, {size / 1e6:.1f} MB; a bare table of the same cells {peer_took:.2f} s; "
        f"promised {MATRIX:.0f} s, {PAGE:.0f} s, {LARGEST / 1e6:.0f} MB"
    )
    return 0 if matrix_took <= MATRIX and page_took <= PAGE and size <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
