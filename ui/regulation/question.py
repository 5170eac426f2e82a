"""One dialog for every question a rule could not answer: its words, the ways it can be settled, and on whose
authority."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.book.regulation import titles
from models.book.regulation.decisions import UNANSWERED
from models.book.regulation.sources import cited
from models.rules.errors import BadInput
from models.rules.form.asked import BROKEN
from models.rules.number import text as words_of
from models.rules.number.questions import Decision, Option, Question
from models.rules.place import regulation as law
from models.rules.words import CHOICES, capital
from ui.base.layout import button, column, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import messages
from ui.words.question_words import ORDERED, SEVERAL
from ui.words.rule_words import rule_text

LONGEST = 90
"""Letters of what a rule says beside its source; the whole text stands on the page of the regulation."""

REASONS = (
    "Theo ý kiến của cơ quan thường trực",
    "Hội nghị khối đã biểu quyết",
    "Theo văn bản giải thích của cấp trên",
    "Thống nhất tại họp Tổ chấm điểm",
)


def ask(session: Session, question: Question, parent: QWidget | None = None) -> None:
    """Open the dialog that settles a question: a decision, or the missing rule where only a rule does."""
    if question.key == BROKEN:
        session.warn(messages.question_words(question, session.names), ("Mở Chấm điểm", partial(session.go, "scores")))
        return
    if question.key != UNANSWERED:
        QuestionDialog(session, question, parent=parent).open()
        return
    from ui.regulation.new_rule import NewRuleDialog

    dialog = NewRuleDialog(session, parent)
    dialog.choose(str(question.facts["kind"]), str(question.facts["scope"]) or None)
    dialog.open()


class QuestionDialog(FormDialog):
    """Answers a Question, or answers it anew when a decision is given (the old one stays, superseded)."""

    def __init__(
        self, session: Session, question: Question, replaced: Decision | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Ghi quyết định", self._answer, parent, session=session)
        self.question, self._replaced = question, replaced
        self.say(messages.question_words(question, session.names), "section")
        about = session.names.about(question.key, question.subject)
        if about:
            self.say(about)
        if question.quote or question.cite:
            told = capital(cited(question.cite))
            quote = words(f"“{question.quote}”\n{told}" if question.quote else told, "quote")
            self.fields.addRow(quote)
        self._ask_choice()
        self.reason = TextArea()
        self.reason.setTabChangesFocus(True)
        fit(self.reason, most_height=3)
        self.reasons = QComboBox()
        self.reasons.addItems(["Lý do hay dùng…", *map(session.worded, REASONS)])
        self.reasons.activated.connect(self.take_reason)
        self.body_name = NameField(placeholder="ví dụ: Sở Nội vụ; Hội nghị tổng kết")
        self.document = NameField(placeholder="số, ngày văn bản hoặc biên bản")
        self.date = DateField(session.book.today())
        self.add("&Căn cứ, lý do", self.reason)
        self.fields.addRow("", self.reasons)
        self.add("&Ai quyết định", self.body_name)
        self.add("&Văn bản", self.document)
        self.add("&Ngày", self.date)
        roomy(self, 85, 27)

    def _ask_choice(self) -> None:
        """One of the options, some of them, or all of them in an order, as the question asks; free words when it
        names none."""
        self.group = QButtonGroup(self)
        self.free = NameField(placeholder="ghi nội dung quyết định")
        self.list = OpenList()
        options, key = self.question.options, self.question.key
        apart = self._apart() if key == "rule.several" else {}
        if not options:
            self.add("&Quyết định", self.free)
        elif key in ORDERED or key in SEVERAL:
            for option in options:
                item = QListWidgetItem(self._label(option), self.list)
                item.setData(Qt.ItemDataRole.UserRole, option.key)
                if key in SEVERAL:
                    item.setCheckState(Qt.CheckState.Unchecked)
            fit(self.list, most_height=1.4 * (len(options) + 1))
            self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.add(
                "Xếp trên xuống" if key in ORDERED else "Chọn", self._with_arrows() if key in ORDERED else self.list
            )
        else:
            box = QVBoxLayout()
            box.setSpacing(2)
            for number, option in enumerate(options):
                choice = QRadioButton(self._label(option) + apart.get(option.key, ""))
                choice.setProperty("choice", option.key)
                self.group.addButton(choice, number)
                box.addWidget(choice)
            self.add("Chọn", box)

    def _apart(self) -> dict[str, str]:
        """By option what the rule says that the others do not, as far as one line holds it."""
        rules = self.session.book.regulations.rules(self.session.year)
        found = {option.key: law.chosen(rules, option) for option in self.question.options}
        named = titles.names(titles.all_of(rules))
        said = {key: rule_text(rule.spec, named).split("\n") for key, rule in found.items() if rule is not None}
        common = set.intersection(*(set(lines) for lines in said.values())) if said else set()
        told = {key: "; ".join(line.strip() for line in lines if line not in common) for key, lines in said.items()}
        cut = {key: text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…" for key, text in told.items()}
        return {key: f": {text}" for key, text in cut.items() if text}

    def _with_arrows(self) -> QHBoxLayout:
        up, down = button("Lên", lambda: self.shift(-1)), button("Xuống", lambda: self.shift(1))
        self.list.setCurrentRow(0)
        return row(self.list, column(up, down, None, spacing=4))

    def shift(self, step: int) -> None:
        place = self.list.currentRow()
        if 0 <= place + step < self.list.count():
            self.list.insertItem(place + step, self.list.takeItem(place))
            self.list.setCurrentRow(place + step)

    def _label(self, option: Option) -> str:
        """An answer the program words itself as the bloc calls itself; a name stays."""
        own = option.label == CHOICES.get(option.key)
        return self.session.worded(option.label) if own else cited(self.session.unit_name(option.label))

    def choice(self) -> object:
        """What is chosen now, in the shape the question wants; BadInput when nothing is."""
        if not self.question.options:
            return self.free.value()
        if self.question.key in ORDERED or self.question.key in SEVERAL:
            items = [self.list.item(n) for n in range(self.list.count())]
            chosen = [
                item.data(Qt.ItemDataRole.UserRole)
                for item in items
                if self.question.key in ORDERED or item.checkState() == Qt.CheckState.Checked
            ]
            if not chosen:
                raise BadInput("decision.no_choice")
            return chosen
        checked = self.group.checkedButton()
        if checked is None:
            raise BadInput("decision.no_choice")
        return checked.property("choice")

    def take_reason(self, place: int) -> None:
        if place > 0:
            self.reason.setPlainText(self.reasons.itemText(place))
            self.reasons.setCurrentIndex(0)
            self.reason.setFocus()

    def _answer(self) -> object:
        choice = self.choice()
        reason = words_of.clean(self.reason.toPlainText()).strip()
        date = self.date.value()
        said = (reason, self.body_name.value() or None, self.document.value() or None, date)
        decisions = self.session.book.decisions
        if self._replaced is not None:
            return decisions.replace(self._replaced.key, self.question, choice, *said)
        return decisions.answer(self.question, choice, *said, year=self.session.year)
