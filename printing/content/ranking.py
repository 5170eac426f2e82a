"""What the list of ranks and classes says, and why each unit stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.number.points import show_distinct
from printing.content import parts, standing_words
from printing.content.common import Heading, Signing, facts_of, sentence
from printing.content.reading import WHOLE_YEAR, Source, shown, shown_total

if TYPE_CHECKING:
    from models.book.book import Book


@dataclass(frozen=True, slots=True)
class RankLine:
    """One unit: rank ("" when not ranked), points as compared, raw total where it differs, class, reasons."""

    rank: str
    unit: str
    points: str
    total: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The list in order of rank; `basis` says what the points are, `parts` what they are put together from, `notes`
    what is provisional, estimated or open.
    """

    heading: Heading
    title: str
    about: str
    basis: str
    lines: tuple[RankLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
    show_total: bool
    parts: tuple[parts.PartsTable, ...] = ()


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(book: Book, year: int, stage: str | None = None, *, period: str = WHOLE_YEAR, date: str = "") -> Ranking:
    """The year's standing (or that of one step, of one period), best first; units that are not ranked follow with the
    reason.
    """
    source = Source(book, year, date, period)
    alone = None if period == WHOLE_YEAR else period
    standing = book.standing.ranking(year, stage, None, alone)
    totals = book.standing.totals(year, stage, alone)
    values = [place.points for place in standing.places if isinstance(place.points, Fraction)]
    points = dict(zip(values, show_distinct(values), strict=True))
    lines = [
        RankLine(
            rank=standing_words.rank(standing, place.unit),
            unit=source.all_units[place.unit],
            points=points[place.points] if isinstance(place.points, Fraction) else shown(place.points),
            total=shown_total(totals[place.unit]),
            label=standing_words.label(standing, place.unit),
            reason=standing_words.reasons(standing, place.unit),
        )
        for place in standing.places
    ]
    lines += [
        RankLine("", source.all_units[unit], "", "", "", standing_words.out(why, source.described.words))
        for unit, why in standing.left
    ]
    step = next((f"theo điểm {one.name.lower()}" for one in source.stages if one.key == stage), "")
    if resting := standing_words.resting(book, standing):
        step = f"{resting}, chưa chính thức"
    elif standing_words.lacking(book, standing):
        step = "chưa chính thức"
    basis = standing_words.basis(standing)
    return Ranking(
        heading=source.bloc_heading(),
        title="KẾT QUẢ XẾP HẠNG, XẾP LOẠI" if standing.period is None else "KẾT QUẢ XẾP HẠNG",
        about=f"Thi đua {source.within} của {source.write(source.bloc)}" + (f" ({step})" if step else ""),
        basis=sentence(" ".join(basis), *facts_of(*basis)),
        lines=tuple(lines),
        notes=tuple(standing_words.open_points(source, standing)),
        signers=(source.maker("BIỂU"), source.bloc_signer()),
        show_total=standing.basis.by != "raw",
        parts=parts.tables(book, year, {one.unit: source.all_units[one.unit] for one in standing.places}, stage, alone),
    )
