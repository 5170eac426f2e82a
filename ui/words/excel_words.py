"""What is said of workbooks that go out and come back: what each file is, why one is not taken, what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ui.words.cells_words import left_out_words

if TYPE_CHECKING:
    from models.exchange.forms.many import Arrival, Status

EXCEL: Final = {
    "forms.no_page": "Tệp “{file}” không còn trang “{page}” của phiếu, hoặc trang đó không còn dòng tiêu đề. Phát lại "
    "phiếu cho đơn vị.",
    "forms.not_ours": "Tệp “{file}” không phải phiếu do sổ phát ra. Lấy điểm của một đơn vị bằng “Lấy từ Excel…”.",
    "forms.broken": "Tệp “{file}” là phiếu do sổ phát ra nhưng phần ghi phiếu của ai đã bị sửa. Phát lại phiếu.",
    "forms.mixed": "Tệp “{file}” ghép từ phiếu của nhiều đơn vị hoặc nhiều kỳ nên không rõ là của ai. Gửi lại từng "
    "phiếu riêng.",
    "forms.other_book": "Tệp “{file}” là phiếu của một sổ khác. Chọn phiếu do sổ này phát ra.",
    "forms.other_kind": "Tệp “{file}” là bảng do sổ xuất ra, không phải phiếu của một đơn vị. Lấy bằng “Lấy từ "
    "Excel…”.",
    "forms.other_year": "Tệp “{file}” là phiếu năm {year} của {unit}, không phải năm {wanted}.",
    "forms.other_stage": "Tệp “{file}” là phiếu của {unit} ở bước {stage}, không phải bước đang lấy.",
    "forms.other_period": "Tệp “{file}” là phiếu của {unit} ở kỳ khác ({period}).",
    "forms.other_unit": "Tệp “{file}” là phiếu của đơn vị không có trong danh sách năm {year}.",
    "forms.older": "Tệp “{file}” là phiếu của {unit} theo bảng chấm điểm trước khi sửa (bản {version}; năm nay dùng "
    "bản {now}). Phát lại phiếu.",
    "forms.unit_twice": "{unit} có hai phiếu khác nhau trong lần nhận này. Bỏ bớt một tệp rồi nhận lại.",
    "forms.line_twice": "“{text}” ghi hai dòng. Bỏ bớt một dòng.",
}

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
