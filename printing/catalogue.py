"""The papers of the program: one list for the window, for `main.py print` and for the walk through the practice bloc.

Each entry gathers content from the book and composes its blocks; a renderer makes the PDF or the Word file of them.
ReportLab and python-docx load with the first paper that needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.rules.errors import BadInput, RuleViolation
from printing.blocks import Ballots, Composed, Running, SheetSet, WideSet

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.regulation.citations import Doubt


Form = Literal["pdf", "docx"]
WHOLE_YEAR = "nam"
CHOICES = {
    "unit": "đơn vị",
    "stage": "bước chấm",
    "period": "kỳ",
    "date": "ngày",
    "meeting": "hội nghị",
    "ballot": "nội dung bỏ phiếu",
    "slips": "số phiếu một tờ",
}
"""What each choice of a paper is called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a paper is made for: always a year; the rest where its `needs` name them. `meeting` and `ballot` are keys,
    `slips` how many ballots stand on a sheet.
    """

    year: int
    unit: str | None = None
    stage: str | None = None
    period: str = WHOLE_YEAR
    date: str = ""
    meeting: str | None = None
    ballot: str | None = None
    slips: str = "2"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: `key` for the command line, `title` for people, `needs` the choices it takes, all of them optional.

    `composed(book, year=…, unit=…, …)` gives its blocks, `make(…, form="docx")` the file.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    compose: Callable[[Book, Choice], Composed]
    registered: bool = False
    """One a year, whose number and day the register of papers keeps."""
    word: bool = True
    """Whether it is also made as a Word file; ballots are not."""

    def composed(self, book: Book, *, year: int, **choice: str) -> Composed:
        """The blocks; every paper takes the whole year as its period, those of sheets as all periods in turn. Refusals:
        BadInput `paper.choice_not_taken`
        (facts: `paper`, `choice`), RuleViolation `score.not_member`, `score.unknown_stage`, `score.unknown_period`,
        `paper.nobody` (the year has no unit it could be made for), those of the book's readings.
        """
        if "period" not in self.needs and choice.get("period") == WHOLE_YEAR:
            del choice["period"]  # said, and what such a paper is made for anyway
        for name in sorted(set(choice) - set(self.needs)):
            raise BadInput("paper.choice_not_taken", paper=self.title, choice=CHOICES[name])
        wanted = Choice(year, **choice)
        if wanted.period != WHOLE_YEAR and all(wanted.period != one.key for one in book.years.periods(year)):
            raise RuleViolation("score.unknown_period", year=year, period=wanted.period)
        if wanted.unit is not None and all(member.key != wanted.unit for member in book.members.roster(year)):
            raise RuleViolation("score.not_member", year=year, unit=wanted.unit)
        if wanted.stage is not None:
            book.scores.stage_row(year, wanted.stage)
        made = self.compose(book, wanted)
        if not _said(made):
            raise RuleViolation("paper.nobody", paper=self.title, year=year)
        return made

    def make(self, book: Book, form: Form = "pdf", *, year: int, **choice: str) -> bytes:
        """The PDF or the Word file. Refusals: those of `composed`, `paper.no_word`, `paper.missing_glyph`,
        `paper.text_too_long`.
        """
        if form == "docx" and not self.word:
            raise BadInput("paper.no_word", paper=self.title)
        made = self.composed(book, year=year, **choice)
        if form == "docx":
            from printing.word import file

            return file.render(made)
        return as_pdf(made)

    def make_checked(self, book: Book, *, year: int, **choice: str) -> tuple[bytes, tuple[Doubt, ...]]:
        """The PDF, and the citations in it that do not hold on the paper's day: the one typed, else that of the act it
        records (signing, meeting), else today within the year.

        Refusals as in `make`.
        """
        from printing.content.reading import dated
        from printing.fonts import heard

        with heard() as texts, dated() as days:
            made = as_pdf(self.composed(book, year=year, **choice))
        today = min(max(book.today(), f"{year}-01-01"), f"{year}-12-31")
        return made, book.citations.in_texts(year, texts, choice.get("date") or max(days, default=today))


def _said(made: Composed) -> bool:
    """True where there is anything to print: a sheet, a table, a document."""
    match made:
        case Running(documents):
            return bool(documents)
        case SheetSet(given):
            return bool(given)
        case WideSet(tables):
            return bool(tables)
        case Ballots(given):
            return bool(given)


def as_pdf(made: Composed) -> bytes:
    """The PDF of a composed paper."""
    match made:
        case Running(documents):
            from printing import pdf

            return pdf.render_all(documents)
        case SheetSet(given, title):
            from printing import sheets

            return sheets.render(given, title)
        case WideSet(tables, title):
            from printing import grid

            return grid.render_all(tables, title)
        case Ballots(given):
            from printing import slips

            return slips.render_all(given)


# --- what each paper is composed of -----------------------------------------------------------------------------------


def _periods(book: Book, choice: Choice) -> tuple[str, ...]:
    """The period asked for, or every one of the year in order."""
    every = tuple(one.key for one in book.years.periods(choice.year))
    return every if choice.period == WHOLE_YEAR and every else (choice.period,)


def _ranking(book: Book, choice: Choice) -> Composed:
    from printing.content import ranking as content
    from printing.documents import ranking as document

    found = content.gather(book, choice.year, choice.stage, period=choice.period, date=choice.date)
    return Running((document.compose(found),))


def _sheets(blank: bool) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import score_sheet as content
        from printing.documents import score_sheet as document

        units = (choice.unit,) if choice.unit else None
        found = tuple(
            sheet
            for period in _periods(book, choice)
            for sheet in content.gather(book, choice.year, units, blank=blank, period=period, date=choice.date)
        )
        return SheetSet(document.compose(found), f"Phiếu chấm điểm thi đua năm {choice.year}")

    return compose


def _by_groups(book: Book, choice: Choice) -> Composed:
    from printing.content import summary as content
    from printing.documents import summary as document

    found = [
        one
        for period in _periods(book, choice)
        for one in content.gather(book, choice.year, choice.stage, period=period, date=choice.date)
    ]
    return WideSet(tuple(document.by_groups(one) for one in found), f"Bảng tổng hợp điểm năm {choice.year}")


def _in_detail(paper: Literal["A4", "A3"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import summary as content
        from printing.documents import summary as document

        found = [
            one
            for period in _periods(book, choice)
            for one in content.gather(book, choice.year, choice.stage, period=period, date=choice.date)
        ]
        tables = tuple((document.in_detail(one, paper),) for one in found)
        return WideSet(tables, f"Bảng tổng hợp điểm chi tiết năm {choice.year}")

    return compose


def _differences(book: Book, choice: Choice) -> Composed:
    from printing.content import differences as content
    from printing.documents import differences as document

    units = (choice.unit,) if choice.unit else ()
    found = [
        content.gather(book, choice.year, units, period=period, date=choice.date) for period in _periods(book, choice)
    ]
    return Running(tuple(document.compose(one) for one in found))


def _of_meeting(part: Literal["invitation", "attendance_list", "minutes"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import meetings as content
        from printing.documents import meetings as document

        found = getattr(content, part)(book, choice.year, choice.meeting, date=choice.date)
        return Running((getattr(document, part)(found),))

    return compose


def _ballot_papers(book: Book, choice: Choice) -> Composed:
    from printing.content import ballots as content
    from printing.documents import ballots as document

    chosen = content.picked(book, choice.year, choice.meeting, choice.ballot)
    per_sheet = int(choice.slips)
    made = (document.paper(content.paper(book, one, date=choice.date), per_sheet=per_sheet) for one in chosen)
    return Ballots(tuple(made))


def _of_ballot(part: Literal["tally_sheet", "minutes"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import ballots as content
        from printing.documents import ballots as document

        chosen = content.picked(book, choice.year, choice.meeting, choice.ballot)
        found = [getattr(content, part)(book, one, date=choice.date) for one in chosen]
        return Running(tuple(getattr(document, part)(one) for one in found))

    return compose


def _listing(module: str, name: str, **said: bool) -> Callable[[Book, Choice], Composed]:
    """A paper of tables whose content `printing.content.<module>.<name>` gathers."""
    return _one(module, "listing", name, "", **said)


def _one(
    module: str, document: str, name: str = "gather", takes: str = "", **said: bool
) -> Callable[[Book, Choice], Composed]:
    """A paper of one document: `content.<module>.<name>` gathered, with the choice it `takes`, and composed."""

    def compose(book: Book, choice: Choice) -> Composed:
        from importlib import import_module

        gather = getattr(import_module(f"printing.content.{module}"), name)
        wanted = (getattr(choice, takes),) if takes else ()
        found = gather(book, choice.year, *wanted, date=choice.date, **said)
        return Running((import_module(f"printing.documents.{document}").compose(found),))

    return compose


def _scorers(book: Book, choice: Choice) -> Composed:
    from printing.content import scorer_sheet as content
    from printing.documents import scorer_sheet as document

    found = content.gather(book, choice.year, choice.stage, date=choice.date)
    return WideSet(tuple((document.compose(one),) for one in found), f"Phiếu chấm điểm theo lĩnh vực năm {choice.year}")


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
    PaperKind(
        "xep-hang",
        "Kết quả xếp hạng, xếp loại và lý do phân định",
        ("stage", "period", "date"),
        _ranking,
    ),
    PaperKind("giay-nhac", "Giấy nhắc đơn vị chưa gửi", ("unit", "date"), _one("reminder", "reminder", takes="unit")),
    PaperKind("doi-chieu", "Bảng đối chiếu điểm giữa các bước chấm", ("unit", "period", "date"), _differences),
    PaperKind("giay-moi", "Giấy mời họp", ("meeting", "date"), _of_meeting("invitation")),
    PaperKind("danh-sach-dai-bieu", "Danh sách đại biểu để ký", ("meeting", "date"), _of_meeting("attendance_list")),
    PaperKind(
        "phieu-bau", "Phiếu suy tôn, phiếu bầu", ("meeting", "ballot", "slips", "date"), _ballot_papers, word=False
    ),
    PaperKind("phieu-kiem", "Phiếu kiểm (ô vuông năm nét)", ("meeting", "ballot", "date"), _of_ballot("tally_sheet")),
    PaperKind("bien-ban-kiem-phieu", "Biên bản kiểm phiếu", ("meeting", "ballot", "date"), _of_ballot("minutes")),
    PaperKind("bien-ban-hoi-nghi", "Biên bản hội nghị", ("meeting", "date"), _of_meeting("minutes")),
    PaperKind("dang-ky", "Bảng tổng hợp đăng ký thi đua", ("date",), _listing("registration", "gather")),
    PaperKind("giao-uoc", "Giao ước thi đua", ("date",), _one("registration", "pledge", "gather_pledge")),
    PaperKind("gop-y", "Bảng tổng hợp, tiếp thu ý kiến góp ý", ("date",), _listing("following", "gather_comments")),
    PaperKind(
        "so-ket", "Biểu tổng hợp kết quả 6 tháng đầu năm", ("date",), _listing("following", "gather_review", half=True)
    ),
    PaperKind(
        "ket-qua-nam", "Biểu tổng hợp kết quả cả năm", ("date",), _listing("following", "gather_review", half=False)
    ),
    PaperKind("thu-chi", "Bảng thu, chi đóng góp hoạt động chung", ("date",), _listing("following", "gather_fund")),
    PaperKind("kiem-tra-cheo", "Lịch kiểm tra chéo", ("date",), _listing("following", "gather_teams")),
    PaperKind(
        "to-trinh-truong-khoi",
        "Tờ trình đề nghị công nhận Trưởng khối, Phó Trưởng khối",
        ("date",),
        _one("leadership", "leadership"),
        True,
    ),
    PaperKind("to-trinh-khen", "Tờ trình đề nghị khen thưởng", ("date",), _one("awards", "awards"), True),
    PaperKind("trich-ngang", "Danh sách trích ngang đề nghị khen thưởng", ("date",), _listing("awards", "particulars")),
    PaperKind("tong-hop-nam", "Biểu tổng hợp xếp loại, khen thưởng năm", ("date",), _listing("statistics", "gather")),
    PaperKind("phieu-linh-vuc", "Phiếu chấm điểm theo lĩnh vực", ("stage", "date"), _scorers),
    PaperKind("bien-ban-ban-giao", "Biên bản bàn giao", ("date",), _one("handover", "handover")),
)
