"""What may stand in the columns whose shape hangs on the row: a setting's value on its key, a decision's choice on its
question, a frozen paper's content on its own marks.

Declared once, for documents that come in. A setting or question that stands nowhere here is read by nobody and may hold
any JSON. The blocks of a frozen paper are declared in `frozen_shapes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.book.bloc.settings import KINDS, SPELLINGS, TELLERS
from models.book.units.marks import MARKS
from models.exchange.frozen_shapes import frozen
from models.file.declared.column_kinds import is_date
from models.rules.place.conditions import Fault
from models.rules.place.shapes import Shape, choice, many, number, record, text, whole, yes_no

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Each(Shape):
    """Names of the bloc's own choosing, none or more, each with a value of one shape."""

    shape: Shape

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if not isinstance(value, Mapping):
            return [Fault("spec.wrong_value", place, {"wanted": "table", "found": str(value)})]
        return [fault for name, item in value.items() for fault in self.shape(item, f"{place}.{name}")]


@dataclass(frozen=True, slots=True)
class Day(Shape):
    """A day there is, "2026-10-01"."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        facts = {"wanted": "date", "found": str(value)}
        return [] if is_date(value) else [Fault("spec.wrong_value", place, facts)]


@dataclass(frozen=True, slots=True)
class Either(Shape):
    """One of several shapes; the faults are those of the last."""

    shapes: tuple[Shape, ...]

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        faults: list[Fault] = []
        for shape in self.shapes:
            faults = shape(value, place)
            if not faults:
                break
        return faults


_DAY: Final = Day()
_FILE: Final = record(name=text, on=_DAY, blob=text, content_=text)
_PANEL: Final = record(
    by=Each(text), method=choice("mean", "trimmed-mean"), trim_=whole(1, 5), missing=choice("ask", "leave-out")
)
_LEVEL: Final = record(name=text, points_=number)
_TYPED: Final = record(name=text, rows=many(record(label=text, count=whole(0), percent_=number, base_=whole(0))))
_END: Final = record(status=choice("refused", "withdrawn"), reason=text, decision_=text, on_=_DAY)
_DESCRIBED: Final = record(
    to=_DAY,
    name=text,
    **dict.fromkeys(("head_term", "deputy_term", "collected_term"), text),
    kind=choice(*KINDS),
    tellers_term=choice(*TELLERS),
    spelling=choice(*SPELLINGS),
    **dict.fromkeys(("place_", "parent_body_", "standing_body_", "established_by_"), text),
)
_DIVISION: Final = record(
    **dict.fromkeys(("number", "issuer", "name", "head_", "file_name_", "blob_"), text),
    **dict.fromkeys(("date", "since_"), _DAY),
    units=many(text),
    deputies_=many(text, 0),
)
_PUT_RIGHT: Final = record(
    columns_=Each(text),
    marks_=Each(text),
    moves_=many(many(text), 0),
    answers_=many(many(text), 0),
    wordings_=Each(text),
)
SETTINGS: Final[tuple[tuple[str, Shape], ...]] = (
    (r"regulations\.beside\.\d+", many(text, 0)),
    (r"scorers\.\d+", Each(_PANEL)),
    (r"days-off\.\d+", many(_DAY, 0)),
    (r"award-ended\.\d+", Each(_END)),
    (r"division\.\d+", _DIVISION),
    (r"dossier-text\.\d+", Each(record(received=_DAY, favourable_=text))),
    (r"first-month\.\d+", whole(1, 12)),
    (r"bloc-before", many(_DESCRIBED)),
    (r"allotted\.\d+", Each(record(count=whole(0), document=text, date_=_DAY))),
    (r"statistics\.figures\.\d+", Each(_TYPED)),
    (r"quality\.\d+", many(_LEVEL, 0)),
    (r"letterhead\..+", choice(*MARKS)),
    (r"letterhead-organ\..+", text),
    (r"scan\..+", _FILE),
    (r"template\.[0-9a-f]{16}", Either((Each(text), _FILE))),  # of a table, as earlier programs remembered it
    (r"template\..+", _FILE),
    (r"import\.form-table\..+", _PUT_RIGHT),
    (r"import\.(list|scores|template)\..+", Each(Either((text, choice(""))))),  # "": left out
    (r"import\.unit-sheet\..+", Each(whole(0))),
    (r"import\.sheet-unit\..+", Each(text)),
)
"""Keys of settings that hold more than one word, as patterns, with what they hold."""

_TEXTS: Final = many(text, 0)
_ANY_CHOICE: Final = Either((text, yes_no, number, _TEXTS, Each(Either((text, yes_no, number, _TEXTS, Each(number))))))
CHOICES: Final[tuple[tuple[str, Shape], ...]] = (
    ("score.relief", record(until_=text, exempt_=yes_no, waive_=Each(number))),
    ("score.accept-stated", Either((text, yes_no, Each(number)))),
    ("score.", Either((text, number))),
    ("rank.tie", many(text)),
    ("rank.ballot", record(votes=Each(whole(0)), elected=_TEXTS)),
    ("class.tie_at_cap", Either((text, _TEXTS))),
    ("ballot.open_seat", Either((text, _TEXTS))),
    ("", _ANY_CHOICE),
)
"""Questions by how they begin, the first that fits, with what a choice may be."""


def setting_faults(row: Row) -> list[Fault]:
    """What is wrong with the value of a setting."""
    shape = next((shape for pattern, shape in SETTINGS if re.fullmatch(pattern, row["key"])), None)
    return [] if shape is None else shape(row.get("value"), "value")


def decision_faults(row: Row) -> list[Fault]:
    """What is wrong with the choice of a decision."""
    shape = next(shape for question, shape in CHOICES if str(row["question"]).startswith(question))
    return shape(row.get("choice"), "choice")


def paper_faults(row: Row) -> list[Fault]:
    """What is wrong with the frozen content of a paper; a draft has none."""
    return [] if row.get("content") is None else frozen(row["content"], "content")


CHECKED: Final = {"setting": setting_faults, "decision": decision_faults, "paper": paper_faults}
"""The tables whose rows are looked at so, before anything of a document is written."""
