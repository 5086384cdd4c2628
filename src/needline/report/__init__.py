"""The documents that regulators ask for, filled from the estate.

    ropa    records of processing activities, GDPR Art. 30(1): one row a journey; as HTML, CSV, XLSX
    dpia    the draft of a data protection impact assessment, GDPR Art. 35: seven steps; as HTML and Markdown

A `Statement` is one thing that a document says, and where it is known from: a key of the estate, the scan, or a
person. What only a person can say is a blank, marked `[to be completed: …]`, and is never made up. `findings` are
what conversations held against what their journey declares; `sheet` writes tables, `html` and `markdown` pages.
"""

from needline.report.dpia import Assessment, dpia
from needline.report.part import Grid, Part, Points, Step
from needline.report.ropa import COLUMNS, Activity, Column, ropa
from needline.report.statement import Statement, blank

__all__ = [
    "COLUMNS",
    "Activity",
    "Assessment",
    "Column",
    "Grid",
    "Part",
    "Points",
    "Statement",
    "Step",
    "blank",
    "dpia",
    "ropa",
]
