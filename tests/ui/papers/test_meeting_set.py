"""The set of a meeting: its papers in order, in one folder, what could not be made named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.book.meetings.rows import KINDS
from printing import meeting_set
from printing.catalogue import PAPERS
from tests.ui.papers.test_papers_page import page as page  # the papers page of the practice bloc
from ui.papers.meeting_set import NO_MEETING, TEAM, MeetingSetDialog
from ui.papers.page import PapersPage


def test_every_kind_of_meeting_has_its_papers() -> None:
    known = {kind.key for kind in PAPERS}
    assert set(meeting_set.OF) == set(KINDS)
    assert {key for keys in meeting_set.OF.values() for key in keys} <= known
    assert {*meeting_set.BEFORE, *meeting_set.AFTER, *meeting_set.BALLOT} <= known


def lines_of(dialog: MeetingSetDialog) -> list[str]:
    return [dialog.papers.item(place).text() for place in range(dialog.papers.count())]


@pytest.mark.parametrize("word", [False, True])
def test_the_papers_of_a_meeting_are_saved_in_order(page: PapersPage, qtbot: QtBot, tmp_path: Path, word: bool) -> None:
    folder = tmp_path / "bộ tài liệu"
    folder.mkdir()
    book, year = page.session.book, page.session.year
    meeting = book.meetings.put(year, "signing", "Hội nghị ký giao ước: 2025/1?", date=f"{year}-03-20")
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.meeting.currentData() == meeting or dialog.meeting.findData(meeting) >= 0
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(meeting))
    dialog.form.setCurrentIndex(int(word))
    names = [one.name for one in dialog.chosen()]
    assert names[0] == "01 Giấy mời từng nơi nhận" and names[-1].endswith("Thông báo kết luận hội nghị")
    said: list[str] = []
    page.session.said.connect(lambda message: said.append(message.text))
    dialog.save_to(folder)
    qtbot.waitUntil(lambda: any(str(folder) in text for text in said), timeout=30000)
    files = sorted(path.name for path in folder.iterdir())
    refused = [text for text in lines_of(dialog) if "\n" in text]
    assert len(files) + len(refused) == len(names)
    assert {Path(name).suffix for name in files} == {".docx" if word else ".pdf"}
    assert not any(letter in name for name in files for letter in '/:*?"<>|')


def test_papers_of_the_year_are_chosen_and_made_in_one_job(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing is chosen at first; what is, is made in the order of the list."""
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(""))
    assert dialog.chosen() == [] and dialog.papers.count() == len(PAPERS)
    for place, kind in enumerate(PAPERS):
        if kind.key in ("xep-hang", "dang-ky"):
            dialog.papers.item(place).setCheckState(Qt.CheckState.Checked)
    steps = dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 2, timeout=30000)
    assert steps is not None and "đăng ký" in " ".join(path.name for path in tmp_path.glob("*.pdf"))


def test_a_team_takes_its_blank_papers_in_one_job(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    """Seen failing: they were ticked one by one, unit by unit, in the papers of the year."""
    book, year = page.session.book, page.session.year
    roster = [one.key for one in book.members.roster(year) if one.to_date is None]
    gone = next(one.key for one in book.members.roster(year) if one.to_date is not None)
    first, second, third, fourth, *rest = roster
    visited = book.teams.put(year, "Tổ 1", [first, second], [fourth, third], lead=first)
    bare = book.teams.put(year, "Tổ 2", [third, fourth], [])
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)

    def units(choice: str) -> list[str]:
        dialog.meeting.setCurrentIndex(dialog.meeting.findData(choice))
        made = dialog.chosen()
        assert made[0].kind.key == "kiem-tra-cheo" and made[0].choices == ()
        kinds, found = [one.kind.key for one in made[1:]], [dict(one.choices)["unit"] for one in made[1:]]
        assert kinds == list(meeting_set.VISIT) * (len(kinds) // 3) and len({one.name for one in made}) == len(made)
        return list(dict.fromkeys(found))

    assert set(units(TEAM + visited)) == {third, fourth}
    assert units(TEAM + bare) == [first, second, *rest] and gone not in units(TEAM + bare)
    assert units(TEAM) == roster
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(TEAM + visited))
    dialog.papers.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 6, timeout=60000)
    assert not dialog.problem.text(), "all made, none refused"
    assert any("để trống" in path.name for path in tmp_path.glob("*.pdf"))


def test_without_teams_the_blank_papers_of_every_unit_are_offered(
    page: PapersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(TEAM))
    assert {one.kind.key for one in dialog.chosen()} == set(meeting_set.VISIT), "no timetable, which would be refused"


def test_what_is_said_under_the_list_is_of_the_set_chosen(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    """Seen failing: that there is no meeting stayed said under a team's papers, what could not be made under another
    set.
    """
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.meeting.currentData() == "" and dialog.problem.text() == NO_MEETING
    for place, kind in enumerate(PAPERS):
        if kind.key == "giao-nhan-so":
            dialog.papers.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("1 giấy tờ chưa lập được"), timeout=30000)
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(TEAM))
    assert dialog.problem.text() == ""


def test_what_could_not_be_made_says_why_under_its_own_name(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    """However many reasons there are, the list and the buttons keep their room; a new attempt begins without them."""
    dialog = MeetingSetDialog(page.session, lambda contents: None, page, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.size()
    dialog.meeting.setCurrentIndex(dialog.meeting.findData(""))
    empty = {"kien-nghi", "giao-nhan-so", "phieu-lay-y-kien"}
    for place, kind in enumerate(PAPERS):
        if kind.key in empty:
            dialog.papers.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("3 giấy tờ chưa lập được"), timeout=30000)
    told = [text for text in lines_of(dialog) if "\n" in text]
    assert len(told) == len(empty) and any("chưa ghi kiến nghị nào" in text for text in told)
    assert dialog.size() == before and "\n" not in dialog.chosen()[0].name
    for place in range(dialog.papers.count()):
        dialog.papers.item(place).setCheckState(Qt.CheckState.Unchecked)
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: not dialog.problem.text(), timeout=30000)
    assert not any("\n" in text for text in lines_of(dialog))
