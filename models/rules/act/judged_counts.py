"""What a unit's indicators and judged tasks count: figures of a movement, levels of quality, effects in figures.

Several figures of one kind are added only where they are of one unit of measure; what is not known is told, never
taken for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.rules.act.log_counts import Counted, percent_of_plan
from models.rules.number.points import show_plain
from models.rules.number.text import fold


@dataclass(frozen=True, slots=True)
class Measured:
    """A line of an indicator for a unit: what is measured in, planned, reached."""

    measure: str = ""
    plan: Fraction | None = None
    result: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the bloc's own scale of quality, the best first; `points` where the bloc gives it some."""

    name: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A task as it was judged: its level of quality and its effect as a figure; `settled` once it has a result."""

    title: str
    settled: bool
    quality: str | None = None
    effect: Fraction | None = None
    measure: str = ""


def count_indicator(source: str, lines: Sequence[Measured], called: str) -> Counted:
    """`indicator-plan`, `-result` or `-percent` of the one line a unit has; several are not combined here."""
    if len(lines) != 1:
        why = f"{len(lines)} dòng, không tự gộp được" if lines else "đơn vị chưa có dòng nào"
        return Counted(None, (), (f"{called}: {why}",), called)
    (line,) = lines
    value = {
        "indicator-plan": line.plan,
        "indicator-result": line.result,
        "indicator-percent": percent_of_plan(line.plan, line.result),
    }[source]
    if value is None:
        lacks = (
            "kế hoạch" if source == "indicator-plan" or (line.plan is None and line.result is not None) else "kết quả"
        )
        if line.plan is not None and line.plan <= 0 and line.result is not None:
            return Counted(
                None, (), (f"{called}: kế hoạch bằng {show_plain(line.plan)}, không tính được tỷ lệ",), called
            )
        return Counted(None, (), (f"{called}: chưa ghi {lacks}",), called)
    told = {"kế hoạch": line.plan, "kết quả": line.result}
    said = [f"{word} {show_plain(one)}" for word, one in told.items() if one is not None]
    return Counted(value, (" ".join((", ".join(said), line.measure)).strip(),), (), called)


def count_quality(tasks: Sequence[Judged], scale: Sequence[Level], level: str | None) -> dict[str, Counted]:
    """`quality-points` and `quality-mean` over the settled tasks, with a level its `quality-level`; nothing where no
    task is listed. A task that has no result yet, or no level of the scale, is unclear.
    """
    if not tasks:
        return {}
    by_name = {fold(one.name): one for one in scale}
    waiting = [f"{one.title}: chưa ghi kết quả" for one in tasks if not one.settled]
    known, unclear, unscored = [], list(waiting), []
    for one in tasks:
        if not one.settled:
            continue
        found = by_name.get(fold(one.quality)) if one.quality else None
        if found is None:
            unclear.append(
                f"{one.title}: {f'“{one.quality}” không có trong thang' if one.quality else 'chưa ghi'} chất lượng"
            )
        else:
            known.append((one, found))
            unscored += [f"mức “{found.name}” chưa có điểm"] if found.points is None else []
    grounds = tuple(f"{one.title}: {found.name}" for one, found in known)
    made: dict[str, Counted] = {}
    if level is not None:
        mine = [one.title for one, found in known if fold(found.name) == fold(level)]
        made["quality-level"] = Counted(Fraction(len(mine)), tuple(mine), tuple(unclear), f"mức “{level}”")
    doubts = (*unclear, *dict.fromkeys(unscored))
    points = [found.points for _one, found in known if found.points is not None]
    whole = bool(known) and not unscored
    made["quality-points"] = Counted(sum(points, Fraction(0)) if whole else None, grounds, doubts)
    made["quality-mean"] = Counted(sum(points, Fraction(0)) / len(points) if whole else None, grounds, doubts)
    return made


def count_effects(tasks: Sequence[Judged]) -> dict[str, Counted]:
    """`tasks-effect`: the sum of the figures in which the tasks' effects are told, if all are of one measure; nothing
    where no task is listed.
    """
    if not tasks:
        return {}
    told = [one for one in tasks if one.effect is not None]
    measures = {fold(one.measure): one.measure or "không ghi" for one in reversed(told)}
    grounds = tuple(
        " ".join((f"{one.title}: {show_plain(one.effect)}", one.measure)).strip()
        for one in told
        if one.effect is not None
    )
    unclear = tuple(f"{one.title}: chưa có số liệu hiệu quả" for one in tasks if one.effect is None)
    if len(measures) > 1:
        unclear = (
            f"đơn vị tính khác nhau ({', '.join(reversed(measures.values()))}), không cộng được",
            *unclear,
        )
        return {"tasks-effect": Counted(None, grounds, unclear)}
    total = sum((one.effect for one in told if one.effect is not None), Fraction(0)) if told else None
    return {"tasks-effect": Counted(total, grounds, unclear)}
