"""Old binary workbooks (.xls, .xlsb) by python-calamine: values and merges; it tells neither hidden rows nor formulas,
neither comments nor fonts, and every workbook read here says so.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from models.exchange.cells.formats import letters, number
from models.exchange.cells.model import (
    LIMITS,
    RECOMPOSED,
    Kind,
    Limits,
    Note,
    Page,
    Span,
    Watch,
    Workbook,
    plain,
)
from models.exchange.cells.place import Budget, PageBuilder
from models.rules.errors import BadInput

MOST_BYTES: Final = 20_000_000
"""The library builds a page whole, so the file itself has to be of a size that fits."""
MOST_PLACES: Final = 20_000_000
_STEP: Final = 200
_LIBRARY: Final = (OSError, ValueError, OverflowError)


def read(content: bytes, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """A binary workbook as pages. BadInput `cells.…`, never the library's error, its panics included."""
    import python_calamine as calamine

    watch = watch or Watch()
    if len(content) > min(MOST_BYTES, limits.packed):
        raise BadInput(
            "cells.too_big", file=name, measure="megabytes", limit=min(MOST_BYTES, limits.packed // 1_000_000)
        )
    watch.step(0, 1)
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        budget = Budget(name, limits)
        pages = tuple(_page(book, meta, budget, watch) for meta in book.sheets_metadata)
    except (BadInput, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except calamine.PasswordError as error:
        raise BadInput("cells.password", file=name) from error
    except BaseException as error:
        # A panic of the library is no Exception; whatever it says, the file is one it cannot follow.
        ours = isinstance(error, Exception) and not isinstance(error, _LIBRARY)
        if ours and not type(error).__module__.startswith("python_calamine"):
            raise
        raise BadInput("cells.damaged", file=name) from error
    if not pages:
        raise BadInput("cells.no_pages", file=name)
    return Workbook(name, "xls", pages, (Note("cells.values_only", {"file": name}),))


def _page(book: object, meta: object, budget: Budget, watch: Watch) -> Page:
    import python_calamine as calamine

    assert isinstance(book, calamine.CalamineWorkbook) and isinstance(meta, calamine.SheetMetadata)
    if meta.typ != calamine.SheetTypeEnum.WorkSheet:
        return Page(meta.name, sheet=False)
    sheet = book.get_sheet_by_name(meta.name)
    builder = PageBuilder(meta.name, budget)
    if meta.visible != calamine.SheetVisibleEnum.Visible:
        builder.state = "hidden"
    if sheet.height * sheet.width > MOST_PLACES:
        raise BadInput("cells.too_big", file=budget.name, measure="cells", limit=MOST_PLACES)
    for first, last in sheet.merged_cell_ranges or ():
        builder.spans.append(Span(*first, *last))
    top, left = sheet.start or (0, 0)
    for down, row in enumerate(sheet.iter_rows()):
        if down % _STEP == 0:
            watch.step(down, sheet.height)
        for across, value in enumerate(row):
            if value != "":
                _put(builder, top + down, left + across, value)
    return builder.page()


def _put(builder: PageBuilder, line: int, column: int, value: object) -> None:
    if isinstance(value, str):
        text = letters(value, "").strip()
        flags = RECOMPOSED if text != value.strip() else 0
        builder.add(line, column, "text" if text else "blank", text, text, value, flags=flags)
        return
    kind, text, meant = _inward(value)
    builder.add(line, column, kind, text, meant, text)


def _inward(value: object) -> tuple[Kind, str, Decimal | bool | str]:
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE", value
    if isinstance(value, int | float):
        found = number(format(value, ".15g"))
        return ("number", plain(found), found) if found is not None else ("error", str(value), str(value))
    if isinstance(value, datetime):
        text = f"{value.day:02}/{value.month:02}/{value.year:04}"
        clock = f" {value.hour}:{value.minute:02}" if value.hour or value.minute else ""
        return "date", text + clock, value.date().isoformat()
    if isinstance(value, date):
        return "date", f"{value.day:02}/{value.month:02}/{value.year:04}", value.isoformat()
    if isinstance(value, time):
        text = f"{value.hour}:{value.minute:02}"
        return "time", text, text
    if isinstance(value, timedelta):
        minutes = value // timedelta(minutes=1)
        text = f"{minutes // 60}:{minutes % 60:02}"
        return "duration", text, text
    return "error", str(value), str(value)
