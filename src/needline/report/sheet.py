"""The records of processing as a table: CSV for programs, XLSX for people who work in spreadsheets.

A cell that begins with =, +, -, @, a tab or a return is a formula to a spreadsheet (OWASP, "CSV Injection"), and
whoever names an estate's parts need not be whoever opens the file. In CSV such a cell begins with an apostrophe; in
XLSX every cell is written as text, which is never calculated.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from needline.report.ropa import COLUMNS, Activity

SOURCES = "Rests on"  # the heading of the last column
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones count for Excel


def ropa_csv(rows: Iterable[Activity]) -> str:
    """One line for each activity, with the articles in the headings (RFC 4180, UTF-8)."""
    file = io.StringIO()
    writer = csv.writer(file)
    for line in table(rows, "; "):
        writer.writerow(map(_harmless, line))
    return file.getvalue()


def ropa_xlsx(rows: Iterable[Activity]) -> bytes:
    """One sheet: headings that stay in view, text that wraps, landscape pages as wide as the table.

    Raises `ModuleNotFoundError` where XlsxWriter is not installed.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Records of processing")
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EBF0", "border": 1}
        )
        text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        open_ = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF0C2"})
        for at, width in enumerate((*(column.width for column in COLUMNS), 40)):
            sheet.set_column(at, at, width)
        lines = list(table(rows, "\n"))
        for row, line in enumerate(lines):
            for at, cell in enumerate(line):
                shape = heading if row == 0 else open_ if "[to be completed:" in cell else text
                sheet.write_string(row, at, cell[:_LONGEST], shape)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(lines) - 1, len(COLUMNS))
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return file.getvalue()


_LONGEST = 32_767  # characters of a cell, by Excel's own limit


def table(rows: Iterable[Activity], between: str) -> Iterator[tuple[str, ...]]:
    """The headings, then the cells of each activity; `between` separates the statements of one cell."""
    yield (*(f"{one.heading} ({one.article})" if one.article else one.heading for one in COLUMNS), SOURCES)
    for row in rows:
        cells = tuple(between.join(one.text for one in row.cells[column.key]) for column in COLUMNS)
        yield (*cells, between.join(_sources(row)))


def _sources(row: Activity) -> Iterator[str]:
    """What each column rests on, a person apart."""
    for column in COLUMNS:
        keys = dict.fromkeys(one.source for one in row.cells[column.key] if not one.blank)
        if keys:
            yield f"{column.heading}: {', '.join(keys)}"


def _harmless(cell: str) -> str:
    """The cell, so that no spreadsheet calculates it.

    >>> _harmless("=1+1"), _harmless("a = b")
    ("'=1+1", 'a = b')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
