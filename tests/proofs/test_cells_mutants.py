"""The short form of the proof about damaged files, and that the proof itself can fail."""

from __future__ import annotations

import io
import zipfile

import pytest

from models.exchange import cells
from models.exchange.cells import place
from tests.exchange.cells.workbooks import packed
from tests.proofs import cells_mutants, second_counter


def test_no_mutant_brings_another_exception_or_loses_a_cell() -> None:
    report = cells_mutants.run(seed=8, budget=cells_mutants.SHORT)
    assert report.wrong == []
    assert report.mutants == cells_mutants.SHORT * len(list(cells_mutants.kinds()))
    assert len(report.codes) >= 6 and sum(report.read.values()) > report.mutants // 4


def test_both_counters_agree_on_files_that_are_whole() -> None:
    for name, content in cells_mutants.sources().items():
        count = sum(len(page.cells) for page in cells.read(content, name).pages)
        second = cells_mutants.second_count(name, content)
        assert second in (None, count) and count > 0
    content = cells_mutants.sources()["csv"]
    assert second_counter.csv_text(content) == len(cells.read(content, "a.csv").page().cells)


@pytest.mark.parametrize(
    ("kind", "part", "said", "spoiled"),
    [
        ("xlsx", "xl/workbook.xml", ' r:id="r1"', ' :id="r1"'),
        ("bang.ods", "content.xml", 'rows-repeated="', 'rows-repeated="1-'),
        ("bang.ods", "content.xml", 'columns-repeated="', 'columns-repeated="0'),
    ],
)
def test_both_counters_agree_on_marks_that_are_none(kind: str, part: str, said: str, spoiled: str) -> None:
    """What links a page has no name before its colon, and a count is no number or is written with more signs."""
    with zipfile.ZipFile(io.BytesIO(cells_mutants.sources()[kind])) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert said.encode() in parts[part]
    parts[part] = parts[part].replace(said.encode(), spoiled.encode())
    content = packed({**parts})
    count = sum(len(page.cells) for page in cells.read(content, kind).pages)
    assert cells_mutants.second_count(kind, content) == count > 0


def test_the_proof_sees_a_reader_that_loses_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = place.PageBuilder.add

    def forgetful(self: place.PageBuilder, line: int, column: int, *rest: object, **more: object) -> None:
        if (line, column) != (1, 1):
            whole(self, line, column, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(place.PageBuilder, "add", forgetful)
    assert cells_mutants.run(seed=8, budget=3).wrong
