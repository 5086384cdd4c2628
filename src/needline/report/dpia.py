"""The draft of a data protection impact assessment (GDPR Art. 35), in the seven steps that the ICO works in.

    1  identify the need                      Art. 35(1), (3)
    2  describe the processing                Art. 35(7)(a)
    3  consider consultation                  Art. 35(2), (9)
    4  necessity and proportionality          Art. 35(7)(b)
    5  identify and assess risks              Art. 35(7)(c)
    6  identify measures                      Art. 35(7)(d)
    7  sign off and record outcomes           Art. 35(2), (11), Art. 36

The steps are those of the ICO's guidance on DPIAs (https://ico.org.uk, "How do we do a DPIA?"); the words are ours. A
draft holds what the estate, its exposure and the scan know. Judgements (how likely, how severe, whether accepted)
stay blank, with the figures beside them that they should rest on. `steps` writes the first four, `risks` the last
three.
"""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from needline.estate import Estate
from needline.exposure import exposure, levers
from needline.observed import Observed
from needline.report.findings import findings
from needline.report.part import Step, said
from needline.report.risks import measures, risks, sign_off
from needline.report.statement import Statement
from needline.report.steps import consultation, necessity, need, processing


class Assessment(Struct, frozen=True, kw_only=True):
    """The whole draft."""

    estate: str
    owner: str
    journeys: tuple[str, ...]  # those that it covers
    steps: tuple[Step, ...]

    def statements(self) -> tuple[Statement, ...]:
        """Everything that it says."""
        parts = (part for step in self.steps for part in step.parts)
        return tuple(one for part in parts for one in said(part))


def dpia(estate: Estate, journeys: Collection[str] = (), *, observed: Observed | None = None) -> Assessment:
    """The draft for some journeys of an estate that has no problems, or for all of them.

    What a seat can obtain and what harm is to be expected are measured for these journeys alone. Takes up
    to ten seconds for 2,000 journeys, most of it for trying what would lower the total.
    """
    covered = _only(estate, journeys)
    found = findings(covered, observed)
    measured = exposure(covered, observed=observed)
    ways = levers(covered, measured, observed=observed, best=8)
    return Assessment(
        estate=estate.estate,
        owner=estate.owner,
        journeys=tuple(covered.journeys),
        steps=(
            need(covered),
            processing(covered, found),
            consultation(covered),
            necessity(covered, found),
            risks(covered, measured, found),
            measures(covered, measured, ways, found),
            sign_off(),
        ),
    )


def _only(estate: Estate, journeys: Collection[str]) -> Estate:
    """The estate with these journeys alone; all of them if none is named."""
    kept = {name: one for name, one in estate.journeys.items() if not journeys or name in journeys}
    return replace(estate, journeys=kept)
