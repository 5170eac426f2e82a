"""100 two-page score sheets against a floor: the same pages and strings drawn on a bare canvas without any check.

The floor knows every position beforehand: shared forms for the fixed part, one `drawString` for each string that
differs between units; no glyph is checked, no text measured, broken or fitted.
Goal: at most 1.3 times as long, every text measured.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from printing import fonts, sheets
from printing.content.common import Heading, Signing
from printing.content.score_sheet import FilledLine, FormLine, ScoreForm, ScoreSheet
from printing.documents import score_sheet
from printing.pen import Pen, canvas_options
from tests.bench.table import Row, runs, timed

ITEMS = (
    "Nhiệm vụ trọng tâm đã đăng ký được hoàn thành đúng hạn, bảo đảm chất lượng",
    "Nhiệm vụ đột xuất được giao",
    "Chỉ tiêu chuyên môn đã đăng ký trong giao ước",
    "Tỷ lệ hồ sơ, kiến nghị giải quyết đúng hạn",
    "Thực hiện dân chủ ở cơ sở, tiếp công dân, giải quyết kiến nghị",
    "Tuyên truyền, giới thiệu điển hình tiên tiến",
)
GOAL = 1.3


def contents(count: int = 100) -> list[ScoreSheet]:
    """Sheets of one form of four groups of six, every figure and text filled and different from unit to unit."""
    lines = []
    for group in ("I", "II", "III", "IV"):
        lines.append(FormLine("group", 0, group, "Thực hiện nhiệm vụ chính trị, chuyên môn", "25"))
        lines += [FormLine("item", 1, f"{group}.{n + 1}", ITEMS[n], "5") for n in range(6)]
    lines.append(FormLine("total", 0, "", "Tổng điểm", "100"))
    form = ScoreForm("PHIẾU CHẤM ĐIỂM THI ĐUA", "Năm 2025", ("Tự chấm", "Khối chấm", "Thẩm định"), tuple(lines))
    return [_sheet(form, unit) for unit in range(count)]


def _sheet(form: ScoreForm, unit: int) -> ScoreSheet:
    def points(line: int, stage: int) -> str:
        return f"{(unit * 7 + line * 3 + stage) % 5},{(unit + line) % 100:02d}"

    lines = tuple(
        FilledLine(
            tuple(points(number, stage) for stage in range(3)),
            f"Báo cáo số {unit * 31 + number}/BC-SN{unit % 9} ngày {number % 28 + 1:02d}/11/2025"
            if number % 3 == 0
            else "",
            f"Đạt {90 + unit % 10},{number}% kế hoạch" if number % 4 == 1 else "",
        )
        for number in range(len(form.lines))
    )
    name = f"Sở Nội dung thứ {unit + 1}"
    heading = Heading(
        "state", ("UBND TỈNH SÔNG LÀNH",), (name.upper(),), "Sông Lành", "2025-11-15", f"{unit + 1}", "BC", "SN", True
    )
    signers = (Signing(("NGƯỜI LẬP PHIẾU",)), Signing(("THỦ TRƯỞNG ĐƠN VỊ",), name=f"Lương Đức Quế {unit}"))
    return ScoreSheet(heading, form, name, "18/11/2025", lines, ("* Số ước.",), signers)


# --- the floor --------------------------------------------------------------------------------------------------------


Call = tuple[str, tuple[object, ...]]


def record(papers: list[ScoreSheet]) -> list[Call]:
    """What the sheets put on their pages, taken down once as canvas calls: forms, lines, each string in its place."""
    calls: list[Call] = []
    look = ("", 0.0)

    def take(name: str, *words: object) -> None:
        calls.append((name, words))

    class Recorder(Canvas):
        """A canvas that remembers what is put on it from outside."""

        inside = 0

    def wrapped(name: str) -> Callable[..., object]:
        original = getattr(Canvas, name)

        def call(self: Recorder, *words: object) -> object:
            if not self.inside:
                take(name, *words)
            self.inside += 1
            try:
                return original(self, *words)
            finally:
                self.inside -= 1

        return call

    class Dictation(Pen):
        """A pen that dictates its strings as well."""

        def text(self, x: float, y: float, text: str, name: str, size: float) -> None:
            nonlocal look
            if look != (name, size):
                look = (name, size)
                take("setFont", name, size)
            take("drawString", x, y, text)

        def page(self) -> None:
            nonlocal look
            look = ("", 0.0)
            super().page()

    for name in (
        "setFont",
        "drawString",
        "lines",
        "line",
        "setLineWidth",
        "beginForm",
        "endForm",
        "doForm",
        "showPage",
    ):
        setattr(Recorder, name, wrapped(name))
    pen = Dictation("Phiếu", (595.2756, 841.8898))
    pen.canvas = Recorder(BytesIO(), **canvas_options())
    sheets.draw_all(pen, score_sheet.compose(papers))
    return calls


def floor(calls: list[Call]) -> bytes:
    """The calls played on a fresh canvas."""
    target = BytesIO()
    canvas = Canvas(target, **canvas_options())
    methods = {name: getattr(canvas, name) for name, _ in calls}
    for name, words in calls:
        methods[name](*words)
    canvas.save()
    return target.getvalue()


def rows() -> list[Row]:
    """Interleaved runs of both; caches of text are emptied before each run of the sheets."""
    papers = contents()
    calls = record(papers)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(runs(9)):
        fonts.forget()
        ours.append(timed(lambda: sheets.render(score_sheet.compose(papers), "Phiếu chấm điểm")))
        bare.append(timed(lambda: floor(calls)))
    pages = sum(name == "showPage" for name, _ in calls)
    return [Row("score sheets", f"100 sheets, {pages} pages", ours, bare, "the same on a bare canvas", GOAL)]
