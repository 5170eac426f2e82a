"""What the year's log counts for a unit, and what those counts suggest for the items of the form they feed.

A suggestion is a value and its grounds; nothing is written here, and which count feeds which input is the year's own
choice. Late and missing are counted by days, as the year counts them, never by a reader's judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from models.rules.form.scoring import Cell, InputSpec, InputValue, Item, assess_item
from models.rules.number.days import Late, days_late
from models.rules.number.points import Value, show_plain
from models.rules.number.text import fold, show_date

Gives = Literal["count", "checks", "date", "percent", "figure"]
_FITS: Final[Mapping[Gives, frozenset[str]]] = {
    "count": frozenset({"count", "figure"}),
    "checks": frozenset({"checks", "count", "figure"}),
    "date": frozenset({"date"}),
    "percent": frozenset({"percent", "figure"}),
    "figure": frozenset({"figure", "count", "points"}),
}
Of = Literal["", "indicator", "level"]


@dataclass(frozen=True, slots=True)
class Source:
    """One count of the log; `gives` is the kind of value, `wording` what it is called, `of` what must be named beside
    it: an indicator of a movement, a level of the bloc's scale of quality.
    """

    key: str
    gives: Gives
    wording: str
    of: Of = ""


_DECLARED = (
    Source("absent", "count", "số lần vắng họp không báo"),
    Source("absent-noticed", "count", "số lần vắng họp có báo"),
    Source("wrong-rank", "count", "số lần dự họp không đúng thành phần"),
    Source("reports-late", "count", "số báo cáo gửi chậm"),
    Source("reports-missing", "count", "số báo cáo không gửi"),
    Source("activities", "checks", "hoạt động chung đã tham gia"),
    Source("articles", "count", "số tin, bài"),
    Source("examples", "count", "số điển hình tiên tiến"),
    Source("models", "count", "số mô hình mới"),
    Source("initiatives", "count", "số sáng kiến"),
    Source("tasks-on-time", "count", "số nhiệm vụ trọng tâm xong đúng hạn"),
    Source("tasks-registered", "count", "số nhiệm vụ trọng tâm đã đăng ký"),
    Source("ad-hoc-late", "count", "số nhiệm vụ đột xuất xong chậm hoặc chưa xong"),
    Source("target-percent", "percent", "tỷ lệ thực hiện chỉ tiêu đã đăng ký (%)"),
    Source("indicator-result", "figure", "kết quả chỉ tiêu phong trào", "indicator"),
    Source("indicator-percent", "percent", "tỷ lệ thực hiện chỉ tiêu phong trào (%)", "indicator"),
    Source("indicator-plan", "figure", "kế hoạch chỉ tiêu phong trào", "indicator"),
    Source("quality-level", "count", "số nhiệm vụ đạt một mức chất lượng", "level"),
    Source("quality-points", "figure", "tổng điểm chất lượng các nhiệm vụ"),
    Source("quality-mean", "figure", "điểm chất lượng bình quân các nhiệm vụ"),
    Source("tasks-effect", "figure", "tổng số liệu hiệu quả các nhiệm vụ"),
    Source("registered-on", "date", "ngày nhận đăng ký thi đua"),
)

SOURCES: Final = {source.key: source for source in _DECLARED}
"""Every count a form's input may be filled from."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with the facts it rests on; `unclear` names what is not known and was therefore not counted, `of` the one
    that was counted where a source has several.
    """

    value: InputValue | None
    grounds: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One input of a suggestion: which count, its value, its grounds."""

    input: str
    source: str
    value: InputValue | None
    grounds: tuple[str, ...]
    unclear: tuple[str, ...]
    of: str = ""

    @property
    def wording(self) -> str:
        """What was counted: `kết quả chỉ tiêu phong trào, “Nhà tình nghĩa” (Vì người nghèo)`."""
        said = SOURCES[self.source.partition(SEPARATOR)[0]].wording
        return f"{said}, {self.of}" if self.of else said


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the log would put into an item: inputs and the points these would give with what is entered already."""

    node: str
    inputs: Mapping[str, InputValue]
    points: Value
    reasons: tuple[Reason, ...]


def fits(source: str, spec: InputSpec) -> bool:
    """Whether a count can fill an input of that type."""
    found = SOURCES.get(source)
    return found is not None and spec.type in _FITS[found.gives]


SEPARATOR: Final = "|"
"""Parts a source from what is named beside it, where counts of several are looked up together."""


def suggest(
    item: Item, feeds: Mapping[str, str], counts: Mapping[str, Counted], held: Cell | None = None
) -> Suggestion:
    """Fill the fed inputs (input id -> source) of an item from the counts; the other inputs of `held` stay. A figure
    that is not whole fills no count, one outside the input's range nothing.

    A tick list fed by joint activities is asked by its own count, `activities`, as ticks or as their number.
    """
    reasons = []
    inputs: dict[str, InputValue] = {}
    for name, source in feeds.items():
        counted, spec = counts.get(source, Counted(None)), item.input(name)
        value = counted.value
        if spec is not None and isinstance(value, tuple) and spec.type != "checks":
            value = Fraction(sum(value))
        unclear = (*counted.unclear, *_refused(spec, value))
        if spec is not None and value is not None and unclear == counted.unclear:
            inputs[name] = value
        reasons.append(Reason(name, source, value, counted.grounds, unclear, counted.of))
    cell = held or Cell(item.key)
    filled = replace(cell, stated={}, inputs={**cell.inputs, **inputs}, not_assigned=False)
    return Suggestion(item.key, inputs, assess_item(item, filled).value, tuple(reasons))


def _refused(spec: InputSpec | None, value: InputValue | None) -> tuple[str, ...]:
    """Why an input cannot hold what was counted."""
    if spec is None or not isinstance(value, Fraction):
        return ()
    if spec.type == "count" and value.denominator != 1:
        return (f"{show_plain(value)} không phải số nguyên nên không điền",)
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        return (f"{show_plain(value)} ngoài mức của “{spec.label}” nên không điền",)
    return ()


# --- reports ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timing:
    """How something due was sent: "on-time", "late" by `days`, "missing" since its day, "waiting", or "no-due"."""

    state: Literal["on-time", "late", "missing", "waiting", "no-due"]
    days: int = 0
    working: bool = False

    @property
    def words(self) -> str:
        """`3 ngày`, `3 ngày làm việc`."""
        return Late("", self.days, self.working).words


Counting = Callable[[str, str], Late]
"""How late something that was due on one day came on another."""


def civil(due_on: str, on: str) -> Late:
    """The day due as written, calendar days after it."""
    return Late(due_on, days_late(due_on, on, False))


def timing(due_on: str | None, received_on: str | None, as_of: str, counting: Counting = civil) -> Timing:
    """How a report due on a day stands on another; both days "YYYY-MM-DD", the last day allowed is in time."""
    if due_on is None:
        return Timing("no-due" if received_on is None else "on-time")
    late = counting(due_on, received_on or as_of)
    if received_on is None:
        return Timing("missing", late.days, late.working) if late.days else Timing("waiting")
    return Timing("late", late.days, late.working) if late.days else Timing("on-time")


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report of a unit: what, until when, received when."""

    name: str
    due_on: str | None
    received_on: str | None


def count_reports(reports: Iterable[DueReport], as_of: str, counting: Counting = civil) -> dict[str, Counted]:
    """The counts `reports-late` and `reports-missing`, each with the reports meant."""
    late, missing = [], []
    for report in reports:
        found = timing(report.due_on, report.received_on, as_of, counting)
        if found.state == "late" and report.received_on:
            late.append(f"{report.name}: nhận {show_date(report.received_on)}, chậm {found.words}")
        elif found.state == "missing" and report.due_on:
            missing.append(f"{report.name}: hạn {show_date(report.due_on)}, chưa nhận")
    return {"reports-late": _count(late), "reports-missing": _count(missing)}


def _count(grounds: Sequence[str], unclear: Sequence[str] = ()) -> Counted:
    return Counted(Fraction(len(grounds)), tuple(grounds), tuple(unclear))


# --- meetings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit's line in a meeting's list of attendance; `notice` says whether an absent member had told so."""

    meeting: str
    absent: bool
    notice: bool | None = None
    wrong_rank: bool = False


def count_attendance(seats: Iterable[Seat]) -> dict[str, Counted]:
    """The counts `absent`, `absent-noticed` and `wrong-rank`; an absence of which nobody wrote whether it was told is
    unclear.
    """
    listed = tuple(seats)
    away = [seat for seat in listed if seat.absent]
    without = [seat.meeting for seat in away if seat.notice is False]
    told = [seat.meeting for seat in away if seat.notice]
    wrong = [seat.meeting for seat in listed if seat.wrong_rank and not seat.absent]
    open_points = [f"{seat.meeting}: vắng, chưa ghi có báo hay không" for seat in away if seat.notice is None]
    return {
        "absent": _count(without, open_points),
        "absent-noticed": _count(told, open_points),
        "wrong-rank": _count(wrong),
    }


# --- joint activities, tasks, targets ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Joined:
    """A joint activity and whether the unit took part; `choice` is the tick of the item it stands for."""

    name: str
    took_part: bool
    choice: str | None = None


def choice_of(name: str, item: Item) -> str | None:
    """The tick of an item whose label is the activity's name, read without diacritics and case; None when none is."""
    wanted = fold(name)
    ticks = [choice for spec in item.inputs if spec.type == "checks" for choice in spec.choices]
    return next((key for key, label in ticks if fold(label) == wanted), None)


def count_activities(activities: Sequence[Joined], choices: Sequence[tuple[str, str]]) -> Counted:
    """Ticks in the order of `choices` (id, label), one per choice; without choices the number of activities joined.

    A choice for which no activity is recorded is unclear and leaves the value open.
    """
    grounds = tuple(f"{one.name}: {'có' if one.took_part else 'không'} tham gia" for one in activities)
    if not choices:
        return Counted(Fraction(sum(one.took_part for one in activities)), grounds)
    held = {key: [one.took_part for one in activities if one.choice == key] for key, _ in choices}
    unclear = tuple(f"{label}: chưa ghi hoạt động nào" for key, label in choices if not held[key])
    value = None if unclear else tuple(any(held[key]) for key, _ in choices)
    return Counted(value, grounds, unclear)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A task: its title, whether it counts as registered ("key") or given in the year ("ad-hoc"), how it stands."""

    title: str
    kind: str
    due_on: str | None
    done_on: str | None


def count_tasks(tasks: Iterable[Tracked], as_of: str) -> dict[str, Counted]:
    """The counts `tasks-on-time`, `tasks-registered` and `ad-hoc-late` of a list of tasks; nothing where none is
    listed.
    """
    listed = tuple(tasks)
    key = [one for one in listed if one.kind == "key"]
    ad_hoc = [one for one in listed if one.kind == "ad-hoc"]
    behind = [one for one in listed if timing(one.due_on, one.done_on, as_of).state in ("late", "missing")]
    on_time = [one.title for one in key if one.done_on and one not in behind]
    found: dict[str, Counted] = {}
    if key:
        waiting = [f"{one.title}: chưa ghi ngày xong" for one in key if not one.done_on]
        found |= {"tasks-on-time": _count(on_time, waiting), "tasks-registered": _count([one.title for one in key])}
    if ad_hoc:
        found["ad-hoc-late"] = _count([one.title for one in ad_hoc if one in behind])
    return found


def percent_of_plan(plan: Fraction | None, result: Fraction | None) -> Fraction | None:
    """The exact percentage reached of a plan; None without a plan above zero or without a result."""
    return None if result is None or plan is None or plan <= 0 else 100 * result / plan
