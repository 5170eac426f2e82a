"""The page read first by whoever received the book: who gave it, what stands open, what came with it, what comes next.

Everything is read from the book; nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.book.scoring.rows import SheetAt
from models.book.year.tasks import shipped
from models.book.year.year_facts import OUTSIDE
from models.rules.number.subjects import PaperOf
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, card, row, scrolled, words
from ui.base.measure import roomy
from ui.words.labels import TERM_STATES
from ui.words.messages import show

if TYPE_CHECKING:
    from models.book.closing.closing import Custody
    from ui.base.session import Session

TITLE = "Đọc trước khi làm"
LEADS = "Ai đứng đầu năm sau"
MOST, MOST_LATE, MOST_DEADLINES = 12, 3, 3
"""Lines a part shows of a long list; units told for sending late; deadlines told."""
LATE = ("late", "missing")
OWN_ADVICE = "Việc “{title}”: {note}"


def parts(session: Session, custody: Custody) -> list[tuple[str, list[str]]]:
    """(heading, lines) of the page, parts of which nothing is known left out."""
    book, year = session.book, custody.year
    called = session.names.unit
    since = f" ({custody.from_person})" if custody.from_person else ""
    to = f" ({custody.received_by})" if custody.received_by else ""
    giver = called(custody.from_unit) if custody.from_unit else "Bên giao"
    who = [
        f"{giver}{since} giao sổ ngày {show(custody.handed_on)}.",
        f"{called(custody.to_unit)}{to} nhận ngày {show(custody.received_on)}; Mã đối chiếu khớp.",
    ]
    if custody.last_number:
        who.append(f"Số văn bản cuối: {custody.last_number}.")
    if custody.note:
        who.append(custody.note)
    found = [
        ("Ai giao", who),
        ("Việc dở dang", list(custody.open_work)),
        ("Khối có gì đổi", _changed(session, year)),
        (LEADS, _leads(session, year + 1)),
        ("Hạn đầu tiên trong năm", _deadlines(session, year)),
        ("Đơn vị hay gửi chậm", _late(session, year)),
        ("Lời dặn của người giao", _advice(session, year)),
        ("Hồ sơ, hiện vật đã nhận", list(custody.items)),
        ("Sổ đã qua tay ai", [_link(session, one) for one in book.closing.custodies() if one.withdrawn_on is None]),
    ]
    return [(head, lines) for head, lines in found if lines]


def _link(session: Session, one: Custody) -> str:
    giver = session.names.unit(one.from_unit) if one.from_unit else "chưa ghi bên giao"
    got = f"nhận ngày {show(one.received_on)}" if one.received_on else "chưa nhận"
    to, on = session.names.unit(one.to_unit), show(one.handed_on)
    return f"Sau {session.called(one.year)}: {giver} giao {to} ngày {on}, {got}."


def _changed(session: Session, year: int) -> list[str]:
    """Units that are in another state than in the year before."""
    if session.book.years.find(year - 1) is None:
        return []
    changes = session.book.members.roster_changes(year, year - 1)
    told = {"joined": "mới vào khối", "succeeds": "thay đơn vị cũ", "left": "thôi tham gia", "ended": "thôi tham gia"}
    return [f"{one.name}: {told.get(one.kind, 'có thay đổi so với năm trước')}." for one in changes]


def _leads(session: Session, year: int) -> list[str]:
    """Who leads in the year to come: the terms that are recorded, else whom the rule of rotation names, said to be
    no decision."""
    book, called = session.book, session.names.unit
    terms, office = book.leadership.terms(year), book.settings.terms.office
    several = sum(one.role == "deputy" for one in terms) > 1
    found = []
    for one in terms:
        title = office(one.role, one.rank if several and one.role == "deputy" else 0)
        said = f" ({named.lower()})" if (named := TERM_STATES.get(one.status, "")) else ""
        found.append(f"{session.called(year, capital=True)}, {title}: {called(one.unit)}{said}.")
    if not any(one.role == "head" for one in terms) and book.rotation.rule(year) is not None:
        ahead = book.rotation.outlook(year, 1)[0]
        if ahead.head is not None:
            why = f"{session.called(year)}, {office('head')}: {called(ahead.head)}"
            found.append(f"Theo luân phiên {why}; sổ chưa ghi, chưa có quyết định.")
    return found


def _deadlines(session: Session, year: int) -> list[str]:
    """The first deadlines of the new year; before it is opened, those of the year that was handed over."""
    years = session.book.years
    of, lead = (year + 1, "") if years.find(year + 1) is not None else (year, f"{session.called(year)} là ")
    first = sorted(years.deadlines(of), key=lambda one: one.due_on)[:MOST_DEADLINES]
    return [f"{one.name}: {lead}{show(years.last_allowed(of, one.due_on))}." for one in first]


def _late(session: Session, year: int) -> list[str]:
    """The units that were late or silent most often, and whom to call."""
    count: dict[str, int] = {}
    for one in session.book.log.receipts(year):
        if one.timing.state in LATE:
            count[one.unit] = count.get(one.unit, 0) + 1
    for member in session.book.members.roster(year):
        late = [
            (stage.key, period.key)
            for stage in session.book.years.stages(year)
            for period in session.book.years.periods(year)
            if session.book.scores.late(SheetAt(year, member.key, stage.key, period.key)) is not None
        ]
        if late:
            count[member.key] = count.get(member.key, 0) + len(late)
    least = min(sorted(count.values(), reverse=True)[:MOST_LATE], default=0)  # equals of the last one told are told too
    worst = sorted((unit for unit in count if count[unit] >= least), key=lambda unit: -count[unit])
    rest = [f"Còn {len(count) - len(worst)} đơn vị gửi chậm ít lần hơn."] if len(count) > len(worst) else []
    return [*(f"{session.names.unit(unit)}: {count[unit]} lần.{_contact(session, unit)}" for unit in worst), *rest]


def _contact(session: Session, unit: str) -> str:
    people = session.book.members.contacts(unit)
    one = next((each for each in people if each.role == "officer"), next(iter(people), None))
    return "" if one is None else f" Liên hệ: {one.name}{f', {one.phone}' if one.phone else ''}."


def _advice(session: Session, year: int) -> list[str]:
    """What people wrote to a task themselves, not the words it came with."""
    usual = {key: one.row.get("note") for key, one in shipped().items()}
    return [
        OWN_ADVICE.format(title=task.title, note=task.note)
        for task in session.book.tasks.all(year)
        if task.note and OUTSIDE not in task.note and task.note != usual.get(task.key)
    ]


class FirstPageDialog(Dialog):
    """One screen, its parts under each other; the filled button is the next act of the year."""

    def __init__(
        self, session: Session, custody: Custody, then: tuple[str, Callable[[], object]] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.parts = parts(session, custody)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setSpacing(8)
        self.title = f"Sổ nhận sau {session.called(custody.year)}"
        box.addWidget(words(self.title, "title", wrap=False))
        for head, lines in self.parts:
            rest = [f"Còn {len(lines) - MOST} dòng nữa, xem ở biên bản bàn giao."] if len(lines) > MOST else []
            told = [words(f"• {line}") for line in [*lines[:MOST], *rest]]
            box.addWidget(card(words(head, "section"), *told))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addWidget(scrolled(inside, "Đọc trước khi làm"), 1)
        leave = button("Vào sổ", self.accept)
        self.copied = button("Sao chép", self.copy, tip="Chép cả trang để dán vào Word, thư hay Zalo")
        way = partial(session.go, "papers", PaperOf("bien-ban-ban-giao"))
        minutes = button("Biên bản bàn giao", lambda: self._leave(way))
        self.printed = button("In…", self.print_out, tip="In trang này ra giấy")
        line: QHBoxLayout = row(self.copied, self.printed, minutes, None)
        if then is not None:
            self.next = QPushButton(then[0])
            self.next.setObjectName("first")
            self.next.setDefault(True)
            self.next.clicked.connect(lambda: self._leave(then[1]))
            line.addWidget(self.next)
        line.addWidget(leave)
        outer.addLayout(line)
        roomy(self, 118, 36)

    def _leave(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

    def copy(self) -> None:
        """Put the whole page on the clipboard as text."""
        told = ("\n".join((head, *(f"- {line}" for line in lines))) for head, lines in self.parts)
        QGuiApplication.clipboard().setText("\n\n".join(told))

    def paper(self) -> QTextDocument:
        """The whole page as it is printed: every line, none left out for want of room."""
        made = QTextDocument()
        made.setDefaultFont(self.font())
        told = [f"<h2>{escape(self.title)}</h2>"]
        for head, lines in self.parts:
            inside = "".join(f"<li>{escape(line)}</li>" for line in lines)
            told.append(f"<h3>{escape(head)}</h3><ul>{inside}</ul>")
        made.setHtml("".join(told))
        return made

    def print_out(self) -> None:
        """Ask for a printer and print the page."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.paper().print_(printer))
        dialog.show()
