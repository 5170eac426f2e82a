"""Further tables of other builds, as rows with | between cells and what is merged; each stands for one kind."""

from __future__ import annotations

from io import BytesIO
from typing import Final, NamedTuple

from openpyxl import Workbook


class Merged(NamedTuple):
    """The rows of each page (pages parted by a line of =, its name behind), merged ranges of the first, the outline a
    reader must get (as in `builds`), the total, and questions that must be asked, or must not.
    """

    rows: str
    spans: str
    outline: str
    total: str | None = "100"
    asks: frozenset[str] = frozenset()
    silent_about: frozenset[str] = frozenset()


def content(build: Merged) -> bytes:
    """The workbook's bytes; digits alone are numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    first = sheet
    line = 0
    for text in build.rows.splitlines():
        if text.strip().startswith("="):
            sheet, line = book.create_sheet(text.strip(" =")), 0
            continue
        line += 1
        for place, value in enumerate(text.strip().split("|"), start=1):
            if value:
                sheet.cell(line, place, int(value) if value.removeprefix("-").isdigit() else value)
    for span in build.spans.split():
        first.merge_cells(span)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


MERGED: Final[dict[str, Merged]] = {
    "two-columns-of-groups": Merged(
        """Nội dung lớn|Tiêu chí|Tiêu chí thành phần|Điểm||
        |||Nội dung|Tiêu chí|Thành phần
        1. Lãnh đạo|1.1. Nghị quyết|a) Kịp thời|30|10|6
        ||b) Sát thực tế|||4
        |1.2. Kiểm tra|||20|
        2. Thực hiện|2.1. Tuyên truyền|a) Tin, bài|70|25|15
        ||b) Hội nghị|||10
        |2.2. Kết quả|||45|
        Tổng cộng|||100|100|""",
        "A1:A2 B1:B2 C1:C2 D1:F1 A3:A5 B3:B4 D3:D5 E3:E4 A6:A8 B6:B7 D6:D8 E6:E7",
        """1|Lãnh đạo|30
        > 1.1|Nghị quyết|10
        > > a|Kịp thời|6
        > > b|Sát thực tế|4
        > 1.2|Kiểm tra|20
        2|Thực hiện|70
        > 2.1|Tuyên truyền|25
        > > a|Tin, bài|15
        > > b|Hội nghị|10
        > 2.2|Kết quả|45""",
    ),
    "numbers-beside-merged-numbers": Merged(
        """TT|Nhóm nội dung|Số|Tiêu chí cụ thể|Điểm chuẩn|Tổng điểm nhóm
        I|Chính trị|1|Học nghị quyết|15|40
        ||2|Tuyên truyền|25|
        II|Chuyên môn|1|Chỉ tiêu giao|35|60
        ||2|Hồ sơ|25|
        Tổng||||100|100""",
        "A2:A3 B2:B3 F2:F3 A4:A5 B4:B5 F4:F5 A6:D6",
        """I|Chính trị|40
        > 1|Học nghị quyết|15
        > 2|Tuyên truyền|25
        II|Chuyên môn|60
        > 1|Chỉ tiêu giao|35
        > 2|Hồ sơ|25""",
    ),
    "titles-over-two-lines": Merged(
        """TT|Tiêu chí|Khung điểm
        I. XÂY DỰNG ĐẢNG (40 điểm)||
        1|Học tập, quán triệt nghị quyết|15 điểm
        |và triển khai kịp thời tới đảng viên|
        2|Sinh hoạt chi bộ|25đ
        II. CHUYÊN MÔN (60 điểm)||
        3|Kế hoạch năm|60 điểm
        Tổng cộng (I + II)||100 điểm""",
        "A2:C2 A6:C6 A8:B8 A3:A4 C3:C4",
        """I|XÂY DỰNG ĐẢNG|40
        > 1|Học tập, quán triệt nghị quyết và triển khai kịp thời tới đảng viên|15
        > 2|Sinh hoạt chi bộ|25
        II|CHUYÊN MÔN|60
        > 3|Kế hoạch năm|60""",
    ),
    "a-page-that-sums-up-pages": Merged(
        """TT|Tiêu chí|Điểm chuẩn
        I|Kinh tế|60
        1|Trồng trọt|25
        2|Chăn nuôi|20
        3|Thủy sản|15
        |Cộng nhóm I|60
        = Nhóm II
        TT|Tiêu chí|Điểm chuẩn
        II|Xã hội|40
        1|Trường học|40
        |Cộng nhóm II|40
        = Tổng hợp
        TT|Nhóm|Điểm chuẩn
        I|Kinh tế|60
        II|Xã hội|40
        |Tổng cộng|100""",
        "",
        """I|Kinh tế|60
        > 1|Trồng trọt|25
        > 2|Chăn nuôi|20
        > 3|Thủy sản|15
        II|Xã hội|40
        > 1|Trường học|40""",
        asks=frozenset({"goes-on"}),
        silent_about=frozenset({"second-form", "total-differs"}),
    ),
    "columns-of-units": Merged(
        """STT|Tiêu chí|Điểm chuẩn|Điểm các đơn vị||
        |||Sở Tài chính|Sở Nội vụ|Sở Y tế
        I|Chuyên môn|60|58|57|60
        1|Kinh tế|30|28|29|30
        2|Xã hội|30|30|28|30
        II|Xây dựng|40|38|38|39
        1|Công tác Đảng|20|20|19|20
        2|Chính quyền|20|18|19|19
        |Tổng điểm|100|96|95|99
        |Xếp hạng||2|3|1""",
        "A1:A2 B1:B2 C1:C2 D1:F1",
        """I|Chuyên môn|60
        > 1|Kinh tế|30
        > 2|Xã hội|30
        II|Xây dựng|40
        > 1|Công tác Đảng|20
        > 2|Chính quyền|20""",
        silent_about=frozenset({"two-point-columns"}),
    ),
    "least-and-most": Merged(
        """TT|Tiêu chí|Mức điểm||Ghi chú
        ||Tối thiểu|Tối đa|
        LÃNH ĐẠO||||
        1|Kế hoạch|5|10|
        2|Kiểm tra|8|15|
        THỰC HIỆN||||
        3|Ngân sách|12|45|
        4|Đất đai|10|30|
        |Cộng điểm|35|100|""",
        "A1:A2 B1:B2 C1:D1 E1:E2 A3:E3 A6:E6",
        """|LÃNH ĐẠO|
        > 1|Kế hoạch|10
        > 2|Kiểm tra|15
        |THỰC HIỆN|
        > 3|Ngân sách|45
        > 4|Đất đai|30""",
    ),
}
