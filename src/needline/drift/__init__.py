"""Drift: what conversations hold, held against what an estate declares.

    drift       an estate and what a scan saw → Drift, a line for each journey and element
    Journeys    what a platform says of a conversation, and what is said in it → its journey
    told        Drift → lines for people

Modules: `findings` (the four states), `holding` (the comparison), `journeys` and `fields` (which journey a
conversation is of), `wording` (how it is told), `hearing` (conversations of which one side alone was kept).
"""

from needline.drift.findings import Drift, Line, State
from needline.drift.holding import drift
from needline.drift.journeys import Journeys
from needline.drift.wording import told

__all__ = ["Drift", "Journeys", "Line", "State", "drift", "told"]
