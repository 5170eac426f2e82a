"""`main.py forms out`, `main.py forms in`: the same acts without a window, and the journey of a dozen forms."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import main
from models.book.book import open_book
from models.book.scoring.rows import SheetAt
from tests.exchange.forms.conftest import UNITS, YEAR, fill


def test_twelve_go_out_three_are_filled_fifteen_come_back(
    bloc_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of fifteen files five are bad: they are named and hinder nobody; who is missing is told."""
    book = Path(shutil.copy(bloc_file, tmp_path / "khoi.sokhoi"))
    assert main.main(["forms", "out", str(book), "--stage", "self", "-o", str(tmp_path / "phieu")]) == 0
    given = dict(zip(UNITS, capsys.readouterr().out.splitlines(), strict=True))
    for n, unit in enumerate(UNITS[:3], 1):
        fill(Path(given[unit]), {"i.2": {"base": n}, "iv.1": {"base": 1.5}})
    bad = tmp_path / "hong"
    bad.mkdir()
    (bad / "rong.xlsx").write_bytes(b"")
    (bad / "cut.xlsx").write_bytes(Path(given["u05"]).read_bytes()[:2000])
    (bad / "thu.docx").write_bytes(b"PK\x03\x04")
    (bad / "chu.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    mixed = fill(Path(given["u04"]), {"i.2": {"base": "abc"}}, bad / "sai o.xlsx")
    ten = [given[unit] for unit in UNITS if unit not in ("u04", "u12")]
    files = [*ten, *(str(path) for path in sorted(bad.iterdir()))]
    assert len(files) == 15
    assert main.main(["forms", "in", str(book), *files, "--on", "2025-11-20", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    status = {one["file"]: one["status"] for one in said["files"]}
    assert [one["unit"] for one in said["files"] if one["written"]] == ["u01", "u02", "u03"]
    assert sorted(status.values()) == ["damaged"] * 3 + ["new"] * 4 + ["not-ours"] + ["same"] * 7
    assert "chưa đọc được là số" in "".join(next(one for one in said["files"] if one["file"] == mixed.name)["said"])
    assert said["missing"] == {"self": list(UNITS[3:])}
    with open_book(book) as written:
        for n, unit in enumerate(UNITS[:3], 1):
            sheet = written.scores.sheet(SheetAt(YEAR, unit, "self"))
            assert sheet.cells["i.2"].cell.stated == {"base": Fraction(n)} and sheet.received_on == "2025-11-20"
        assert {sheet.unit for sheet in written.scores.sheets(YEAR, "self")} == {"u01", "u02", "u03"}


def test_the_words_of_the_verb(bloc_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Path(shutil.copy(bloc_file, tmp_path / "khoi.sokhoi"))
    assert main.main(["forms", "out", str(book), "-o", str(tmp_path), "--unit", "u01", "--unit", "u02"]) == 0
    one, two = capsys.readouterr().out.splitlines()
    fill(Path(one), {"i.2": {"base": 3}, "i.4": {"note": "đủ"}, "i.5": {"base": "hai"}})
    assert main.main(["forms", "in", str(book), one, two, "--preview"]) == 0
    said = capsys.readouterr().out
    assert "Sở số 1: Mới: 2 ô mới; 1 ô chưa lấy được" in said and "Đã ghi 0 phiếu vào sổ." in said
    assert "Phiếu chấm!F" in said and "Sở số 2: Đã có trong sổ, không có gì mới" in said
    assert main.main(["forms", "in", str(book), one, "--rest"]) == 0
    assert "Đã ghi 1 phiếu vào sổ." in capsys.readouterr().out
    foreign = tmp_path / "la.csv"
    foreign.write_text("Mục\tĐiểm\ni.2\t3\n", encoding="utf-8")
    assert main.main(["forms", "in", str(book), str(foreign), "--preview"]) == 0
    said = capsys.readouterr().out
    assert "--of ĐƠN-VỊ" in said and "Lấy từ Excel…" not in said
    assert main.main(["forms", "out", str(book), "--stage", "khong-co", "-o", str(tmp_path)]) == 1
