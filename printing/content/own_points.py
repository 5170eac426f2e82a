"""What a unit wrote on its own sheet, where the rule counts otherwise: a paper it signs shows its points, not ours.

The difference stands beside them in words; which points count is said by the standing alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.rules.form.scoring import Form, Item, SheetResult
from models.rules.number.points import Value, show, show_plain
from printing.content.common import Sentence, sentence
from printing.content.reading import ESTIMATED, Source, node_points, shown, shown_total
from printing.content.words.prose import listed, small

PART = "base", "bonus", "penalty"


@dataclass(frozen=True)
class OwnPoints:
    """A unit's sheet of its own step: `result` as assessed, `total` as the unit stated it (None: not stated)."""

    form: Form
    result: SheetResult
    total: Fraction | None

    def _wrote(self, node: str) -> tuple[Fraction, Fraction, Fraction] | None:
        """Points, bonus and deduction of an item as written; None where the unit wrote no points of its own."""
        item = self.result.items.get(node)  # a step of totals has none
        if (
            item is None
            or not item.stated
            or not isinstance(item.value, Fraction)
            or not isinstance(item.bonus, Fraction)
        ):
            return None
        counted = {"base": item.base, "bonus": item.bonus, "penalty": item.penalty}
        base, bonus, penalty = (item.stated.get(part, counted[part]) for part in PART)
        if not (isinstance(base, Fraction) and isinstance(bonus, Fraction) and isinstance(penalty, Fraction)):
            return None
        return base, bonus, penalty

    def _own(self, node: str) -> tuple[Fraction, Fraction] | None:
        """Points after deduction, and bonus, of an item as written."""
        wrote = self._wrote(node)
        return None if wrote is None else (wrote[0] - wrote[2], wrote[1])

    def _counted(self, node: str) -> tuple[Fraction, Fraction] | None:
        item = self.result.items.get(node)
        if item is not None and isinstance(item.value, Fraction) and isinstance(item.bonus, Fraction):
            return item.value - item.bonus, item.bonus
        return None

    def points(self, node: str) -> str:
        """The points of a node as written: an item's own, a group's sum of its items."""
        if isinstance(self.form.node(node), Item):
            own = self._own(node)
            if own is None or own == self._counted(node):
                return node_points(self.result, node)
            return _shown(*own) + (ESTIMATED if self.result.items[node].estimated else "")
        items = [item.key for item in self.form.items() if node in self.form.path(item.key)]
        if not self.differing(items):
            return node_points(self.result, node)
        each = [self._own(item) or self._counted(item) or (Fraction(0), Fraction(0)) for item in items]
        return show_plain(sum((own for own, _ in each), Fraction(0)), 3)

    def value(self, node: str) -> Value | None:
        """An item's points with its bonus as written, else what counts; None where there is no such item."""
        item, own = self.result.items.get(node), self._own(node)
        return sum(own, Fraction(0)) if own is not None else None if item is None else item.value

    def in_words(self, node: str, standard: str) -> str:
        """`tự chấm 10/10 điểm, thưởng 1,2 điểm`, of the standard points there are; the word for it where there are no
        points, and an estimate said to be one.
        """
        of = f"/{standard}" if standard else ""
        item = self.result.items.get(node)
        found = item or self.result.groups.get(node)
        own = None if item is None else self._own(node) or self._counted(node)
        if own is None:
            text = self.points(node)
            number = found is None or isinstance(found.value, Fraction) or text != shown(found.value)
            return f"tự chấm {text}{of} điểm" if text and number else small(text) or "để trống"
        points, bonus = own
        told = [f"tự chấm {show_plain(points, 3)}{of} điểm"] if points or of or not bonus else []
        told += [f"thưởng {show_plain(bonus, 3)} điểm"] if bonus else []
        return ", ".join(told) + (" (số ước)" if item is not None and item.estimated else "")

    def bonus(self) -> str:
        """All bonus as written, before any cap."""
        items = [item.key for item in self.form.items()]
        if not self.differing(items):
            return show_plain(self.result.bonus, 3)
        each = [self._own(item) or self._counted(item) or (Fraction(0), Fraction(0)) for item in items]
        return show_plain(sum((bonus for _, bonus in each), Fraction(0)), 3)

    def penalty(self) -> Fraction:
        """All deductions as written."""
        counted, own = Fraction(0), Fraction(0)
        for item in self.form.items():
            held, wrote = self.result.items.get(item.key), self._wrote(item.key)
            taken = held.penalty if held is not None and isinstance(held.penalty, Fraction) else Fraction(0)
            counted, own = counted + taken, own + (taken if wrote is None else wrote[2])
        return self.result.penalty if own == counted else own

    @property
    def counted_total(self) -> Value:
        """The total the unit stated, else what its points come to by the form."""
        return self.result.total if self.total is None else self.total

    def shown_total(self) -> str:
        """The same as printed; that it was not stated is said by `remark`."""
        return shown_total(self.counted_total)

    def differing(self, items: list[str] | None = None) -> list[str]:
        """Items whose written points are not those that count."""
        chosen = [item.key for item in self.form.items()] if items is None else items
        return [node for node in chosen if self._own(node) not in (None, self._counted(node))]

    @property
    def unstated(self) -> bool:
        """Whether the unit wrote points and no total, and nothing else of it is to be told."""
        return self.total is None and isinstance(self.result.total, Fraction) and not self.differing()

    def remark(self, source: Source, name: str) -> list[Sentence]:
        """One sentence where the unit's total is not the counted one or it wrote none, or where an item differs, which
        then says both.
        """
        counted = self.result.total
        items = [
            f"mục {source.book.forms.code(self.form, node)} ghi {self.points(node)}, được tính "
            f"{node_points(self.result, node)}"
            for node in self.differing()
        ]
        if not isinstance(counted, Fraction) or (counted == self.total and not items):
            return []
        if self.total is None:
            text = f"{name}: đơn vị không ghi tổng điểm; {show(counted)} điểm là cộng theo bảng chấm điểm"
        else:
            gap = counted - self.total
            text = (
                f"{name}: đơn vị ghi tổng {show(self.total)} điểm; cộng theo bảng chấm điểm được {show(counted)} điểm"
            )
            text += f", {'tăng' if gap > 0 else 'giảm'} {show(abs(gap))} điểm" if gap else ""
        text += f" ({'; '.join(items)})." if items else "."
        stated = "" if self.total is None else self.total
        return [sentence(text, name, stated, counted, *items)]


def remarks(source: Source, wrote: Mapping[str, OwnPoints | None]) -> list[Sentence]:
    """What is said under a table of many units: each one's `remark`, those that only wrote no total in one sentence."""
    made = {unit: sheet for unit, sheet in wrote.items() if sheet is not None}
    blank = [source.units[unit] for unit, sheet in made.items() if sheet.unstated]
    few = len(blank) > 1
    told = [
        text
        for unit, sheet in made.items()
        if not (few and sheet.unstated)
        for text in sheet.remark(source, source.units[unit])
    ]
    if few:
        text = f"Không ghi tổng điểm tự chấm: {listed(blank)}; tổng của các đơn vị này là cộng theo bảng chấm điểm."
        told.append(sentence(text, *blank))
    return told


def _shown(own: Fraction, bonus: Fraction) -> str:
    more = f"+{show_plain(bonus, 3)}" if bonus else ""
    return (show_plain(own, 3) if own or not more else "") + more


def own_points(source: Source, unit: str) -> OwnPoints | None:
    """The sheet of the year's first step, which the unit itself fills in; None while there is none to be seen."""
    if not source.stages:
        return None
    first = source.stages[0].key
    if source.stage is not None and source.book.years.stages(source.year)[0].key != source.stage:
        return None
    result, sheet = source.result(unit, first), source.sheet(unit, first)
    return None if result is None else OwnPoints(source.form(unit), result, sheet.stated_total)
