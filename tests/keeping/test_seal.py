"""Closing a year: sealed bytes, their fingerprint, what verify says of them, reopening, and a whole state machine."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tomllib
import zlib
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book, open_book
from models.book.closing.rows import Seal, seal_fingerprint, unpacked
from models.book.scoring.rows import SheetAt
from models.exchange import interchange
from models.file.history import canonical
from models.keeping import seal
from models.keeping.verify import verify
from models.rules.errors import BadInput, RuleViolation
from models.rules.number import codes
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, YEAR, unit_key
from ui.words.closing_words import seal_lines
from ui.words.names import Names

MTTQ = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành"
ROOT = Path(__file__).resolve().parents[2]


def the_seal(book: Book) -> Seal:
    found = book.closing.seal(YEAR)
    assert found is not None
    return found


def test_the_engine_is_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert seal.ENGINE.endswith(f" {project['version']}")


def test_a_closed_year_holds_results_rows_rules_and_engine(closed: Book) -> None:
    one = the_seal(closed)
    content = seal.sealed(one)
    assert content is not None
    assert (content["year"], content["n"], content["engine"]) == (YEAR, 1, seal.ENGINE)
    assert content["book"] == closed.store.meta("book_id")
    places = content["results"]["standing"]["places"]
    assert [(place["unit"], place["rank"]) for place in places] == [
        (unit_key(each["unit"]), each["rank"]) for each in EXPECTED["rank"]
    ]
    totals = content["results"]["sheets"]["appraisal/nam"]
    for unit, score in EXPECTED["scores"]["appraisal"].items():
        assert Fraction(totals[unit_key(unit)]["total"]) == Fraction(score["total"])
    assert len(content["rows"]["sheet"]) == 27
    assert {row["revision"] for row in content["shared"]["regulation"]} == {1}
    assert len(content["shared"]["rule"]) == len(closed.regulations.rules(YEAR))
    assert len(content["shared"]["form_node"]) == len(closed.forms.form(closed.forms.for_unit(YEAR, "td")).nodes)
    assert len(one.packed) < 40_000


def test_the_fingerprint_covers_bytes_previous_seal_and_head(lived: Book) -> None:
    head = lived.store.ops()[-1].hash
    lived.back_up()
    one = seal.close_year(lived, YEAR)
    content = unpacked(one.packed)
    assert content is not None
    assert (one.journal_head, one.previous) == (head, None)
    assert one.fingerprint == seal_fingerprint(content, None, head)
    changed = [
        seal_fingerprint(content + b" ", None, head),
        seal_fingerprint(content, "x", head),
        seal_fingerprint(content, None, head[:-1] + "g"),
    ]
    assert one.fingerprint not in changed
    assert content == canonical.encode(canonical.decode(content.decode())).encode()


def test_a_closed_year_is_read_only_and_closing_is_final(closed: Book) -> None:
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        closed.scores.receive(SheetAt(YEAR, "td", "self"), "2025-11-20")
    with pytest.raises(RuleViolation, match=r"year\.closed"), closed.store.operation("test") as tx:
        tx.update("membership", (YEAR, "td"), note="x")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        seal.close_year(closed, YEAR)
    with pytest.raises(RuleViolation, match=r"undo\.nothing"):
        closed.store.undo()
    assert closed.years.get(YEAR).state == "closed"


def test_the_backup_before_closing_holds_the_open_year(closed: Book) -> None:
    kept = next(one for one in closed.backups() if one.label == "year-end")
    with open_book(closed.backup_folder / kept.name, read_only=True) as before:
        assert before.years.get(YEAR).state == "open"


def test_open_points_are_listed_and_go_along(closed: Book) -> None:
    words = [point.words for point in closed.closing.open_points(YEAR)]
    assert list(the_seal(closed).open_points) == words
    assert "Chờ quyết định công nhận Ủy ban MTTQ tỉnh làm Trưởng khối năm 2026" in words
    assert "Số liệu ước thực hiện chưa có số liệu chính thức: mục I.3 của Sở Tài chính" in words


def test_a_code_of_an_older_paper_tells_what_differs_since(closed: Book) -> None:
    """Opened again, altered, closed anew: the receiver holds the first minutes only."""
    first = the_seal(closed)
    seal.reopen_year(closed, YEAR, "Sửa điểm")
    closed.scores.receive(SheetAt(YEAR, "td", "self"), "2025-11-20")
    seal.close_year(closed, YEAR)
    found = seal.since(closed, codes.shown(first.fingerprint).lower().replace(" ", "-"))
    assert (found.seal.n, found.sound) == (first.n, True)
    assert [(one.table, one.how) for one in found.rows if one.table == "sheet"] == [("sheet", "changed")]
    newest = seal.since(closed, codes.shown(closed.closing.seals()[-1].fingerprint))
    assert newest.ok and newest.seal.n > first.n
    with pytest.raises(BadInput, match=r"seal\.code_unknown"):
        seal.since(closed, "AAAA AAAA AAAA AAAA AAAA AAAA")


def test_a_sound_book_agrees_with_its_seal(closed: Book) -> None:
    (found,) = seal.check(closed)
    assert found.ok
    assert verify(closed.store).ok


def test_reopening_needs_a_reason_and_keeps_the_seal(closed: Book) -> None:
    before = the_seal(closed)
    with pytest.raises(BadInput, match=r"close\.reason_missing"):
        seal.reopen_year(closed, YEAR, "  ")
    closed.store.clock = Clock("2026-02-05")
    seal.reopen_year(closed, YEAR, "Tỉnh gửi số chính thức", "2026-02-03")
    with pytest.raises(RuleViolation, match=r"close\.is_open"):
        seal.reopen_year(closed, YEAR, "lần nữa")
    kept = closed.closing.seals(YEAR)[0]
    assert (kept.fingerprint, kept.packed) == (before.fingerprint, before.packed)
    assert (kept.reopened_on, kept.reopened_reason) == ("2026-02-03", "Tỉnh gửi số chính thức")
    assert closed.closing.seal(YEAR) is None
    assert closed.closing.reopened(YEAR)
    closed.scores.enter(SheetAt(YEAR, "td", "appraisal"), "i.1", note="số chính thức")
    again = seal.close_year(closed, YEAR)
    assert (again.n, again.previous) == (2, before.fingerprint)
    assert [check.ok for check in seal.check(closed)] == [True, True]
    assert verify(closed.store).ok


def test_reopening_can_be_undone(closed: Book) -> None:
    before = closed.store.canonical()
    seal.reopen_year(closed, YEAR, "nhầm")
    closed.store.undo()
    assert closed.store.canonical() == before
    assert [check.ok for check in seal.check(closed)] == [True]


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("UPDATE cell SET stated_json = '{\"base\":\"1\"}' WHERE sheet = (SELECT key FROM sheet WHERE unit = 'td' AND "
         "stage = 'self') AND node = 'i.1'", "cell"),
        ("UPDATE unit_row SET name = 'Tên khác' WHERE unit = 'td'", "unit_row"),
        ("DELETE FROM veto", "veto"),
        ("INSERT INTO deadline (year, key, name, due_on) VALUES (2025, 'them', 'Thêm', '2025-12-01')", "deadline"),
    ],
)  # fmt: skip
def test_rows_edited_outside_are_named_beside_the_seal(closed: Book, sql: str, place: str) -> None:
    edit(closed, sql)
    with open_book(closed.store.path, read_only=True) as book:
        (found,) = seal.check(book)
        assert found.sound
        assert [row.table for row in found.rows] == [place]
        assert not verify(book.store).ok


def test_a_rule_edited_outside_moves_results_that_are_named(closed: Book) -> None:
    changed = "replace(spec_json, 'percent-of-assigned-plus-bonus', 'raw')"
    edit(closed, f"UPDATE rule SET spec_json = {changed} WHERE kind = 'ranking/1'")
    with open_book(closed.store.path, read_only=True) as book:
        (found,) = seal.check(book)
        assert [row.table for row in found.rows] == ["rule"]
        assert {one.what for one in found.results} <= {"rank", "points", "class"}
        sealed = {each["unit"].lower(): str(each["rank"]) for each in EXPECTED["rank"]}
        ranks = [one for one in found.results if one.what == "rank"]
        assert ranks and all(one.sealed == sealed[one.unit.replace("-", "_")] != one.now for one in ranks)


def test_results_of_ballots_are_sealed_and_compared(tmp_path: Path) -> None:
    """The practice bloc as it is shipped, with its meetings: another threshold gives another outcome, named."""
    with create_book(tmp_path / "a.sokhoi", "K", clock=Clock("2026-01-16"), key_source=keys()) as book:
        interchange.import_into(book, interchange.read(ROOT / "resources" / "practice" / "khoi-mau.json"))
        made = seal.sealed(seal.close_year(book, YEAR))
        assert made is not None
        ballots = {one["title"]: one for one in made["results"]["ballots"].values()}
        assert len(ballots) == len(book.ballots.all(YEAR)) == len(DATA["ballots"])
        assert [check.ok for check in seal.check(book)] == [True]
        (tie,) = (one for one in ballots.values() if one["chosen"] == [MTTQ])
        edit(book, "UPDATE ballot SET seats = 2 WHERE title = ?", tie["title"])
    with open_book(tmp_path / "a.sokhoi", read_only=True) as book:
        (found,) = seal.check(book)
        assert [row.table for row in found.rows] == ["ballot"]
        (moved,) = (one for one in found.results if one.what == "ballot")
        assert (moved.unit, moved.sealed, moved.now) == (tie["title"], MTTQ, MTTQ)
        told = seal_lines(seal.check(book), Names(book, YEAR))
        assert f"Năm 2025: kết quả bỏ phiếu {tie['title']}: khác lúc khóa sổ" in told


def test_bytes_of_a_seal_edited_outside_are_found(closed: Book) -> None:
    other = unpacked(the_seal(closed).packed).replace(b"93", b"94")  # type: ignore[union-attr]
    edit(closed, "UPDATE seal SET content = ?", zlib.compress(other))
    with open_book(closed.store.path, read_only=True) as book:
        assert verify(book.store).seals == ((YEAR, 1),)
        assert [check.sound for check in seal.check(book)] == [False]


def test_bytes_put_behind_a_seal_are_found(closed: Book) -> None:
    edit(closed, "UPDATE seal SET content = ?", the_seal(closed).packed + b"\0")
    with open_book(closed.store.path, read_only=True) as book:
        assert verify(book.store).seals == ((YEAR, 1),)
        assert not seal.check(book)[0].ok


@pytest.mark.parametrize("junk", [b"", b"x", b"x\x9c", bytes(100)])
def test_bytes_that_cannot_be_unpacked_are_no_crash(closed: Book, junk: bytes) -> None:
    edit(closed, "UPDATE seal SET content = ?", junk)
    with open_book(closed.store.path, read_only=True) as book:
        assert verify(book.store).seals == ((YEAR, 1),)
        assert not seal.check(book)[0].ok


@pytest.mark.parametrize("column", ["fingerprint", "previous", "journal_head"])
def test_what_a_seal_rests_on_cannot_be_exchanged(closed: Book, column: str) -> None:
    edit(closed, f"UPDATE seal SET {column} = '{'0' * 64}'")
    with open_book(closed.store.path, read_only=True) as book:
        report = verify(book.store)
        assert report.seals == ((YEAR, 1),)
        assert report.differences


def test_a_seal_comes_back_equal_through_the_interchange_document(closed: Book, tmp_path: Path) -> None:
    interchange.write(closed, tmp_path / "ra.json")
    with create_book(tmp_path / "b.sokhoi", "B", clock=Clock(), key_source=keys(700)) as other:
        interchange.import_into(other, interchange.read(tmp_path / "ra.json"))
        assert other.store.canonical() == closed.store.canonical()
        assert other.closing.seals() == closed.closing.seals()
        assert [check.rows for check in seal.check(other)] == [()]
        assert verify(other.store).ok
        assert other.years.get(YEAR).state == "closed"


def test_what_comes_after_closing_is_no_difference(closed: Book) -> None:
    """A number given by the registry, next year's names, a later decision about the unit."""
    closed.members.rename("td", "2026-02-01", "Tỉnh đoàn mới", "Tỉnh đoàn mới", "QĐ 1")
    closed.next_year.start(YEAR)
    (found,) = seal.check(closed)
    assert (found.rows, found.results) == ((), ())


def edit(book: Book, sql: str, *params: object) -> None:
    """An edit by another program after the book was closed."""
    book.close()
    connection = sqlite3.connect(book.store.path, isolation_level=None)
    connection.execute(sql, params)
    connection.close()


@pytest.mark.parametrize(("on", "code"), [("2020-01-01", r"close\.before_year"), ("2026-01-17", r"date\.future")])
def test_no_year_is_closed_before_it_began_or_tomorrow(lived: Book, on: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        seal.close_year(lived, YEAR, on)
    assert lived.years.get(YEAR).state == "open" and not lived.closing.seals()


def test_a_year_still_to_come_is_not_closed_today(lived: Book) -> None:
    lived.years.open(2027)
    with pytest.raises(BadInput, match=r"close\.before_year"):
        seal.close_year(lived, 2027)


def test_reopening_and_closing_again_follow_each_other(closed: Book) -> None:
    with pytest.raises(BadInput, match=r"date\.backwards"):
        seal.reopen_year(closed, YEAR, "sửa", "2026-01-15")
    seal.reopen_year(closed, YEAR, "sửa")
    with pytest.raises(BadInput, match=r"date\.backwards"):
        seal.close_year(closed, YEAR, "2026-01-15")
    assert seal.close_year(closed, YEAR).n == 2


def test_files_of_a_task_are_part_of_the_seal_and_the_other_verifier_agrees(lived: Book) -> None:
    work = lived.following.put_work(2025, "key", "Việc có tệp kèm", key="viec-co-tep")
    lived.attachments.attach(2025, "work", work, "bao-cao.pdf", b"%PDF-1.4 ...")
    practice_closing.close(lived)
    content = seal.sealed(the_seal(lived))
    assert content is not None
    assert [row["file_name"] for row in content["rows"]["attached"]] == ["bao-cao.pdf"]
    assert content["rows"]["attached"][0]["blob"] in [row["sha256"] for row in content["shared"]["blob"]]
    verifier = ROOT / "resources" / "verify" / "verify_sokhoi.py"
    checked = subprocess.run(
        [sys.executable, verifier, lived.store.path], capture_output=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 0, checked.stdout
