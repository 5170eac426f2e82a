"""The papers of the program: one list for the window, for `main.py print` and for the walk through the practice bloc.

Each entry gathers content from the book, composes the document and renders it. ReportLab loads with the first paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.citations import Doubt


@dataclass(frozen=True, slots=True)
class Choice:
    """What a paper is made for: always a year; unit, step, period and the paper's date where its `needs` name them."""

    year: int
    unit: str | None = None
    stage: str | None = None
    period: str = "nam"
    date: str = ""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: `key` for the command line, `title` for people, `needs` the choices it takes, all of them optional.

    `make(book, year=…, unit=…, stage=…, period=…, date=…)` gives the PDF.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    draw: Callable[[Book, Choice], bytes]

    def make(self, book: Book, *, year: int, **choice: str) -> bytes:
        """The PDF. Refusals: BadInput `paper.choice_not_taken` (facts: `paper`, `choice`), RuleViolation
        `score.not_member`, `score.unknown_stage`, those of the book's readings, `paper.missing_glyph`.
        """
        for name in sorted(set(choice) - set(self.needs)):
            raise BadInput("paper.choice_not_taken", paper=self.title, choice=name)
        wanted = Choice(year, **choice)
        if wanted.unit is not None and all(member.key != wanted.unit for member in book.members.roster(year)):
            raise RuleViolation("score.not_member", year=year, unit=wanted.unit)
        if wanted.stage is not None:
            book.scores.stage_row(year, wanted.stage)
        return self.draw(book, wanted)

    def make_checked(self, book: Book, *, year: int, **choice: str) -> tuple[bytes, tuple[Doubt, ...]]:
        """The PDF, and the citations in it that do not hold on the paper's day (an undated paper's: the year's last).

        Refusals as in `make`.
        """
        from printing.fonts import heard

        with heard() as texts:
            made = self.make(book, year=year, **choice)
        return made, book.citations.in_texts(year, texts, choice.get("date") or f"{year}-12-31")


def _sheets(blank: bool) -> Callable[[Book, Choice], bytes]:
    def draw(book: Book, choice: Choice) -> bytes:
        from printing import sheets
        from printing.content import score_sheet as content
        from printing.documents import score_sheet as document

        units = (choice.unit,) if choice.unit else None
        found = content.gather(book, choice.year, units, blank=blank, period=choice.period, date=choice.date)
        return sheets.render(document.compose(found), f"Phiếu chấm điểm thi đua năm {choice.year}")

    return draw


def _by_groups(book: Book, choice: Choice) -> bytes:
    from printing import grid
    from printing.content import summary as content
    from printing.documents import summary as document

    found = content.gather(book, choice.year, choice.stage, period=choice.period, date=choice.date)
    return grid.render_all([document.by_groups(one) for one in found], f"Bảng tổng hợp điểm năm {choice.year}")


def _in_detail(paper: Literal["A4", "A3"]) -> Callable[[Book, Choice], bytes]:
    def draw(book: Book, choice: Choice) -> bytes:
        from printing import grid
        from printing.content import summary as content
        from printing.documents import summary as document

        found = content.gather(book, choice.year, choice.stage, period=choice.period, date=choice.date)
        tables = [(document.in_detail(one, paper),) for one in found]
        return grid.render_all(tables, f"Bảng tổng hợp điểm chi tiết năm {choice.year}")

    return draw


def _ranking(book: Book, choice: Choice) -> bytes:
    from printing import pdf
    from printing.content import ranking as content
    from printing.documents import ranking as document

    return pdf.render(document.compose(content.gather(book, choice.year, choice.stage, date=choice.date)))


def _differences(book: Book, choice: Choice) -> bytes:
    from printing import pdf
    from printing.content import differences as content
    from printing.documents import differences as document

    units = (choice.unit,) if choice.unit else ()
    found = content.gather(book, choice.year, units, period=choice.period, date=choice.date)
    return pdf.render(document.compose(found))


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("phieu-cham-trang", "Phiếu chấm điểm để trống", ("unit", "period", "date"), _sheets(blank=True)),
    PaperKind("phieu-cham", "Phiếu chấm điểm đã ghi điểm", ("unit", "period", "date"), _sheets(blank=False)),
    PaperKind("bang-tong-hop", "Bảng tổng hợp điểm theo nhóm (A4 đứng)", ("stage", "period", "date"), _by_groups),
    PaperKind(
        "bang-chi-tiet-a4", "Bảng tổng hợp điểm chi tiết (A4 ngang)", ("stage", "period", "date"), _in_detail("A4")
    ),
    PaperKind(
        "bang-chi-tiet-a3", "Bảng tổng hợp điểm chi tiết (A3 ngang)", ("stage", "period", "date"), _in_detail("A3")
    ),
    PaperKind("xep-hang", "Kết quả xếp hạng, xếp loại và lý do phân định", ("stage", "date"), _ranking),
    PaperKind("doi-chieu", "Bảng đối chiếu điểm giữa các bước chấm", ("unit", "period", "date"), _differences),
)
