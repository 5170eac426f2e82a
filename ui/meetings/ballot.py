"""Chuẩn bị bỏ phiếu: what is voted on, who stands on the paper, by which rule, who counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot, Candidate
from models.book.regulation import titles
from models.book.regulation.sources import cited
from models.rules.place.regulation import Rule
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList, SpinBox, choice
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.meetings import candidates as offers
from ui.meetings.dialogs import text_box, written
from ui.words import labels

NAME = Qt.ItemDataRole.UserRole + 1
"""The name as the paper prints it; what stands beside it in the list helps to choose."""
NAMED = "Đánh dấu tên trên phiếu; cá nhân lấy từ đề nghị khen thưởng và đăng ký danh hiệu."
UNNAMED = "Danh hiệu chưa có tên trong danh mục"
NO_NAMES = (
    "Danh mục khen thưởng chưa có tên của danh hiệu mà quy định nhắc tới. Mở trang Quy chế, quy định, bấm “Chọn quy "
    "định có sẵn…”, chọn bộ có danh mục và “Dùng thêm bên cạnh quy định của năm”."
)
USUAL = {
    "award": "Suy tôn đề nghị tặng {award}",
    "tie": "Chọn {seats} trong {many} đơn vị bằng điểm để xếp thứ hạng trên",
    "head": "Giới thiệu đơn vị {head} năm {next}",
    "deputy": "Giới thiệu đơn vị {deputy} năm {next}",
    "other": "",
}


class BallotDialog(FormDialog):
    """Prepares a ballot, or one not counted yet anew."""

    def __init__(
        self, session: Session, meeting: str, ballot: Ballot | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Chuẩn bị bỏ phiếu", self._prepare, parent, session=session)
        self._session, self._meeting, self._ballot = session, meeting, ballot
        self.purpose = choice(
            {key: session.worded(name) for key, name in labels.BALLOT_PURPOSES.items()},
            ballot.purpose if ballot else "award",
        )
        self.award = QComboBox()
        self.unnamed: set[str] = set()
        self._offer_awards()
        self.way = choice(labels.BALLOT_WAYS, ballot.way if ballot else "acclaim")
        self.name = NameField(ballot.title if ballot else "")
        self.names = OpenList()
        fit(self.names, least_height=8)
        self.people: dict[str, Candidate] = {}
        self.seats = SpinBox()
        self.seats.setRange(1, 30)
        fit(self.seats, most_width=8)
        self.seats.setValue(ballot.seats if ballot else 1)
        self.rule = QComboBox()
        self.rule.setPlaceholderText("Chọn tỷ lệ cần đạt")
        before = session.book.ballots.of(meeting)  # who counted before counts again, until somebody says otherwise
        board = ballot.tellers if ballot else before[-1].tellers if before else ()
        self.tellers = text_box("\n".join(one.name for one in board), 3.5)
        self._by_hand = False
        self._offer_names()
        self._lay_out()
        self.purpose.activated.connect(lambda _place: self._turn())
        self.way.activated.connect(lambda _place: self._follow())
        self.award.activated.connect(lambda _place: self._follow())
        self._follow()
        self.names.itemChanged.connect(lambda _item: self._hand_ticked())
        if ballot is not None:
            self._choose_rule(ballot.rule)
        roomy(self, 106, 33)

    def _lay_out(self) -> None:
        words = self._session.book.settings.terms
        self.add("&Việc", self.purpose)
        self.add("&Danh hiệu, hình thức", self.award)
        self.strange = self.say(NO_NAMES, "warn")
        self.add("&Loại phiếu", self.way)
        self.add("&Nội dung ghi trên phiếu", self.name)
        self.add("&Tên trên phiếu", self.names, NAMED)
        self.add("&Số được chọn", self.seats)
        self.add("Tỷ lệ &cần đạt", self.rule)
        self.add(
            "{board}",
            self.tellers,
            "Mỗi người một dòng, {leader} ghi trước; ít nhất 3 người.",
            board=words.tellers,
            leader=words.tellers_leader,
        )

    def _offer_awards(self) -> None:
        """Awards the year's rules name, by their scope."""
        book, year = self._session.book, self._session.year
        votes = [
            rule
            for rule in book.regulations.rules(year)
            if rule.kind == "vote/1" and str(rule.scope).startswith("award:")
        ]
        cites = {str(rule.scope).removeprefix("award:"): rule.cite for rule in votes}
        listed = [title.key for title in titles.all_of(book.regulations.rules(year))]
        kept = self._ballot.award if self._ballot else None
        named = titles.names((*book.awards.of(year).titles, *titles.known(book)))
        for key in dict.fromkeys([*cites, *listed, *([kept] if kept else [])]):
            name = named.get(key, "")
            if not name:  # a key nobody has named is no name to show or print
                self.unnamed.add(key)
                name = f"{UNNAMED} ({cited(cites[key])})" if key in cites else UNNAMED
            self.award.addItem(name, key)
        if kept:
            self.award.setCurrentIndex(self.award.findData(kept))

    def _offer_names(self) -> None:
        chosen = {one.key for one in self._ballot.candidates} if self._ballot else set()
        listed = offers.offered(self._session, self._meeting)
        units = {one.unit: one.name for one in listed}
        self._places = {one.unit: one.place for one in listed}
        extra = {one.key: one.name for one in self._ballot.candidates if one.key not in units} if self._ballot else {}
        for key, name in (units | extra).items():
            self._list(key, name, key in chosen)

    def _list(self, key: str, name: str, ticked: bool = False) -> None:
        item = QListWidgetItem(name, self.names)
        item.setToolTip(name)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setData(NAME, name)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _offer_people(self, award: str | None) -> None:
        """Below the units the people and households proposed or registered for that award, and nobody else's."""
        book, year = self._session.book, self._session.year
        named: dict[str, tuple[str, str, str | None, str | None]] = {}
        for one in book.awards.proposals(year) if award else ():
            if one.live and one.name and one.title == award:
                named[one.who] = (one.name, one.unit, one.person, one.household)
        for line in book.registration.titles(year) if award else ():
            who = line.person or line.household
            if who and line.title == award:
                named.setdefault(who, (line.name, line.unit, line.person, line.household))
        for key in [key for key in self.people if key not in named]:
            del self.people[key]
            self.names.takeItem(self.keys_shown().index(key))
        listed = self.keys_shown()
        for key, (name, unit, person, home) in named.items():
            if key not in listed:
                self.people[key] = Candidate(key, f"{name}, {self._session.names.unit(unit)}", unit, person, home)
                self._list(key, self.people[key].name)

    def _tell_beside(self, award: str | None) -> None:
        """Beside each unit its rank, points and whether it registered the award; the paper prints the name alone."""
        year = self._session.book.meetings.get(self._meeting).year
        for place in range(self.names.count()):
            item = self.names.item(place)
            key = item.data(Qt.ItemDataRole.UserRole)
            if key in self._places:
                said = offers.registered(self._session, year, key, award)
                item.setText(" · ".join(one for one in (item.data(NAME), self._places[key], said) if one))
                item.setToolTip(item.text())

    def _tick_proposed(self, award: str | None) -> None:
        """On a new paper for an award, the units proposed for it, until somebody has ticked otherwise."""
        if self._ballot is not None or self._by_hand or award is None:
            return
        proposed = [one for one in self._session.book.awards.proposals(self._session.year) if one.title == award]
        self.tick(tuple(one.unit for one in proposed if one.live and one.holder == "collective"))

    def _hand_ticked(self) -> None:
        """Somebody has ticked a name: from now on nothing is ticked for them."""
        self._by_hand = True

    def keys_shown(self) -> list[str]:
        return [self.names.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self.names.count())]

    def _turn(self) -> None:
        """The usual way of that purpose; equals of the ranking are ticked at once."""
        purpose = self.purpose.currentData()
        self.way.setCurrentIndex(self.way.findData("acclaim" if purpose == "award" else "elect"))
        if purpose == "tie":
            groups = self._session.book.ballots.results.tied(self._session.year)
            self.tick(groups[0] if groups else ())
        self._follow()

    def part(self, units: tuple[str, ...]) -> None:
        """Ask for the order of these equals."""
        self.purpose.setCurrentIndex(self.purpose.findData("tie"))
        self._turn()
        self.tick(units)
        self._follow()

    def tick(self, keys: tuple[str, ...]) -> None:
        for place in range(self.names.count()):
            item = self.names.item(place)
            ticked = item.data(Qt.ItemDataRole.UserRole) in keys
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _follow(self) -> None:
        purpose, way = self.purpose.currentData(), self.way.currentData()
        self.fields.setRowVisible(self.award, purpose == "award")
        self.fields.setRowVisible(self.strange, purpose == "award" and bool(self.unnamed))
        self.fields.setRowVisible(self.seats, way == "elect")
        ballots, words = self._session.book.ballots, self._session.book.settings.terms
        award = self.award.currentData() if purpose == "award" else None
        self.names.blockSignals(True)
        self._offer_people(award)
        self._tell_beside(award)
        self._tick_proposed(award)
        self.names.blockSignals(False)
        fitting = ballots.rule_for(self._meeting, way, purpose, award)
        self.rule.clear()
        for name, rule in ballots.rules(self._meeting, way).items():
            self.rule.addItem(f"{vote_words.rule(rule.spec, words)} ({cited(rule.cite)}{self._meant_for(rule)})", name)
        self._choose_rule(fitting)
        self._suggest()

    def _meant_for(self, rule: Rule) -> str:
        """The award whose votes a rule is about: rules of several awards often say and cite the same."""
        place = self.award.findData(str(rule.scope).removeprefix("award:")) if rule.scope else -1
        return f"; {self.award.itemText(place)}" if place >= 0 else ""

    def _choose_rule(self, wanted: Rule | None) -> None:
        """That rule where it is offered; else nothing, so that somebody chooses."""
        offered = self._session.book.ballots.rules(self._meeting, self.way.currentData())
        said = (wanted.cite, wanted.scope, wanted.spec) if wanted else None
        same = [name for name, rule in offered.items() if (rule.cite, rule.scope, rule.spec) == said]
        self.rule.setCurrentIndex(self.rule.findData(same[0]) if same else -1)

    def _suggest(self) -> None:
        words, year = self._session.book.settings.terms, self._session.year
        facts = {
            "award": self.award.currentText(),
            "seats": vote_words.number(self.seats.value()),
            "many": vote_words.number(len(self.ticked())),
            "head": words.head,
            "deputy": words.deputy,
        }
        years = {"next": year + 1}
        worded = self._session.book.years.worded
        usual = {key: worded(template, years).format(**facts) for key, template in USUAL.items()}
        now = self.name.value()
        if not now or now == getattr(self, "_suggested", None):
            strange = self.purpose.currentData() == "award" and self.award.currentData() in self.unnamed
            self._suggested = "" if strange else usual[self.purpose.currentData()]
            self.name.setText(self._suggested)

    def ticked(self) -> list[tuple[str, str]]:
        items = [self.names.item(place) for place in range(self.names.count())]
        return [
            (item.data(Qt.ItemDataRole.UserRole), item.data(NAME))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _prepare(self) -> object:
        units = {one.key for one in self._session.book.meetings.attendance.members(self._meeting)}
        known = self.people | ({one.key: one for one in self._ballot.candidates} if self._ballot else {})
        candidates: list[str | Candidate] = [
            key if key in units else known.get(key, Candidate(key, name)) for key, name in self.ticked()
        ]
        purpose = self.purpose.currentData()
        return self._session.book.ballots.prepare(
            self._meeting,
            self.way.currentData(),
            self.name.value(),
            candidates,
            purpose=purpose,
            award=self.award.currentData() if purpose == "award" else None,
            seats=self.seats.value() if self.way.currentData() == "elect" else 1,
            tellers=written(self.tellers).splitlines(),
            rule=self.rule.currentData(),
            key=self._ballot.key if self._ballot else None,
        )
