"""Made-up contents of every paper, for 9 or 17 units of the fictitious province Sông Lành."""

from __future__ import annotations

from printing.blocks import FamilyKey
from printing.content.common import Heading, Signing
from printing.content.differences import DifferenceLine, Differences, UnitDifferences
from printing.content.ranking import Ranking, RankLine
from printing.content.score_sheet import FilledLine, FormLine, ScoreForm, ScoreSheet
from printing.content.summary import Summary, SummaryLine
from tests.printing.papers import ITEMS

UNITS = (
    "Văn phòng UBND tỉnh",
    "Thanh tra tỉnh",
    "Sở Tài chính",
    "Thống kê tỉnh",
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành",
    "Hội Nông dân tỉnh",
    "Tỉnh đoàn",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    "Kho bạc Nhà nước khu vực XV",
    "Sở Nông nghiệp và Môi trường",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Liên đoàn Lao động tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Hội Cựu chiến binh tỉnh",
    "Trường Chính trị tỉnh",
)
STAGES = ("Tự chấm", "Khối chấm", "Thẩm định")
HEADINGS: dict[FamilyKey, Heading] = {
    "state": Heading(
        "state",
        ("UBND TỈNH SÔNG LÀNH",),
        ("THANH TRA TỈNH",),
        "Sông Lành",
        "2025-12-05",
        "5",
        "BC",
        "TTr",
        numbered=True,
    ),
    "party": Heading(
        "party", ("TỈNH ỦY SÔNG LÀNH",), ("VĂN PHÒNG",), "Sông Lành", "2025-12-05", "5", "BC", "VPTU", numbered=True
    ),
    "front": Heading(
        "front", ("ỦY BAN MTTQ VIỆT NAM", "TỈNH SÔNG LÀNH"), ("BAN THƯỜNG TRỰC",), "Sông Lành", "2025-12-05"
    ),
    "youth": Heading("youth", (), ("BAN CHẤP HÀNH TỈNH ĐOÀN",), "Sông Lành", "2025"),
}
SIGNERS = (
    Signing(("NGƯỜI LẬP BẢNG",), name="Đỗ Quế Chi"),
    Signing(("TRƯỞNG KHỐI",), "TM", "KHỐI THI ĐUA", "Trần Văn Bách"),
)
BLOC = "Khối thi đua Tổng hợp tỉnh Sông Lành"


def score_sheets(
    units: tuple[str, ...] = UNITS[:3], blank: bool = False, family: FamilyKey = "state"
) -> list[ScoreSheet]:
    lines = [FormLine("group", 0, "I", "Thực hiện nhiệm vụ chính trị, chuyên môn", "50")]
    lines += [FormLine("item", 1, f"I.{n + 1}", ITEMS[n % 6], "5") for n in range(12)]
    lines += [FormLine("group", 0, "II", "Xây dựng Đảng, chính quyền, đoàn thể", "50")]
    lines += [FormLine("item", 1, f"II.{n + 1}", ITEMS[n % 6], "5") for n in range(12)]
    lines += [FormLine("total", 0, "", "Tổng điểm", "100")]
    shared = ScoreForm("PHIẾU CHẤM ĐIỂM THI ĐUA", "Năm 2025", STAGES, tuple(lines))
    filled = tuple(
        FilledLine(
            ("4,75", "4,5", "4,25*"), "Báo cáo số 112/BC-STC ngày 15/11/2025" if n % 3 else "", "Vượt kế hoạch 12%"
        )
        for n in range(len(lines))
    )
    signers = (
        Signing(("NGƯỜI LẬP PHIẾU",), note="(Ký, ghi rõ họ tên)"),
        Signing(("THỦ TRƯỞNG ĐƠN VỊ",), name="Lương Đức Quế"),
    )
    return [
        ScoreSheet(
            heading=HEADINGS[family],
            form=shared,
            unit=unit,
            received="" if blank else "18/11/2025",
            lines=() if blank else filled,
            notes=() if blank else ("* Số ước.",),
            signers=signers,
        )
        for unit in units
    ]


def summary(units: int = 17, groups: int = 6, items: int = 10, stages: int = 3, family: FamilyKey = "state") -> Summary:
    """groups × items lines and four totals; the cell of unit u, line n, stage s is made of their numbers."""
    chosen = tuple(UNITS[n % len(UNITS)] for n in range(units))
    lines = []
    for group in range(1, groups + 1):
        title = f"Nhóm tiêu chí thứ {group} về thực hiện nhiệm vụ chính trị"
        lines.append(SummaryLine("group", 0, f"{group}", title, "16,5", _cells(units, stages, group * 100)))
        for item in range(1, items + 1):
            cells = _cells(units, stages, group * 100 + item)
            lines.append(SummaryLine("item", 1, f"{group}.{item}", ITEMS[(group + item) % 6], "2,5", cells))
    lines.append(SummaryLine("total", 0, "", "Tổng điểm", "100", tuple(("102,25",) * stages for _ in chosen)))
    lines.append(SummaryLine("total", 0, "", "Xếp hạng", "", tuple((f"{n + 1} (tạm)",) for n in range(units))))
    return Summary(
        heading=HEADINGS[family],
        title="BẢNG TỔNG HỢP ĐIỂM",
        about=f"Chấm điểm thi đua năm 2025 của {BLOC}",
        stages=("Tự chấm", "Khối chấm", "Thẩm định", "Thống nhất")[:stages],
        units=chosen,
        lines=tuple(lines),
        notes=("Điểm xếp hạng là điểm thẩm định.",),
        signers=SIGNERS,
    )


def _cells(units: int, stages: int, seed: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(f"{(seed * 7 + unit * 3 + stage) % 17},{seed % 4}5" for stage in range(stages)) for unit in range(units)
    )


def ranking(family: FamilyKey = "state", units: int = 9) -> Ranking:
    lines = [
        RankLine("1", UNITS[0], "102,25", "102,25", "Hoàn thành xuất sắc nhiệm vụ", ""),
        RankLine("2", UNITS[1], "98,80", "98,80", "Hoàn thành xuất sắc nhiệm vụ", ""),
        RankLine(
            "3",
            UNITS[4],
            "94,56",
            "94,56",
            "Hoàn thành tốt nhiệm vụ",
            "Có cá nhân bị kỷ luật cảnh cáo (Điều 9 khoản 2)",
        ),
        RankLine("4*", UNITS[6], "93,40", "93,40", "", "Bằng điểm, chờ phân định"),
        RankLine("4*", UNITS[5], "93,40", "93,40", "", "Bằng điểm, chờ phân định"),
    ]
    lines += [
        RankLine(
            str(n + 6), UNITS[n % 17], "90,10", "89,00", "Hoàn thành tốt nhiệm vụ", "Điểm nhóm I: 44,45 so với 41,60"
        )
        for n in range(units - 6)
    ]
    lines.append(
        RankLine("", UNITS[7], "", "", "Không xếp loại", "Không xếp hạng: không gửi bảng tự chấm điểm (Điều 6)")
    )
    return Ranking(
        heading=HEADINGS[family],
        title="KẾT QUẢ XẾP HẠNG, XẾP LOẠI",
        about=f"Thi đua năm 2025 của {BLOC}",
        basis="Xếp hạng theo điểm chuẩn đạt được trên tổng điểm chuẩn được giao, nhân 100, cộng điểm thưởng.",
        lines=tuple(lines),
        notes=("* Tạm xếp: còn bằng điểm, chờ bỏ phiếu hoặc quyết định.", "Xếp hạng đang dùng 4 số ước."),
        signers=SIGNERS,
        show_total=True,
    )


def differences(family: FamilyKey = "state", units: int = 9) -> Differences:
    def lines(n: int) -> tuple[DifferenceLine, ...]:
        return tuple(
            DifferenceLine(
                f"I.{k + 1}",
                ITEMS[k % 6],
                ("15", "13,75", "13,75"),
                "−1,25",
                "Nhiệm vụ số 7 hoàn thành sau hạn 15 ngày",
            )
            for k in range(n % 4)
        )

    return Differences(
        heading=HEADINGS[family],
        title="BẢNG ĐỐI CHIẾU ĐIỂM",
        about=f"Giữa các bước chấm năm 2025 của {BLOC}",
        stages=STAGES,
        units=tuple(
            UnitDifferences(UNITS[n % 17], ("101,90", "100,45", "100,45"), "−1,45" if n % 4 else "0", lines(n))
            for n in range(units)
        ),
        notes=("Hội Nông dân tỉnh tự chấm cao hơn thẩm định 20,15 điểm, nhiều hơn mức 5 điểm khối đã thống nhất.",),
        signers=SIGNERS,
    )
