"""Dialogs on proposals: propose or mend, send a list, record a decision, end a line with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from models.book.awards.awards import HIGHEST
from models.book.awards.rows import MINUTES, AwardList, Proposal
from models.book.base.asked import Field
from models.rules.errors import BadInput
from models.rules.number import text as words_of
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import NameField, NumberField, usual_day
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.kit.text_area import TextArea
from ui.words import labels

NEW_PERSON, NEW_HOME, HOME = "\n", "\n\n", "\t"
"""Stand in the box of people for "somebody not listed", "a household not listed", and before a household's key."""


def read_years(text: str) -> tuple[int, ...]:
    """Years typed as "2024, 2025" or "2024-2025"; BadInput `honour.year_bad` for a word that is none,
    `honour.years_backwards`."""
    found: set[int] = set()
    for word in re.split(r"[,;\s]+", text.replace("–", "-").strip()):
        span = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", word)
        if not word:
            continue
        if span is None:
            raise BadInput("honour.year_bad", year=word)
        first, last = int(span[1]), int(span[2] or span[1])
        if last < first:
            raise BadInput("honour.years_backwards", text=word)
        found |= set(range(first, last + 1))
    return tuple(sorted(found))


class UnitAndPerson:
    """Two boxes: a unit of the year, and one of its people or households, somebody new, or the collective."""

    def __init__(self, session: Session, every_unit: bool = False) -> None:
        self.session = session
        self.unit = QComboBox()
        self._offer_units(every_unit)
        self.person = QComboBox()
        self.name = NameField()
        self.post = NameField()
        self.unit.currentIndexChanged.connect(self._offer)
        self.person.currentIndexChanged.connect(self._follow)
        self._offer()

    def _offer_units(self, every_unit: bool) -> None:
        book, year = self.session.book, self.session.year
        if every_unit:
            for unit in book.members.units():
                self.unit.addItem(unit.name, unit.key)
            return
        here = False
        for member in book.members.roster(year):
            left = "" if member.member_on(f"{year}-12-31") else self.session.worded(" (đã ra khỏi khối)")
            self.unit.addItem(book.members.called(member.unit, year) + left, member.key)
            if not left and not here:
                here = True
                self.unit.setCurrentIndex(self.unit.count() - 1)

    def _offer(self) -> None:
        book, unit = self.session.book, self.unit.currentData()
        self.person.clear()
        self.person.addItem("Tập thể đơn vị", None)
        for one in book.history.people_of(unit) if unit else ():
            self.person.addItem(f"{one.name}, {one.title}" if one.title else one.name, one.person)
        for home in book.households.of(unit) if unit else ():
            self.person.addItem(f"{home.name}, {home.address}" if home.address else home.name, HOME + home.key)
        self.person.addItem("Người khác…", NEW_PERSON)
        self.person.addItem("Hộ gia đình khác…", NEW_HOME)
        self._follow()

    def _follow(self) -> None:
        new, home = self.person.currentData() in (NEW_PERSON, NEW_HOME), self.holder == "household"
        for field in (self.name, self.post):
            field.setEnabled(new)
        self.name.setPlaceholderText("chủ hộ" if home else "họ và tên; người mới được thêm vào đơn vị")
        self.post.setPlaceholderText("địa chỉ: thôn, tổ dân phố" if home else "chức vụ")

    @property
    def holder(self) -> str:
        """Whom the line is for: "collective", "individual" or "household"."""
        chosen = self.person.currentData()
        if chosen is None:
            return "collective"
        return "household" if chosen == NEW_HOME or chosen.startswith(HOME) else "individual"

    def choose(self, unit: str, person: str | None, household: str | None = None) -> None:
        """Show a unit and a person or household (the collective when None)."""
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))
        who = HOME + household if household else person
        self.person.setCurrentIndex(max(0, self.person.findData(who)) if who else 0)

    def who(self) -> tuple[str, str | None, str | None]:
        """Keys of the unit, the person and the household; a new person or household comes into being."""
        unit, chosen = self.unit.currentData(), self.person.currentData()
        if unit is None:
            raise BadInput("honour.no_holder")
        book = self.session.book
        if chosen == NEW_PERSON:
            return unit, book.history.person(unit, self.name.value(), title=self.post.value()), None
        if chosen == NEW_HOME:
            return unit, None, book.households.find(unit, self.name.value(), self.post.value() or None)
        if self.holder == "household":
            return unit, None, chosen.removeprefix(HOME)
        return unit, chosen, None


NOT_OFFERED = "{title} (danh mục không còn cho đơn vị này)"
"""A recorded title that the year's catalogue does not offer to the unit any more."""


class ProposalDialog(FormDialog):
    """Propose a unit, a person or a household, or mend a line not decided yet."""

    def __init__(self, session: Session, proposal: Proposal | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            "Đề nghị khen thưởng" if proposal is None else "Sửa đề nghị", self._save, parent, session=session
        )
        self._proposal = proposal
        self.who = UnitAndPerson(session)
        self.title = QComboBox()
        self.title.setEditable(False)
        self.title.setPlaceholderText("danh mục của năm chưa có")
        self.award_name = NameField()
        self.other = NameField(placeholder="tên danh hiệu theo văn bản của ngành")
        self.route = QComboBox()
        self.years = NameField(placeholder="để trống là theo quy định, ví dụ 2024, 2025")
        self.coefficient = NumberField(low=Fraction(0), high=Fraction(HIGHEST))
        self.opinion = TextArea()
        fit(self.opinion, most_height=2)
        self.opinion.setTabChangesFocus(True)
        self.minutes = QCheckBox("Hồ sơ gửi trước, chờ biên bản hội nghị")
        self.note = NameField()
        self.although = NameField(placeholder="văn bản, ý kiến của cấp có thẩm quyền")
        self._lay_out()
        self.who.unit.currentIndexChanged.connect(self._offer_routes)
        self.who.unit.currentIndexChanged.connect(self._offer_titles)
        self.title.currentIndexChanged.connect(self._follow_title)
        self.who.person.currentIndexChanged.connect(self._offer_titles)
        self.route.currentIndexChanged.connect(self._follow_route)
        if proposal is not None:
            self.who.choose(proposal.unit, proposal.person, proposal.household)
        self._offer_routes()
        self._offer_titles()
        if proposal is not None:
            self._show(proposal)
        roomy(self, 80, 29)

    def _lay_out(self) -> None:
        self.add("Đơn &vị", self.who.unit)
        self.add("Đề nghị ch&o", self.who.person)
        self.add("&Họ và tên", self.who.name)
        self.add("&Chức vụ, địa chỉ", self.who.post)
        self.add("Căn cứ vẫn đề n&ghị", self.although)
        self.add("&Danh hiệu, hình thức", self.title)
        self.add("&Tên ghi trên bằng", self.award_name)
        self.add("Đề &nghị", self.route)
        self.add("Danh hiệu của ngành", self.other)
        self.add("Thành tích các năm", self.years)
        self.add("Hệ &số tiền thưởng", self.coefficient, "Để trống là theo danh mục của năm.")
        self.add("Ý &kiến chủ quản", self.opinion, "Ý kiến của cơ quan ngành dọc cấp trên, nếu có.")
        self.add("", self.minutes)
        self.add("Gh&i chú", self.note)

    def _offer_titles(self) -> None:
        kept = self.title.currentData()
        holder, unit = self.who.holder, self.who.unit.currentData()
        records = self.session.book.members.forerunners(unit) if unit else ()
        self.title.clear()
        for one in self.session.book.awards.catalogue(self.session.year):
            if one.holder == holder and one.is_for(records):
                self.title.addItem(one.name, one.key)
        self._keep_title()
        self.title.setCurrentIndex(max(0, self.title.findData(kept)) if self.title.count() else -1)

    def _keep_title(self) -> None:
        """The recorded title of a line stays to be chosen, marked, where this unit may no longer be proposed for it."""
        one = self._proposal
        if one is not None and not self._is_other(one) and self.title.findData(one.title) < 0:
            name = self.session.book.awards.of(self.session.year).name(one.title)
            self.title.addItem(NOT_OFFERED.format(title=name), one.title)

    def _is_other(self, proposal: Proposal) -> bool:
        """Whether its title is the sector's own, in words that no catalogue has."""
        listed = self.session.book.awards.catalogue(self.session.year)
        return proposal.route == "sector" and proposal.title not in {one.key for one in listed}

    def _offer_routes(self) -> None:
        """An agency of a central sector must choose; others go through the province unless said otherwise."""
        unit = self.who.unit.currentData()
        asks = self._proposal is None and bool(unit)
        self.fields.setRowVisible(
            self.although, asks and self.session.book.awards.of(self.session.year).left(unit) is not None
        )
        vertical = unit is not None and self.session.book.members.unit(unit).kind == "central_vertical"
        self.route.clear()
        if vertical:
            self.route.addItem("Chọn: qua tỉnh hay qua ngành", None)
        for key, label in labels.ROUTES.items():
            self.route.addItem(label, key)
        self._follow_route()
        self._suggest_name()

    def _suggest_name(self) -> None:
        """Show the name an award would carry where none is written."""
        unit, name = self.who.unit.currentData(), self._proposal.name if self._proposal else ""
        said = self.session.book.awards.award_name_of(unit, self.session.year, name) if unit else ""
        self.award_name.setPlaceholderText(said)

    def _follow_title(self) -> None:
        """What a ministry gives its own agencies goes by way of the sector unless somebody says otherwise."""
        chosen, holder = self.title.currentData(), self.who.holder
        listed = self.session.book.awards.catalogue(self.session.year)
        sector = any(one.units for one in listed if (one.key, one.holder) == (chosen, holder))
        if sector and self.route.count() and self.route.currentData() is None:
            self.route.setCurrentIndex(self.route.findData("sector"))

    def _follow_route(self) -> None:
        self.other.setEnabled(self.route.currentData() == "sector")

    def _show(self, proposal: Proposal) -> None:
        for box in (self.who.unit, self.who.person):
            box.setEnabled(False)
        self.route.setCurrentIndex(max(0, self.route.findData(proposal.route)))
        self.title.setCurrentIndex(max(0, self.title.findData(proposal.title)))
        if self._is_other(proposal):
            self.other.setText(proposal.title)
        self.award_name.setText(proposal.award_name or "")
        self.years.setText(", ".join(map(str, proposal.years)))
        self.coefficient.set_value(proposal.coefficient)
        self.opinion.setPlainText(proposal.opinion or "")
        self.minutes.setChecked(proposal.waits_for == MINUTES)
        self.note.setText(proposal.note or "")

    def _save(self) -> object:
        book = self.session.book
        route = self.route.currentData()
        sector = self.other.value() if route == "sector" else ""
        title = sector or self.title.currentData() or ""
        if not title and not self.title.count() and route != "sector":
            raise BadInput("award.no_catalogue")
        if not title:
            raise BadInput("award.no_title")
        coefficient = self.coefficient.value()
        said = {
            "route": route,
            "years": read_years(self.years.text()) or None,
            "coefficient": coefficient if isinstance(coefficient, Fraction) else None,
            "opinion": words_of.clean(self.opinion.toPlainText()).strip() or None,
            "waits_for": MINUTES if self.minutes.isChecked() else None,
            "note": self.note.value() or None,
            "award_name": self.award_name.value() or None,
        }
        if self._proposal is not None:
            book.awards.describe(self._proposal.key, title=title, **{**said, "route": route or "province"})
            return self._proposal.key
        year, names = self.session.year, self.session.names
        facts = {"year": year, "title": book.awards.of(year).name(title)}
        with book.act("propose", facts) as told:  # one step with the person or household it makes
            unit, person, home = self.who.who()
            told |= {"unit": unit, "who": names.unit(person or home or unit)}
            said |= {"household": home, "although": self.although.value() or None}
            return book.awards.propose(year, title, unit, person, **said)


NOTHING_TO_SEND = (
    "Danh sách này chưa có đề nghị nào để trình. Bấm “Lập theo xếp hạng” hoặc “Thêm đề nghị…” trước; đề nghị đã trình "
    "rồi thì không ghi lại."
)


class SubmitDialog(AskDialog):
    """Closes a list and records the day it was sent; what hinders is said before anything is written."""

    def __init__(self, session: Session, made: AwardList, parent: QWidget | None = None) -> None:
        going = [one for one in made.proposals if one.status == "proposed" and not one.submitted_on]
        told = [(f"{made.name} ({labels.HOLDERS[made.holder].lower()}): {len(going)} đề nghị", "section")]
        told += [(session.sentence(blocker), "bad") for blocker in made.blockers]
        if not going:
            told.append((NOTHING_TO_SEND, "bad"))

        def write(said: dict[str, Any]) -> object:
            return session.book.awards.submit(session.year, made.title, made.holder, said["on"])

        fields = (Field("on", "date", ("&Ngày trình",), needed=True),)
        given = {"on": usual_day(session)}
        super().__init__(session, "Ghi đã trình", fields, write, given=given, parent=parent, told=told)
        self.first.setEnabled(bool(going))


APPROVAL = (
    Field("number", "text", ("&Số quyết định",), needed=True, example="ví dụ: 176/QĐ-UBND"),
    Field("on", "date", ("&Ngày",), needed=True, hint="Tiền thưởng tính theo mức lương cơ sở ngày này."),
    Field("by", "text", ("&Cấp quyết định",), example="để trống là theo danh mục, ví dụ Chủ tịch UBND tỉnh"),
)


class ApproveDialog(AskDialog):
    """One decision for the chosen lines, or for everything that was sent."""

    def __init__(self, session: Session, chosen: Sequence[Proposal], names: str, parent: QWidget | None = None) -> None:
        def write(said: dict[str, Any]) -> None:
            session.book.awards.approve([one.key for one in chosen], said["number"], said["on"], said.get("by"))

        title, told = "Ghi quyết định khen thưởng", ((names, "section"),)
        super().__init__(session, title, APPROVAL, write, parent=parent, told=told)


class EndDialog(AskDialog):
    """A line that is not granted, or taken back by the bloc, with its reason."""

    def __init__(
        self,
        session: Session,
        title: str,
        about: str,
        verb: Callable[[str, str | None], object],
        parent: QWidget | None = None,
    ) -> None:
        def write(said: dict[str, Any]) -> object:
            return verb(said.get("reason", ""), said.get("on"))

        fields = (Field("reason", "long", ("&Lý do",)), Field("on", "date", ("&Ngày",)))
        given, told = {"on": usual_day(session)}, ((about, "section"),)
        super().__init__(session, title, fields, write, given=given, parent=parent, told=told)
