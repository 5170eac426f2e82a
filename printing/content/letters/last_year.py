"""This year beside the last: ranks, and where both years' forms are alike points and classes; registrations as counts.

Points of unlike forms are never compared, and the reader is told so; years before the book have ranks alone, since the
form they were scored by is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.errors import Refusal
from models.rules.number.points import show
from printing.content.letters.changed import alike
from printing.content.letters.letter import Para
from printing.content.reading import Source
from printing.content.words.prose import listed, moved, small, two

if TYPE_CHECKING:
    from models.book.scoring.places import Standing


def ranked(source: Source) -> Iterator[Para]:
    """Ranks up, down and kept of the units ranked in both years, then points and classes."""
    book, year = source.book, source.year
    before = {one.unit: one.rank for one in book.findings.past_results(year - 1) if one.rank is not None}
    known = book.years.find(year - 1) is not None
    then = book.standing.ranking(year - 1) if known else None
    now = book.standing.ranking(year)
    before |= _ranks(then) if then else {}
    both = [(before[unit], rank) for unit, rank in _ranks(now).items() if unit in before]
    if both:
        counts = _counts([(was > is_now) - (was < is_now) for was, is_now in both])
        text = f"So với {source.called(year - 1)}, trong {two(len(both))} đơn vị được xếp hạng cả hai năm có "
        text += f"{counts} thứ hạng."
        yield _said(source, "against-last-year", text, *both)
    if then is not None:
        yield from _points(source, then, now)


def registered(source: Source) -> Iterator[Para]:
    """Targets and key tasks registered in both years, where both have some: plain counts, of the same kind each."""
    book, year = source.book, source.year
    if book.years.find(year - 1) is None:
        return
    targets = [len(book.registration.targets(of)) for of in (year - 1, year)]
    tasks = [sum(one.tasks or 0 for one in book.registration.all(of) if one.received_on) for of in (year - 1, year)]
    pairs = [
        (f"{two(now)} {name}, {source.called(year - 1)} là {two(was)}", was, now)
        for name, (was, now) in (("chỉ tiêu", targets), ("nhiệm vụ trọng tâm", tasks))
        if was and now
    ]
    if pairs:
        text = f"Đăng ký thi đua {source.called(year)} có {'; '.join(said for said, _was, _now in pairs)}."
        yield _said(source, "registered-last-year", text, *pairs)


def _said(source: Source, key: str, text: str, *facts: object) -> Para:
    return Para(key, source.write(text), tuple(map(str, facts)))


def _ranks(standing: Standing) -> dict[str, int]:
    return {place.unit: place.rank for place in standing.places if place.rank is not None}


def _counts(signs: list[int]) -> str:
    """`05 đơn vị tăng, 03 đơn vị giảm và 01 đơn vị giữ nguyên`; who has none is left out."""
    said = [(signs.count(1), "tăng"), (signs.count(-1), "giảm"), (signs.count(0), "giữ nguyên")]
    return listed([f"{two(count)} đơn vị {word}" for count, word in said if count])


def _points(source: Source, then: Standing, now: Standing) -> Iterator[Para]:
    """Points of the units whose two forms are alike, and classes where all are; else why nothing is compared."""
    year = source.year
    before, after = _held(then), _held(now)
    both = [unit for unit in after if unit in before]
    same = [unit for unit in both if then.basis.by == now.basis.by and _alike(source, unit)]
    if both and not same:
        why = "áp dụng bảng chấm điểm khác" if then.basis.by == now.basis.by else "xếp hạng theo cách khác"
        yield _said(
            source,
            "points-unlike",
            f"Không so sánh điểm với {source.called(year - 1)} vì {source.called(year)} {why}.",
            *both,
        )
    if not same:
        return
    counts = _counts([(after[unit] > before[unit]) - (after[unit] < before[unit]) for unit in same])
    means = [sum((held[unit] for unit in same), Fraction(0)) / len(same) for held in (before, after)]
    whom = f"Trong {two(len(same))} đơn vị dùng cùng một bảng chấm điểm ở hai năm có {counts} điểm "
    whom += f"so với {source.called(year - 1)}"
    text = f"{whom}; bình quân {show(means[1])} điểm, {moved(*means)}"
    left = len(both) - len(same)
    text += f" ({two(left)} đơn vị có bảng chấm điểm khác năm trước không so sánh)" if left else ""
    yield _said(source, "points-last-year", f"{text}.", *((unit, before[unit], after[unit]) for unit in same))
    if not left:
        yield from _classes(source, then, now)


def _classes(source: Source, then: Standing, now: Standing) -> Iterator[Para]:
    """Units of each class in both years, where the classes are the same in both."""
    rules = [one.basis.classes.spec["bands"] if one.basis.classes else None for one in (then, now)]
    if rules[0] is None or rules[0] != rules[1]:
        return
    tables = [source.book.statistics.classes(year) for year in (source.year - 1, source.year)]
    if not all(table.rated for table in tables):
        return
    was = {row.key: row.count for row in tables[0].rows}
    rows = [row for row in tables[1].rows if row.count or was.get(row.key)]
    said = [f"{small(row.label)} {two(row.count)} đơn vị, năm trước {two(was.get(row.key, 0))}" for row in rows]
    facts = ((row.key, was.get(row.key, 0), row.count) for row in rows)
    yield _said(
        source, "classes-last-year", f"Xếp loại so với {source.called(source.year - 1)}: {'; '.join(said)}.", *facts
    )


def _held(standing: Standing) -> dict[str, Fraction]:
    return {place.unit: place.points for place in standing.places if isinstance(place.points, Fraction)}


def _alike(source: Source, unit: str) -> bool:
    forms = source.book.forms
    try:
        old, new = (forms.for_unit(year, unit) for year in (source.year - 1, source.year))
    except Refusal:
        return False
    return old == new or alike(forms.form(old), forms.form(new))
