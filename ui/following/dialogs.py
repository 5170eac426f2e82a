"""Dialogs of the year's log: contributions, cross-check teams and their minutes, what the log feeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

from models.book.base.asked import Field
from models.book.following.feeds import Choice, Feed
from models.book.following.log_rows import Team, Visit
from models.rules.act.log_counts import SOURCES
from ui.base.layout import column, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.following.following_lines import VisitLine
from ui.following.stage_choice import PERIOD, STAGE, period_of, stage_of
from ui.kit.boxes import choice
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import CLOSES, FormDialog
from ui.kit.line_dialog import AskDialog, ticked, unit_list
from ui.kit.list_tab import NOTHING
from ui.kit.search_box import SearchBox
from ui.words.form_words import FEED_FAULTS
from ui.words.messages import matches

CONTRIBUTION = (
    Field("text", "text", ("&Nội dung",)),
    Field("dong", "money", ("&Số tiền mỗi đơn vị",), needed=True, hint="Số đồng, ví dụ 5.000.000."),
    Field("on", "date", ("N&gày",)),
    Field("units", "units", ("Đơn &vị",)),
)
MINUTES = (
    Field("on", "date", ("N&gày kiểm tra",)),
    Field("minutes", "long", ("&Biên bản",), hint="Số, ngày biên bản; kết quả kiểm tra ngắn gọn.", lines=6),
)


class ContributionDialog(AskDialog):
    """The same sum from several units."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        staying = [member.key for member in session.book.members.roster(session.year) if member.to_date is None]
        text = f"Đóng góp hoạt động chung {session.called()}"
        given = {"text": text, "on": session.book.today(), "units": staying}
        super().__init__(session, "Các đơn vị cùng đóng góp", CONTRIBUTION, self._write, given=given, parent=parent)

    def _write(self, said: dict[str, Any]) -> object:
        fund, year = self.session.book.log.fund, self.session.year
        return fund.contribute(year, said["units"], said["dong"], said.get("text", ""), date=said.get("on"))


class TeamDialog(FormDialog):
    """A team: its units, the one that leads, whom it checks and when."""

    def __init__(self, session: Session, team: Team | None, parent: QWidget) -> None:
        super().__init__("Tổ kiểm tra chéo", self._write, parent, session=session)
        self._team = team
        first = next(iter(team.visits), None) if team else None
        number = len(session.book.teams.all(session.year)) + 1
        self.name = NameField(team.name if team else f"Tổ {number}")
        self.first_day = DateField(first.visit_from if first else None)
        self.members = unit_list(session, team.members if team else (), self.first_day)
        self.checked = unit_list(session, [one.unit for one in team.visits] if team else (), self.first_day)
        self.lead = QComboBox()
        self.document = NameField(team.document or "" if team else "", "số, ngày quyết định hoặc thông báo")
        self.own_reason = NameField(placeholder="vì sao tổ kiểm tra đơn vị thành viên của mình")
        self.last_day = DateField(first.visit_to if first else None)
        self.add("&Tên tổ", self.name)
        sides = row(
            column(words("Thành viên", "muted"), self.members), column(words("Kiểm tra", "muted"), self.checked)
        )
        self.members.setAccessibleName("Đơn vị trong tổ")
        self.checked.setAccessibleName("Đơn vị được kiểm tra")
        self.fields.addRow(sides)
        self.add("Tổ t&rưởng", self.lead)
        self.add("Từ n&gày", self.first_day, "Các đơn vị được kiểm tra trong cùng đợt này.")
        self.add("Đến ngà&y", self.last_day)
        self.add("&Quyết định lập tổ", self.document)
        self.add("&Lý do tự kiểm tra", self.own_reason, "Chỉ ghi khi tổ kiểm tra cả đơn vị ở trong tổ.")
        self.members.itemChanged.connect(lambda _item: self._offer(self.lead.currentData()))
        self._offer(team.lead if team else None)
        roomy(self, 90)

    def _offer(self, chosen: str | None) -> None:
        """Only a unit of the team leads it."""
        self.lead.clear()
        self.lead.addItem("", None)
        for unit in ticked(self.members):
            self.lead.addItem(self.session.names.unit(unit), unit)
        self.lead.setCurrentIndex(max(0, self.lead.findData(chosen)))

    def _write(self) -> object:
        first, last = (made.value() for made in (self.first_day, self.last_day))
        visits = [Visit(unit, first, last) for unit in ticked(self.checked)]
        key = self._team.key if self._team else None
        return self.session.book.teams.put(
            self.session.year,
            self.name.value(),
            ticked(self.members),
            visits,
            lead=self.lead.currentData(),
            document=self.document.value() or None,
            own_reason=self.own_reason.value() or None,
            key=key,
        )


class MinutesDialog(AskDialog):
    """The minutes of one visit."""

    def __init__(self, session: Session, visit: VisitLine, parent: QWidget) -> None:
        self._visit = visit
        given = {"on": visit.visit_from or session.book.today(), "minutes": visit.minutes}
        told = ((f"{visit.team.name} kiểm tra {session.names.unit(visit.unit or '')}", ""),)
        super().__init__(session, "Biên bản kiểm tra", MINUTES, self._write, given=given, parent=parent, told=told)

    def _write(self, said: dict[str, Any]) -> None:
        visit, teams = self._visit, self.session.book.teams
        teams.put_minutes(visit.team.key, visit.unit or "", said.get("minutes", ""), on=said.get("on"))


class FeedsDialog(FormDialog):
    """Which input of which item is filled from which count; a change is written at once, as everywhere."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Mục lấy từ sổ theo dõi", lambda: True, parent, CLOSES, session=session)
        feeds = session.book.log.feeds
        held = {(feed.item, feed.input): feed for feed in feeds.all(session.year)}
        faults = {(one.feed.item, one.feed.input): FEED_FAULTS[one.why] for one in feeds.faults(session.year)}
        self.boxes: dict[tuple[str, str], QComboBox] = {}
        self.lines: list[tuple[str, QWidget]] = []
        for item in feeds.items(session.year).values():
            for spec in item.inputs:
                choices, feed = feeds.choices(session.year, spec), held.pop((item.key, spec.id), None)
                if choices or feed:
                    label, fault = f"{item.code} {spec.label}", faults.get((item.key, spec.id), "")
                    told = f"{item.title} {label}"
                    self.lines.append((told, self._line((item.key, spec.id), label, choices, feed, fault)))
        for (item_key, name), feed in held.items():
            if name:
                label = f"{session.names.node(item_key)} {name}"
                made = self._line((item_key, name), label, (), feed, faults.get((item_key, name), ""))
                self.lines.append((label, made))
        self.search, self.nothing = SearchBox(), words("", "muted")
        if self.lines:
            self.say(
                "Chọn sổ theo dõi nào điền số liệu của mục. Chọn là ghi ngay; phiếu chỉ đổi khi bấm “Ghi nhận gợi ý”.",
                "muted",
            )
            fit(self.search, width=27)
            self.search.asked.connect(self._narrow)
            self.search.left.connect(self.reject)
            above = row(self.search, self.nothing, spacing=12)
            above.setStretchFactor(self.nothing, 1)
            self.fields.addRow(above)
        else:
            self.say("Bảng chấm điểm của năm chưa có mục nào hỏi số liệu mà sổ theo dõi có.")
        inside = QWidget()
        inside.setLayout(column(*(made for _told, made in self.lines), None, spacing=4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.fields.addRow(area)
        roomy(self, 110, 33)

    def _narrow(self, typed: str) -> None:
        """Show the numbers whose item, label or source holds what is typed."""
        found = 0
        for (told, made), box in zip(self.lines, self.boxes.values(), strict=True):
            shown = not typed.strip() or matches(typed, f"{told} {box.currentText()}")
            made.setVisible(shown)
            found += shown
        self.nothing.setText("" if found else NOTHING.format(typed=typed.strip()))

    def _line(
        self, at: tuple[str, str], label: str, choices: Sequence[Choice], held: Feed | None, fault: str
    ) -> QWidget:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem("không lấy", None)
        for one in choices:
            box.addItem(one.wording, one)
            if held and (one.source, one.movement, one.named) == (held.source, held.movement, held.named):
                box.setCurrentIndex(box.count() - 1)
        if held and box.currentIndex() == 0:
            wording = SOURCES[held.source].wording + (f": {held.named}" if held.named else "")
            box.addItem(f"{wording} ({fault or 'không còn dùng được'})", held)
            box.setCurrentIndex(box.count() - 1)
        box.setAccessibleName(label)
        fit(box, least_width=52)
        box.activated.connect(lambda _place: self._choose(at, box))
        self.boxes[at] = box
        made, said = QWidget(), words(label)
        said.setToolTip(label)
        line = row(said, box)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _choose(self, at: tuple[str, str], box: QComboBox) -> None:
        session, one, fed = self.session, box.currentData(), self.session.book.log.feeds
        if isinstance(one, Choice):
            session.act(lambda: fed.feed(session.year, *at, one.source, one.movement, one.named), self.show_problem)
        elif one is None and any((feed.item, feed.input) == at for feed in fed.all(session.year)):
            session.act(lambda: fed.stop_feeding(session.year, *at), self.show_problem)


class StageDialog(FormDialog):
    """The scoring step suggestions are compared with and accepted into; only remembered while the book is open."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Bước chấm", self._choose, parent, session=session)
        years, year = session.book.years, session.year
        self.stage = choice({one.key: one.name for one in years.stages(year)}, stage_of(session))
        self.add("Gợi ý cho &bước", self.stage)
        self.period = choice({one.key: one.name for one in years.periods(year)}, period_of(session))
        if self.period.count() > 1:
            self.add("&Kỳ chấm", self.period, "Chỉ tiêu phong trào lấy của đúng kỳ này.")
        self.passed.connect(lambda _value: parent.refresh())  # type: ignore[attr-defined]  # a page

    def _choose(self) -> None:
        self.session.setProperty(STAGE, self.stage.currentData())
        self.session.setProperty(PERIOD, self.period.currentData())
