"""The part of a meeting that holds its secret ballots: what is voted on, the one result, what is still open.

Counting and wording are dialogs; nothing is counted here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot, BallotResult
from models.book.meetings.meetings import Meeting
from models.book.regulation.sources import cited
from models.rules.act.balloting import Outcome, letter
from models.rules.errors import RuleViolation
from models.rules.number.subjects import PaperOf
from ui.base.button_row import ButtonRow
from ui.base.layout import column, words
from ui.base.page import Page
from ui.kit.reason_dialog import ReasonDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.count import Act, CountDialog, SettleDialog
from ui.meetings.part import MeetingPart
from ui.words import labels

NO_BALLOT = "Hội nghị này chưa có nội dung bỏ phiếu. Nếu chỉ biểu quyết giơ tay thì ghi ở phần Biểu quyết."
NO_VOTE = "Họp trù bị không biểu quyết, không bỏ phiếu."
DROP = "Người đếm không làm tiếp thì bỏ lần đếm thứ hai và ghi lý do: kết quả chốt lần đầu được giữ."
NO_CAUSE = "Lượt trước nay cho kết quả khác nên lượt này không còn căn cứ."
PAPERS = (("In phiếu…", "phieu-bau"), ("Phiếu kiểm…", "phieu-kiem"), ("Biên bản kiểm phiếu…", "bien-ban-kiem-phieu"))


class BallotsTab(MeetingPart):
    """The ballots of one meeting."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._build()

    def _build(self) -> None:
        self._prepare = self._act("Chuẩn bị bỏ phiếu…", self.prepare)
        self._count = self._act("Kết quả kiểm phiếu…", self.count)
        self._round = self._act("Bỏ phiếu lượt tiếp", self.second_round)
        self._again = self._act("Đếm lần hai…", self.recount, tip="Người khác đếm lại mà không thấy số lần một")
        self._drop = self._act("Bỏ nội dung này", self.remove_ballot)
        self._papers = tuple(self._print(text, paper) for text, paper in PAPERS)
        self.ballots = TableView(
            (
                Column("Nội dung", lambda one: one.title, width=0, tip=lambda one: one.title),
                Column("Lượt", lambda one: str(one.round), side="center", width=6),
                Column("Loại phiếu", lambda one: labels.BALLOT_WAYS[one.way].split(" (")[0], width=26),
                Column("Tình trạng", self._ballot_state, width=24),
            ),
            key=lambda one: one.key,
            sortable=False,
        )
        self.ballots.setAccessibleName("Các nội dung bỏ phiếu")
        self.outcomes = TableView(
            (
                Column("Tên", _name, width=0, tip=_name),
                Column("Tại hội nghị", lambda one: str(one[0].in_room), side="right", width=12),
                Column("Văn bản", lambda one: "gộp" if one[2] else str(one[0].written or ""), side="right", width=9),
                Column("Kết quả", lambda one: vote_words.votes(one[0], self.session.book.settings.terms), width=32),
                Column(
                    "",
                    lambda one: vote_words.verdict(one[1], one[0]),
                    width=14,
                    tone=lambda one: "good" if one[0].candidate in one[1].chosen else "warn",
                    strong=lambda _one: True,
                ),
            ),
            key=lambda one: one[0].candidate,
            sortable=False,
        )
        self.outcomes.setAccessibleName("Kết quả kiểm phiếu")
        self.ballot_words = words("")
        self.ballot_open = words("", "warn")
        lower = QWidget()
        lower.setLayout(column(self.ballot_words, self.outcomes, self.ballot_open, spacing=6))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.ballots)
        split.addWidget(lower)
        split.setChildrenCollapsible(False)
        split.setSizes([190, 260])
        acts = (self._prepare, self._count, self._round, self._again, self._drop)
        self._lay_out(acts, split, ButtonRow(self._papers))
        self.ballots.chosen.connect(lambda _one: self._show_ballot())
        self.ballots.opened.connect(lambda _one: self.open_ballot())

    def show_short(self) -> None:
        """Keep to the columns that matter while a meeting goes on: the names need the room."""
        self.ballots.setColumnHidden(2, True)
        for place in (1, 2):
            self.outcomes.setColumnHidden(place, True)

    # -- showing --

    def show_meeting(self, meeting: Meeting | None) -> None:
        """Show the ballots of a meeting as they are now."""
        super().show_meeting(meeting)
        may = meeting is not None and meeting.may_vote and not self.session.read_only
        self._prepare.setEnabled(may)
        self.ballots.set_rows(self.session.book.ballots.of(meeting.key) if meeting else ())
        if self.ballots.current() is None and self.ballots.rows_model.rowCount():
            self.ballots.selectRow(0)
        self._show_ballot()

    def _ballot_state(self, one: Ballot) -> str:
        if self.session.book.ballots.recount.open(one.key):
            return "Đang đếm lần hai"
        if not one.counted:
            return "Đã chuẩn bị"
        return "Đã chốt, có sửa" if one.corrected else "Đã chốt kết quả"

    def _show_ballot(self) -> None:
        ballot: Ballot | None = self.ballots.current()
        book, may = self.session.book, not self.session.read_only
        result = book.ballots.result(ballot.key) if ballot else None
        counted = ballot is not None and ballot.counted
        later = book.ballots.rounds.next_of(ballot.key) if ballot else None
        may_change = may and ballot is not None and not (later and later.counted)
        self._count.setEnabled(may_change)
        self._count.setText("Sửa kết quả…" if counted else "Kết quả kiểm phiếu…")
        self._round.setEnabled(may and result is not None and result.next == "second-ballot" and later is None)
        self._again.setEnabled(may_change)
        self._drop.setEnabled(may and ballot is not None and not counted)
        for act in self._papers:
            act.setEnabled(ballot is not None)
        record = ballot.count.record if ballot is not None and ballot.count is not None else None
        joint = record is not None and letter(record) == "joint"
        self.outcomes.set_rows([(one, result, joint) for one in result.outcomes] if result else ())
        self.outcomes.setVisible(bool(result and result.outcomes))
        self.ballot_words.setText(self._ballot_words(ballot))
        told = self._ballot_open(ballot, result)
        self.ballot_open.setText(told)
        self.ballot_open.setVisible(bool(told))

    def _ballot_words(self, ballot: Ballot | None) -> str:
        if ballot is None:
            return NO_BALLOT if self.meeting is None or self.meeting.may_vote else NO_VOTE
        terms = self.session.book.settings.terms
        names = ", ".join(one.name for one in ballot.candidates)
        limit = f"{vote_words.rule(ballot.rule.spec, terms)} ({cited(ballot.rule.cite)})"
        seats = f"Chọn {ballot.seats} trong {len(ballot.candidates)}: " if ballot.way == "elect" else ""
        voters = self.session.book.ballots.voters(ballot.key)
        issued = "" if ballot.counted else f" Số phiếu phát ra: {voters}."
        return f"{seats}{names}. Tỷ lệ cần đạt: {limit}.{issued}"

    def _ballot_open(self, ballot: Ballot | None, result: BallotResult | None) -> str:
        if ballot is None:
            return ""
        if ballot.masked:
            return "Anh/chị đang đếm lần hai nên chưa thấy số lần một. Bấm “Đếm lần hai…” để ghi."
        terms = self.session.book.settings.terms
        told = [vote_words.chosen(result), vote_words.outlook(result, terms)] if result else []
        later = self.session.book.ballots.rounds.next_of(ballot.key)
        if later is not None:
            state = "đã chốt kết quả nên lượt này không sửa được nữa" if later.counted else "đã chuẩn bị"
            told.append(f"Lượt {later.round} {state}.")
        told += [] if self.session.book.ballots.rounds.caused(ballot) else [NO_CAUSE]
        told += [vote_words.LETTERS[letter(ballot.count.record)] if ballot.count else ""]
        told += [f"Đã sửa kết quả; lý do: {ballot.corrected}." if ballot.corrected else ""]
        if ballot.purpose in ("head", "deputy") and result and result.chosen:
            told.append(f"Ghi nhiệm kỳ ở mục {terms.head}, luân phiên: “Ghi theo gợi ý…”.")
        return " ".join(part for part in told if part)

    # -- acts --

    def print_paper(self, paper: str) -> None:
        """Show the paper of the chosen ballot at "Văn bản"."""
        ballot: Ballot | None = self.ballots.current()
        if ballot is not None:
            self.session.go("papers", PaperOf(paper, meeting=ballot.meeting, ballot=ballot.key))

    def prepare(self) -> None:
        if self.meeting is not None:
            from ui.meetings.ballot import BallotDialog

            BallotDialog(self.session, self.meeting.key, parent=self).open()

    def open_ballot(self) -> None:
        """A prepared ballot is worded anew, a counted one corrected."""
        ballot: Ballot | None = self.ballots.current()
        if self.session.locked:
            return
        if ballot is not None and not ballot.counted:
            from ui.meetings.ballot import BallotDialog

            BallotDialog(self.session, ballot.meeting, ballot, self).open()
        elif self._count.isEnabled():
            self.count()

    def count(self) -> None:
        ballot: Ballot | None = self.ballots.current()
        if ballot is None:
            return
        act: Act = "correct" if ballot.counted else "record"
        CountDialog(self.session, ballot, act, parent=self).open()

    def second_round(self) -> None:
        if (ballot := self.ballots.current()) is not None:
            new = self.session.value(lambda: self.session.book.ballots.second_round(ballot.key))
            if new is not None:
                self.ballots.select_key(new)

    def remove_ballot(self) -> None:
        if (ballot := self.ballots.current()) is not None:
            self.session.take_away(lambda: self.session.book.ballots.remove(ballot.key))

    def recount(self) -> None:
        """Begin, write or settle the second count, whichever is next, as the person at the keyboard."""
        ballot: Ballot | None = self.ballots.current()
        if ballot is None:
            return
        recount, by = self.session.book.ballots.recount, self.session.book.people.current.key
        found = recount.of(ballot.key)
        if found is None and not self.session.act(lambda: recount.begin(ballot.key, by)):
            return
        found = recount.of(ballot.key)
        if found is not None and found.state == "counting" and found.by == by:
            CountDialog(self.session, ballot, "recount", by, self).open()
        elif found is not None and found.state == "complete" and ballot.counted and not ballot.masked:
            SettleDialog(self.session, ballot, recount.differences(ballot.key), self).open()
        elif found is not None and found.state == "settled":
            self.session.say("Lần đếm thứ hai đã đối chiếu xong.")
        elif found is not None and found.state == "complete" and found.by == by:
            self.session.say("Lần đếm thứ hai đã ghi; chốt kết quả lần đầu xong thì bấm lại để đối chiếu.")
        elif found is not None:
            self.drop_recount(ballot, found.by)

    def drop_recount(self, ballot: Ballot, by: str) -> None:
        """Another's second count is under way: it goes on, or is given up with a reason."""
        told = self.session.sentence(RuleViolation("recount.begun", by=by, title=ballot.title))
        recount = self.session.book.ballots.recount
        ReasonDialog(
            self.session,
            "Bỏ lần đếm thứ hai",
            f"{told} {DROP}",
            "Bỏ lần đếm này",
            lambda reason: recount.drop(ballot.key, reason),
            self,
        ).open()


def _name(one: tuple[Outcome, BallotResult, bool]) -> str:
    return one[1].ballot.name(one[0].candidate)
