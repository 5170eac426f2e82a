"""What is said of files and pastes that come in: why one cannot be read and what is left out of one that can.

Sentences of refusals are kept like those of `sentences`, which puts all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.exchange.account import Reason
    from models.exchange.forms.many import Arrival, Status

CELLS: Final = {
    "cells.stopped": "Đã dừng đọc tệp theo yêu cầu. Chưa có gì được ghi vào sổ.",
    "cells.empty_file": "Tệp “{file}” trống. Xin lại tệp ở nơi đã gửi.",
    "cells.another_kind": "Tệp “{file}” là {looks}, sổ không đọc thẳng được. Mở tệp đó, chép bảng cần lấy rồi dán vào "
    "sổ, hoặc lưu thành .xlsx.",
    "cells.not_a_workbook": "Tệp “{file}” không phải bảng tính. Chọn tệp .xlsx, .xls, .ods hoặc .csv.",
    "cells.password": "Tệp “{file}” có đặt mật khẩu nên chưa đọc được. Mở bằng Excel, bỏ mật khẩu "
    "(Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại rồi chọn lại.",
    "cells.damaged": "Tệp “{file}” bị hỏng hoặc chép chưa xong. Chép lại từ nơi đã gửi; vẫn vậy thì mở bằng Excel rồi "
    "lưu thành tệp mới.",
    "cells.part_missing": "Tệp “{file}” thiếu phần {part} bên trong. Mở bằng Excel rồi lưu thành tệp mới.",
    "cells.broken_part": "Tệp “{file}” có phần bên trong bị hỏng ({part}). Mở bằng Excel rồi lưu thành tệp mới.",
    "cells.broken_page": "Trang “{page}” trong tệp “{file}” bị hỏng. Mở bằng Excel rồi lưu thành tệp mới.",
    "cells.has_dtd": "Tệp “{file}” chứa khai báo lạ ở phần {part} mà bảng tính thường không có, nên sổ không đọc. "
    "Xin lại tệp ở nơi đã gửi.",
    "cells.unpacks_too_big": "Tệp “{file}” bung ra lớn hơn {limit} MB nên sổ không đọc. Chép bảng cần lấy "
    "sang tệp mới.",
    "cells.too_big": "Tệp “{file}” nhiều hơn mức sổ đọc được (tối đa {limit} {measure}). Chép bảng cần lấy sang "
    "tệp mới.",
    "cells.text_too_long": "Ô {address} trong tệp “{file}” có {length} ký tự, tối đa {limit}. Xem lại ô đó.",
    "cells.no_pages": "Tệp “{file}” không có trang tính nào. Xin lại tệp ở nơi đã gửi.",
    "cells.no_table": "Phần vừa lấy không có bảng nào.",
    "cells.encoding": "Tệp “{file}” dùng bảng mã chữ mà sổ không nhận ra. Mở bằng Excel rồi lưu thành .xlsx.",
    "cells.is_moment": "Ô chứa ngày hoặc giờ “{text}” chứ không phải điểm (Excel có thể đã tự đổi số gõ vào). Ghi lại "
    "điểm ở ô này.",
    "cells.is_boolean": "Ô chứa giá trị đúng, sai ({text}) chứ không phải điểm. Ghi lại điểm ở ô này.",
    "cells.is_error": "Ô báo {text} trong bảng tính nên không có điểm để lấy. Sửa công thức ở ô này.",
    "cells.is_percent": "Ô hiện {shown} nhưng số bên trong là {text}. Ghi lại là số điểm.",
    "cells.maybe_day": "“{text}” có thể là ngày {day} bị Excel hiện thành số. Ghi lại điểm ở ô này.",
    "cells.spread": "Ô {address} gộp nhiều dòng hoặc nhiều cột nên không rõ “{text}” là điểm của mục nào. Bỏ gộp ô.",
    "cells.two_units": "Dòng này ghi tên hai đơn vị ({names}). Xem lại dòng.",
    "cells.line_refused": "Dòng {line} có chỗ chưa đọc được.",
    "cells.sheet_closed": "{why}",
    "form.points_unread": "Ô điểm ghi “{text}”, chưa đọc được thành số. Sửa ô này, hoặc chọn lại cột.",
    "form.points_of_no_group": "Ô ghi “{text}” ở cột điểm của nhóm, dòng này không mở nhóm nào nhận số ấy. Xóa ô này "
    "hoặc chọn lại cột.",
    "form.title_missing": "Dòng này có ký hiệu hoặc điểm mà không có nội dung. Ghi nội dung, hoặc bỏ dòng.",
    "form.too_many_lines": "Bảng có hơn {limit} dòng, không giống một bảng tiêu chí. Chọn đúng trang cần lấy.",
    "cells.conflict": "Tệp ghi chỗ này hai lần khác nhau: {sources}. Chọn một.",
}

NOTES: Final = {
    "cells.drawings": "Trang “{page}” có hình hoặc khung chữ; chữ trong đó không được đọc.",
    "cells.read_as": "Tệp “{file}” không ghi bảng mã, đọc theo {encoding}. Xem lại dấu tiếng Việt.",
}
"""What the reader says of a file it read, by the code of a note."""

FILE_KINDS: Final = {
    "pdf": "tệp PDF",
    "word": "văn bản Word",
    "slides": "tệp trình chiếu",
    "picture": "tệp ảnh",
    "archive": "tệp nén",
    "book": "sổ của Sổ Khối hoặc cơ sở dữ liệu",
    "xml": "tệp XML",
    "xlsb": "sổ Excel nhị phân (.xlsb)",
    "excel-95": "tệp của bản Excel rất cũ (trước 1997)",
}
MEASURES: Final = {
    "parts": "phần",
    "cells": "ô",
    "rows": "dòng",
    "columns": "cột",
    "merges": "ô gộp",
    "megabytes": "MB",
}

REASONS: Final[Mapping[Reason, str]] = {
    "blank": "ô trống",
    "covered": "nằm dưới ô gộp",
    "hidden-row": "ở dòng ẩn",
    "hidden-column": "ở cột ẩn",
    "filtered": "ở dòng đang bị lọc ẩn",
    "uncached": "công thức chưa có kết quả lưu trong tệp",
    "double": "ô ghi lần hai",
    "unknown-unit": "của đơn vị không có trong danh sách năm",
    "unknown-heading": "ở cột (dòng) không phải mục chấm",
    "unknown-row": "ở dòng không ghi tên đơn vị",
    "title": "tiêu đề, lời ghi",
    "total": "ở dòng cộng",
    "column-numbers": "số thứ tự cột",
    "repeated-heading": "tiêu đề lặp lại",
    "repeated-value": "ghi lại đúng số đã có",
    "not-chosen": "ở chỗ không được chọn",
    "second-table": "ở bảng thứ hai trên trang",
    "other-page": "ở trang khác",
    "hidden-page": "ở trang ẩn",
    "other-column": "ở cột khác (số thứ tự, ghi chú, tổng)",
    "form-text": "chữ có sẵn của phiếu",
    "form-total": "ô cộng do sổ lập",
    "changed-text": "tên mục bị sửa trong phiếu",
    "error": "báo lỗi trong bảng tính (#N/A, #REF!…)",
    "spread": "gộp nhiều dòng, không rõ số của dòng nào",
    "comment": "ghi chú gắn vào ô",
    "class-line": "ở dòng xếp loại",
    "note": "ở dòng ghi chú ngoài bảng",
    "signature": "ở phần ký tên",
    "joining-word": "chữ nối giữa các dòng (hoặc, trong đó)",
    "score-column": "ở cột chấm điểm, không thuộc bảng tiêu chí",
}
"""Why a cell is left out, said after the number of cells."""

HARMLESS: Final = frozenset(
    {"blank", "title", "column-numbers", "repeated-heading", "signature", "joining-word", "form-text", "form-total"}
)
"""Reasons that need no look: nothing anybody typed for us is lost by them."""


def left_out_words(counts: Mapping[Reason, int]) -> str:
    """The counts by reason in one sentence; what loses nothing (titles, blanks) is not told."""
    told = [f"{count} ô {REASONS[reason]}" for reason, count in counts.items() if reason not in HARMLESS]
    return f"Bỏ qua {'; '.join(told)}. " if told else ""


EXCEL: Final = {
    "forms.no_page": "Tệp “{file}” không còn trang “{page}” của phiếu, hoặc trang đó không còn dòng tiêu đề. Phát lại "
    "phiếu cho đơn vị.",
    "forms.not_ours": "Tệp “{file}” không phải phiếu do sổ phát ra. Lấy điểm của một đơn vị bằng “Lấy từ Excel…”.",
    "forms.broken": "Tệp “{file}” là phiếu do sổ phát ra nhưng phần ghi phiếu của ai đã bị sửa. Phát lại phiếu.",
    "forms.mixed": "Tệp “{file}” ghép từ phiếu của nhiều đơn vị hoặc nhiều kỳ nên không rõ là của ai. Gửi lại từng "
    "phiếu riêng.",
    "forms.other_book": "Tệp “{file}” là phiếu của một sổ khác. Chọn phiếu do sổ này phát ra.",
    "forms.other_kind": "Tệp “{file}” là bảng do sổ xuất ra, không phải phiếu của một đơn vị. Lấy bằng “Lấy từ "
    "Excel…”; phiếu theo lĩnh vực thì lấy ở hộp nhập phiếu theo lĩnh vực.",
    "forms.other_year": "Tệp “{file}” là phiếu năm {year} của {unit}, không phải năm {wanted}.",
    "forms.other_stage": "Tệp “{file}” là phiếu của {unit} ở bước {stage}, không phải bước đang lấy.",
    "forms.other_period": "Tệp “{file}” là phiếu của {unit} ở kỳ khác ({period}).",
    "forms.other_unit": "Tệp “{file}” là phiếu của đơn vị không có trong danh sách năm {year}.",
    "forms.not_of": "Tệp “{file}” là phiếu của {unit}, không phải của {wanted_unit}.",
    "forms.is_member": "Tệp “{file}” là phiếu năm {year} của riêng {unit}. Lấy bằng “Nhận phiếu Excel…”.",
    "forms.is_scorer": "Tệp “{file}” là phiếu theo lĩnh vực năm {year} của {office}. Lấy ở hộp nhập phiếu theo lĩnh "
    "vực.",
    "forms.filled_there": "Thư mục đã có {count} tệp trùng tên mà sổ chưa nhận hết số liệu, như “{file}”. Nhận các "
    "phiếu ấy trước, hoặc phát vào thư mục khác.",
    "forms.page_twice": "Tệp “{file}” có trang phiếu bị sao thành nhiều trang ({pages}). Xóa bớt, chỉ để trang đúng.",
    "forms.scores_other": "Tệp “{file}” là bảng điểm năm {year}, bước {stage}, không phải năm và bước đang mở ở trang "
    "này. Chọn đúng năm, đúng bước rồi lấy lại.",
    "forms.no_items": "Tệp “{file}” không có mục nào của bảng chấm điểm “{form}”. Xem lại tệp; có thể là bảng khác.",
    "forms.choose_column": "Tệp “{file}”: chưa rõ cột nào là điểm đơn vị tự chấm. Các cột có số: {columns}.",
    "forms.no_column": "“{text}” không phải tên cột. Ghi chữ cái của cột, ví dụ E.",
    "forms.year_without_units": (
        "Năm {year} chưa có đơn vị nào nên chưa biết phiếu trong tệp “{file}” là của ai. "
        "Nhập danh sách đơn vị ở mục Đơn vị trước, rồi đọc lại phiếu."
    ),
    "forms.choose_unit": "Chọn đơn vị của phiếu trong tệp “{file}”.",
    "forms.not_scorer": "Tệp “{file}” không phải phiếu theo lĩnh vực do sổ phát ra. Xuất phiếu Excel rồi ghi vào đó.",
    "forms.other_office": "Tệp “{file}” là phiếu của {office}, không phải của {wanted}.",
    "forms.no_units": "Trang “{page}” trong tệp “{file}” không ghi tên đơn vị nào của khối. Chọn trang khác.",
    "forms.no_source": "Sổ không có số liệu “{text}”.",
    "forms.only_xlsx": "Chỉ điền được vào tệp .xlsx. Mở “{file}” bằng Excel rồi lưu thành .xlsx.",
    "forms.two_points": "Một mục ghi điểm ở nhiều dòng: {sources}. Ghi thành một số.",
    "forms.older": "Tệp “{file}” là phiếu của {unit} theo bảng chấm điểm trước khi sửa (bản {version}; năm nay dùng "
    "bản {now}). Phát lại phiếu.",
    "forms.unit_twice": "{unit} có hai phiếu khác nhau trong lần nhận này. Bỏ bớt một tệp rồi nhận lại.",
    "forms.line_twice": "“{text}” ghi hai dòng. Bỏ bớt một dòng.",
}

BY_VERB: Final = {
    "forms.not_ours": "Tệp “{file}” không phải phiếu do sổ phát ra. Là phiếu của một đơn vị thì nhận lại với "
    "--of ĐƠN-VỊ, cần thì thêm --column CỘT.",
    "forms.other_kind": "Tệp “{file}” là bảng do sổ xuất ra, không phải phiếu của một đơn vị. Xem bằng "
    "read --as scores --book SỔ; ghi vào sổ ở trang Chấm điểm, nút “Lấy từ Excel…”.",
    "forms.is_member": "Tệp “{file}” là phiếu năm {year} của riêng {unit}. Xem bằng read --as member --book SỔ, "
    "nhận bằng forms in.",
    "forms.is_scorer": "Tệp “{file}” là phiếu theo lĩnh vực năm {year} của {office}. Nhận bằng forms in.",
    "forms.scores_other": "Tệp “{file}” là bảng điểm năm {year}, bước {stage}, không phải năm và bước đang đọc. "
    "Đọc lại với --year và --stage của bảng.",
    "forms.choose_column": "Tệp “{file}”: chưa rõ cột nào là điểm đơn vị tự chấm. Các cột có số: {columns}. "
    "Chọn bằng --column CỘT.",
    "forms.choose_unit": "Chọn đơn vị của phiếu trong tệp “{file}” bằng --of ĐƠN-VỊ.",
}
"""Where the way on is a button of the window: what a verb says in its place."""

STATUS: Final[Mapping[Status, str]] = {
    "new": "Mới",
    "changed": "Có thay đổi",
    "same": "Đã có trong sổ, không có gì mới",
    "twice": "Hai phiếu khác nhau",
    "closed": "Phiếu trong sổ đã đóng",
    "older": "Phiếu cũ",
    "other-year": "Phiếu năm khác",
    "other-stage": "Phiếu bước khác",
    "other-unit": "Không phải đơn vị của khối",
    "other-book": "Phiếu của sổ khác",
    "other-kind": "Bảng khác",
    "not-ours": "Không phải phiếu của sổ",
    "damaged": "Không đọc được",
}
"""What each file is, in a few words."""


def kinds(arrivals: Sequence[Arrival]) -> str:
    """How many files there are of each kind: "3 mới, 2 không đọc được"."""
    found = Counter(one.status for one in arrivals)
    return ", ".join(
        f"{found[status]} {words[:1].lower()}{words[1:]}" for status, words in STATUS.items() if found[status]
    )


def counts(one: Arrival) -> str:
    """What a file brings, in numbers: cells new, not taken, left out, kept."""
    carried = one.carried
    if carried is None:
        return ""
    said = [f"{carried.changes} ô mới" if carried.changes else ""]
    said.append(f"{len(carried.refused)} ô chưa lấy được" if carried.refused else "")
    said.append(f"{carried.kept} ô trống, giữ số trong sổ" if carried.kept else "")
    said.append(f"thiếu {len(carried.absent)} mục" if carried.absent else "")
    said.append(left_out_words(carried.account.left_out()).strip().removesuffix("."))
    return "; ".join(text for text in said if text)
