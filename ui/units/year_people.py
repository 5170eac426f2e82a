"""Người của khối: who supervises the bloc in a year and who speaks for the standing body, as papers invite and name
them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.rules.number.text import clean
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea

ROLES = {"supervising-leader": "Lãnh đạo &phụ trách khối", "standing-body": "Cơ quan &thường trực"}
BETWEEN = ";"
HINT = "Mỗi dòng một người: họ và tên; chức vụ."


class YearPeopleDialog(FormDialog):
    """One line a person, name and title with a semicolon between."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        names = {"year": session.called()}
        super().__init__("Người của khối {year}", self._write, parent, session=session, names=names)
        self.lines: dict[str, TextArea] = {}
        for role, label in ROLES.items():
            people = session.book.years.roles(session.year, role)
            told = (f"{BETWEEN} ".join(filter(None, (one.name, one.title))) for one in people)
            self.lines[role] = TextArea("\n".join(told))
            self.lines[role].setTabChangesFocus(True)
            fit(self.lines[role], least_height=3)
            self.add(label, self.lines[role], HINT)
        self.say("Tên ở đây được mời và ghi trong giấy mời, biên bản của năm.", "muted")
        roomy(self, 90, 20)

    def _people(self, role: str) -> list[tuple[str, str | None]]:
        found = []
        for line in self.lines[role].toPlainText().splitlines():
            name, _sign, title = clean(line).partition(BETWEEN)
            if name.strip():
                found.append((name.strip(), title.strip() or None))
        return found

    def _write(self) -> None:
        """Only a role that is another than in the book is written. Refusals of `years.set_roles`."""
        years, year = self.session.book.years, self.session.year
        for role in ROLES:
            people = self._people(role)
            if people != [(one.name, one.title) for one in years.roles(year, role)]:
                years.set_roles(year, role, people)
