"""Khen thưởng: the year's proposals clause by clause, all ever granted, what next year could bring, the titles."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from models.book.awards.rows import AwardList, Proposal
from models.book.regulation.sources import cited
from models.rules.number.points import show_money
from models.rules.number.questions import Question
from models.rules.number.subjects import RowOf, Subject
from models.rules.place.conditions import Clause
from ui.awards import award_words, list_trial
from ui.awards.award_panel import AwardPanel
from ui.awards.honour_acts import HonourActs
from ui.awards.honour_list import HonourList
from ui.awards.prospect_list import ProspectList
from ui.awards.title_columns import TITLE_COLUMNS
from ui.base.layout import action_button, column, row, scrolling, words
from ui.base.measure import fit
from ui.base.tabs import Tabs
from ui.kit.empty_state import EmptyState
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import labels

NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
NO_TITLES = (
    "Quy chế của năm chưa có danh mục danh hiệu. Chọn một bộ quy định có danh mục ở trang Quy chế, quy định, rồi lập "
    "danh sách đề nghị."
)
EMPTY = "Chưa có đề nghị khen thưởng nào. Lập theo xếp hạng, hoặc thêm từng đề nghị."


class AwardsPage(HonourActs):
    """Lists with their quotas above, their lines below, the chosen line at the right; three more tabs."""

    key: ClassVar[str] = "awards"
    title: ClassVar[str] = "Khen thưởng"
    of_year: ClassVar[bool] = False
    wide: ClassVar[bool] = True
    ranks: ClassVar[bool] = True

    # -- putting together --

    def build(self) -> None:
        self._asked: Question | None = None
        self._declare_acts()
        self._declare_line_acts()
        self._declare_history_acts()
        self.lists = TableView(self._list_columns(), key=lambda one: (one.title, one.holder), sortable=False)
        self.lists.setAccessibleName("Danh sách và số lượng tối đa")
        self.table = TableView(self._columns(), key=lambda one: one.key)
        self.table.setAccessibleName("Các đề nghị khen thưởng")
        self.passed = words("", "muted")
        self.panel = AwardPanel(self.session, self._line_acts)
        self.history = HonourList(self.session, [self._record, self._paste, self._file, self._ratings])
        self.prospects = ProspectList(self.session)
        self.catalogue = TableView(
            TITLE_COLUMNS, key=lambda one: (one.holder, one.rule.key), empty=self.session.worded(NO_TITLES)
        )
        self.catalogue.setAccessibleName("Danh mục danh hiệu, hình thức khen thưởng")
        self.views, self.tabs = QStackedWidget(), Tabs()
        self.body.addWidget(self.views)
        self.views.addWidget(self.tabs)
        self.tabs.addTab(self._proposals_tab(), "Đề nghị")
        self.tabs.addTab(self.history, "Lịch sử")
        self.tabs.addTab(self.prospects, "Năm sau đề nghị được gì")
        self.tabs.addTab(self.catalogue, "Danh mục")
        self.empty = EmptyState(NO_YEAR, [])
        self.views.addWidget(self.empty)
        self._connect()

    def _declare_acts(self) -> None:
        self._propose = self.add_act("Thêm đề nghị…", self.propose, "Ins", of_year=True)
        self._suggest = self.add_act(
            "Lập theo xếp hạng",
            self.suggest,
            tip="Đề nghị các đơn vị đủ điều kiện theo thứ hạng, trong số lượng tối đa",
            of_year=True,
        )
        self._submit = self.add_act("Ghi đã trình…", self.submit, of_year=True)
        self._approve = self.add_act("Ghi quyết định…", self.approve)
        self.add_act("Tính thử…", lambda: list_trial.open_for(self), "Ctrl+T", list_trial.TRY, writes=False)
        self._allot = self.add_act("Ghi số lượng được phân bổ…", self.allot, button=False, of_year=True)
        self._over = self.add_act("Ghi căn cứ vượt số lượng…", self.override_quota, button=False)
        self._choose = self.add_act("Ghi quyết định chọn ai…", self.choose_equals, button=False)
        self._price = self.add_act("Ghi quy định tính tiền thưởng…", lambda: self._ask(self._asked), button=False)
        self._cut = self.add_act(
            "Bớt cho đủ số lượng",
            self.cut,
            tip="Rút những đề nghị mà quy định hoặc quyết định đã ghi không chọn, kèm lý do",
            button=False,
            of_year=True,
        )

    def _declare_line_acts(self) -> None:
        self._edit = self.add_act("Sửa…", self.edit, "F2", button=False, of_year=True)
        self._tell = self.add_act("Ghi thông tin điều kiện…", self.tell, button=False)
        self._about = self.add_act("Ghi năm sinh, giới tính…", self.describe_person, button=False)
        self._text = self.add_act("Văn bản áp dụng cho hồ sơ…", self.say_text, button=False)
        self._settle = self.add_act("Ghi quyết định cho câu hỏi…", self.settle, button=False)
        self._vote = self.add_act("Ghi kết quả biểu quyết ngoài sổ…", self.record_vote, button=False)
        self._accept = self.add_act("Ghi căn cứ vẫn đề nghị…", self.accept, button=False)
        self._refuse = self.add_act("Không được khen…", self.refuse, button=False)
        self._withdraw = self.add_act("Rút đề nghị…", self.withdraw, button=False)
        self._back = self.add_act("Gỡ kết quả đã ghi", self.take_back, button=False)
        self._remove = self.add_act("Bỏ dòng ghi nhầm", self.remove, "Del", button=False, of_year=True)
        self._line_acts: tuple[QAction, ...] = (
            self._edit,
            self._tell,
            self._about,
            self._text,
            self._settle,
            self._vote,
            self._accept,
            self._refuse,
            self._withdraw,
            self._back,
            self._remove,
        )

    def _proposals_tab(self) -> QWidget:
        left, told = QWidget(), scrolling(self.passed, name="Ai không được chọn, còn vướng gì")
        fit(told, height=2.2)  # the table below stands still while another list is told
        self.links = {act: action_button(act) for act in (self._choose, self._cut, self._over, self._price)}
        for link in self.links.values():
            link.setObjectName("link")
        box = column(self.lists, told, row(*self.links.values(), None), self.table, spacing=6)
        box.setStretch(3, 1)
        box.setContentsMargins(0, 8, 8, 0)
        left.setLayout(box)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([776, 360])
        split.setChildrenCollapsible(False)
        return split

    def _connect(self) -> None:
        self.lists.chosen.connect(self.show_list)
        self.table.chosen.connect(self._show_line)
        self.table.opened.connect(lambda _row: self._edit.trigger())
        self.history.opened.connect(lambda _entry: self._mend.trigger())
        self.history.decide.connect(self._ask)
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())

    def _list_columns(self) -> tuple[Column, ...]:
        return (
            Column("Danh sách", award_words.named, width=0, strong=lambda one: bool(one.blockers)),
            Column("Đã đề nghị", award_words.used, width=15, tone=self._over_tone),
            Column("Cách tính", award_words.reckoned, width=36),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Danh hiệu, hình thức", award_words.title, width=27),
            Column("Tập thể, cá nhân", lambda one: award_words.who(self.session, one), width=0),
            Column("Điều kiện", self._judged, width=13, tone=self._judged_tone),
            Column("Tình trạng", lambda one: award_words.step(self.session, one), width=15),
            Column("Tiền thưởng", self._money, side="right", width=9, heading_tip="đồng"),
        )

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        known = book.years.find(year) is not None
        self.views.setCurrentIndex(0 if known else 1)
        for action in (self._propose, self._suggest, self._submit, self._approve):
            action.setEnabled(known and not self.session.read_only)
        self.tabs.setTabText(0, f"Đề nghị {self.session.called(year)}")
        self.tabs.setTabText(2, f"{self.session.called(year + 1, capital=True)} đề nghị được gì")
        self._results: dict[str, str] = {}
        self._amounts: dict[str, int] = {}
        self._tellable: dict[str, tuple[Clause, ...]] = {}
        self._open: dict[str, Question] = {}
        self._show_tab()

    def _show_tab(self) -> None:
        """Only what is looked at is read; the other tabs are read when somebody turns to them."""
        if self.session.book.years.find(self.session.year) is None:
            self.under.setText("")
            return
        here = self.tabs.currentIndex()
        if here == 0:
            self._show_proposals()
        elif here == 1:
            self.history.offer_units()
            self.history.refresh()
        elif here == 2:
            self.prospects.offer_units()
        else:
            self.catalogue.set_rows(self.session.book.awards.wordings(self.session.year))

    def _show_proposals(self) -> None:
        awards, year = self.session.book.awards, self.session.year
        lists, lines, prizes = awards.lists(year), awards.proposals(year), awards.prizes(year)
        judged = {one.key: awards.check(one.key) for one in lines}
        self._results = {key: one.result for key, one in judged.items()}
        self._tellable = {key: one.tellable for key, one in judged.items()}
        self._open = {key: one.questions[0] for key, one in judged.items() if one.questions}
        self._amounts = {one.proposal.key: one.amount for one in prizes.lines if one.paid and one.amount is not None}
        self.table.say_empty(self.session.worded(EMPTY if awards.catalogue(year) else NO_TITLES))
        total = f"{len([one for one in lines if one.live])} đề nghị"
        self._asked = prizes.questions[0] if prizes.questions else None
        self.under.setText(total + award_words.prizes(prizes))
        may = self._asked is not None and not self.session.read_only
        self._price.setEnabled(may)
        self.links[self._price].setVisible(may)
        self.lists.set_rows(lists)
        row_height = self.lists.verticalHeader().defaultSectionSize()
        self.lists.setFixedHeight(self.lists.horizontalHeader().height() + row_height * max(1, min(5, len(lists))) + 4)
        if lists and self.lists.current() is None:
            self.lists.selectRow(0)
        self.table.set_rows(lines)
        if lines and self.table.current() is None:
            self.table.selectRow(0)
        self.show_list(self.lists.current())
        self._show_line(self.table.current())

    def show_list(self, made: AwardList | None) -> None:
        """Who is passed over on the chosen list, and what hinders sending it."""
        said = [self.session.sentence(one) for one in made.blockers] if made else []
        for one in made.passed_over if made else ():
            rank = "" if one.rank is None else f" (thứ {one.rank})"
            said.append(f"Không chọn {self.session.names.unit(one.unit)}{rank}: {cited(one.reason)}.")
        said += award_words.ended(self.session, made)
        self.passed.setText("\n".join(said[:6]))
        may = made is not None and not self.session.read_only
        over = made is not None and any(quota.question for quota in made.quotas)
        asked = made is not None and made.question is not None
        cut = over and not asked and made is not None and made.holder != "collective" and bool(made.passed_over)
        for act, is_open in ((self._over, over), (self._choose, asked), (self._cut, cut)):
            act.setEnabled(may and is_open)
            self.links[act].setVisible(may and is_open)

    def _show_line(self, one: Proposal | None) -> None:
        may = one is not None and not self.session.read_only
        begun = may and one is not None and one.status == "proposed"
        closed = self.session.year_closed
        result = self._results.get(one.key, "") if one else ""
        open_to = {
            self._edit: begun,
            self._tell: begun and bool(self._tellable.get(one.key if one else "")),
            self._about: begun and one is not None and one.person is not None,
            self._text: begun and one is not None and bool(self.session.book.awards.texts(one)),
            self._settle: begun and one is not None and one.key in self._open,
            self._vote: begun and result == "unknown",
            self._accept: begun and result not in ("eligible", "no-rule"),
            self._refuse: begun,
            self._withdraw: begun,
            self._back: may and one is not None and one.status != "proposed" and (one.since or not closed),
            self._remove: begun and one is not None and not one.submitted_on,
        }
        for action, is_open in open_to.items():
            action.setVisible(is_open)
            action.setEnabled(is_open)
        self.panel.show_proposal(one)

    def show_subject(self, subject: Subject) -> bool:
        """Turn to the history of a unit, or to a proposal of the year."""
        if not isinstance(subject, RowOf):
            return False
        if subject.table == "proposal":
            self.tabs.setCurrentIndex(0)
            return self.table.select_key(subject.key)
        place = self.history.unit.findData(subject.key) if subject.table == "unit" else -1
        if place >= 0:
            self.tabs.setCurrentIndex(1)
            self.history.unit.setCurrentIndex(place)
        return place >= 0

    def _judged(self, one: Proposal) -> str:
        return labels.JUDGED[self._results.get(one.key, "unknown")]

    def _judged_tone(self, one: Proposal) -> str | None:
        return award_words.tone(self._results.get(one.key, "unknown"))

    def _over_tone(self, made: AwardList) -> str | None:
        return "bad" if any(quota.use.over for quota in made.quotas) else "warn" if made.cut else None

    def _money(self, one: Proposal) -> str:
        amount = self._amounts.get(one.key)
        return "" if amount is None else show_money(amount).removesuffix(" đồng")

    # -- acts on lists --

    def propose(self) -> None:
        from ui.awards.dialogs import ProposalDialog

        dialog = ProposalDialog(self.session, None, self)
        dialog.passed.connect(self.table.select_key)
        dialog.open()

    def suggest(self) -> None:
        """Put on the chosen list whom rank and conditions name."""
        made: AwardList | None = self.lists.current()
        if made is None:
            self.session.warn("Quy chế của năm chưa nêu số lượng được đề nghị. Thêm từng đề nghị.")
            return
        year = self.session.year
        new = self.session.value(lambda: self.session.book.awards.propose_suggested(year, made.title))
        if new:
            left = " ".join(award_words.ended(self.session, made))
            self.session.say(f"Đã đưa {len(new)} đơn vị vào danh sách {made.name}. {left}".rstrip())

    def submit(self) -> None:
        from ui.awards.dialogs import SubmitDialog

        if (made := self.lists.current()) is not None:
            SubmitDialog(self.session, made, self).open()

    def approve(self) -> None:
        """One decision for the selected lines not decided yet; with one or none selected, for all that were sent."""
        from ui.awards.dialogs import ApproveDialog

        chosen = [one for one in self.table.selected() if one.status == "proposed"]
        sent = [one for one in self.table.rows_model.rows if one.status == "proposed" and one.submitted_on]
        going = chosen if len(chosen) > 1 or not sent else sent
        if not going:
            self.session.warn("Không có đề nghị nào đang chờ quyết định.")
            return
        names = "\n".join(f"{award_words.who(self.session, one)}: {one.title_name}" for one in going)
        ApproveDialog(self.session, going, names, self).open()

    def allot(self) -> None:
        """Record how many of a title the bloc was allotted for the year."""
        from ui.awards.allotted import AllottedDialog

        made: AwardList | None = self.lists.current()
        AllottedDialog(self.session, (made.title, made.holder) if made else None, self).open()

    def override_quota(self) -> None:
        made: AwardList | None = self.lists.current()
        question = next((quota.question for quota in made.quotas if quota.question), None) if made else None
        self._ask(question)

    def choose_equals(self) -> None:
        """Say which of equals have a place, where the rules do not."""
        made: AwardList | None = self.lists.current()
        self._ask(made.question if made else None)

    def cut(self) -> None:
        """Withdraw those whom the rules or a recorded decision pass over."""
        made: AwardList | None = self.lists.current()
        if made is not None:
            awards, year = self.session.book.awards, self.session.year
            gone = self.session.value(lambda: awards.cut_to_quota(year, made.title, made.holder))
            if gone:
                self.session.say(f"Đã rút {gone} đề nghị {made.name}, lý do ghi ở từng dòng.")

    def _ask(self, question: Question | None) -> None:
        from ui.regulation.question import ask

        if question is not None:
            ask(self.session, question, self)

    # -- acts on a line --

    def edit(self) -> None:
        from ui.awards.dialogs import ProposalDialog

        if (one := self.table.current()) is not None:
            ProposalDialog(self.session, one, self).open()

    def tell(self) -> None:
        """Record what the conditions of the chosen line ask and the book cannot work out."""
        from ui.awards.findings import FindingsDialog

        if (one := self.table.current()) is not None:
            FindingsDialog(self.session, one, self._tellable[one.key], self).open()

    def describe_person(self) -> None:
        from ui.awards.findings import AboutPersonDialog

        one: Proposal | None = self.table.current()
        if one is not None and one.person is not None:
            AboutPersonDialog(self.session, one.person, self).open()

    def say_text(self) -> None:
        """By which text the dossier of the chosen line goes, where the law changed."""
        from ui.awards.dossier_text import DossierTextDialog

        if (one := self.table.current()) is not None:
            DossierTextDialog(self.session, one, self).open()

    def settle(self) -> None:
        """Answer what must be clear before the chosen line can be judged: which rule, whose record."""
        if (one := self.table.current()) is not None:
            self._ask(self._open.get(one.key))

    def record_vote(self) -> None:
        if (one := self.table.current()) is not None:
            self._ask(self.session.book.awards.vote_question(one.key))

    def accept(self) -> None:
        if (one := self.table.current()) is not None:
            self._ask(self.session.book.awards.accept_question(one.key))

    def refuse(self) -> None:
        self._end("Không được khen", lambda key, why, on: self.session.book.awards.refuse(key, why, on=on))

    def withdraw(self) -> None:
        self._end("Rút đề nghị", lambda key, why, on: self.session.book.awards.withdraw(key, why, on))

    def _end(self, title: str, verb: object) -> None:
        from ui.awards.dialogs import EndDialog

        one: Proposal | None = self.table.current()
        if one is not None:
            about = f"{award_words.who(self.session, one)}: {one.title_name}"
            key = one.key
            EndDialog(self.session, title, about, lambda why, on: verb(key, why, on), self).open()  # type: ignore[operator]  # one of two verbs

    def take_back(self) -> None:
        if (one := self.table.current()) is not None:
            self.session.take_away(lambda: self.session.book.awards.take_back(one.key))

    def remove(self) -> None:
        if (one := self.table.current()) is not None:
            self.session.take_away(lambda: self.session.book.awards.remove(one.key))
