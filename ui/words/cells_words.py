"""What is said of files and pastes that come in: why one cannot be read and what is left out of one that can.

Sentences of refusals are kept like those of `sentences`, which puts all of them together.
"""

from __future__ import annotations

from typing import Final

CELLS: Final = {
    "cells.stopped": "Đã dừng đọc tệp theo yêu cầu. Chưa có gì được ghi vào sổ.",
    "cells.empty_file": "Tệp “{file}” trống. Xin lại tệp ở nơi đã gửi.",
    "cells.another_kind": "Tệp “{file}” là {looks}, không phải bảng tính. Mở tệp đó, chép bảng cần lấy rồi dán vào "
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
}

NOTES: Final = {
    "cells.drawings": "Trang “{page}” có hình hoặc khung chữ; chữ trong đó không được đọc.",
    "cells.values_only": "Tệp “{file}” thuộc loại cũ: đọc được giá trị, không biết dòng ẩn, cột ẩn, công thức, "
    "ghi chú. Muốn chắc thì lưu thành .xlsx rồi chọn lại.",
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
}
MEASURES: Final = {
    "parts": "phần",
    "cells": "ô",
    "rows": "dòng",
    "columns": "cột",
    "merges": "ô gộp",
    "megabytes": "MB",
}
