"""Papers for one job: all of a meeting in the order they are needed, the blank ones a visiting team takes along, or
those of the year to choose from; each with its choices and a file name; none is made here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.catalogue import PAPERS, PaperKind

if TYPE_CHECKING:
    from models.book.book import Book

BEFORE = ("giay-moi-tung-noi", "chuong-trinh", "danh-sach-dai-bieu")
AFTER = ("bien-ban-hoi-nghi", "ket-luan")
BALLOT = ("phieu-bau", "phieu-kiem", "bien-ban-kiem-phieu", "trich-bien-ban")
OF: dict[str, tuple[str, ...]] = {
    "signing": ("gop-y", "dang-ky", "giao-uoc", "ke-hoach", "bien-ten", "khau-hieu"),
    "half-year": ("bao-cao-so-ket", "so-ket", "doi-chieu"),
    "officers": ("giay-nhac",),
    "scoring-team": ("phieu-cham", "phieu-linh-vuc", "bang-tong-hop", "doi-chieu", "bien-ban-tham-dinh"),
    "deliberation": ("ket-qua-nam", "bang-tong-hop", "bang-chi-tiet-a4", "xep-hang", "trich-ngang"),
    "closing": (
        "bao-cao-tong-ket",
        "ket-qua-nam",
        "bang-tong-hop",
        "bang-chi-tiet-a4",
        "xep-hang",
        "trich-ngang",
        "bien-ten",
        "khau-hieu",
    ),
    "council": ("bang-tong-hop", "xep-hang"),
    "other": (),
}
"""What a kind of meeting works on, beside invitation, list and minutes."""
VISIT = ("phieu-cham-trang", "bien-ban-kiem-tra-trang", "giay-bien-nhan")
"""What a team takes along to each unit, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class SetPaper:
    """One paper of the set: what is made, with which choices, and how its file is called (without extension)."""

    kind: PaperKind
    choices: tuple[tuple[str, str], ...]
    name: str

    def make(self, book: Book, year: int, *, word: bool = False) -> bytes:
        """The PDF, or the Word file where the paper has one; refusals as in `PaperKind.make`."""
        return self.kind.make(book, "docx" if word and self.kind.word else "pdf", year=year, **dict(self.choices))


def of_year(book: Book) -> tuple[SetPaper, ...]:
    """Every paper of the catalogue, made for all it can be made for, in the order of the year."""
    return tuple(SetPaper(kind, (), _name(book, number, kind)) for number, kind in enumerate(PAPERS, 1))


def of_visits(book: Book, year: int, team: str = "") -> tuple[SetPaper, ...]:
    """The blank papers a cross-check team takes along: the timetable, then unit by unit in the order of its visits; of
    a team without visits yet all units but its own, of no team every unit. Units that left are on none.
    """
    teams = book.teams.all(year)
    chosen = next((one for one in teams if one.key == team), None)
    there = [one for one in book.members.roster(year) if one.to_date is None]
    units = [one.key for one in there if chosen is None or one.key not in chosen.members]
    if chosen is not None and chosen.visits:
        units = [one.unit for one in chosen.visits if one.unit in {each.key for each in there}]
    kinds, called = {kind.key: kind for kind in PAPERS}, {one.key: one.unit for one in there}
    papers = [("kiem-tra-cheo", "")] if teams else []
    papers += [(key, unit) for unit in units for key in VISIT]
    made = []
    for number, (key, unit) in enumerate(papers, 1):
        name = _name(book, number, kinds[key])
        name += f", {book.members.called(called[unit], year)}" if unit else ""
        made.append(SetPaper(kinds[key], (("unit", unit),) if unit else (), name))
    return tuple(made)


def _name(book: Book, number: int, kind: PaperKind) -> str:
    """A file's name, the paper called as the bloc calls it: `41 Danh bạ cụm`."""
    return f"{number:02d} {book.settings.terms.call(kind.title)}"


def of_meeting(book: Book, year: int, meeting: str) -> tuple[SetPaper, ...]:
    """The papers of a meeting in order, numbered in their names; ballots only where one is held. Units that left are on
    none: a paper of all units leaves them out. Refusals of `meetings.get`."""
    held = book.meetings.get(meeting)
    keys = (*BEFORE, *OF.get(held.kind, ()), *(BALLOT if book.ballots.of(meeting) else ()), *AFTER)
    kinds = {kind.key: kind for kind in PAPERS}
    made = []
    for number, key in enumerate(keys, 1):
        kind = kinds[key]
        choices = (("meeting", meeting),) if "meeting" in kind.needs else ()
        made.append(SetPaper(kind, choices, _name(book, number, kind)))
    return tuple(made)
