"""Tables of criteria of other builds than those people sent, made by a script: each with the outline a reader must get.

An outline has a line per node: depth by "> ", then code|title|points|more, where more is "+" or "-" for a section that
adds or takes off, "one-of" for a choice. Places, units and criteria are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet


class Build(NamedTuple):
    """A table: how it is written, what it must be read as, its total, and codes of questions that must be asked."""

    write: Callable[[Worksheet], None]
    outline: str
    total: str | None
    asks: frozenset[str] = frozenset()
    more: tuple[Callable[[Worksheet], None], ...] = ()


def content(build: Build) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    build.write(book.worksheets[0])
    for number, write in enumerate(build.more, start=2):
        write(book.create_sheet(f"Trang {number}"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sheet: Worksheet, rows: list[tuple[Any, ...]], first: int = 1) -> None:
    for line, row in enumerate(rows, start=first):
        for place, value in enumerate(row, start=1):
            if value not in (None, ""):
                sheet.cell(line, place, value)


def _bold(sheet: Worksheet, *lines: int) -> None:
    for line in lines:
        for cell in sheet[line]:
            cell.font = Font(bold=True)


def _group_column(sheet: Worksheet) -> None:
    """Groups stand in a column of their own, merged down, with their points beside them."""
    rows = [
        ("HỘI ĐỒNG THI ĐUA CỤM CẢNG BIỂN",),
        ("Nhóm tiêu chí", "Điểm nhóm", "STT", "Tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"),
        ("I. Sản xuất, kinh doanh", "60 điểm", 1, "Sản lượng hàng qua cảng", "30 điểm", "Báo cáo quý"),
        ("", "", 2, "Công tác an toàn hàng hải", "20 điểm", ""),
        ("", "", 3, "Cộng đồng doanh nghiệp đánh giá", "10 điểm", ""),
        ("II. Chăm lo người lao động", "40 điểm", 4, "Tổng kết phong trào cuối năm", "25 điểm", ""),
        ("", "", 5, "Điểm trường cho con công nhân", "15 điểm", ""),
        ("Tổng cộng", "100 điểm", "", "", "100 điểm", ""),
    ]
    _rows(sheet, rows)
    for span in ("A1:F1", "A3:A5", "B3:B5", "A6:A7", "B6:B7"):
        sheet.merge_cells(span)


def _only_sums(sheet: Worksheet) -> None:
    """Neither numbering nor dress: only the sums tell the groups."""
    rows = [
        ("Tiêu chí", "Điểm"),
        ("Lãnh đạo, điều hành", 35),
        ("Giao ban đúng kỳ", 10),
        ("Xử lý văn bản đến", 15),
        ("Tiếp dân", 10),
        ("Xây dựng cơ quan", 25),
        ("Văn hóa công sở", 15),
        ("Vệ sinh, cảnh quan", 10),
        ("Phong trào", 40),
        ("Thể thao", 12),
        ("Văn nghệ", 13),
        ("Từ thiện", 15),
        ("Tổng điểm", 100),
    ]
    _rows(sheet, rows)


def _sections_after_the_total(sheet: Worksheet) -> None:
    """Three levels, sums of sections in between, bonuses and penalties after the total, a table of classes below."""
    rows = [
        ("Số TT", "Nội dung tiêu chuẩn", "Thang điểm", "Hướng dẫn cho điểm"),
        ("A", "NHIỆM VỤ CHUYÊN MÔN", 70, ""),
        ("I", "Khám, chữa bệnh", 40, ""),
        (1, "Thực hiện quy trình kỹ thuật", 25, "Mỗi sai sót trừ 1 điểm"),
        (2, "Hài lòng của người bệnh", 15, ""),
        ("II", "Dự phòng", 30, ""),
        (1, "Tiêm chủng mở rộng", 20, ""),
        (2, "Giám sát dịch", 10, ""),
        ("", "Cộng mục A", 70, ""),
        ("B", "XÂY DỰNG ĐƠN VỊ", 30, ""),
        (1, "Đoàn kết nội bộ", 18, ""),
        (2, "Trừ mối mọt, bảo quản kho", 12, ""),
        ("", "Cộng mục B", 30, ""),
        ("", "TỔNG CỘNG (A + B)", 100, ""),
        ("C", "ĐIỂM THƯỞNG", 5, ""),
        (1, "Có sáng kiến cấp tỉnh", 3, ""),
        (2, "Được báo chí nêu gương", 2, ""),
        ("D", "ĐIỂM TRỪ", "", ""),
        (1, "Có đơn thư đúng", "-2/đơn", ""),
        (2, "Để mất tài sản", -5, ""),
        (),
        ("STT", "Mức xếp loại", "Điểm từ", ""),
        (1, "Hoàn thành xuất sắc", 90, ""),
        (2, "Hoàn thành tốt", 80, ""),
        ("", "GIÁM ĐỐC", "", ""),
    ]
    _rows(sheet, rows)


def _numbers_in_numbers(sheet: Worksheet) -> None:
    """Groups and items are numbered alike, and nothing is bold: numbering begins anew and the sums hold."""
    rows = [
        ("TT", "Nội dung", "Điểm chuẩn", "Điểm cộng thêm", "Điểm trừ"),
        (1, "Hoạt động dạy nghề", 50, "", ""),
        (1, "Tuyển sinh", 20, 2, ""),
        (2, "Việc làm sau học", 30, "", ""),
        (2, "Cơ sở vật chất", 30, "", ""),
        (1, "Nhà xưởng", 10, "", 3),
        (2, "Thiết bị", 12, "", ""),
        (3, "Thư viện", 8, "", ""),
        (3, "Chấp hành chế độ", 20, "", ""),
        (1, "Báo cáo", 12, "", ""),
        (2, "Họp khối", 8, "", ""),
        ("", "Cộng", 100, "", ""),
    ]
    _rows(sheet, rows)


def _points_in_titles(sheet: Worksheet) -> None:
    """No column of points: they stand behind the titles; the codes are words."""
    rows = [
        ("BỘ TIÊU CHÍ THI ĐUA CỤM HỢP TÁC XÃ",),
        ("Nội dung tiêu chí", "Tự chấm", "Cụm chấm"),
        ("Phần thứ nhất: Sản xuất (60 điểm)",),
        ("Tiêu chí 1. Diện tích gieo trồng (25 điểm)",),
        ("Tiêu chí 2. Năng suất bình quân (20 điểm)",),
        ("- Giảm 1% so với kế hoạch trừ 0,5 điểm",),
        ("Tiêu chí 3. Liên kết tiêu thụ (15 điểm)",),
        ("Phần thứ hai: Quản trị (40 điểm)",),
        ("Tiêu chí 4. Công khai tài chính (30 điểm)",),
        ("Tiêu chí 5. Đại hội đúng kỳ (10 điểm)",),
        ("Tổng điểm: 100 điểm",),
    ]
    _rows(sheet, rows)


def _tall_heading(sheet: Worksheet) -> None:
    """A heading of three lines, codes kept as numbers (1.10), a page's heading repeated, alternatives after "Hoặc"."""
    rows = [
        ("STT", "Nội dung", "Điều kiện chấm điểm", "Điểm", "", "", "Kết quả"),
        ("", "", "", "Chuẩn", "Ngoài chuẩn", "", ""),
        ("", "", "", "", "Cộng", "Trừ", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (1, "Thuế nội địa", "", 60, "", "", ""),
        *[(float(f"1.{n}"), f"Sắc thuế số {n}", "Đạt 100% trở lên: 5 điểm", 5, "", "", "") for n in range(1, 10)],
        (1.1, "Sắc thuế số 10", "Theo kết quả tháng 12", 15, 1, 2, ""),
        ("STT", "Nội dung", "Điều kiện chấm điểm", "Điểm", "", "", "Kết quả"),
        (2, "Thu nợ", "", 40, "", "", ""),
        (2.1, "Nợ đọng", "", 25, "", "", ""),
        ("", "Nợ đọng dưới 5% tổng thu", "", 25, "", "", ""),
        ("", "Hoặc nợ đọng dưới 8% tổng thu", "", 15, "", "", ""),
        (2.2, "Cưỡng chế", "", 15, "", "", ""),
        ("", "Tổng số điểm", "", 100, "", "", ""),
    ]
    _rows(sheet, rows)
    for span in ("A1:A3", "B1:B3", "C1:C3", "D1:F1", "G1:G3", "D2:D3", "E2:F2"):
        sheet.merge_cells(span)


def _dress_only(sheet: Worksheet) -> None:
    """No codes: capitals, bold and leading blanks make three levels; group points are missing."""
    rows = [
        ("Các mặt công tác", "Điểm tối đa", "Cách tính điểm"),
        ("CÔNG TÁC CHUYÊN MÔN", 65, ""),
        ("Lưu trữ", "", ""),
        ("    Thu thập hồ sơ", 20, "Thiếu một hồ sơ trừ 0,5 điểm"),
        ("    Chỉnh lý tài liệu", 25, ""),
        ("Văn thư", "", ""),
        ("    Phát hành văn bản", 12, ""),
        ("    Quản lý con dấu", 8, ""),
        ("CÔNG TÁC KHÁC", 35, ""),
        ("    Cộng tác với bảo tàng", 20, ""),
        ("    Tổng hợp, báo cáo", 15, ""),
        ("Tổng", 100, ""),
        ("Ghi chú: điểm thưởng toàn bảng không quá 5 điểm", "", ""),
    ]
    _rows(sheet, rows)
    _bold(sheet, 1, 2, 3, 6, 9, 12)


def _dotted_roman(sheet: Worksheet) -> None:
    """Codes of Roman numbers with parts, letters with a bracket under them, sentences of penalties."""
    rows = [
        ("Mã", "Nội dung đánh giá", "Mức điểm", "Điểm trừ"),
        ("I", "Quản lý thị trường", 55, ""),
        ("I.1", "Kiểm tra, kiểm soát", 35, ""),
        ("a)", "Theo kế hoạch", 20, ""),
        ("b)", "Đột xuất", 15, ""),
        ("I.2", "Tuyên truyền pháp luật", 20, "Thiếu một cuộc trừ 2 điểm/cuộc"),
        ("II", "Nội bộ", 45, ""),
        ("II.1", "Kỷ luật lao động", 25, "Mỗi lần vi phạm trừ 5 điểm, tối đa 25 điểm"),
        ("", "Không áp dụng cho người nghỉ thai sản", "", ""),
        ("II.2", "Văn hóa, thể thao", 20, ""),
        ("", "Tổng điểm các mục I, II", "=C2+C7", ""),
        ("", "Từ 90 điểm trở lên: tập thể xuất sắc", "", ""),
    ]
    _rows(sheet, rows)
    for line in (4, 5):
        sheet.cell(line, 2).alignment = Alignment(indent=1)


def _second_page(sheet: Worksheet) -> None:
    rows = [
        ("STT", "Tiêu chí thi đua", "Điểm chuẩn"),
        ("III", "Đời sống", 30),
        (1, "Thu nhập", 30),
        ("", "Tổng cộng", 100),
    ]
    _rows(sheet, rows)


def _first_page(sheet: Worksheet) -> None:
    rows = [
        ("STT", "Tiêu chí thi đua", "Điểm chuẩn"),
        ("I", "Kinh tế", 45),
        (1, "Trồng trọt", 20),
        (2, "Chăn nuôi", 25),
        ("II", "Xã hội", 25),
        (1, "Trường học", 25),
    ]
    _rows(sheet, rows)


def _nothing_decides(sheet: Worksheet) -> None:
    """One line is what all others add up to, no total says whether that is its meaning or chance."""
    rows = [
        ("Tiêu chí", "Điểm"),
        ("Kết quả năm", 20),
        ("Việc quý một", 10),
        ("Việc quý hai", 10),
    ]
    _rows(sheet, rows)


def _wide_groups(sheet: Worksheet) -> None:
    """Names of groups run over the whole table with their points; one cell of points stands for two items."""
    rows = [
        ("STT", "Nội dung", "Điểm", "Cách chấm"),
        ("I. Nhiệm vụ trọng tâm (60 điểm)",),
        (1, "Lập hồ sơ", 40, "Chậm một hồ sơ trừ 1 điểm"),
        (2, "Lưu hồ sơ", "", ""),
        (3, "Nộp hồ sơ", 20, ""),
        ("II. Nhiệm vụ khác (40 điểm)",),
        (1, "Họp khối", 40, ""),
        ("Tổng cộng: 100 điểm",),
    ]
    _rows(sheet, rows)
    _bold(sheet, 1, 2, 6)
    for span in ("A2:D2", "A6:D6", "A8:D8", "C3:C4"):
        sheet.merge_cells(span)


def _inner_titles(sheet: Worksheet) -> None:
    """Criteria merged down with their codes, what is scored in a column of its own beside them."""
    rows = [
        ("STT", "Tiêu chí", "Nội dung chi tiết", "Điểm tối đa"),
        (1, "Rừng", "a) Trồng mới", 30),
        ("", "", "b) Chăm sóc", 20),
        (2, "Biển", "a) Khai thác hợp pháp", 25),
        ("", "", "b) Thả giống", 15),
        ("", "", "c) Thu gom rác", 10),
        ("Tổng cộng", "", "", 100),
    ]
    _rows(sheet, rows)
    for span in ("A2:A3", "B2:B3", "A4:A6", "B4:B6", "A7:C7"):
        sheet.merge_cells(span)


def _codes_in_words(sheet: Worksheet) -> None:
    """The column called "Tiêu chí" holds codes alone; the words and the sentences stand in one cell."""
    rows = [
        ("Nhóm tiêu chí", "Tiêu chí", "Nội dung và cách cho điểm", "Điểm"),
        ("Nhóm I. Thu, chi", "TC 1.1", "Lập dự toán. Lập chậm: trừ 2 điểm", 25),
        ("", "TC 1.2", "Quyết toán", 35),
        ("Nhóm II. Kho quỹ", "TC 2.1", "Kiểm quỹ", 40),
        ("Tổng", "", "", 100),
    ]
    _rows(sheet, rows)
    for span in ("A2:A3", "A5:C5"):
        sheet.merge_cells(span)


def _wide_caps(sheet: Worksheet) -> None:
    """Groups without codes run over the whole table with their points in words; the codes begin anew under each."""
    rows = [
        ("Số TT", "Nội dung", "Thang điểm", "Điểm tự chấm", "Ghi chú"),
        ("THAM MƯU, TỔNG HỢP (60 điểm)",),
        (1, "Soạn thảo văn bản", 35),
        (2, "Lịch công tác", 25),
        ("XÂY DỰNG CƠ QUAN (40 điểm)",),
        (1, "Nội quy", 30),
        (2, "Trồng cây", 10),
        ("", "TỔNG", 100),
        ("TM. BAN LÃNH ĐẠO", "", "", "NGƯỜI LẬP"),
    ]
    _rows(sheet, rows)
    _bold(sheet, 1, 2, 5)
    for span in ("A2:E2", "A5:E5"):
        sheet.merge_cells(span)


def _part_one(sheet: Worksheet) -> None:
    """A page with the sum of its part; the numbering goes on under the heading of the next page."""
    rows = [
        ("PHẦN A. CHUNG",),
        ("STT", "Nội dung", "Điểm chuẩn"),
        ("I", "Học tập", 60),
        (1, "Chính trị", 60),
        ("", "Cộng phần A", 60),
    ]
    _rows(sheet, rows)


def _part_two(sheet: Worksheet) -> None:
    rows = [
        ("PHẦN B. RIÊNG",),
        ("STT", "Nội dung", "Điểm chuẩn"),
        ("II", "Kiểm tra", 40),
        (1, "Theo kế hoạch", 40),
        ("", "Cộng phần B", 40),
        ("", "TỔNG CỘNG (A + B)", 100),
    ]
    _rows(sheet, rows)


def _lettered_codes_under_the_total(sheet: Worksheet) -> None:
    """Codes with letters before them, and sections without a code under the line of the total."""
    rows = [
        ("Ký hiệu", "Nội dung đánh giá", "Điểm chuẩn"),
        ("TC1", "Sản xuất kinh doanh", 60),
        ("TC1.1", "Doanh thu", 35),
        ("TC1.2", "Nộp ngân sách", 25),
        ("TC2", "Hoạt động của khối", 40),
        ("TC2.1", "Dự họp, báo cáo", 30),
        ("TC2.2", "Ủng hộ xã hội", 10),
        ("", "Tổng điểm chuẩn", 100),
        ("", "Điểm thưởng", ""),
        ("TT1", "Được tặng Bằng khen", 5),
        ("TT2", "Có sáng kiến cấp tỉnh", 3),
        ("", "Điểm trừ", ""),
        ("TR1", "Có đơn thư vượt cấp", "-2"),
        ("TR2", "Bị cơ quan thuế xử phạt", "-3"),
    ]
    _rows(sheet, rows)


def _points_of_groups_and_of_lines(sheet: Worksheet) -> None:
    """Points of groups and of lines in two columns under one heading, called like what they are points of."""
    rows = [
        ("STT", "NỘI DUNG", "ĐIỂM", "", "Căn cứ"),
        ("", "", "Nhóm", "Mục", ""),
        ("1.", "Chỉ đạo điều hành", 30, "", ""),
        ("1.1.", "Chương trình công tác", "", 12, ""),
        ("1.2.", "Chế độ hội họp", "", 18, "Sổ họp"),
        ("2.", "Cải cách hành chính", 70, "", ""),
        ("2.1.", "Một cửa", "", 40, ""),
        ("2.2.", "Chuyển đổi số", "", 30, ""),
        ("", "Cộng", 100, 100, ""),
    ]
    _rows(sheet, rows)
    for merged in ("C1:D1", "A1:A2", "B1:B2", "E1:E2"):
        sheet.merge_cells(merged)


def _a_column_a_level(sheet: Worksheet) -> None:
    """Each level in a column of its own, its words on a line of their own, its points in the one column of points."""
    rows = [
        ("Lĩnh vực", "Nội dung", "Tiêu chí", "Điểm"),
        ("Công tác Đảng", "", "", 40),
        ("", "Tư tưởng", "", 25),
        ("", "", "Học tập nghị quyết", 10),
        ("", "", "Sinh hoạt chi bộ", 15),
        ("", "Tổ chức", "", 15),
        ("", "", "Kết nạp đảng viên", 15),
        ("Công tác đoàn thể", "", "", 60),
        ("", "Công đoàn", "", 60),
        ("", "", "Phong trào", 40),
        ("", "", "Chăm lo đoàn viên", 20),
        ("Tổng", "", "", 100),
    ]
    _rows(sheet, rows)


def _weighted(sheet: Worksheet) -> None:
    """Every line stands for 100 points, its weight says how much of the whole that is: no choice of one."""
    rows = [
        ("TT", "Chỉ tiêu", "Trọng số (%)", "Thang điểm"),
        ("I", "Kinh doanh", 70, 100),
        (1, "Huy động", 40, 100),
        (2, "Cho vay", 30, 100),
        ("II", "Quản trị", 30, 100),
        (1, "Nợ xấu", 20, 100),
        (2, "Báo cáo", 10, 100),
        ("", "Tổng", 100, ""),
    ]
    _rows(sheet, rows)


def _sections_with_headings(sheet: Worksheet) -> None:
    """Bonuses and penalties under headings of their own, the caps in sentences below them."""
    rows = [
        ("I. BẢNG ĐIỂM CHUẨN",),
        ("Stt", "ND đánh giá", "Đ. chuẩn", "Cách chấm"),
        ("1", "Hội họp", 55, "Vắng mỗi cuộc trừ 1 điểm"),
        ("2", "Báo cáo", 45, ""),
        ("", "Cộng", 100),
        ("Xếp loại: Tốt từ 90 điểm trở lên",),
        (),
        ("II. ĐIỂM THƯỞNG",),
        ("TT", "Nội dung", "Điểm thưởng", "Ghi chú"),
        ("1", "Có gương điển hình", 3, ""),
        ("2", "Đăng cai hội nghị", 2, ""),
        (),
        ("III. CÁC NỘI DUNG TRỪ ĐIỂM",),
        ("TT", "Nội dung trừ điểm", "Mức trừ"),
        ("1", "Bỏ họp", "2 điểm/lần"),
        ("2", "Mất đoàn kết", "5 điểm"),
        (),
        ("Tổng điểm thưởng không quá 4 điểm; tổng điểm trừ không quá 10 điểm.",),
    ]
    _rows(sheet, rows)
    _bold(sheet, 2, 9, 14)


def _points_in_two_lines(sheet: Worksheet) -> None:
    """Under one heading of points a column of the groups' and one of the criteria's."""
    rows = [
        ("Mục", "Nội dung", "Điểm", ""),
        ("", "", "Nhóm", "Tiêu chí"),
        ("I", "Xét xử", 60, ""),
        (1, "Kế hoạch", "", 20),
        (2, "Chất lượng", "", 40),
        ("II", "Nội bộ", 40, ""),
        (1, "Văn thư", "", 40),
        ("Cộng", "", 100, ""),
    ]
    _rows(sheet, rows)
    for span in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(span)


def _standard_page(sheet: Worksheet) -> None:
    """Bonuses and penalties on pages of their own, told by the page's name or the heading."""
    _rows(sheet, [("STT", "Nội dung", "Điểm chuẩn"), (1, "Xét xử", 60), (2, "Thi hành", 40), ("", "Tổng", 100)])


def _bonus_page(sheet: Worksheet) -> None:
    sheet.title = "Điểm thưởng"
    _rows(sheet, [("STT", "Nội dung", "Số điểm"), (1, "Phiên tòa mẫu", 3), (2, "Án lệ", 5)])


def _penalty_page(sheet: Worksheet) -> None:
    _rows(sheet, [("STT", "Hành vi", "Số điểm trừ"), (1, "Án hủy", -2), (2, "Quá hạn", -1)])


BUILDS: Final[dict[str, Build]] = {
    "points-in-two-lines": Build(
        _points_in_two_lines,
        """I|Xét xử|60
        > 1|Kế hoạch|20
        > 2|Chất lượng|40
        II|Nội bộ|40
        > 1|Văn thư|40""",
        "100",
    ),
    "sections-on-pages": Build(
        _standard_page,
        """1|Xét xử|60
        2|Thi hành|40
        |Điểm thưởng||+
        > 1|Phiên tòa mẫu|3|+
        > 2|Án lệ|5|+
        |Số điểm trừ||-
        > 1|Án hủy|2|-
        > 2|Quá hạn|1|-""",
        "100",
        more=(_bonus_page, _penalty_page),
    ),
    "inner-titles": Build(
        _inner_titles,
        """1|Rừng|
        > a|Trồng mới|30
        > b|Chăm sóc|20
        2|Biển|
        > a|Khai thác hợp pháp|25
        > b|Thả giống|15
        > c|Thu gom rác|10""",
        "100",
        frozenset({"group-points-missing"}),
    ),
    "codes-in-words": Build(
        _codes_in_words,
        """Nhóm I|Thu, chi|
        > TC 1.1|Lập dự toán|25
        > TC 1.2|Quyết toán|35
        Nhóm II|Kho quỹ|
        > TC 2.1|Kiểm quỹ|40""",
        "100",
    ),
    "wide-caps": Build(
        _wide_caps,
        """|THAM MƯU, TỔNG HỢP|60
        > 1|Soạn thảo văn bản|35
        > 2|Lịch công tác|25
        |XÂY DỰNG CƠ QUAN|40
        > 1|Nội quy|30
        > 2|Trồng cây|10""",
        "100",
    ),
    "parts-on-pages": Build(
        _part_one,
        """I|Học tập|60
        > 1|Chính trị|60
        II|Kiểm tra|40
        > 1|Theo kế hoạch|40""",
        "100",
        frozenset({"goes-on"}),
        (_part_two,),
    ),
    "lettered-codes-under-the-total": Build(
        _lettered_codes_under_the_total,
        """TC1|Sản xuất kinh doanh|60
        > TC1.1|Doanh thu|35
        > TC1.2|Nộp ngân sách|25
        TC2|Hoạt động của khối|40
        > TC2.1|Dự họp, báo cáo|30
        > TC2.2|Ủng hộ xã hội|10
        |Điểm thưởng||+
        > TT1|Được tặng Bằng khen|5|+
        > TT2|Có sáng kiến cấp tỉnh|3|+
        |Điểm trừ||-
        > TR1|Có đơn thư vượt cấp|2|-
        > TR2|Bị cơ quan thuế xử phạt|3|-""",
        "100",
        frozenset({"once-or-per-case"}),
    ),
    "points-of-groups-and-of-lines": Build(
        _points_of_groups_and_of_lines,
        """1|Chỉ đạo điều hành|30
        > 1.1|Chương trình công tác|12
        > 1.2|Chế độ hội họp|18
        2|Cải cách hành chính|70
        > 2.1|Một cửa|40
        > 2.2|Chuyển đổi số|30""",
        "100",
    ),
    "a-column-a-level": Build(
        _a_column_a_level,
        """|Công tác Đảng|40
        > |Tư tưởng|25
        > > |Học tập nghị quyết|10
        > > |Sinh hoạt chi bộ|15
        > |Tổ chức|15
        > > |Kết nạp đảng viên|15
        |Công tác đoàn thể|60
        > |Công đoàn|60
        > > |Phong trào|40
        > > |Chăm lo đoàn viên|20""",
        "100",
    ),
    "weighted": Build(
        _weighted,
        """I|Kinh doanh|100
        > 1|Huy động|100
        > 2|Cho vay|100
        II|Quản trị|100
        > 1|Nợ xấu|100
        > 2|Báo cáo|100""",
        None,
        frozenset({"weights"}),
    ),
    "sections-with-headings": Build(
        _sections_with_headings,
        """1|Hội họp|55
        2|Báo cáo|45
        II|ĐIỂM THƯỞNG||+
        > 1|Có gương điển hình|3|+
        > 2|Đăng cai hội nghị|2|+
        III|CÁC NỘI DUNG TRỪ ĐIỂM||-
        > 1|Bỏ họp||-
        > 2|Mất đoàn kết|5|-""",
        "100",
        frozenset({"bonus-cap-in-note", "penalty-cap-in-note"}),
    ),
    "group-column": Build(
        _group_column,
        """I|Sản xuất, kinh doanh|60
        > 1|Sản lượng hàng qua cảng|30
        > 2|Công tác an toàn hàng hải|20
        > 3|Cộng đồng doanh nghiệp đánh giá|10
        II|Chăm lo người lao động|40
        > 4|Tổng kết phong trào cuối năm|25
        > 5|Điểm trường cho con công nhân|15""",
        "100",
    ),
    "only-sums": Build(
        _only_sums,
        """|Lãnh đạo, điều hành|35
        > |Giao ban đúng kỳ|10
        > |Xử lý văn bản đến|15
        > |Tiếp dân|10
        |Xây dựng cơ quan|25
        > |Văn hóa công sở|15
        > |Vệ sinh, cảnh quan|10
        |Phong trào|40
        > |Thể thao|12
        > |Văn nghệ|13
        > |Từ thiện|15""",
        "100",
    ),
    "sections-after-the-total": Build(
        _sections_after_the_total,
        """A|NHIỆM VỤ CHUYÊN MÔN|70
        > I|Khám, chữa bệnh|40
        > > 1|Thực hiện quy trình kỹ thuật|25
        > > 2|Hài lòng của người bệnh|15
        > II|Dự phòng|30
        > > 1|Tiêm chủng mở rộng|20
        > > 2|Giám sát dịch|10
        B|XÂY DỰNG ĐƠN VỊ|30
        > 1|Đoàn kết nội bộ|18
        > 2|Trừ mối mọt, bảo quản kho|12
        C|ĐIỂM THƯỞNG|5|+
        > 1|Có sáng kiến cấp tỉnh|3|+
        > 2|Được báo chí nêu gương|2|+
        D|ĐIỂM TRỪ||-
        > 1|Có đơn thư đúng||-
        > 2|Để mất tài sản|5|-""",
        "100",
    ),
    "numbers-in-numbers": Build(
        _numbers_in_numbers,
        """1|Hoạt động dạy nghề|50
        > 1|Tuyển sinh|20
        > 2|Việc làm sau học|30
        2|Cơ sở vật chất|30
        > 1|Nhà xưởng|10
        > 2|Thiết bị|12
        > 3|Thư viện|8
        3|Chấp hành chế độ|20
        > 1|Báo cáo|12
        > 2|Họp khối|8""",
        "100",
    ),
    "points-in-titles": Build(
        _points_in_titles,
        """Phần thứ nhất|Sản xuất|60
        > Tiêu chí 1|Diện tích gieo trồng|25
        > Tiêu chí 2|Năng suất bình quân|20
        > Tiêu chí 3|Liên kết tiêu thụ|15
        Phần thứ hai|Quản trị|40
        > Tiêu chí 4|Công khai tài chính|30
        > Tiêu chí 5|Đại hội đúng kỳ|10""",
        "100",
    ),
    "tall-heading": Build(
        _tall_heading,
        "1|Thuế nội địa|60\n"
        + "\n".join(f"> 1.{n}|Sắc thuế số {n}|5" for n in range(1, 10))
        + """
        > 1.10|Sắc thuế số 10|15
        2|Thu nợ|40
        > 2.1|Nợ đọng|25|one-of
        > > |Nợ đọng dưới 5% tổng thu|25
        > > |nợ đọng dưới 8% tổng thu|15
        > 2.2|Cưỡng chế|15""",
        "100",
        frozenset({"ten-lost-its-zero", "one-of"}),
    ),
    "dress-only": Build(
        _dress_only,
        """|CÔNG TÁC CHUYÊN MÔN|65
        > |Lưu trữ|
        > > |Thu thập hồ sơ|20
        > > |Chỉnh lý tài liệu|25
        > |Văn thư|
        > > |Phát hành văn bản|12
        > > |Quản lý con dấu|8
        |CÔNG TÁC KHÁC|35
        > |Cộng tác với bảo tàng|20
        > |Tổng hợp, báo cáo|15""",
        "100",
        frozenset({"group-points-missing", "bonus-cap-in-note"}),
    ),
    "dotted-roman": Build(
        _dotted_roman,
        """I|Quản lý thị trường|55
        > I.1|Kiểm tra, kiểm soát|35
        > > a|Theo kế hoạch|20
        > > b|Đột xuất|15
        > I.2|Tuyên truyền pháp luật|20
        II|Nội bộ|45
        > II.1|Kỷ luật lao động|25
        > II.2|Văn hóa, thể thao|20""",
        "100",
        frozenset({"points-computed"}),
    ),
    "two-pages-two-headings": Build(
        _first_page,
        """I|Kinh tế|45
        > 1|Trồng trọt|20
        > 2|Chăn nuôi|25
        II|Xã hội|25
        > 1|Trường học|25
        III|Đời sống|30
        > 1|Thu nhập|30""",
        "100",
        frozenset({"goes-on"}),
        (_second_page,),
    ),
    "wide-groups": Build(
        _wide_groups,
        """I|Nhiệm vụ trọng tâm|60
        > 1|Lập hồ sơ|40
        > 2|Lưu hồ sơ|
        > 3|Nộp hồ sơ|20
        II|Nhiệm vụ khác|40
        > 1|Họp khối|40""",
        "100",
        frozenset({"points-shared"}),
    ),
    "nothing-decides": Build(
        _nothing_decides,
        "",
        None,
        frozenset({"two-readings"}),
    ),
}
"""Of a table with an empty outline only the questions are compared: nothing in it decides."""
