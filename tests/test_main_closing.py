"""seal, handover, receive and verify from the command line: the whole way, and each refusal as one sentence."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from models.book.book import create_book
from tests.book.conftest import Clock, keys
from tests.test_main import practice, run

__all__ = ["practice"]
CODE = re.compile(r"[0-9A-Z]{4}(?: [0-9A-Z]{4}){5}")


@pytest.fixture
def book(practice: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(practice, tmp_path / "so.sokhoi"))


def test_from_closing_to_receiving(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "so-2026.sokhoi"
    early = run("handover", book, target, "--to", "mttq")
    assert early.returncode == 1 and "Khóa sổ năm" in early.stderr and not target.exists()
    closed = run("seal", book, "--on", "2026-01-16")
    assert closed.returncode == 0 and "Còn dở: " in closed.stdout
    assert CODE.search(closed.stdout)
    again = run("seal", book, "--year", "2025")
    assert again.returncode == 1 and "đã khóa sổ" in again.stderr

    handed = run("handover", book, target, "--to", "mttq", "--on", "2026-01-16")
    assert handed.returncode == 0, handed.stderr
    code = CODE.findall(handed.stdout)[-1]
    second = run("handover", book, tmp_path / "nua.sokhoi", "--to", "mttq")
    assert second.returncode == 0 and code in second.stdout and (tmp_path / "nua.sokhoi").exists()
    taken = run("handover", book, target, "--to", "mttq")
    assert taken.returncode == 1 and "không ghi đè" in taken.stderr
    for path in (book, target):
        checked = run("verify", path)
        assert checked.returncode == 0 and (code in checked.stdout) is (path == book), "typed before it is shown"

    wrong = run("receive", target, "--code", "0000 " + code[5:], "--person", "Cao Văn Mận")
    assert wrong.returncode == 1 and "nhóm thứ 1" in wrong.stderr
    done = run("receive", target, "--code", code.lower(), "--person", "Cao Văn Mận")
    assert done.returncode == 0, done.stderr
    assert code in run("verify", target).stdout
    once = run("receive", target, "--code", code, "--person", "Cao Văn Mận")
    assert once.returncode == 1 and "đã được nhận rồi" in once.stderr


def test_every_verb_has_help_and_needs_its_words(book: Path) -> None:
    for verb in ("seal", "handover", "receive"):
        assert run(verb, "--help").returncode == 0
    assert run("handover", book, "x.sokhoi").returncode == 2
    assert run("receive", book, "--code", "x").returncode == 2


def test_json_of_closing_handing_over_and_receiving(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "so-2026.sokhoi"
    closed = json.loads(run("seal", book, "--on", "2026-01-16", "--json").stdout)
    assert (closed["year"], closed["n"], closed["closed_on"]) == (2025, 1, "2026-01-16")
    assert closed["open_points"] and CODE.fullmatch(closed["code"]) and len(closed["fingerprint"]) == 64
    handed = json.loads(run("handover", book, target, "--to", "mttq", "--on", "2026-01-16", "--json").stdout)
    assert (handed["from_unit"], handed["to_unit"], handed["file"]) == ("ttr", "mttq", str(target))
    left = run("receive", book, "--code", handed["code"], "--person", "Cao Văn Mận")
    assert left.returncode == 1 and "để lại ở nơi giao" in left.stderr
    taken = run("receive", target, "--code", handed["code"], "--person", "Cao Văn Mận", "--on", "2026-01-19", "--json")
    received = json.loads(taken.stdout)
    assert (received["received_on"], received["received_by"]) == ("2026-01-19", "Cao Văn Mận")
    assert received["fingerprint"] == handed["fingerprint"]


def test_a_document_that_closes_a_year_is_held_to_its_seal(book: Path, tmp_path: Path) -> None:
    run("seal", book, "--on", "2026-01-16")
    run("export", book, tmp_path / "ra.json")
    whole = run("import", tmp_path / "nhu-cu.sokhoi", tmp_path / "ra.json")
    assert (whole.returncode, whole.stderr) == (0, "")
    document = json.loads((tmp_path / "ra.json").read_text(encoding="utf-8"))
    next(row for row in document["membership"] if row["year"] == 2025)["note"] = "sửa tay"
    (tmp_path / "sua.json").write_text(json.dumps(document), encoding="utf-8")
    changed = run("import", tmp_path / "sua.sokhoi", tmp_path / "sua.json")
    assert changed.returncode == 1 and "Năm 2025 đã khóa sổ" in changed.stderr
    assert not (tmp_path / "sua.sokhoi").exists()
    document["seal"][0]["journal_head"] = "0" * 64
    (tmp_path / "gia.json").write_text(json.dumps(document), encoding="utf-8")
    broken = run("import", tmp_path / "gia.sokhoi", tmp_path / "gia.json")
    assert broken.returncode == 1 and "năm 2025" in broken.stderr and "Mã đối chiếu" in broken.stderr
    assert not (tmp_path / "gia.sokhoi").exists()


def test_a_clock_set_back_is_said_by_the_verb_that_closes(tmp_path: Path) -> None:
    """Seen failing: only the window said it."""
    path = tmp_path / "so.sokhoi"
    with create_book(path, "Khối thử", clock=Clock("2099-12-20"), key_source=keys()) as book:
        book.years.open(2025)
    done = run("seal", path)
    assert done.returncode == 0 and "Đồng hồ của máy đang chỉ" in done.stderr
