"""What comes prefilled for a meeting: its usual programme, guests and secretary; on a ballot the units by rank."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from models.book.book import Book
from models.book.meetings.rows import KINDS
from tests.book.practice import YEAR
from ui.meetings.ballot import BallotDialog
from ui.meetings.dialogs import MeetingDialog
from ui.window.main_window import MainWindow
from ui.words import usual_agenda

WindowOn = Callable[[Book], MainWindow]


@pytest.fixture
def met(full_book: Book) -> Book:
    full_book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date=f"{YEAR}-12-19", key="hn", votes_on_awards=True)
    return full_book


def shown(dialog: BallotDialog) -> list[str]:
    return [dialog.names.item(place).text() for place in range(dialog.names.count())]


def test_every_kind_has_its_programme_or_says_it_has_none() -> None:
    assert set(usual_agenda.AGENDAS) == set(KINDS)


def test_a_new_meeting_comes_with_what_is_usual(full_book: Book, window_on: WindowOn) -> None:
    full_book.people.sign_in(full_book.people.add("Phạm Thu Mộc"))
    window = window_on(full_book)
    dialog = MeetingDialog(window.session, parent=window)
    works = dialog.agenda.toPlainText().splitlines()
    assert works[0] == "Điểm danh, giới thiệu đại biểu" and works[-1] == "Thông qua biên bản"
    assert f"Giới thiệu Trưởng khối, Phó Trưởng khối năm {YEAR + 1}" in works
    assert dialog.secretary.value() == "Phạm Thu Mộc"
    assert dialog.groups.toPlainText().splitlines()[-1] == "Thủ trưởng các đơn vị thành viên"
    dialog.kind.setCurrentIndex(dialog.kind.findData("officers"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert "Rà soát đề nghị khen thưởng" in dialog.agenda.toPlainText()
    assert dialog.groups.toPlainText().startswith("Cán bộ phụ trách")
    dialog.agenda.setPlainText("Việc của riêng khối")
    dialog.kind.setCurrentIndex(dialog.kind.findData("other"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert dialog.agenda.toPlainText() == "Việc của riêng khối", "what somebody wrote stays"
    dialog.accept()
    (held,) = full_book.meetings.all(YEAR)
    assert (held.agenda, held.secretary) == (("Việc của riêng khối",), "Phạm Thu Mộc")


def test_the_programme_speaks_the_blocs_words(full_book: Book, window_on: WindowOn) -> None:
    full_book.settings.describe_bloc(kind="cum", head_term="Cụm trưởng", deputy_term="Cụm phó")
    window = window_on(full_book)
    dialog = MeetingDialog(window.session, parent=window)
    assert f"Giới thiệu Cụm trưởng, Cụm phó năm {YEAR + 1}" in dialog.agenda.toPlainText()
    dialog.reject()


def test_a_meeting_that_is_there_keeps_what_it_says(met: Book, window_on: WindowOn) -> None:
    window = window_on(met)
    dialog = MeetingDialog(window.session, met.meetings.get("hn"), window)
    assert (dialog.agenda.toPlainText(), dialog.secretary.value(), dialog.groups.toPlainText()) == ("", "", "")
    dialog.reject()


def test_units_stand_by_rank_with_points_and_registration(met: Book, window_on: WindowOn) -> None:
    met.registration.put_title(YEAR, "ttr", "BK_TINH")
    window = window_on(met)
    dialog = BallotDialog(window.session, "hn", parent=window)
    dialog.award.setCurrentIndex(dialog.award.findData("BK_TINH"))
    dialog.award.activated.emit(dialog.award.currentIndex())
    ranks = {place.unit: place.rank for place in met.standing.ranking(YEAR).places}
    keys = dialog.keys_shown()
    assert keys == sorted(keys, key=lambda unit: (ranks[unit] is None, ranks[unit] or 0, keys.index(unit)))
    lines = dict(zip(keys, shown(dialog), strict=True))
    assert lines["ttr"].startswith("Thanh tra tỉnh") and " · hạng 2 · " in lines["ttr"]
    assert lines["ttr"].endswith("đã đăng ký") and lines["vpub"].endswith("không đăng ký")
    dialog.tick(("ttr",))
    dialog.purpose.setCurrentIndex(dialog.purpose.findData("other"))
    dialog.purpose.activated.emit(dialog.purpose.currentIndex())
    assert "đăng ký" not in "".join(shown(dialog))
    assert dialog.ticked() == [("ttr", met.members.unit("ttr").name)], "the paper prints the name alone"
    dialog.reject()


def test_those_proposed_are_ticked_until_somebody_ticks(met: Book, window_on: WindowOn) -> None:
    met.awards.propose(YEAR, "BK_TINH", "ttr")
    window = window_on(met)
    dialog = BallotDialog(window.session, "hn", parent=window)

    def award(key: str) -> None:
        dialog.award.setCurrentIndex(dialog.award.findData(key))
        dialog.award.activated.emit(dialog.award.currentIndex())

    award("BK_TINH")
    assert [key for key, _name in dialog.ticked()] == ["ttr"]
    award("CO_TINH")
    assert dialog.ticked() == []
    dialog.names.item(0).setCheckState(Qt.CheckState.Checked)
    award("BK_TINH")
    assert [key for key, _name in dialog.ticked()] == [dialog.keys_shown()[0]], "by hand: it stays"
    dialog.reject()


def test_without_scores_they_stand_as_listed(empty_book: Book, window_on: WindowOn) -> None:
    for name in ("Sở A", "Sở B"):
        empty_book.members.add(name, year=YEAR)
    empty_book.meetings.put(YEAR, "closing", "Họp", date=f"{YEAR}-12-19", key="hn")
    window = window_on(empty_book)
    dialog = BallotDialog(window.session, "hn", parent=window)
    assert shown(dialog) == ["Sở A", "Sở B"]
    dialog.reject()


def test_the_board_of_the_ballot_before_counts_again(met: Book, window_on: WindowOn) -> None:
    window = window_on(met)
    first = BallotDialog(window.session, "hn", parent=window)
    assert first.tellers.toPlainText() == ""
    first.reject()
    rule = next(iter(met.ballots.rules("hn", "elect")))
    board = ["Dương Thị Mận", "Trịnh Hải Đường", "Chu Thị Thanh Yên"]
    met.ballots.prepare("hn", "elect", "Chọn một", ["vpub", "ttr"], tellers=board, rule=rule)
    second = BallotDialog(window.session, "hn", parent=window)
    assert second.tellers.toPlainText().splitlines() == board
    second.reject()
