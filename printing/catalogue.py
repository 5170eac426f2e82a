"""The papers of the program: one list for the window, for `main.py print` and for the walk through the practice bloc.

Each entry gathers content from the book and composes its blocks; a renderer makes the PDF or the Word file of them.
ReportLab and python-docx load with the first paper that needs them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from models.rules.errors import BadInput, RuleViolation
from printing import composing
from printing.blocks import Ballots, Composed, Running, SheetSet, WideSet
from printing.composing import WHOLE_YEAR, Choice
from printing.edited import with_texts

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.regulation.citations import Doubt
    from models.book.reporting.papers import Paper
    from printing.edited import Wording


Form = Literal["pdf", "docx"]
CHOICES = {
    "unit": "đơn vị",
    "stage": "bước chấm",
    "period": "kỳ",
    "date": "ngày",
    "meeting": "hội nghị",
    "ballot": "nội dung bỏ phiếu",
    "circulation": "lần lấy ý kiến",
    "slips": "số phiếu một tờ",
    "page": "khổ giấy",
}
"""What each choice of a paper is called."""


def is_ready() -> bool:
    """Whether what every paper is made with was imported in this sitting."""
    return "printing.pdf" in sys.modules


def getting_ready() -> Iterator[None]:
    """Import it in steps, for whoever does other things in between: at once it holds a window for a third of a
    second."""
    from printing import fonts

    yield
    import reportlab.platypus  # noqa: F401  # half of what the last step stands on

    yield
    fonts.register()
    yield
    from printing.content import score_sheet  # noqa: F401  # the first of the list is a sheet
    from printing.documents import score_sheet as _  # noqa: F401

    yield
    import printing.sheets  # noqa: F401

    yield
    import printing.pdf  # noqa: F401


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: `key` for the command line, `title` for people, `needs` the choices it takes, all of them optional.

    `composed(book, year=…, unit=…, …)` gives its blocks, `make(…, form="docx")` the file.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    compose: Callable[[Book, Choice], Composed]
    word: bool = True
    """Whether it is also made as a Word file and stands in the register; ballots are and do not."""
    several: bool = False
    """Whether it can be made for some of the units."""
    by_rows: bool = False
    """Whether the figures of a row are alike, not those of a column: a row asks for one figure of all units."""

    def composed(self, book: Book, *, year: int, **choice: str) -> Composed:
        """The blocks; every paper takes the whole year as its period, those of sheets as all periods in turn. Refusals:
        BadInput `paper.choice_not_taken`
        (facts: `paper`, `choice`), `paper.page_unknown`, RuleViolation `score.not_member`, `score.unknown_stage`,
        `score.unknown_period`,
        `paper.nobody` (the year has no unit it could be made for), those of the book's readings.
        """
        if "period" not in self.needs and choice.get("period") == WHOLE_YEAR:
            del choice["period"]  # said, and what such a paper is made for anyway
        for name in sorted(set(choice) - set(self.needs)):
            raise BadInput("paper.choice_not_taken", paper=self.title, choice=CHOICES[name])
        wanted = Choice(year, **choice)
        if wanted.page not in composing.PAGES:
            raise BadInput("paper.page_unknown", value=wanted.page, known=", ".join(filter(None, composing.PAGES)))
        if wanted.period != WHOLE_YEAR and all(wanted.period != one.key for one in book.years.periods(year)):
            raise RuleViolation("score.unknown_period", year=year, period=wanted.period)
        known = {member.key for member in book.members.roster(year)} if wanted.unit is not None else set()
        for unit in wanted.units if self.several else filter(None, [wanted.unit]):
            if unit not in known:
                raise RuleViolation("score.not_member", year=year, unit=unit)
        if wanted.stage is not None:
            book.scores.stage_row(year, wanted.stage)
        kept = book.papers.made_for(self.key, year, wanted.entered)
        return with_texts(self._worded(book, wanted, kept), kept.texts) if kept else self._worded(book, wanted, None)

    def _worded(self, book: Book, wanted: Choice, kept: Paper | None) -> Composed:
        """The program's own wording, going out as the entry of the register `kept`."""
        from printing.content.reading import standing_for
        from printing.documents.citing import named, own_articles
        from printing.documents.decimals import alike

        day = wanted.date or (kept.date if kept else None) or ""
        with standing_for(kept):
            made = alike(self.compose(book, replace(wanted, date=day)), self.by_rows)
        if not _said(made):
            raise RuleViolation("paper.nobody", paper=self.title, year=wanted.year)
        return named(made, own_articles(book, wanted.year))

    def entry(self, book: Book, *, year: int, **choice: str) -> Paper | None:
        """The entry of the register that stands for the paper with these choices."""
        return book.papers.made_for(self.key, year, Choice(year, **choice).entered)

    def wordings(self, book: Book, *, year: int, **choice: str) -> tuple[tuple[Wording, ...], tuple[str, ...]]:
        """Each paragraph with the program's words and what is kept for it, and kept texts that lost their paragraph.

        Refusals of `composed`.
        """
        from printing.edited import homeless, wordings

        kept = self.entry(book, year=year, **choice)
        made = self._worded(book, Choice(year, **choice), kept)
        texts = kept.texts if kept else {}
        return wordings(made, texts), homeless(made, texts)

    def make(self, book: Book, form: Form = "pdf", *, year: int, **choice: str) -> bytes:
        """The PDF or the Word file. Refusals: those of `composed`, `paper.no_word`, `paper.missing_glyph`,
        `paper.text_too_long`.
        """
        if form == "docx" and not self.word:
            raise BadInput("paper.no_word", paper=self.title)
        return as_file(self.composed(book, year=year, **choice), form)

    def make_checked(
        self, book: Book, *, year: int, **choice: str
    ) -> Generator[None, None, tuple[bytes, tuple[Doubt, ...]]]:
        """The PDF, and the citations in it that do not hold on the paper's day: the one typed, else that of the act it
        records (signing, meeting), else today within the year. It rests once, between composing and laying out, for
        whoever has something else to do.

        Refusals as in `make`.
        """
        from printing.content.reading import dated
        from printing.fonts import heard

        with heard() as texts, dated() as days:
            made = self.composed(book, year=year, **choice)
        yield
        with heard() as laid_out:
            pdf = as_pdf(made)
        today = min(max(book.today(), f"{year}-01-01"), f"{year}-12-31")
        day = choice.get("date") or max(days, default=today)
        return pdf, book.citations.in_texts(year, [*texts, *laid_out], day)


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


def as_file(made: Composed, form: Form = "pdf") -> bytes:
    """The PDF or the Word file of a composed paper."""
    if form == "docx":
        from printing.word import file

        return file.render(made)
    return as_pdf(made)


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


PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        "phieu-cham-trang",
        "Phiếu chấm điểm để trống",
        ("unit", "stage", "period", "date", "page"),
        composing.sheets(blank=True),
        several=True,
    ),
    PaperKind(
        "phieu-cham",
        "Phiếu chấm điểm đã ghi điểm",
        ("unit", "stage", "period", "date", "page"),
        composing.sheets(blank=False),
        several=True,
    ),
    PaperKind(
        "bang-tong-hop", "Bảng tổng hợp điểm theo nhóm (A4 đứng)", ("stage", "period", "date"), composing.by_groups
    ),
    PaperKind(
        "bang-chi-tiet-a4",
        "Bảng tổng hợp điểm chi tiết (A4 ngang)",
        ("stage", "period", "date"),
        composing.in_detail("A4"),
    ),
    PaperKind(
        "bang-chi-tiet-a3",
        "Bảng tổng hợp điểm chi tiết (A3 ngang)",
        ("stage", "period", "date"),
        composing.in_detail("A3"),
    ),
    PaperKind(
        "xep-hang",
        "Kết quả xếp hạng, xếp loại và lý do phân định",
        ("stage", "period", "date"),
        composing.ranking,
    ),
    PaperKind(
        "giay-nhac",
        "Giấy nhắc đơn vị chưa gửi",
        ("unit", "date"),
        composing.one("reminder", "reminder", "paper", takes="unit"),
    ),
    PaperKind("doi-chieu", "Bảng đối chiếu điểm giữa các bước chấm", ("unit", "period", "date"), composing.differences),
    PaperKind("giay-moi", "Giấy mời họp", ("meeting", "date"), composing.of_meeting("invitation")),
    PaperKind(
        "danh-sach-dai-bieu", "Danh sách đại biểu để ký", ("meeting", "date"), composing.of_meeting("attendance_list")
    ),
    PaperKind(
        "phieu-bau",
        "Phiếu suy tôn, phiếu bầu",
        ("meeting", "ballot", "slips", "date"),
        composing.ballot_papers,
        word=False,
    ),
    PaperKind(
        "phieu-kiem", "Phiếu kiểm (ô vuông năm nét)", ("meeting", "ballot", "date"), composing.of_ballot("tally_sheet")
    ),
    PaperKind(
        "bien-ban-kiem-phieu", "Biên bản kiểm phiếu", ("meeting", "ballot", "date"), composing.of_ballot("minutes")
    ),
    PaperKind("bien-ban-hoi-nghi", "Biên bản hội nghị", ("meeting", "date"), composing.of_meeting("minutes")),
    PaperKind(
        "phieu-lay-y-kien",
        "Phiếu lấy ý kiến bằng văn bản",
        ("circulation", "date"),
        composing.letters("circulation", "slips", "circulation"),
    ),
    PaperKind(
        "bien-ban-lay-y-kien",
        "Biên bản tổng hợp ý kiến bằng văn bản",
        ("circulation", "date"),
        composing.letters("circulation", "minutes", "circulation"),
    ),
    PaperKind("dang-ky", "Bảng tổng hợp đăng ký thi đua", ("date",), composing.listing("registration", "gather")),
    PaperKind("giao-uoc", "Giao ước thi đua", ("date",), composing.one("registration", "pledge", "gather_pledge")),
    PaperKind(
        "gop-y", "Bảng tổng hợp, tiếp thu ý kiến góp ý", ("date",), composing.listing("following", "gather_comments")
    ),
    PaperKind(
        "kien-nghi",
        "Bảng theo dõi giải quyết kiến nghị",
        ("date",),
        composing.listing("following", "gather_complaints"),
    ),
    PaperKind(
        "so-ket",
        "Biểu tổng hợp kết quả 6 tháng đầu năm",
        ("date",),
        composing.listing("following", "gather_review", half=True),
    ),
    PaperKind(
        "ket-qua-nam",
        "Biểu tổng hợp kết quả cả năm",
        ("date",),
        composing.listing("following", "gather_review", half=False),
    ),
    PaperKind(
        "thu-chi", "Bảng thu, chi đóng góp hoạt động chung", ("date",), composing.listing("following", "gather_fund")
    ),
    PaperKind("kiem-tra-cheo", "Lịch kiểm tra chéo", ("date",), composing.listing("following", "gather_teams")),
    PaperKind(
        "to-trinh-truong-khoi",
        "Tờ trình đề nghị công nhận Trưởng khối, Phó Trưởng khối",
        ("date",),
        composing.one("leadership", "leadership"),
    ),
    PaperKind("to-trinh-khen", "Tờ trình đề nghị khen thưởng", ("date",), composing.one("awards", "awards")),
    PaperKind(
        "trich-ngang",
        "Danh sách trích ngang đề nghị khen thưởng",
        ("date",),
        composing.listing("awards", "particulars"),
    ),
    PaperKind(
        "tong-hop-nam", "Biểu tổng hợp xếp loại, khen thưởng năm", ("date",), composing.listing("statistics", "gather")
    ),
    PaperKind(
        "phieu-linh-vuc",
        "Phiếu chấm điểm theo lĩnh vực",
        ("stage", "period", "date"),
        composing.scorers,
        by_rows=True,
    ),
    PaperKind("bien-ban-ban-giao", "Biên bản bàn giao", ("date",), composing.one("handover", "handover")),
    PaperKind(
        "giao-nhan-so", "Danh sách các lần giao nhận sổ", ("date",), composing.listing("handover", "custody_chain")
    ),
    PaperKind(
        "giay-moi-tung-noi",
        "Giấy mời từng nơi nhận",
        ("meeting", "date"),
        composing.letters("notices", "invitations", "meeting"),
    ),
    PaperKind(
        "chuong-trinh",
        "Chương trình hội nghị",
        ("meeting", "date"),
        composing.letters("notices", "programme", "meeting"),
    ),
    PaperKind(
        "ket-luan",
        "Thông báo kết luận hội nghị",
        ("meeting", "date"),
        composing.letters("notices", "conclusions", "meeting"),
    ),
    PaperKind(
        "trich-bien-ban",
        "Trích biên bản theo từng đề nghị",
        ("meeting", "date"),
        composing.letters("office", "excerpts", "meeting"),
    ),
    PaperKind(
        "dang-ky-don-vi",
        "Bảng đăng ký thi đua của từng đơn vị",
        ("unit", "date"),
        composing.letters("office", "registration_form", "unit"),
    ),
    PaperKind("bao-cao-so-ket", "Báo cáo sơ kết 6 tháng", ("date",), composing.letters("report", "half_year")),
    PaperKind("bao-cao-tong-ket", "Báo cáo tổng kết năm", ("date",), composing.letters("report", "closing")),
    PaperKind(
        "giay-bien-nhan",
        "Giấy biên nhận văn bản, hồ sơ",
        ("unit", "date"),
        composing.letters("office", "receipts", "units"),
        several=True,
    ),
    PaperKind(
        "bao-cao-tu-cham",
        "Báo cáo thuyết minh tự chấm điểm",
        ("unit", "period", "date"),
        composing.letters_of_sheets("appraisal", "own_report"),
    ),
    PaperKind(
        "bien-ban-kiem-tra-trang",
        "Biên bản kiểm tra tại đơn vị, để trống",
        ("unit", "period", "date"),
        composing.letters_of_sheets("appraisal", "blank"),
    ),
    PaperKind(
        "bien-ban-tham-dinh",
        "Biên bản thẩm định điểm từng đơn vị",
        ("unit", "period", "date"),
        composing.letters_of_sheets("appraisal", "minutes"),
    ),
    PaperKind(
        "cong-van-tham-dinh", "Công văn đề nghị thẩm định", ("date",), composing.letters("office", "ask_appraisal")
    ),
    PaperKind(
        "thong-bao-diem",
        "Thông báo điểm dự kiến từng đơn vị",
        ("unit", "period", "date"),
        composing.letters_of_sheets("results", "points"),
    ),
    PaperKind(
        "phieu-trinh", "Phiếu trình lãnh đạo trước khi ký", ("date",), composing.letters("office", "before_signing")
    ),
    PaperKind(
        "thong-bao-xep-hang",
        "Thông báo kết quả xếp hạng từng đơn vị",
        ("unit", "period", "date"),
        composing.letters("results", "ranked", "unit", "period"),
    ),
    PaperKind(
        "cong-khai",
        "Danh sách công khai kết quả",
        ("period", "date"),
        composing.letters("results", "public", "period"),
    ),
    PaperKind(
        "quy-dinh", "Quy định đang dùng trong sổ, để đối chiếu", ("date",), composing.letters("records", "rules")
    ),
    PaperKind("can-cu", "Danh mục văn bản làm căn cứ", ("date",), composing.letters("records", "bases")),
    PaperKind("muc-luc-ho-so", "Mục lục hồ sơ nộp lưu", ("date",), composing.letters("records", "records")),
    PaperKind("ke-hoach", "Kế hoạch hoạt động năm", ("date",), composing.letters("plan", "plan")),
    PaperKind(
        "tra-loi",
        "Trả lời giải trình, kiến nghị từng đơn vị",
        ("unit", "date"),
        composing.letters("plan", "answers", "unit"),
    ),
    PaperKind(
        "bao-cao-thanh-tich",
        "Báo cáo thành tích, đề cương có sẵn số liệu",
        ("unit", "date"),
        composing.letters("achievements", "reports", "unit"),
    ),
    PaperKind(
        "so-sanh-bang-diem",
        "Bảng so sánh bảng chấm điểm với năm trước",
        ("date",),
        composing.letters("changed", "forms"),
    ),
    PaperKind(
        "thay-the",
        "Công văn thay thế, đính chính văn bản đã gửi",
        ("date",),
        composing.letters("changed", "correction"),
    ),
    PaperKind("phan-cong", "Thông báo Tổ chấm điểm, tổ kiểm tra", ("date",), composing.letters("working", "teams")),
    PaperKind("danh-ba", "Danh bạ khối", ("date",), composing.letters("working", "directory")),
    PaperKind("cong-van-gop-y", "Công văn lấy ý kiến dự thảo", ("date",), composing.letters("working", "ask_comments")),
    PaperKind(
        "cong-van-tu-cham", "Công văn đề nghị tự chấm điểm", ("date",), composing.letters("working", "ask_scores")
    ),
    PaperKind("bien-ten", "Biển tên đại biểu", ("meeting", "date"), composing.placards("names")),
    PaperKind("khau-hieu", "Khẩu hiệu, chữ chạy hội nghị", ("meeting", "date"), composing.placards("running_script")),
    PaperKind("trang-dau", "Trang đầu cho người nhận sổ", ("date",), composing.letters("records", "first_page")),
)
