"""Tables of a year: classes with their rates, ratings, titles by level and holder, and figures others typed, checked.

Percentages are computed, never typed, over one denominator. A table of figures from elsewhere keeps what was typed
beside what its counts give. Nothing else of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.book.awards.history_rows import Entry
from models.book.awards.levels import AWAITED
from models.book.awards.rows import Proposal
from models.book.base import fields
from models.book.base.area import Area
from models.book.regulation import titles
from models.book.regulation.titles import LEVELS, Title, called
from models.book.reporting.rows import BY_SECTOR, UNRATED, RateRow, RateTable, TitleRow, TitleTable
from models.rules.errors import BadInput, RuleViolation
from models.rules.number import statistics as rules
from models.rules.number.points import from_text, to_text
from models.rules.place.classes import bands_of
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook


class Statistics(Area):
    """Reads of a year's tables, and the verbs for figures typed elsewhere."""

    _book: ReportingBook

    # --- reading

    def classes(self, year: int) -> RateTable:
        """How many units of the ranking are in each class, classes without a unit included; not classed ones follow."""
        standing = self._book.standing.ranking(year)
        labels = self._classes(standing.basis.classes)
        counts = dict.fromkeys(labels, 0)
        for classing in standing.classings:
            waits = bool(classing.questions) or classing.final is None
            name = UNRATED if waits or classing.final is None else classing.final
            counts[name] = counts.get(name, 0) + 1
        return _table(
            "classes",
            f"Xếp loại thi đua của khối {self._book.years.called(year)}",
            counts,
            {**labels, UNRATED: "Chưa xếp loại"},
        )

    def ratings(self, year: int) -> RateTable:
        """The levels of completion that competent bodies recognised, of the units of the year's list; those whose
        result is awaited follow.
        """
        labels = self._book.findings.level_names(year)
        found = {one.unit: one.key for one in self._book.findings.levels(year) if not one.awaited}
        places = self._book.standing.ranking(year).places
        counts = dict.fromkeys(labels if places else (), 0)
        for place in places:
            name = found.get(place.unit, UNRATED)
            counts[name] = counts.get(name, 0) + 1
        words = {**labels, UNRATED: AWAITED}
        name = f"Mức độ hoàn thành nhiệm vụ {self._book.years.called(year)} do cấp có thẩm quyền công nhận"
        return _table("ratings", name, counts, words)

    def titles(self, year: int) -> TitleTable:
        """Titles by level and holder: proposed this year and granted for it, nested ones counted once; under a title
        those of them that went by the central sector.
        """
        made = self._book.awards.of(year)
        here = {row["unit"] for row in self._store.rows("membership", year=year)}
        granted = [one for one in self._book.history.entries(year) if one.unit is None or one.unit in here]
        proposed = [one for one in made.proposals if one.live]
        sector = {one.key for one in made.proposals if one.route == "sector"}
        known = {(one.key, one.holder): one for one in reversed((*made.titles, *titles.known(self._book)))}
        nested = {(key, holder): one.includes for (key, holder), one in known.items() if one.includes}
        held = _held(granted, proposed, nested)
        by_sector = _held(
            [one for one in granted if one.proposal in sector], [one for one in proposed if one.key in sector], nested
        )
        words = {one.title: one.name for one in granted} | {one.title: one.title_name for one in proposed}
        names = {title for counts in held.values() for title in counts}
        rows = [_row(title, words, known, held, nested) for title in names]
        listed = list(dict.fromkeys(key for key, _ in reversed(known)))
        shown: list[TitleRow] = []
        for row in sorted(rows, key=lambda row: _order(row, rows, listed)):
            shown.append(row)
            if any(row.title in counts for counts in by_sector.values()):
                part = _row(row.title, words, known, by_sector, nested)
                shown.append(replace(part, title=f"{row.title}/sector", name=BY_SECTOR, within=row.title))
        return TitleTable(tuple(shown))

    def figures(self, year: int) -> tuple[RateTable, ...]:
        """Tables typed from elsewhere, with the shares their counts give and every typed figure that disagrees."""
        found = []
        for key, said in sorted(self._kept(year).items()):
            rows = said["rows"]
            counts = {str(n): int(row["count"]) for n, row in enumerate(rows)}
            typed = {str(n): from_text(row["percent"]) for n, row in enumerate(rows) if "percent" in row}
            bases = {str(n): int(row["base"]) for n, row in enumerate(rows) if "base" in row}
            shares = rules.rates(tuple(counts.values()))
            faults = rules.check_typed(counts, typed, bases) if sum(counts.values()) else ()
            lines = tuple(
                RateRow(str(n), row["label"], counts[str(n)], share, typed.get(str(n)), bases.get(str(n)))
                for n, (row, share) in enumerate(zip(rows, shares, strict=True))
            )
            found.append(RateTable(key, said["name"], lines, sum(counts.values()), faults))
        return tuple(found)

    # --- writing

    def put_figures(
        self,
        year: int,
        name: str,
        rows: Sequence[tuple[str, int, Fraction | None, int | None]],
        key: str | None = None,
    ) -> str:
        """Keep a table typed from elsewhere: (label, count, percent typed, denominator typed) a row. Returns its key.

        Refusals: `year.unknown`, `year.closed`, BadInput `statistics.no_rows`, `statistics.count_bad`, those of names.
        """
        self._book.years.must_be_open(year)
        if not rows:
            raise BadInput("statistics.no_rows")
        kept = []
        for label, count, percent, base in rows:
            if count < 0 or (base is not None and base < 0) or (percent is not None and percent < 0):
                raise BadInput("statistics.count_bad", label=label)
            said: dict[str, Any] = {"label": fields.name(label), "count": count}
            said |= {} if percent is None else {"percent": to_text(percent)}
            kept.append(said | ({} if base is None else {"base": base}))
        chosen = fields.key(key) if key else self._book.new_key()
        whole = {**self._kept(year), chosen: {"name": fields.name(name), "rows": kept}}
        with self._store.operation("put-figures", {"year": year, "name": fields.name(name)}):
            self._book.settings.put(_place(year), whole)
        return chosen

    def remove_figures(self, year: int, key: str) -> None:
        """Take away a typed table. RuleViolation `statistics.unknown`."""
        self._book.years.must_be_open(year)
        kept = self._kept(year)
        if key not in kept:
            raise RuleViolation("statistics.unknown", table=key)
        name = kept.pop(key)["name"]
        with self._store.operation("remove-figures", {"year": year, "name": name}):
            self._book.settings.put(_place(year), kept)

    # --- parts

    def _kept(self, year: int) -> dict[str, Any]:
        return dict(self._book.settings.get(_place(year), {}))

    @staticmethod
    def _classes(rule: Rule | None) -> dict[str, str]:
        """Class -> label, the best first."""
        return {} if rule is None else {str(band["class"]): str(band["label"]) for band in bands_of(rule)}


def _place(year: int) -> str:
    return f"statistics.figures.{year}"


def _table(key: str, name: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> RateTable:
    shares = rules.rates(tuple(counts.values()))
    rows = tuple(
        RateRow(one, labels.get(one, one), count, share)
        for (one, count), share in zip(counts.items(), shares, strict=True)
    )
    return RateTable(key, name, rows, sum(counts.values()))


Held = Mapping[tuple[str, str], Mapping[str, int]]
"""(granted or proposed, kind of holder) -> title -> how many."""


def _held(granted: Sequence[Entry], proposed: Sequence[Proposal], nested: Mapping[tuple[str, str], str]) -> Held:
    found: tuple[tuple[str, Sequence[Entry | Proposal]], ...] = (("granted", granted), ("proposed", proposed))
    return {
        (state, holder): _counts([(one.who, one.title) for one in lines if one.holder == holder], nested, holder)
        for state, lines in found
        for holder in titles.HOLDERS
    }


def _row(
    title: str,
    words: Mapping[str, str],
    known: Mapping[tuple[str, str], Title],
    held: Held,
    nested: Mapping[tuple[str, str], str],
) -> TitleRow:
    declared = next((known[title, of] for of in titles.HOLDERS if (title, of) in known), None)
    within = next((nested[title, of] for of in titles.HOLDERS if (title, of) in nested), None)
    return TitleRow(
        declared.level if declared else "",
        title,
        declared.name if declared else called(words, title),
        held["proposed", "collective"].get(title, 0),
        held["proposed", "individual"].get(title, 0),
        held["granted", "collective"].get(title, 0),
        held["granted", "individual"].get(title, 0),
        within,
        held["proposed", "household"].get(title, 0),
        held["granted", "household"].get(title, 0),
    )


def _counts(held: Sequence[tuple[str, str]], nested: Mapping[tuple[str, str], str], holder: str) -> dict[str, int]:
    includes = {higher: lower for (higher, of), lower in nested.items() if of == holder}
    return {line.title: line.count for line in rules.title_table(held, includes)}


def _order(row: TitleRow, rows: Sequence[TitleRow], listed: Sequence[str]) -> tuple[object, ...]:
    """By level, then as the catalogue lists them; a title counted within another right under it."""
    outer = next((one for one in rows if one.title == row.within), row)
    level = LEVELS.index(outer.level) if outer.level in LEVELS else len(LEVELS)
    place = listed.index(outer.title) if outer.title in listed else len(listed)
    return level, place, outer.name, outer is not row, row.name
