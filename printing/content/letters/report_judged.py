"""How the year's tasks were judged and what its movements reached, as the report of the bloc says it: the levels of the
bloc's own scale, effects in figures and words, indicators beside their plan. Nothing is added up over units or tasks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from models.book.following.indicators import Indicator
from models.book.following.rows import Review, Work, effect_of
from models.rules.number.points import show_plain
from models.rules.number.text import fold
from printing.content.letters.letter import Para
from printing.content.letters.report_done import worded
from printing.content.reading import Source
from printing.content.words.prose import listed, small, two

MOST: Final = 6
"""Effects told one by one; the others stand in the table of the review."""


def tasks_judged(source: Source, review: Review) -> Iterator[Para]:
    """Key and ad-hoc tasks done by the day of the review: how many at which level, and what they brought about."""
    works = source.book.following.works(source.year)
    settled = [one for one in works if one.kind in ("key", "ad-hoc") and one.state in ("done", "late")]
    settled = [one for one in settled if (one.done_on or "") <= review.as_of]
    yield from _quality(source, settled)
    yield from _effects(source, settled)


def _quality(source: Source, settled: list[Work]) -> Iterator[Para]:
    levels = [fold(one.name) for one in source.book.quality.of(source.year)]
    said = Counter(one.quality for one in settled if one.quality)
    if not said:
        return
    order = sorted(said, key=lambda word: (levels.index(fold(word)) if fold(word) in levels else len(levels), word))
    counted = [f"{two(said[word])} nhiệm vụ mức “{word}”" for word in order]
    rest = len(settled) - sum(said.values())
    text = f"Về chất lượng: {listed(counted)}"
    text += f"; {two(rest)} nhiệm vụ đã xong chưa ghi chất lượng" if rest else ""
    yield worded(source, "quality", f"{text}.", *((word, said[word]) for word in order), rest)


def _effects(source: Source, settled: list[Work]) -> Iterator[Para]:
    told = [one for one in settled if effect_of(one)]
    if not told:
        return
    said = [f"{small(one.title).rstrip('.')} ({effect_of(one).rstrip('.')})" for one in told[:MOST]]
    more = len(told) - MOST
    text = f"Về hiệu quả: {'; '.join(said)}"
    text += f"; {two(more)} nhiệm vụ khác nêu trong biểu tổng hợp" if more > 0 else ""
    yield worded(source, "effects", f"{text}.", *((one.key, effect_of(one)) for one in told))


def indicators(source: Source, half: bool) -> Iterator[Para]:
    """Each indicator of a movement for the whole year: the bloc's own figure, else how many units reached the plan."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for one in source.book.indicators.all(source.year):
        if one.period is None:
            found.setdefault((one.movement, fold(one.name)), []).append(one)
    for number, lines in enumerate(found.values(), 1):
        said = _reached(source, lines)
        if said:
            first = lines[0]
            year = "kế hoạch năm" if half else "kế hoạch"
            text = f"Phong trào “{first.movement_name}”, {small(first.name)}: {said.replace('kế hoạch', year)}."
            yield worded(source, f"indicator.{number}", text, *((one.key, one.plan, one.result) for one in lines))


def _reached(source: Source, lines: list[Indicator]) -> str:
    own = next((one for one in lines if one.unit is None and one.result is not None), None)
    if own is not None and own.result is not None:
        figure = " ".join(part for part in (show_plain(own.result), own.measure) if part)
        plan = (
            f" ({show_plain(own.plan)} theo kế hoạch, đạt {show_plain(own.percent, 2)}%)"
            if own.plan is not None and own.percent is not None
            else ""
        )
        return f"cả {source.described.words.bloc.lower()} thực hiện {figure}{plan}"
    known = [one.percent for one in lines if one.unit is not None and one.percent is not None]
    if not known:
        return ""
    met, units = sum(one >= 100 for one in known), sum(one.unit is not None for one in lines)
    missing = f"; {two(units - len(known))} đơn vị chưa có số liệu" if units > len(known) else ""
    return f"{two(met)}/{two(len(known))} đơn vị có số liệu đạt hoặc vượt kế hoạch{missing}"
