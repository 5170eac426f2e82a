"""Lấy ý kiến bằng văn bản: what was sent round this year, who answered what, the result, its minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from models.book.base.asked import Field
from models.book.meetings import vote_words
from models.book.meetings.circulations import Answer, AwardLine, Circulation
from models.rules import words as shared
from models.rules.act.circulating import Circulated
from models.rules.number.subjects import PaperOf
from ui.base.button_row import ButtonRow
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog, tick_list, ticked
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.dialogs import SignedDialog, text_box, written
from ui.words import messages

if TYPE_CHECKING:
    from ui.base.page import Page

NONE = "Năm này chưa lấy ý kiến bằng văn bản lần nào. Bấm “Thêm…” để ghi nội dung đã gửi các thành viên."


@dataclass(frozen=True, slots=True)
class Line:
    """A member asked, with its answer where there is one."""

    unit: str
    name: str
    answer: Answer | None


class CirculationsDialog(Dialog):
    """The circulations of the year above, the answers to the chosen one below."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)
        self.session, self._page = session, page
        self.setWindowTitle(f"Lấy ý kiến bằng văn bản, {self.session.called(session.year)}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = TableView(
            (
                Column("Nội dung", lambda one: one.subject, width=0, tip=lambda one: one.subject),
                Column("Gửi", lambda one: messages.show(one.sent_on), order=lambda one: one.sent_on, width=11),
                Column("Hạn", lambda one: messages.show(one.due_on), order=lambda one: one.due_on, width=11),
                Column("Đã nhận", self.received, width=10),
                Column("Tình trạng", self.state, width=20, tone=self._tone),
            ),
            key=lambda one: one.key,
        )
        self.list.setAccessibleName("Các lần lấy ý kiến bằng văn bản")
        self.answers = TableView(
            (
                Column("Thành viên", lambda line: line.name, width=26),
                Column(
                    "Nhận ngày", lambda line: messages.show(line.answer.received_on) if line.answer else "", width=11
                ),
                Column(
                    "Ý kiến", lambda line: shared.SAYS[line.answer.says] if line.answer else "chưa trả lời", width=13
                ),
                Column("Nội dung, văn bản", _words, width=0, tip=_words),
            ),
            key=lambda line: line.unit,
            sortable=False,
        )
        self.answers.setAccessibleName("Ý kiến của từng thành viên")
        self.told = words("")
        self.problem = words("", "warn")
        self._acts()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.answers)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.addWidget(ButtonRow(self._on_list, filled=True))
        box.addWidget(split, 1)
        box.addWidget(self.told)
        box.addWidget(self.problem)
        box.addLayout(row(None, button("Đóng", self.close)))
        self.list.chosen.connect(lambda _one: self._follow())
        self.answers.opened.connect(lambda _line: self.answer_act.trigger())
        roomy(self, 120, 30)
        self.list.setFocus()
        self.refresh()

    def _acts(self) -> None:
        self._add = self._act("Thêm…", self.add)
        self._edit = self._act("Sửa…", self.edit)
        self.answer_act = self._act("Ghi ý kiến nhận được…", self.answer)
        self._drop = self._act("Bỏ ý kiến", self.drop)
        self._close = self._act("Tổng hợp…", self.count)
        self._signed = self._act("Biên bản đã ký…", self.sign)
        self._slip = self._act("In phiếu lấy ý kiến…", lambda: self.print_paper("phieu-lay-y-kien"))
        self._minutes = self._act("In biên bản…", lambda: self.print_paper("bien-ban-lay-y-kien"))
        self._remove = self._act("Bỏ lần ghi nhầm", self.remove)
        self._on_list = (
            *(self._add, self._edit, self.answer_act, self._drop, self._close),
            *(self._slip, self._minutes, self._signed, self._remove),
        )

    def _act(self, text: str, act: Callable[[], object]) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda: act())
        return made

    # -- showing --

    def received(self, one: Circulation) -> str:
        """`8/9`: answers there, members asked."""
        return f"{len(one.answers)}/{len(self.session.book.circulations.members(one.key))}"

    def state(self, one: Circulation) -> str:
        """`Đạt`, `Chưa đạt`, `Quá hạn`, `Đang lấy ý kiến`."""
        result = self.session.book.circulations.result(one.key)
        if isinstance(result, Circulated):
            return "Đạt" if result.outcome.passes else "Chưa đạt"
        return "Quá hạn" if one.due_on < self.session.book.today() else "Đang lấy ý kiến"

    def _tone(self, one: Circulation) -> str:
        return {"Đạt": "good", "Chưa đạt": "warn", "Quá hạn": "warn"}.get(self.state(one), "")

    @property
    def current(self) -> Circulation | None:
        found = self.list.current()
        return found if isinstance(found, Circulation) else None

    def refresh(self) -> None:
        """What stands in the book now."""
        found = self.session.book.circulations.all(self.session.year)
        self.list.set_rows(found)
        if found and self.list.current() is None:
            self.list.select_key(found[-1].key)
        self._follow()

    def _follow(self) -> None:
        one, writes = self.current, not self.session.locked
        lines: list[Line] = []
        if one is not None:
            given = {each.unit: each for each in one.answers}
            for member in self.session.book.circulations.members(one.key):
                lines.append(Line(member.key, member.unit.short_name, given.get(member.key)))
        self.answers.set_rows(lines)
        self.told.setText(self._told(one))
        still = one is not None and not one.closed
        self._add.setEnabled(writes)
        for act in (self._edit, self.answer_act, self._drop, self._close, self._remove):
            act.setEnabled(writes and still)
        self._signed.setEnabled(writes and one is not None and one.closed)
        for act in (self._slip, self._minutes):
            act.setEnabled(one is not None)

    def _told(self, one: Circulation | None) -> str:
        if one is None:
            return NONE
        result = self.session.book.circulations.result(one.key)
        if isinstance(result, Circulated):
            said = vote_words.circulated(result, self.session.book.settings.terms)
            signed = f" Biên bản đã ký ngày {messages.show(one.minutes_on)}." if one.minutes_on else ""
            return f"Tổng hợp ngày {messages.show(one.closed_on)}. {said}{signed}"
        return one.text or ""

    # -- acts --

    def _open(self, dialog: FormDialog) -> None:
        dialog.passed.connect(lambda _value: self.refresh())
        dialog.open()

    def _take(self, verb: Callable[[], object]) -> None:
        self.problem.setText("")
        if self.session.take_away(verb, self.problem.setText):
            self.refresh()

    def add(self) -> None:
        dialog = CirculationDialog(self.session, parent=self)
        dialog.passed.connect(self._show)
        dialog.open()

    def _show(self, key: str) -> None:
        self.refresh()
        self.list.select_key(key)

    def edit(self) -> None:
        if (one := self.current) is not None:
            self._open(CirculationDialog(self.session, one, self))

    def answer(self) -> None:
        one, line = self.current, self.answers.current()
        if one is not None and not one.closed and not self.session.locked:
            self._open(AnswerDialog(self.session, one, line, self))

    def drop(self) -> None:
        one, line = self.current, self.answers.current()
        if one is not None and line is not None and line.answer is not None:
            self._take(lambda: self.session.book.circulations.drop_answer(one.key, line.unit))

    def count(self) -> None:
        if (one := self.current) is not None:
            self._open(CloseDialog(self.session, one, self))

    def sign(self) -> None:
        if (one := self.current) is not None:
            verb, usual = self.session.book.circulations.sign_minutes, one.minutes_on or one.closed_on
            self._open(SignedDialog(self.session, one.subject, usual, lambda on: verb(one.key, on), self))

    def remove(self) -> None:
        if (one := self.current) is not None:
            self._take(lambda: self.session.book.circulations.remove(one.key))

    def print_paper(self, paper: str) -> None:
        """Show the paper of the chosen circulation at "Văn bản"."""
        if (one := self.current) is not None:
            self.session.go("papers", PaperOf(paper, circulation=one.key))
            self.close()


def _words(line: Line) -> str:
    said = (line.answer.text, line.answer.paper) if line.answer else ()
    return "; ".join(part.replace("\n", " ") for part in said if part)


class CirculationDialog(FormDialog):
    """Writes what is sent round; with one given, that one is written anew."""

    def __init__(self, session: Session, one: Circulation | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Lấy ý kiến bằng văn bản", self._put, parent, session=session)
        self._one = one
        self.subject = NameField(one.subject if one else "", "ví dụ: Đề nghị tặng Cờ thi đua cho Thanh tra tỉnh")
        self.text = text_box(one.text if one else None, 6)
        self.paper = NameField(one.paper or "" if one else "", "số, ký hiệu văn bản gửi")
        self.sent, self.due = (
            DateField(one.sent_on if one else session.book.today()),
            DateField(one.due_on if one else None),
        )
        self.add("&Nội dung", self.subject)
        self.add("Diễn &giải", self.text, "In trong phiếu lấy ý kiến.")
        self._lines = award_lines(session, one)
        labels = {key: label for key, (label, _line) in self._lines.items()}
        held = {line.of for line in one.awards} if one else set()
        self.awards = tick_list(labels, [key for key, (_label, line) in self._lines.items() if line.of in held])
        if labels:
            self.add(
                "Đề nghị &khen thưởng",
                self.awards,
                "Đánh dấu các đề nghị được hỏi; đạt tỷ lệ thì tính là đã được biểu quyết đồng ý.",
            )
        self.add("&Văn bản gửi", self.paper)
        self.add("Ngà&y gửi", self.sent, "Hỏi các đơn vị là thành viên ngày này.")
        self.add("&Hạn trả lời", self.due)

    def _put(self) -> object:
        return self.session.book.circulations.put(
            self._one.year if self._one else self.session.year,
            self.subject.value(),
            self.sent.value() or "",
            self.due.value() or "",
            text=written(self.text) or None,
            paper=self.paper.value() or None,
            note=self._one.note if self._one else None,
            awards=[self._lines[key][1] for key in ticked(self.awards)],
            key=self._one.key if self._one else None,
        )


def award_lines(session: Session, one: Circulation | None) -> dict[str, tuple[str, AwardLine]]:
    """The proposals that still wait for a decision, and those asked about already, by a key with words."""
    found: dict[str, tuple[str, AwardLine]] = {}
    for each in session.book.awards.proposals(session.year):
        if each.status == "proposed":
            unit = session.unit_name(each.unit)
            line = AwardLine(each.title, each.name or unit, each.unit, each.person, each.household)
            who = f"{each.name} ({unit})" if each.name else unit
            found[each.key] = (f"{each.title_name}: {who}", line)
    known = {line.of for _label, line in found.values()}
    for place, line in enumerate(one.awards if one else ()):
        if line.of not in known:
            title = session.book.awards.of(session.year).name(line.title)
            found[f"held.{place}"] = (f"{title}: {line.name} (không còn trong danh sách)", line)
    return found


NOBODY = "Không đơn vị nào trong khối vào ngày gửi. Bấm “Sửa…” để xem lại Ngày gửi."


class AnswerDialog(AskDialog):
    """Writes what a member answered."""

    def __init__(self, session: Session, one: Circulation, line: Line | None, parent: QWidget | None = None) -> None:
        members = session.book.circulations.members(one.key)
        answered = {each.unit for each in one.answers}
        waiting = next((member.key for member in members if member.key not in answered), None)
        names = {member.key: member.unit.short_name for member in members}
        fields = (
            Field("unit", "choice", ("Thành &viên",), needed=True, choices=names, hint="" if names else NOBODY),
            Field("says", "choice", ("Ý &kiến",), choices=shared.SAYS),
            Field("received_on", "date", ("&Nhận ngày",)),
            Field("text", "long", ("Nội &dung",), hint="Có ý kiến khác thì ghi rõ.", lines=4),
            Field("paper", "text", ("Văn &bản",), example="số, ngày văn bản trả lời"),
        )

        def write(said: dict[str, Any]) -> None:
            on = said.pop("received_on", "")
            session.book.circulations.receive(one.key, said.pop("unit"), said.pop("says"), on, **said)

        given = {"unit": line.unit if line else waiting, "says": "agree", "received_on": session.book.today()}
        was, told = line.answer if line else None, ((one.subject, "section"),)
        super().__init__(session, "Ý kiến nhận được", fields, write, was, given, parent, told=told)


COUNTED_ON = Field("on", "date", ("&Ngày tổng hợp",), hint="Sau khi tổng hợp, ý kiến không sửa được nữa.")


class CloseDialog(AskDialog):
    """Counts the answers; from then on they stand."""

    def __init__(self, session: Session, one: Circulation, parent: QWidget | None = None) -> None:
        members = session.book.circulations.members(one.key)
        missing = [each.unit.short_name for each in members if all(given.unit != each.key for given in one.answers)]
        lacking = f"Chưa trả lời: {', '.join(missing)}." if missing else "Các thành viên đã trả lời đủ."
        received = f"Đã nhận {len(members) - len(missing)}/{len(members)} ý kiến. {lacking}"
        told, given = ((one.subject, "section"), (received, "")), {"on": session.book.today()}

        def write(said: dict[str, Any]) -> object:
            return session.book.circulations.close(one.key, said.get("on", ""))

        title, act = "Tổng hợp ý kiến", "Tổng hợp"
        super().__init__(session, title, (COUNTED_ON,), write, given=given, parent=parent, accept=act, told=told)
