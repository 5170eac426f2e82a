"""The assistant's pages about the year: how far it has come, its scoring steps, its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QListWidgetItem, QRadioButton

from models.book.year.rows import Deadline, Period, Stage, default_stages
from models.book.year.year_facts import OUTSIDE, last_day
from ui.base.layout import button, column, row, words
from ui.kit.boxes import OpenList
from ui.kit.fields import DateField, in_year
from ui.window.assistant import own_rules
from ui.window.assistant.answer_lines import choices, choose
from ui.window.assistant.step import Step
from ui.words import rule_words
from ui.words.labels import MEETING_KINDS
from ui.words.messages import show

if TYPE_CHECKING:
    from models.book.year.tasks import Task

PLACES = (
    ("Mới bắt đầu năm, chưa ký giao ước", ""),
    ("Đã ký giao ước, đang theo dõi", "theo-doi-quy-1"),
    ("Đang nhận phiếu tự chấm", "nhan-phieu-tu-cham"),
    ("Đã chấm, chuẩn bị họp bình xét", "chuan-bi-tong-ket"),
    ("Đã họp xong, chỉ cần lưu và bàn giao", "thong-bao-ket-qua"),
)
"""Where a bloc may be, and the first task of the list that is still before it ("": all are)."""


class WhereStep(Step):
    """How far the year has come; what was done before there was a book is ticked in one act."""

    title = "Khối đang làm đến đâu?"
    intro = (
        "Chọn chỗ gần đúng nhất. Việc đã làm trước khi có sổ sẽ đánh dấu “đã làm ngoài sổ” để không bị nhắc. "
        "Việc nào chưa làm thật thì mở lại được ở Tổng quan."
    )
    later = "Sổ nhắc cả những việc đã qua tháng thường làm."
    place = "Tổng quan, Việc cả năm"

    def build(self) -> None:
        self.choices = QButtonGroup(self)
        for number, (text, _before) in enumerate(PLACES):
            choice = QRadioButton(text)
            self.choices.addButton(choice, number)
            self.body.addWidget(choice)
        self.body.addStretch(1)
        self.choices.idToggled.connect(lambda _number, _on: self.changed.emit())

    def _outside(self) -> list[Task]:
        tasks = self.session.book.tasks.all(self.session.year)
        return [task for task in tasks if task.state == "done" and OUTSIDE in (task.note or "")]

    def done(self) -> bool:
        return bool(self._outside())

    def told(self) -> str:
        return f"{len(self._outside())} việc {OUTSIDE}"

    def button(self) -> str:
        before = PLACES[max(self.choices.checkedId(), 0)][1]
        return "Đánh dấu việc đã làm, tiếp" if before else "Tiếp"

    def ready(self) -> bool:
        return self.choices.checkedId() >= 0

    def write(self) -> None:
        before = PLACES[self.choices.checkedId()][1]
        if before:
            self.session.book.tasks.done_outside(self.session.year, before)


FINAL, PERIODS, METHOD = "final-score/1", "year-from-periods/2", "="
"""The rules that say which step and which period count; before a way of combining among the choices of steps."""
MISSING = (("ask", "hỏi khi gặp"), ("earlier", "tạm lấy bước trước, ghi rõ tạm xếp"), ("not-ranked", "không xếp hạng"))
OF_PERIODS = (("last", "điểm của kỳ cuối"), ("mean", "trung bình các kỳ"))


MOSTLY = ("self", "bloc")
"""The steps of nearly every bloc: ticked until somebody has said which this one does."""


class StagesStep(Step):
    """Which scoring steps the bloc really does, in its order, and in which periods."""

    title = "Khối chấm điểm qua những bước nào?"
    intro = "Đánh dấu các bước khối thật sự làm, bấm Lên, Xuống cho đúng thứ tự."
    later = "Sổ tạm dùng đủ năm bước thường có."
    place = "thực đơn Sổ, “Trợ lý lập sổ…”"

    def build(self) -> None:
        self.list = OpenList()
        self.list.setAccessibleName("Các bước chấm")
        self.periods = QComboBox()
        for text, count in (("cả năm một lần", 1), ("6 tháng và cả năm", 2), ("từng quý", 4)):
            self.periods.addItem(text, count)
        self.periods.setAccessibleName("Chấm theo")
        self.final = choices((), "Điểm tính kết quả là điểm của bước")
        self.missing = choices(MISSING, "Bước chưa có điểm thì", none="")
        self.of_periods = choices(OF_PERIODS, "Điểm năm")
        self.result = words("", "strong")
        ways = column(button("Lên", lambda: self._shift(-1)), button("Xuống", lambda: self._shift(1)), None)
        self.body.addLayout(row(self.list, ways), 1)
        self.year_is = words("Điểm năm là", wrap=False)
        self.body.addLayout(
            row(words("Điểm tính kết quả là điểm của", wrap=False), self.final, None),
        )
        self.body.addLayout(row(words("Bước ấy chưa có điểm thì", wrap=False), self.missing, None))
        self.body.addLayout(row(words("Chấm theo", wrap=False), self.periods, self.year_is, self.of_periods, None))
        self.body.addWidget(self.result)
        self.list.itemChanged.connect(lambda _item: self._say())
        for box in (self.final, self.missing, self.periods, self.of_periods):
            box.activated.connect(lambda _place: self._say())

    def refresh(self) -> None:
        book, year = self.session.book, self.session.year
        now = book.years.stages(year)
        usual = [one for one in default_stages(book.settings.terms.bloc_score) if one.key not in {s.key for s in now}]
        self.list.clear()
        known = self.done()
        for stage in (*now, *usual):
            item = QListWidgetItem(stage.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, stage)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = stage in now if known else stage.key in MOSTLY
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        count = len(book.years.periods(year))
        self.periods.setCurrentIndex(max(self.periods.findData(count), 0))
        self._show_rules()
        self._say()

    def _show_rules(self) -> None:
        """What the year's own rules say of the step and the period that count."""
        self._final = own_rules.rule_of(self.session, FINAL)
        self._year = own_rules.rule_of(self.session, PERIODS)
        spec = self._final.spec if self._final is not None else {}
        method = str(spec.get("method", ""))
        self._offer_final(str(spec.get("stage") or (method and f"{METHOD}{method}")))
        choose(self.missing, str(spec.get("missing", "ask")))
        choose(self.of_periods, str(self._year.spec.get("method", "")) if self._year is not None else "")

    def _offer_final(self, chosen: str) -> None:
        """The ticked steps, the last that has points, and how the rule combines them when it does."""
        while self.final.count() > 1:
            self.final.removeItem(1)
        self.final.addItem("bước sau cùng đã có điểm", f"{METHOD}last")
        for one in self.chosen():
            self.final.addItem(one.name, one.key)
        if chosen and self.final.findData(chosen) < 0:
            code = chosen.removeprefix(METHOD)
            said = rule_words.say("method", code, {}) if chosen != code else f"{code} (không còn là bước)"
            self.final.addItem(said, chosen)
        self.final.setCurrentIndex(max(self.final.findData(chosen), 0))

    def _shift(self, step: int) -> None:
        place = self.list.currentRow()
        if place >= 0 and 0 <= place + step < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(place + step, item)
            self.list.setCurrentRow(place + step)
            self._say()

    def chosen(self) -> list[Stage]:
        """The ticked steps in their order."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() == Qt.CheckState.Checked]

    def _say(self) -> None:
        names = [one.name for one in self.chosen()]
        heads = " · ".join(("Điểm chuẩn", *names, "Ghi chú"))
        self._offer_final(str(self.final.currentData() or ""))
        counts = self.final.currentText() if self.final.currentData() else "điểm nào thì sổ hỏi khi gặp"
        last = f"Kết quả lấy {counts}." if names else "Chọn ít nhất một bước."
        several = self.periods.currentData() != 1
        for part in (self.year_is, self.of_periods):
            part.setVisible(several)
        self.missing.setEnabled(bool(self.final.currentData()))
        self.result.setText(f"Phiếu in sẽ có các cột: {heads}. {last}")
        self.changed.emit()

    def done(self) -> bool:
        """A year is opened with all the usual steps; somebody has answered where they are others, or a rule says which
        of them counts."""
        book, year = self.session.book, self.session.year
        usual = default_stages(book.settings.terms.bloc_score)
        now = [(one.key, one.name) for one in book.years.stages(year)]
        return now != [(one.key, one.name) for one in usual] or own_rules.rule_of(self.session, FINAL) is not None

    def told(self) -> str:
        names = [one.name for one in self.session.book.years.stages(self.session.year)]
        return f"{len(names)} bước chấm: {', '.join(names)}"

    def button(self) -> str:
        return f"Ghi {len(self.chosen())} bước, tiếp"

    def ready(self) -> bool:
        return bool(self.chosen())

    def write(self) -> None:
        """Only what is another than in the book is written."""
        years, year = self.session.book.years, self.session.year
        if [one.key for one in self.chosen()] != [one.key for one in years.stages(year)]:
            years.set_stages(year, self.chosen())
        count = self.periods.currentData()
        if count != len(years.periods(year)):
            years.set_periods(year, periods_of(year, count, years.called(year, capital=True)))
        own_rules.put(self.session, self._rules(count))

    def _rules(self, count: int) -> own_rules.Changes:
        """What the answers change in the year's own rules; nothing where they are as the rules are."""
        changes: own_rules.Changes = {}
        final, missing = str(self.final.currentData() or ""), self.missing.currentData()
        silent = f"Chưa có thì {self.missing.currentText().lower()}."
        kept: dict[str, object] = dict(self._final.spec) if self._final is not None else {}
        if not final:
            changes |= own_rules.answered(self.session, self._final, FINAL, None, None, "")
        elif final.startswith(METHOD):
            said = f"Điểm cuối cùng: {self.final.currentText()}. {silent}"
            spec = {name: value for name, value in kept.items() if name != "stage"}
            spec |= {"method": final.removeprefix(METHOD), "missing": missing}
            changes |= own_rules.answered(self.session, self._final, FINAL, None, spec, said)
        else:
            said = f"Điểm cuối cùng là điểm của bước {self.final.currentText()}. {silent}"
            labels = {"labels": kept["labels"]} if "labels" in kept else {}
            spec = {"method": "stage", "stage": final, "missing": missing, **labels}
            changes |= own_rules.answered(self.session, self._final, FINAL, None, spec, said)
        if count > 1 and (method := self.of_periods.currentData()):
            before: dict[str, object] = dict(self._year.spec) if self._year is not None else {"missing": "ask"}
            quote = f"Điểm năm là {self.of_periods.currentText().lower()}."
            changes |= own_rules.answered(self.session, self._year, PERIODS, None, {**before, "method": method}, quote)
        return changes


def periods_of(year: int, count: int, called: str) -> list[Period]:
    """The periods of a year scored once, by halves (the second is the year) or by quarters; `called` is the year's
    name."""
    if count == 1:
        return [Period("year", called, f"{year}-01-01", f"{year}-12-31")]
    if count == 2:
        half = Period("half", "6 tháng đầu năm", f"{year}-01-01", last_day(year, 6))
        return [half, Period("year", called, f"{year}-01-01", f"{year}-12-31")]
    roman = ("I", "II", "III", "IV")
    return [
        Period(f"q{n}", f"Quý {roman[n - 1]}", f"{year}-{3 * n - 2:02d}-01", last_day(year, 3 * n))
        for n in (1, 2, 3, 4)
    ]


class DatesStep(Step):
    """The days of the year, filled in from the usual months; each may be mended or left empty."""

    title = "Các ngày trong năm"
    intro = "Ngày điền sẵn là thông lệ (hết tháng thường làm), sửa theo hướng dẫn của anh/chị. Chưa biết thì xóa trống."
    later = "Sổ nhắc theo tháng thường làm."
    place = "Quy chế, quy định (thẻ Hạn trong năm) và Hội nghị, bỏ phiếu"

    DAYS = (
        ("deadline", "han-dang-ky", "Hạn đăng ký thi đua", "nhan-dang-ky"),
        ("meeting", "signing", MEETING_KINDS["signing"], "hop-ky-giao-uoc"),
        ("meeting", "half-year", MEETING_KINDS["half-year"], "hop-so-ket"),
        ("deadline", "self", "Hạn gửi phiếu tự chấm", "nhan-phieu-tu-cham"),
        ("meeting", "closing", MEETING_KINDS["closing"], "hop-tong-ket"),
        ("deadline", "han-ho-so", "Hạn nộp hồ sơ khen thưởng", "ho-so-khen-thuong"),
    )
    """Kind, key, name, and the task whose usual month gives the first day."""

    def build(self) -> None:
        self.fields: list[DateField] = []
        self.notes = []
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        for number, (_kind, _key, name, _task) in enumerate(self.DAYS):
            field, note = DateField(), words("", "muted")
            in_year(field, self.session)
            field.setAccessibleName(name)
            field.changed.connect(lambda _value: self._say())
            grid.addWidget(words(name, wrap=False), number, 0)
            grid.addWidget(field, number, 1)
            grid.addWidget(note, number, 2)
            self.fields.append(field)
            self.notes.append(note)
        self.order = words("", "warn")
        self.body.addLayout(grid)
        self.body.addWidget(self.order)
        self.body.addStretch(1)

    def refresh(self) -> None:
        book, year = self.session.book, self.session.year
        months = {task.key: task.to_month for task in book.tasks.all(year)}
        for field, (kind, key, _name, task) in zip(self.fields, self.DAYS, strict=True):
            there = self._there(kind, key)
            month = months.get(task)
            field.set_value(there or (last_day(year, month + book.years.first_month(year) - 1) if month else None))
        self._say()

    def _there(self, kind: str, key: str) -> str | None:
        """The day the book holds already."""
        book, year = self.session.book, self.session.year
        if kind == "meeting":
            return next((one.date for one in book.meetings.held(year) if one.kind == key and one.date), None)
        stage = self._first() if key == "self" else None
        found = [one for one in book.years.deadlines(year) if (one.stage == stage if stage else one.key == key)]
        return found[0].due_on if found else None

    def _first(self) -> str:
        return self.session.book.years.stages(self.session.year)[0].key

    def _days(self) -> list[str | None]:
        return [None if (value := field.value()) is None else str(value) for field in self.fields]

    def _say(self) -> None:
        days = self._days()
        for day, field, note in zip(days, self.fields, self.notes, strict=True):
            off = field.off if day else ""
            passed = "đã qua" if day and day < self.session.book.today() else ""
            note.setText("; ".join(part for part in (off, passed) if part))
        closing, papers = days[4], days[5]
        late = bool(closing and papers and papers < closing)
        self.order.setText(
            f"Hạn nộp hồ sơ ({show(papers)}) trước hội nghị tổng kết ({show(closing)}): sổ cho lập hồ sơ từ kết quả "
            "họp Tổ chấm điểm, chờ biên bản hội nghị."
            if late
            else ""
        )
        self.changed.emit()

    def done(self) -> bool:
        return bool(self.session.book.years.deadlines(self.session.year))

    def told(self) -> str:
        return f"{sum(self._there(kind, key) is not None for kind, key, _name, _task in self.DAYS)} ngày trong năm"

    def button(self) -> str:
        return f"Ghi {sum(bool(field.text().strip()) for field in self.fields)} ngày, tiếp"

    def write(self) -> None:
        """Days that are in the book already and have not changed stay as they are."""
        book, year = self.session.book, self.session.year
        for day, (kind, key, name, _task) in zip(self._days(), self.DAYS, strict=True):
            if day is None or day == self._there(kind, key):
                continue
            if kind == "deadline":
                stage = self._first() if key == "self" else None
                book.years.put_deadline(Deadline(year, "han-tu-cham" if stage else key, name, day, stage=stage))
            else:
                old = next((one for one in book.meetings.all(year) if one.kind == key), None)
                if old is None:
                    book.meetings.put(year, key, name, date=day)
