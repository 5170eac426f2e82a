"""A standing in words: what ranks rest on, who stands where and why, what is still open. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from models.book.bloc.settings import Words
from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.number.points import Blank, NotRanked, show_plain
from models.rules.place.combining import Portion
from models.rules.place.facts import Noted
from printing.content.common import Sentence, sentence
from printing.content.reading import Source

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.scoring.combined import YearParts
    from models.book.scoring.places import Standing

USUAL = Words()
PROVISIONAL = " (tạm)"
"""Stands after a rank that may still change."""
_BY = {
    "raw": "Xếp hạng theo tổng điểm",
    "percent-of-assigned": "Xếp hạng theo tỷ lệ giữa điểm chuẩn đạt được và tổng điểm chuẩn được giao, nhân 100",
    "percent-of-assigned-plus-bonus": "Xếp hạng theo tỷ lệ giữa điểm chuẩn đạt được và tổng điểm chuẩn được giao, "
    "nhân 100, cộng điểm thưởng",
}
_UNKNOWN, _LACKING = ("class.unknown", "class.unknown_fact"), "?"
_WAITING = {
    "tie": "Bằng điểm, chờ phân định",
    "pending": "Chờ quyết định về điểm",
    "others": "Tạm xếp, chờ điểm của đơn vị khác",
}


def basis(standing: Standing) -> tuple[Sentence, ...]:
    """By what units are ranked and which points count, each with its article."""
    rules = standing.basis
    if rules.ranking is None:
        return (sentence("Năm này chưa có quy định xếp hạng."),)
    told = [sentence(f"{_BY[rules.by]} ({cited(rules.ranking.cite)}).", rules.by, rules.ranking.cite)]
    for rule in (rules.final, rules.periods):
        if rule is not None and rule.quote:
            told.append(sentence(f"{rule.quote.rstrip('.')} ({cited(rule.cite)}).", rule.quote, rule.cite))
    return tuple(told)


def resting(book: Book, standing: Standing) -> str:
    """`theo điểm tự chấm` while the last stage that the rule takes has no points of any unit; "" once it has, and
    where the rule weighs several stages."""
    final, stages = standing.basis.final, book.years.stages(standing.year)
    method = str(final.spec["method"]) if final is not None and standing.stage is None else ""
    wanted = {"last": stages[-1].key if stages else "", "stage": str(final.spec.get("stage", "")) if final else ""}
    step_of = book.years.step_of
    used = {step_of(standing.year, stage) for stage in book.scores.scored_stages(standing.year)}
    if method not in wanted or wanted[method] in used:
        return ""
    named = [stage.name.lower() for stage in stages if stage.key in used]
    return f"theo điểm {named[-1]}" if named else ""


def state(book: Book, standing: Standing) -> str:
    """`chính thức`, or what keeps the list from it."""
    if rests := resting(book, standing):
        return f"{rests}, chưa chính thức"
    if lacking(book, standing):
        return "chưa đủ điểm chính thức"
    return "tạm xếp" if standing.provisional or standing.questions else "chính thức"


def lacking(book: Book, standing: Standing) -> tuple[str, ...]:
    """The units ranked before all their final points are there: another step, fewer periods or a zero stand for what
    is still missing, and nobody decided so. A closed year lacks nothing.
    """
    if book.years.get(standing.year).state == "closed":
        return ()
    ruled = {
        "step": standing.basis.final is not None and standing.basis.final.spec["missing"] != "ask",
        "period": standing.basis.periods is not None and standing.basis.periods.spec["missing"] != "ask",
    }
    found = []
    for unit, parts in book.standing.parts(standing.year, standing.stage, standing.period).items():
        place = standing.place(unit)
        if place is None or place.rank is None:
            continue
        steps = [part for each in parts.by_period for part in each.stages] if ruled["step"] else []
        periods = parts.periods if ruled["period"] else ()
        if any(_open(part) for part in (*steps, *periods)) or (ruled["step"] and _earlier(standing, parts)):
            found.append(unit)
    return tuple(found)


def _open(part: Portion) -> bool:
    return isinstance(part.value, Blank) and part.use in ("left-out", "zero")


def _earlier(standing: Standing, parts: YearParts) -> bool:
    """Whether an earlier step counts in the place of the one the rule names."""
    final = standing.basis.final
    if final is None or final.spec["method"] not in ("last", "stage"):
        return False
    wanted = str(final.spec.get("stage") or standing.basis.stages[-1])
    return any(part.use == "counted" and part.name != wanted for each in parts.by_period for part in each.stages)


def rank(standing: Standing, unit: str) -> str:
    """The rank, marked while provisional; "" without one."""
    place = standing.place(unit)
    if place is None or place.rank is None:
        return ""
    return f"{place.rank}{PROVISIONAL if place.provisional else ''}"


def label(standing: Standing, unit: str) -> str:
    """The class as the regulation calls it."""
    classing = standing.classing(unit)
    if classing is None:
        return ""
    if classing.questions:
        return "Chờ quyết định"
    return classing.label or "Không xếp loại"


def reasons(standing: Standing, unit: str) -> str:
    """What decided the place, then why the class is not what the points give."""
    told: list[str] = []
    place = standing.place(unit)
    if place is not None and isinstance(place.points, NotRanked):
        return out(place.points)
    if place is not None and place.decided_by is not None:
        told.append(place.decided_by.words)
    if place is not None and place.waiting:
        told.append(_WAITING[place.waiting])
    classing = standing.classing(unit)
    told += [cited(reason.words) for reason in classing.reasons] if classing else []
    return "; ".join(text[:1].upper() + text[1:] if not at else text for at, text in enumerate(told))


def out(why: NotRanked, words: Words = USUAL) -> str:
    """`Không xếp hạng: không gửi bảng tự chấm điểm (Điều 6).`"""
    own = why.reason in (shared.LEFT, shared.OUTSIDE)
    return f"Không xếp hạng: {words.call(why.reason) if own else why.reason}" + (
        f" ({cited(why.cite)})" if why.cite else ""
    )


def open_points(source: Source, standing: Standing, readers: Container[str] | None = None) -> Iterator[Sentence]:
    """Provisional ranks, estimates that count, caps on classes, what others found that classes rest on, questions
    without an answer. Items and findings are said of `readers` alone, of every unit where they are not said.
    """
    if any(place.provisional and place.rank is not None for place in standing.places):
        yield sentence("Thứ hạng ghi (tạm) còn chờ bỏ phiếu, quyết định hoặc điểm của đơn vị khác.")
    left = [source.all_units[unit] for unit in lacking(source.book, standing)]
    if left and not resting(source.book, standing):
        yield sentence(f"Chưa đủ điểm của bước hoặc kỳ quyết định: {', '.join(left)}.", *left)
    yield from _unlike(source, standing)
    yield from _estimates(source, standing, readers)
    for use in standing.quotas:
        counted = _base_words(standing, use.base_name)
        base = f" ({counted}: {use.base:02d})" if use.base is not None else ""
        text = f"{use.what}: tối đa {use.max:02d} đơn vị{base}, đã xếp {len(use.used):02d}; {cited(use.cite)}."
        yield sentence(text, use.what, use.max, use.base_name, use.base, len(use.used), use.cite)
    yield from _found(source, standing, readers)
    if standing.questions:
        cites = ", ".join(dict.fromkeys(cited(question.cite) for question in standing.questions if question.cite))
        text = f"Còn {len(standing.questions):02d} câu hỏi chưa có quyết định" + (f": {cites}." if cites else ".")
        yield sentence(text, len(standing.questions), cites)


def _unlike(source: Source, standing: Standing) -> Iterator[Sentence]:
    """That totals of forms with other maxima are compared as they are, where the rule compares totals."""
    if standing.basis.by != "raw":
        return
    ranked = [place.unit for place in standing.places if place.rank is not None]
    most = {form.total for form in {form.key: form for form in map(source.form, ranked)}.values()} - {None}
    if len(most) > 1:
        totals = [show_plain(total) for total in sorted(one for one in most if one is not None)]
        text = f"Các bảng chấm điểm có tổng điểm chuẩn khác nhau ({'; '.join(totals)}), so theo tổng điểm như nhau."
        yield sentence(text, *totals)


class Found(NamedTuple):
    """What a fact of the rule of classes is of one unit, and who says so ("" where the book works it out)."""

    what: str
    value: str
    by: str


def found_of(book: Book, standing: Standing, unit: str) -> tuple[Found, ...]:
    """What the unit's class rests on besides its points, as others found it or the book works it out; "" where it is
    not known."""
    levels = book.findings.level_names(standing.year)
    made = []
    for fact, wording in book.findings.class_facts(standing.year).items() if standing.classings else ():
        known = book.findings.of_class(standing.year, fact, unit)
        value, by = (known.value, known.note) if isinstance(known, Noted) else (known, "")
        said = "" if value is None else levels.get(value, value) if isinstance(value, str) else _said(value)
        made.append(Found(shared.capital(wording), said, by))
    return tuple(made)


def _said(value: Fraction | int) -> str:
    return ("có" if value else "không") if isinstance(value, bool) else show_plain(Fraction(value))


def _found(source: Source, standing: Standing, readers: Container[str] | None) -> Iterator[Sentence]:
    """Fact by fact: what it is of which unit, as which document says; of whom it lacks while a class waits for it."""
    said: dict[tuple[str, str], list[str]] = {}
    for place in (one for one in standing.places if readers is None or one.unit in readers):
        classing = standing.classing(place.unit)
        waits = classing is not None and any(one.key in _UNKNOWN for one in classing.questions)
        for what, value, by in found_of(source.book, standing, place.unit):
            name = source.all_units[place.unit]
            if value:
                said.setdefault((what, by), []).append(f"{name} {value}")
            elif waits:
                said.setdefault((what, _LACKING), []).append(name)
    for (what, by), units in said.items():
        if by == _LACKING:
            yield sentence(f"{source.write(what)}: chưa ghi cho {', '.join(units)}.", what, *units)
        else:
            text = f"{source.write(what)}: {', '.join(units)}" + (f" (theo {by})." if by else ".")
            yield sentence(text, what, by, *units)


def _base_words(standing: Standing, base: str) -> str:
    """What a cap on a class is reckoned from: `tổng số đơn vị`, `số đơn vị xếp loại Hoàn thành tốt`."""
    kind, _, name = base.partition(":")
    bands = standing.basis.classes.spec["bands"] if standing.basis.classes else ()
    assert isinstance(bands, Sequence)
    label = next((str(band.get("label", name)) for band in bands if band["class"] == name), name)
    words = {
        **shared.COUNT_BASES,
        "rated": f"số đơn vị xếp loại {label}",
        "rated-at-least": f"số đơn vị xếp loại {label} trở lên",
    }
    return words[kind]


def _estimates(source: Source, standing: Standing, readers: Container[str] | None) -> Iterator[Sentence]:
    told: dict[Sentence, None] = {}
    for each in source.book.standing.estimates(source.year, period=standing.period):
        if readers is not None and each.unit not in readers:
            whose = "Có điểm của đơn vị khác" if readers else "Có điểm"
            moves = ", thứ hạng có thể đổi" if each.reach else ""
            told[sentence(f"{whose} còn tính theo số ước thực hiện{moves}.", whose, moves)] = None
            continue
        item = source.book.forms.code(source.form(each.unit), each.node)
        others = ", ".join(source.all_units[unit] for unit in each.reach)
        moves = f", có thể đổi thứ hạng so với {others}" if others else ""
        text = f"Số liệu ở mục {item} của {source.all_units[each.unit]} là số ước thực hiện{moves}."
        told[sentence(text, item, source.all_units[each.unit], others)] = None
    yield from told
