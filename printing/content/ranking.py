"""What the list of ranks and classes says, and why each unit stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.number.points import show_distinct
from printing.content import standing_words
from printing.content.common import Heading, Signing
from printing.content.reading import Source, shown, shown_total

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.scoring.places import Standing


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
    """The list in order of rank; `basis` says what the points are, `notes` what is provisional, estimated or open."""

    heading: Heading
    title: str
    about: str
    basis: str
    lines: tuple[RankLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
    show_total: bool


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(book: Book, year: int, stage: str | None = None, *, date: str = "") -> Ranking:
    """The year's standing (or that of one step), best first; units that are not ranked follow with the reason."""
    source = Source(book, year, date)
    standing = book.standing.ranking(year, stage)
    values = [place.points for place in standing.places if isinstance(place.points, Fraction)]
    points = dict(zip(values, show_distinct(values), strict=True))
    lines = [
        RankLine(
            rank=standing_words.rank(standing, place.unit),
            unit=source.all_units[place.unit],
            points=points[place.points] if isinstance(place.points, Fraction) else shown(place.points),
            total=_total(source, standing, place.unit),
            label=standing_words.label(standing, place.unit),
            reason=standing_words.reasons(standing, place.unit),
        )
        for place in standing.places
    ]
    lines += [RankLine("", source.all_units[unit], "", "", "", standing_words.out(why)) for unit, why in standing.left]
    step = next((f"theo điểm {one.name.lower()}" for one in source.stages if one.key == stage), "")
    if resting := standing_words.resting(book, standing):
        step = f"{resting}, chưa chính thức"
    return Ranking(
        heading=source.bloc_heading(),
        title="KẾT QUẢ XẾP HẠNG, XẾP LOẠI",
        about=f"Thi đua năm {year} của {source.write(source.bloc)}" + (f" ({step})" if step else ""),
        basis=" ".join(standing_words.basis(standing)),
        lines=tuple(lines),
        notes=tuple(standing_words.open_points(source, standing)),
        signers=(source.maker("BIỂU"), source.bloc_signer()),
        show_total=standing.basis.by != "raw" and len(standing.basis.stages) == 1,
    )


def _total(source: Source, standing: Standing, unit: str) -> str:
    """The raw total at the one step that counts; "" when several do."""
    if len(standing.basis.stages) != 1:
        return ""
    result = source.result(unit, standing.basis.stages[0])
    return "" if result is None else shown_total(result.total)
