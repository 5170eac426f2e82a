"""Every paper of a meeting, the blank ones of a visiting team, or chosen ones of the year, in one job: printed, or
written into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.exchange.places import file_name, write_whole
from models.rules.errors import Refusal
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, words
from ui.base.measure import roomy
from ui.base.opening import show_folder
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.progress import Steps

if TYPE_CHECKING:
    from printing.meeting_set import SetPaper

NO_MEETING = "Năm này chưa có cuộc họp nào trong sổ. Thêm ở trang Hội nghị."
NOT_MADE = "{count} giấy tờ chưa lập được; lý do ghi dưới tên từng giấy trong danh sách."
OF_YEAR = "Giấy tờ cả năm (đánh dấu giấy cần in)"
VISITS = "Bộ giấy trắng cho đoàn kiểm tra: {team}"
EVERY_UNIT = "mọi đơn vị"
TEAM = "đoàn "
"""Before the key of a team where a set is chosen; no key of a meeting begins so."""
CHOICE = "Cuộc họp, đoàn kiểm tra, hoặc giấy tờ cả năm"
FORMS = (("PDF", False), ("Word (phiếu bầu vẫn là PDF)", True))


class MeetingSetDialog(Dialog):
    """The meeting, its papers in order (each may be left out), and where they go; `printing` asks for a printer and
    sends it these PDFs."""

    def __init__(
        self, session: Session, printing: Callable[[list[bytes]], object], parent: QWidget, home: Path
    ) -> None:
        super().__init__(parent)
        self.session, self._print, self._home = session, printing, home
        self.setWindowTitle("In nhiều giấy tờ")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.meeting, self.form, self.papers = QComboBox(), QComboBox(), OpenList()
        self.meeting.setAccessibleName(CHOICE)
        self.form.setAccessibleName("Loại tệp")
        self.papers.setWordWrap(True)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.setAccessibleName("Giấy tờ, theo thứ tự dùng")
        for label, word in FORMS:
            self.form.addItem(label, word)
        for one in session.book.meetings.all(session.year):
            self.meeting.addItem(one.title, one.key)
        self.problem = words("", "muted")
        meetings = self.meeting.count()
        self._none = "" if meetings else NO_MEETING
        for team in session.book.teams.all(session.year):
            self.meeting.addItem(VISITS.format(team=team.name), TEAM + team.key)
        self.meeting.addItem(VISITS.format(team=EVERY_UNIT), TEAM)
        self.meeting.addItem(OF_YEAR, "")
        self.meeting.setCurrentIndex((meetings or self.meeting.count()) - 1)  # the last meeting, without any the year
        self._save = button("Lưu vào thư mục…", self.choose_folder)
        self._send = button("In cả bộ…", self.print_all)
        box = QVBoxLayout(self)
        for widget in (
            QLabel(CHOICE),
            self.meeting,
            QLabel("Giấy tờ, theo thứ tự dùng"),
            self.papers,
            self.problem,
        ):
            box.addWidget(widget)
        box.addLayout(row(QLabel("Loại tệp"), self.form, None, self._send, self._save, button("Đóng", self.reject)))
        self.meeting.currentIndexChanged.connect(lambda _place: self._offer())
        roomy(self, 80, 27)
        self._offer()

    def _offer(self) -> None:
        from printing.meeting_set import of_meeting, of_visits, of_year

        self.papers.clear()
        self.problem.setText("" if self.meeting.currentData() else self._none)
        book, year, meeting = self.session.book, self.session.year, self.meeting.currentData()
        if meeting.startswith(TEAM):
            found = of_visits(book, year, meeting.removeprefix(TEAM))
        else:
            found = of_meeting(book, year, meeting) if meeting else of_year(book)
        for one in found:
            item = QListWidgetItem(one.name, self.papers)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if meeting else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, one)
        for action in (self._save, self._send):
            action.setEnabled(bool(found))

    def choose(self, meeting: object) -> None:
        """Show the papers of that meeting, where it is listed."""
        place = self.meeting.findData(meeting)
        if meeting and place >= 0:
            self.meeting.setCurrentIndex(place)

    def chosen(self) -> list[SetPaper]:
        """The papers left in the set."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._kept()]

    def _items(self) -> list[QListWidgetItem]:
        return [self.papers.item(place) for place in range(self.papers.count())]

    def _kept(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Lưu bộ tài liệu vào thư mục", str(self._home))
        if folder:
            self.save_to(Path(folder))

    def save_to(self, folder: Path) -> Steps:
        """Write the set into a folder, paper by paper; what could not be made is named with its reason."""
        word, taken = bool(self.form.currentData()), set[str]()

        def put(one: SetPaper, content: bytes) -> None:
            name = file_name(one.name, ".docx" if word and one.kind.word else ".pdf", taken)
            taken.add(name.casefold())
            write_whole(folder / name, content)

        def told(made: int, whole: bool) -> None:
            rest = "" if whole else ", đã dừng theo yêu cầu"
            look = ("Mở thư mục", lambda: show_folder(self.session, folder))
            self.session.say(f"Đã lưu {made} giấy tờ vào {folder}{rest}.", look)

        return self._each(word, put, told)

    def print_all(self) -> Steps:
        """Make the set, then hand it to the printer as one job."""
        contents: list[bytes] = []

        def told(_made: int, whole: bool) -> None:
            if whole and contents:
                self._print(contents)

        return self._each(False, lambda _one, content: contents.append(content), told)

    def _each(self, word: bool, put: Callable[[SetPaper, bytes], object], told: Callable[[int, bool], object]) -> Steps:
        year, lacking, made = self.session.year, list[QListWidgetItem](), list[str]()
        items = self._kept()
        for item in self._items():
            item.setText(item.data(Qt.ItemDataRole.UserRole).name)

        def steps() -> Iterator[object]:
            for item in items:
                one = item.data(Qt.ItemDataRole.UserRole)
                try:
                    put(one, one.make(self.session.book, year, word=word))
                    made.append(one.name)
                except Refusal as refusal:
                    lacking.append(item)
                    item.setText(f"{one.name}\n{self.session.sentence(refusal)}")
                yield one

        def done(whole: bool) -> None:
            self.problem.setText(NOT_MADE.format(count=len(lacking)) if lacking else "")
            if lacking:
                self.papers.scrollToItem(lacking[0])
            told(len(made), whole)

        return Steps("Đang lập giấy tờ…", len(items), steps(), done, self)
