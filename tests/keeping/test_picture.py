"""A backup at a glance, what its return would cost, and the second place for backups."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.book.book import Book, create_book, open_book
from models.keeping import picture, upkeep
from models.keeping.things import Thing
from models.rules.errors import BadInput, FileTrouble
from tests.book.conftest import Clock
from tests.book.practice import YEAR


def test_a_picture_counts_the_newest_year(lived: Book) -> None:
    found = picture.take(lived.path)
    assert (found.bloc, found.year, found.state) == (lived.settings.bloc().name, YEAR, "open")
    assert found.counts["units"] == len(lived.members.roster(YEAR))
    assert found.counts["meetings"] == len(lived.store.rows("meeting", year=YEAR))
    sheets = lived.store.rows("sheet", year=YEAR)
    assert found.counts["sheets"] == len([one for one in sheets if one["state"] != "empty"]) > 0
    with lived.store.operation("note") as tx:
        tx.update("sheet", sheets[0]["key"], state="complete")
    assert picture.take(lived.path).counts["complete"] == found.counts["complete"] + 1
    assert found.acts + 1 == lived.store.acts


def test_an_empty_book_has_a_picture_too(tmp_path: Path) -> None:
    create_book(tmp_path / "a.sokhoi", "Khối thử").close()
    found = picture.take(tmp_path / "a.sokhoi")
    assert (found.bloc, found.year, found.state) == ("Khối thử", None, "")
    assert set(found.counts.values()) == {0}


def test_what_a_return_would_cost_is_grouped_by_thing(lived: Book, tmp_path: Path) -> None:
    before = Path(shutil.copy(lived.path, tmp_path / "truoc.sokhoi"))
    assert picture.cost(lived.path, before).things == ()
    sheet = lived.store.rows("sheet", year=YEAR)[0]
    cells = lived.store.rows("cell", sheet=sheet["key"])[:2]
    with lived.store.operation("note") as tx:
        for cell in cells:
            tx.update("cell", (cell["sheet"], cell["node"]), note="ghi thêm")
        tx.insert("setting", {"key": "ghi-them", "value": "x"})
    found = picture.cost(lived.path, before)
    assert (found.relation.relation, found.relation.only_here) == ("newer", 1)
    assert [(one.thing, len(one.rows)) for one in found.things] == [
        (Thing("setting", "ghi-them"), 1),
        (Thing("sheet", sheet["key"]), 2),
    ]
    assert found.things[0].rows[0].there is None
    assert found.things[1].head == {k: v for k, v in sheet.items() if v is not None}


def test_a_recount_belongs_to_the_meeting_of_its_ballot(lived: Book, tmp_path: Path) -> None:
    meeting = "hop-9"
    with lived.store.operation("note") as tx:
        tx.insert("meeting", {"key": meeting, "year": YEAR, "kind": "other", "title": "Họp"})
    before = Path(shutil.copy(lived.path, tmp_path / "truoc.sokhoi"))
    with lived.store.operation("note") as tx:
        said = {
            "meeting": meeting,
            "position": 9,
            "way": "acclaim",
            "title": "Biểu quyết",
            "candidates": [],
            "rule": {},
        }
        tx.insert("ballot", {"key": "phieu-9", **said})
        tx.insert("keeper", {"key": "ai-do", "name": "Người đếm"})
        tx.insert("recount", {"ballot": "phieu-9", "by": "ai-do"})
    someone, found = picture.cost(lived.path, before).things
    assert (someone.thing, found.thing) == (Thing("keeper", "ai-do"), Thing("meeting", meeting))
    assert [row.table for row in found.rows] == ["ballot", "recount"]
    assert picture.take(lived.path).counts["counted"] == picture.take(before).counts["counted"]


def test_a_file_that_is_no_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sokhoi").write_bytes(b"x" * 300)
    with pytest.raises(FileTrouble, match=r"file\.foreign"):
        picture.take(tmp_path / "x.sokhoi")


# -- the second place --------------------------------------------------------------------------------------------------


def test_the_second_place_gets_what_it_lacks_and_a_missing_stick_stops_nothing(tmp_path: Path) -> None:
    path, stick = tmp_path / "so.sokhoi", tmp_path / "usb"
    create_book(path, "Khối thử").close()
    stick.mkdir()
    folder = upkeep.make_second_place(path, stick)
    assert folder == stick / upkeep.SECOND
    assert upkeep.make_second_place(path, folder) == folder, "the folder itself is no reason for one more inside"
    clock = Clock("2026-11-20")
    assert upkeep.second_backup(path, folder, clock, lambda: False) is True
    assert upkeep.second_backup(path, folder, clock, lambda: False) is False, "nothing new"
    with open_book(path) as book:
        book.settings.put("x", "1")
        assert len(book.backups(folder)) == 1
    shutil.rmtree(stick)
    stick.mkdir()  # another stick under the same name
    assert upkeep.second_backup(path, folder, clock, lambda: False) is None
    assert list(stick.iterdir()) == []


def test_the_folder_of_the_backups_is_no_second_place(tmp_path: Path) -> None:
    path = tmp_path / "so.sokhoi"
    with create_book(path, "Khối thử") as book:
        book.back_up()
        with pytest.raises(BadInput, match=r"backup\.same_place"):
            upkeep.make_second_place(path, book.backup_folder)
