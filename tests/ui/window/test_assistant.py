"""The assistant from nothing to a filled home: each page writes its own act, may be left, and is found again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QTreeWidgetItemIterator,
)

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.year.year_facts import OUTSIDE
from models.rules.place.regulation import Regulation, Rule
from ui.file.new_book import NewBookDialog
from ui.form.take_form import ShippedFormDialog
from ui.kit.fields import NameField
from ui.window.assistant import own_rules
from ui.window.assistant.answer_lines import ASK
from ui.window.assistant.answers import Answers
from ui.window.assistant.assistant import STEPS, Assistant
from ui.window.assistant.course import DatesStep, StagesStep, WhereStep
from ui.window.assistant.last_year import LastYearStep
from ui.window.assistant.people import HeadStep, MembersStep
from ui.window.assistant.rules import FormStep, RulesStep
from ui.window.assistant.step import Step
from ui.window.desk import Desk
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
LIST = (
    "TT\tĐơn vị\tThủ trưởng\n1\tSở Tư pháp\tĐỗ Minh Khê\n2\tSở Y tế\tTrần Văn Bách\n3\tHội Nông dân tỉnh\tLý Thị Hà\n"
)


def open_on(window: MainWindow, qtbot: QtBot) -> Assistant:
    made = Assistant(window.session, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    QApplication.processEvents()
    return made


def press(assistant: Assistant) -> None:
    """The filled button."""
    assert assistant.first.isEnabled(), assistant.first.text()
    QTest.mouseClick(assistant.first, LEFT)
    QApplication.processEvents()


def paste_units(assistant: Assistant) -> None:
    step = assistant.step
    assert isinstance(step, MembersStep)
    QGuiApplication.clipboard().setText(LIST)
    step.paste.text.setFocus()
    QTest.keyClick(step.paste.text, Qt.Key.Key_V, CTRL)
    assert assistant.first.text() == "Ghi 3 đơn vị, tiếp"
    press(assistant)


def test_from_nothing_to_a_filled_home(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    assistant = open_on(window, qtbot)
    assert not assistant.first.isEnabled(), "without a name there is nothing to write"
    paste_units(assistant)
    assert [one.unit.name for one in empty_book.members.roster(YEAR)] == ["Sở Tư pháp", "Sở Y tế", "Hội Nông dân tỉnh"]
    assert empty_book.years.get(YEAR).roster_confirmed_on == "2025-12-19"
    head = assistant.step
    assert isinstance(head, HeadStep)
    for box, row in ((head.head, 2), (head.deputies[0], 1)):
        box.setFocus()
        for _ in range(row):
            QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClicks(head.keeper, "Pham Thu Moc")
    press(assistant)
    found = empty_book.leadership
    assert [(one.role, empty_book.members.unit(one.unit).name) for one in found.terms(YEAR)] == [
        ("head", "Sở Y tế"),
        ("deputy", "Sở Tư pháp"),
    ]
    assert empty_book.people.current.name == "Pham Thu Moc"
    where = assistant.step
    assert isinstance(where, WhereStep)
    where.choices.button(2).click()
    press(assistant)
    stages = assistant.step
    assert isinstance(stages, StagesStep)
    stages.list.setFocus()
    stages.list.setCurrentRow(3)
    QTest.keyClick(stages.list, Qt.Key.Key_Space)
    assert assistant.first.text() == "Ghi 3 bước, tiếp"
    press(assistant)
    assert [one.key for one in empty_book.years.stages(YEAR)] == ["self", "bloc", "appraisal"]
    form = assistant.step
    assert isinstance(form, FormStep) and not assistant.first.isEnabled()
    QTest.mouseClick(next(one for one in form.findChildren(QPushButton) if "mẫu" in one.text()), LEFT)
    dialog = next(one for one in form.findChildren(ShippedFormDialog) if one.isVisible())
    QTest.mouseClick(dialog.first, LEFT)
    press(assistant)
    rules = assistant.step
    assert isinstance(rules, RulesStep)
    QTest.mouseClick(rules.take, LEFT)
    assert assistant.step is rules, "the answers are gone through before going on"
    assert empty_book.regulations.of_year(YEAR) is not None and assistant.first.text() == "Tiếp"
    press(assistant)
    dates = assistant.step
    assert isinstance(dates, DatesStep)
    press(assistant)
    assert {one.key for one in empty_book.years.deadlines(YEAR)} >= {"han-dang-ky", "han-ho-so"}
    assert {one.kind for one in empty_book.meetings.all(YEAR)} == {"signing", "half-year", "closing"}
    QTest.mouseClick(assistant.later, LEFT)
    said = " ".join(one.text() for one in assistant.review.findChildren(QLabel))
    assert "3 đơn vị, danh sách chính thức" in said and "Cất sổ ở đâu: để sau" in said
    assert "Việc nên làm ngay" in said
    step = empty_book.course.next_step(empty_book.course.steps(YEAR))
    assert step is not None and step.key == "self-score", "what was done outside the book is not urged"
    press(assistant)
    assert not assistant.isVisible() and window.shown == "scores"


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_page_but_the_units_can_be_left_and_says_what_follows(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot, number: int
) -> None:
    assistant = open_on(window_on(empty_book), qtbot)
    acts = empty_book.store.last_seq
    assistant.show_step(number)
    step = assistant.step
    assert step.later and step.place in assistant.hint.text()
    if not step.done():
        assert assistant.hint.text().startswith("Để sau: ")
    QTest.mouseClick(assistant.later, LEFT)
    assert assistant.stack.currentIndex() == number + 1
    assert empty_book.store.last_seq == acts, "leaving a page writes nothing"


def test_it_opens_again_at_the_first_page_that_is_not_done(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    assistant = open_on(window, qtbot)
    paste_units(assistant)
    qtbot.keyClick(assistant, Qt.Key.Key_Escape)
    assert not assistant.isVisible()
    again = open_on(window, qtbot)
    assert isinstance(again.step, HeadStep)
    marks = [again.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert [one.rsplit(", ", 1)[1] for one in marks] == ["xong", "chưa"]


def test_a_refusal_is_said_on_its_page(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    assistant = open_on(window, qtbot)
    paste_units(assistant)
    empty_book.forms.adopt(YEAR, empty_book.forms.load_shipped("mau_100"))
    empty_book.scores.receive(SheetAt(YEAR, empty_book.members.roster(YEAR)[0].key, "cross"), "2025-12-01")
    assistant.show_step([type(one) for one in assistant.steps].index(StagesStep))
    stages = assistant.step
    assert isinstance(stages, StagesStep)
    item: QListWidgetItem = stages.list.item(1)
    item.setCheckState(Qt.CheckState.Unchecked)
    press(assistant)
    assert assistant.step is stages and assistant.problem.text() != ""


def test_the_steps_nearly_every_bloc_has_are_ticked_until_somebody_says_which(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    """Seen failing: all five steps a year is opened with came ticked, and the page counted as answered."""
    assistant = open_on(window_on(empty_book), qtbot)
    place = [type(one) for one in assistant.steps].index(StagesStep)
    assistant.show_step(place)
    stages = assistant.step
    assert isinstance(stages, StagesStep) and not stages.done() and "năm bước" in assistant.hint.text()
    assert [one.key for one in stages.chosen()] == ["self", "bloc"]
    press(assistant)
    assert [one.key for one in empty_book.years.stages(YEAR)] == ["self", "bloc"] and stages.done()
    assistant.show_step(place)
    assert [one.key for one in stages.chosen()] == ["self", "bloc"]


def test_what_was_done_outside_is_noted_and_can_be_opened_again(empty_book: Book) -> None:
    count = empty_book.tasks.done_outside(YEAR, "nhan-phieu-tu-cham")
    done = [task for task in empty_book.tasks.all(YEAR) if task.state == "done"]
    assert len(done) == count > 10 and all(OUTSIDE in (task.note or "") for task in done)
    assert all(task.done_on is None and task.to_month is not None for task in done)
    assert empty_book.tasks.get(YEAR, "nhan-phieu-tu-cham").state == "open"
    assert [one.key for one in empty_book.course.board(YEAR).things] == ["self"], "no column for what is over"
    empty_book.store.undo()
    assert not [task for task in empty_book.tasks.all(YEAR) if task.state == "done"]


def test_a_new_book_begins_with_the_assistant(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    start = desk.show_start()
    start.asked.emit("new", None)
    dialog = next(one for one in start.findChildren(NewBookDialog) if one.isVisible())
    dialog.name.setText("Cụm thi đua số 2")
    dialog.place.setText(str(tmp_path / "cum.sokhoi"))
    dialog.accept()
    window = desk.windows[tmp_path / "cum.sokhoi"]
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Assistant)))


def test_a_copied_table_is_taken_by_ctrl_v(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    """Seen failing: the page of the form knew a file, a sample, last year's and a blank one only."""
    from ui.form.table.take import TakeTableDialog

    assistant = open_on(window_on(empty_book), qtbot)
    form = next(one for one in assistant.findChildren(FormStep))
    QGuiApplication.clipboard().setText(TABLE)
    way = next(one for one in form.findChildren(QPushButton) if one.text() == "Dán bảng đã sao chép")
    assert way.shortcut().toString() == "Ctrl+V"
    way.click()
    QApplication.processEvents()
    dialog = next(one for one in form.findChildren(TakeTableDialog))
    dialog.accept()
    QApplication.processEvents()
    (made,) = empty_book.forms.all()
    assert [item.code for item in empty_book.forms.form(made.key).items()] == ["1", "2"]
    assert form.forms.currentData() == made.key and "2 mục" in form.sum.text()


TABLE = "TT\tNội dung\tĐiểm tối đa\nI\tThực hiện nhiệm vụ\t60\n1\tNhiệm vụ trọng tâm\t40\n2\tNhiệm vụ đột xuất\t20\n"


def go_to(assistant: Assistant, kind: type[Step]) -> Step:
    assistant.show_step([type(one) for one in assistant.steps].index(kind))
    return assistant.step


def pick(box: QComboBox, code: object) -> None:
    """Choose as a person does."""
    assert box.findData(code) >= 0, [box.itemData(n) for n in range(box.count())]
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def own_spec(book: Book, kind: str) -> dict[str, object]:
    law = book.regulations
    own = law.of_year(YEAR)
    assert own is not None
    return dict(next(one.spec for one in law.rules_of(own.key) if one.kind == kind))


def test_the_step_that_counts_is_chosen_and_may_be_left_open_again(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    assistant = open_on(window_on(empty_book), qtbot)
    stages = go_to(assistant, StagesStep)
    assert isinstance(stages, StagesStep) and stages.final.currentText() == ASK
    pick(stages.final, "bloc")
    pick(stages.missing, "earlier")
    assert "Kết quả lấy Khối chấm" in stages.result.text()
    press(assistant)
    assert own_spec(empty_book, "final-score/1") == {"method": "stage", "stage": "bloc", "missing": "earlier"}
    acts = empty_book.store.last_seq
    stages = go_to(assistant, StagesStep)
    press(assistant)
    assert empty_book.store.last_seq == acts, "the same answer is not written again"
    stages = go_to(assistant, StagesStep)
    assert isinstance(stages, StagesStep) and stages.final.currentData() == "bloc"
    pick(stages.final, "")
    press(assistant)
    own = empty_book.regulations.of_year(YEAR)
    assert own is not None and empty_book.regulations.rules_of(own.key) == ()


def test_a_pack_taken_later_keeps_the_step_that_was_chosen(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    assistant = open_on(window_on(empty_book), qtbot)
    stages = go_to(assistant, StagesStep)
    assert isinstance(stages, StagesStep)
    pick(stages.final, "bloc")
    press(assistant)
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep) and not rules.done()
    QTest.mouseClick(rules.take, LEFT)
    assert own_spec(empty_book, "final-score/1")["stage"] == "bloc" and rules.done()


def test_the_six_questions_are_answered_in_their_place(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    assistant = open_on(window_on(empty_book), qtbot)
    paste_units(assistant)
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep) and assistant.first.text() == "Tiếp"
    answers = rules.answers
    assert not answers.keys[0].isEnabled(), "what parts equals is asked once it is said what is ranked by"
    pick(answers.by, "raw")
    pick(answers.keys[0], "fewer-penalties")
    pick(answers.keys[1], "ballot")
    (vote,) = answers.votes
    pick(vote.op, "ge")
    assert not assistant.first.isEnabled() and vote.need.text() == "Ghi tỷ lệ phần trăm."
    vote.percent.setText("66,5")
    pick(vote.base, "all-members")
    pick(vote.own, "no")
    assert vote.need.text() == "Khối có 3 thành viên: cần 2 phiếu."
    assert assistant.first.text() == "Ghi 2 quy định, tiếp"
    acts = empty_book.store.last_seq
    press(assistant)
    assert empty_book.store.last_seq == acts + 1, "six answers are one act"
    ranking = own_spec(empty_book, "ranking/1")
    assert (ranking["by"], [one["key"] for one in ranking["tie_keys"]]) == ("raw", ["fewer-penalties", "ballot"])  # type: ignore[index, attr-defined]  # a JSON list
    spoken = own_spec(empty_book, "vote/1")
    assert (spoken["op"], spoken["percent"], spoken["own_vote"], spoken["written"]) == ("ge", "66.5", "no", "ask")
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep) and rules.answers.votes[0].percent.text() == "66,5"
    assert assistant.first.text() == "Tiếp" and "câu sổ hỏi khi gặp" in rules.told()
    pick(rules.answers.votes[0].op, "")
    press(assistant)
    own = empty_book.regulations.of_year(YEAR)
    assert own is not None
    assert {one.kind for one in empty_book.regulations.rules_of(own.key)} == {"ranking/1"}, "left to be asked again"


def test_a_rule_with_more_keys_than_a_line_usually_shows_keeps_them_all(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    """Seen failing: the ninth was left out, and leaving the page wrote the rule without it."""
    keys = [{"key": f"item:{n}"} for n in range(9)]
    spec = {"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": keys}
    empty_book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), [Rule("xh", "ranking/1", cite="Điều 3", spec=spec)])
    assistant = open_on(window_on(empty_book), qtbot)
    go_to(assistant, RulesStep)
    acts = empty_book.store.last_seq
    press(assistant)
    assert empty_book.store.last_seq == acts and own_spec(empty_book, "ranking/1")["tie_keys"] == keys


def test_two_kinds_of_units_use_two_forms(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    for name, group in (("Sở Tư pháp", ""), ("Hội Nông dân", "Đoàn thể")):
        empty_book.members.add(name, year=YEAR, unit_group=group)
    first, second = empty_book.forms.load_shipped("mau_100"), empty_book.forms.create("Bảng của đoàn thể")
    assistant = open_on(window_on(empty_book), qtbot)
    form = go_to(assistant, FormStep)
    assert isinstance(form, FormStep)
    form.forms.setCurrentIndex(form.forms.findData(first))
    form.two.click()
    assert form.group.currentText() == "Đoàn thể" and not form.other.isHidden()
    pick(form.second, second)
    refused = assistant.problem
    press(assistant)
    used = {group: one.key for one in empty_book.forms.all() for year, group in one.used if year == YEAR}
    assert refused.text() or used == {"": first, "Đoàn thể": second}


def test_pasted_units_are_mended_where_they_stand(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    assistant = open_on(window_on(empty_book), qtbot)
    step = assistant.step
    assert isinstance(step, MembersStep)
    step.paste.text.setPlainText(LIST)
    table = step.paste.table
    name, kind = (table.indexWidget(table.rows_model.index(1, column)) for column in (1, 2))
    assert isinstance(name, NameField) and isinstance(kind, QComboBox)
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "So Y te tinh")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    pick(kind, "party")
    assert assistant.first.text() == "Ghi 3 đơn vị, tiếp"
    press(assistant)
    mended = empty_book.members.roster(YEAR)[1].unit
    assert (mended.name, mended.kind) == ("So Y te tinh", "party")


def test_a_sample_is_seen_whole_before_it_is_taken(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    dialog = ShippedFormDialog(window.session, window)
    dialog.open()
    for row, one in enumerate(empty_book.forms.shipped()):
        dialog.list.setCurrentRow(row)
        nodes = empty_book.forms.sample(one.name).nodes
        seen = QTreeWidgetItemIterator(dialog.preview)
        count = 0
        while seen.value() is not None:
            count += 1
            seen += 1
        assert count == len(nodes) > 5, one.name
    assert empty_book.forms.all() == (), "looking takes nothing"
    dialog.reject()


def test_a_later_year_begins_with_what_is_taken_over(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(full_book)
    full_book.years.open(YEAR + 1)
    window.session.choose_year(YEAR + 1)
    assistant = open_on(window, qtbot)
    step = assistant.step
    assert isinstance(step, LastYearStep) and len(assistant.steps) == len(STEPS) + 2
    assert all(box.isChecked() for box in step.parts.parts.values()) and step.parts.rows
    step.parts.parts["work"].click()
    assert "work" not in step.parts.chosen() and all(one.part != "work" for one in step.parts.rows)
    press(assistant)
    assert full_book.members.roster(YEAR + 1) and full_book.regulations.of_year(YEAR + 1) is not None
    head = go_to(assistant, HeadStep)
    assert isinstance(head, HeadStep)
    ahead = full_book.rotation.outlook(YEAR + 1, 1)[0]
    if ("head", 1) not in ahead.decided and ahead.head is not None:
        assert head.head.currentData() == ahead.head and "Đến lượt theo luân phiên" in head.due.text()


def test_a_year_without_one_before_has_no_such_page(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    assert not any(isinstance(one, LastYearStep) for one in open_on(window_on(empty_book), qtbot).steps)


def test_what_founded_the_bloc_is_asked_with_its_name(desk: Desk, tmp_path: Path) -> None:
    start = desk.show_start()
    start.asked.emit("new", None)
    dialog = next(one for one in start.findChildren(NewBookDialog) if one.isVisible())
    dialog.name.setText("Cụm thi đua số 2")
    dialog.about["established_by"].setText("Quyết định số 12/QĐ-UBND ngày 05/01/2025")
    dialog.about["place"].setText("Sông Lành")
    dialog.place.setText(str(tmp_path / "cum.sokhoi"))
    dialog.accept()
    bloc = desk.windows[tmp_path / "cum.sokhoi"].session.book.settings.bloc()
    assert (bloc.established_by, bloc.place, bloc.standing_body) == (
        "Quyết định số 12/QĐ-UBND ngày 05/01/2025",
        "Sông Lành",
        None,
    )


def of_kind(book: Book, kind: str) -> list[Rule]:
    own = book.regulations.of_year(YEAR)
    assert own is not None
    return [one for one in book.regulations.rules_of(own.key) if one.kind == kind]


@pytest.fixture
def answers(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> tuple[Assistant, Answers]:
    """The page of the six questions after the units and a pack with titles were taken."""
    assistant = open_on(window_on(empty_book), qtbot)
    paste_units(assistant)
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep)
    QTest.mouseClick(rules.take, LEFT)
    return assistant, rules.answers


def test_a_title_may_go_to_the_first_without_a_vote(empty_book: Book, answers: tuple[Assistant, Answers]) -> None:
    """Seen failing: only how many votes a title needs was asked."""
    assistant, page = answers
    assert {one.scope for one in of_kind(empty_book, "vote/1")} >= {"award:CO_TINH"}
    pick(page.first.title, "CO_TINH")
    press(assistant)
    assert "award:CO_TINH" not in {one.scope for one in of_kind(empty_book, "vote/1")}
    (mine,) = [one for one in of_kind(empty_book, "eligibility/1") if one.spec["award"] == "CO_TINH"]
    assert {"fact": "leads-bloc"} in mine.spec["when"]["all"] and {"fact": "class", "eq": "HTXS"} in mine.spec["when"][
        "all"
    ]  # type: ignore[index]  # a JSON object
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep)
    told = [one.text() for one in rules.answers.findChildren(QLabel)]
    assert any("không bỏ phiếu, lấy đơn vị đứng đầu" in one for one in told)
    assert rules.answers.first.title.findData("CO_TINH") < 0 and assistant.first.text() == "Tiếp"


def test_a_share_of_the_units_is_asked_in_its_place(empty_book: Book, answers: tuple[Assistant, Answers]) -> None:
    """Seen failing: a share stood as a sentence with a window behind it."""
    assistant, page = answers
    line = next(one for one in page.quotas if one.title.currentData() == "BK_TINH")
    assert (line.how.currentData(), line.percent.text(), line.rounding.currentData()) == ("percent", "25", "down")
    assert assistant.first.text() == "Tiếp", "what the rule says is no change"
    line.percent.setText("30")
    pick(line.rounding, "half-up")
    press(assistant)
    (mine,) = [one for one in of_kind(empty_book, "award-quota/1") if one.spec["award"] == "BK_TINH"]
    kept = {"award": "BK_TINH", "base": "units", "after": ["CO_TINH"], "order": "rank"}
    assert dict(mine.spec) == {**kept, "percent": 30, "rounding": "half-up"}
    assert "30%" in mine.quote and "làm tròn" in mine.quote
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep)
    line = next(one for one in rules.answers.quotas if one.title.currentData() == "BK_TINH")
    QApplication.processEvents()
    pick(line.how, "max")
    assert line.most.isVisibleTo(rules) and not line.percent.isVisibleTo(rules)
    line.most.setValue(2)
    press(assistant)
    (mine,) = [one for one in of_kind(empty_book, "award-quota/1") if one.spec["award"] == "BK_TINH"]
    assert dict(mine.spec) == {"award": "BK_TINH", "max": 2, "after": ["CO_TINH"], "order": "rank"}


def test_a_share_without_its_number_waits(answers: tuple[Assistant, Answers]) -> None:
    assistant, page = answers
    line = next(one for one in page.quotas if one.title.currentData() == "BK_TINH")
    line.percent.setText("")
    assert not assistant.first.isEnabled()


def test_what_rules_a_unit_out_is_asked_line_by_line(empty_book: Book, answers: tuple[Assistant, Answers]) -> None:
    """Seen failing: each condition went through the window of rules."""
    assistant, page = answers
    pick(page.vetoes[0].what, "sent")
    page.vetoes[0].cite.setText("Điều 9 khoản 2")
    pick(page.vetoes[1].what, "leader")
    press(assistant)
    mine = [one for one in of_kind(empty_book, "eligibility/1") if one.spec["award"] == "*"]
    assert [(one.spec["when"], one.cite) for one in mine] == [
        ({"fact": "self-score-sent"}, "Điều 9 khoản 2"),
        ({"not": {"fact": "leader-disciplined"}}, "Quy chế của khối"),
    ]
    assert mine[0].quote == "Không đề nghị khen tập thể khi không gửi bảng tự chấm điểm."
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep)
    assert [one.what.currentData() for one in rules.answers.vetoes] == ["sent", "leader", ""]
    assert assistant.first.text() == "Tiếp"
    rules.answers.vetoes[1].cite.setText("Điều 9 khoản 3")
    pick(rules.answers.vetoes[0].what, "")
    press(assistant)
    (left,) = [one for one in of_kind(empty_book, "eligibility/1") if one.spec["award"] == "*"]
    assert (left.spec["when"], left.cite) == ({"not": {"fact": "leader-disciplined"}}, "Điều 9 khoản 3")


def test_several_conditions_outlive_a_pack_taken_later(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    """Seen failing in the making: rules of one kind for one case were taken for one rule, and the first was lost."""
    assistant = open_on(window_on(empty_book), qtbot)
    paste_units(assistant)
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep)
    for line, key in zip(rules.answers.vetoes, ("sent", "pledged"), strict=False):
        pick(line.what, key)
    pick(rules.answers.by, "raw")
    own_rules.put(assistant.session, rules.answers.changes())
    rules._take_pack()  # the button is hidden once a rule of the bloc's own stands; a pack comes later from its page
    assert len([one for one in of_kind(empty_book, "eligibility/1") if one.spec["award"] == "*"]) == 2
    assert [one.spec["by"] for one in of_kind(empty_book, "ranking/1")] == ["raw"]


def test_looking_at_a_year_s_rules_changes_none(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    """Seen failing: a share kept as text was written anew as a number."""
    assistant = open_on(window_on(full_book), qtbot)
    rules = go_to(assistant, RulesStep)
    assert isinstance(rules, RulesStep) and rules.answers.changes() == {} and assistant.first.text() == "Tiếp"
