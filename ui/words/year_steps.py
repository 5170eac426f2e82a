"""What the steps of a year and their facts are called, where each fact is supplied, and what to do about it.

Only words and page keys stand here; what is done and what is missing is counted by `models.book.year.course`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.rules import words as shared
from ui.words.messages import show

if TYPE_CHECKING:
    from models.book.year.course import Awaited, Step
    from models.book.year.year_facts import Fact
    from ui.words.names import Names

MOST_NAMES = 4

STEPS: Final = {
    "prepare": "Chuẩn bị đầu năm",
    "register": "Đăng ký thi đua",
    "pledge": "Ký giao ước",
    "follow": "Theo dõi trong năm",
    "half-year": "Sơ kết 6 tháng",
    "self-score": "Tự chấm điểm",
    "appraisal": "Chấm, thẩm định",
    "deliberation": "Họp bình xét, tổng kết",
    "ballot": "Bỏ phiếu",
    "proposals": "Đề nghị khen thưởng",
    "decided": "Quyết định khen thưởng",
    "handed-over": "Khóa sổ, bàn giao",
}

STATES: Final = {"done": "xong", "begun": "đang làm", "waiting": "chưa làm", "not-ours": "khối không làm"}


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact on the screen: what it is, what is counted, the page where it is supplied, what to do, and the page's
    own act that does it ("" where the page alone is meant)."""

    name: str
    counted: str
    page: str
    advice: str
    act: str = ""


_SHEETS = "phiếu"
FACTS: Final = {
    "book-received": FactWords("Nhận bàn giao sổ", "", "closing", "Nhận bàn giao sổ và đối chiếu mã."),
    "members": FactWords(
        "Đơn vị của khối",
        "đơn vị",
        "members",
        "Thêm các đơn vị của khối; trước mắt chỉ cần tên.",
        "Dán danh sách từ Excel",
    ),
    "roster": FactWords(
        "Danh sách đơn vị",
        "",
        "members",
        "Rà soát danh sách đơn vị năm rồi bấm “Xác nhận danh sách năm”.",
        "Xác nhận danh sách năm",
    ),
    "units-settled": FactWords(
        "Thành tích khi sáp nhập", "câu hỏi", "decisions", "Chọn thành tích tính theo đơn vị nào, ghi văn bản xác định."
    ),
    "regulation": FactWords(
        "Quy chế, quy định",
        "",
        "regulation",
        "Chọn bộ quy định áp dụng cho năm; sửa từng quy định được sau khi chọn.",
        "Chọn quy định có sẵn…",
    ),
    "issued": FactWords(
        "Đã ban hành", "văn bản", "following", "Ghi số, ngày ban hành Quy chế, Kế hoạch ở phần Góp ý dự thảo."
    ),
    "leadership": FactWords(
        "Đơn vị đứng đầu khối", "", "leadership", "Ghi đơn vị đứng đầu khối của năm.", "Ghi nhiệm kỳ…"
    ),
    "form": FactWords(
        "Bảng chấm điểm",
        "bảng",
        "form",
        "Lấy bảng năm trước, chọn một bảng mẫu, hoặc lấy từ Excel, rồi áp dụng.",
        "Lấy bảng…",
    ),
    "drafts": FactWords("Dự thảo", "dự thảo", "following", "Ghi các dự thảo của năm và ngày gửi lấy ý kiến."),
    "comments": FactWords("Lấy ý kiến dự thảo", "dự thảo", "following", "Ghi ý kiến góp ý và việc tiếp thu."),
    "registration": FactWords(
        "Đăng ký của đơn vị", "đơn vị", "registration", "Ghi ngày nhận đăng ký; nhắc các đơn vị chưa gửi."
    ),
    "pledge": FactWords("Giao ước đã ký", "", "registration", "Ghi nội dung giao ước và ngày ký."),
    "minutes": FactWords(
        "Biên bản hội nghị đã ký", "hội nghị", "meetings", "Ghi hội nghị, kết luận; họp xong thì ghi biên bản đã ký."
    ),
    "reports": FactWords("Báo cáo đến hạn", "báo cáo", "following", "Ghi ngày nhận báo cáo; nhắc các đơn vị chưa gửi."),
    "activities": FactWords("Hoạt động chung", "hoạt động", "following", "Ghi đơn vị tham gia hoạt động chung."),
    "ad-hoc": FactWords("Nhiệm vụ đột xuất", "nhiệm vụ", "following", "Ghi kết quả các nhiệm vụ đã đến hạn."),
    "progress": FactWords("Số liệu 6 tháng", "đơn vị", "following", "Nhập số liệu 6 tháng của các đơn vị."),
    "examples": FactWords("Điển hình, mô hình", "điển hình", "following", "Ghi điển hình tiên tiến, mô hình mới."),
    "teams": FactWords(
        "Tổ kiểm tra chéo đã có quyết định", "tổ", "following", "Lập tổ, lịch kiểm tra, ghi quyết định lập tổ."
    ),
    "visits": FactWords("Biên bản kiểm tra chéo", "biên bản", "following", "Ghi biên bản kiểm tra từng đơn vị."),
    "sheets-received": FactWords(
        "Đã nhận {stage}", _SHEETS, "scores", "Ghi ngày nhận phiếu; nhắc các đơn vị chưa gửi."
    ),
    "sheets-complete": FactWords("{stage} đã đủ điểm", _SHEETS, "scores", "Nhập nốt điểm rồi bấm “Xác nhận đủ”."),
    "offices": FactWords(
        "Đủ điểm của các đơn vị phụ trách", "đơn vị", "following", "Nhập phiếu theo lĩnh vực của từng đơn vị phụ trách."
    ),
    "no-estimates": FactWords("Không còn số ước", _SHEETS, "scores", "Thay số ước bằng số chính thức."),
    "proposals-submitted": FactWords(
        "Hồ sơ đã nộp", "đề nghị", "awards", "Lập đề nghị khen thưởng, ghi ngày nộp hồ sơ."
    ),
    "proposals-decided": FactWords(
        "Đã có kết quả", "đề nghị", "awards", "Ghi quyết định khen, hoặc “không được khen”."
    ),
    "announced": FactWords("Thông báo kết quả", "", "papers", "Ban hành thông báo kết quả xếp hạng, xếp loại."),
    "ballots": FactWords("Lượt bỏ phiếu đã kiểm", "lượt", "meetings", "Ghi kết quả kiểm phiếu."),
    "next-leaders": FactWords(
        "Đứng đầu khối năm sau", "", "leadership", "Ghi đơn vị được giới thiệu cho năm sau.", "Ghi nhiệm kỳ…"
    ),
    "closed": FactWords("Khóa sổ năm", "", "closing", "Xem việc còn lại rồi khóa sổ năm."),
    "handed-over": FactWords(
        "Bàn giao sổ", "", "closing", "Bàn giao sổ cho đơn vị đứng đầu khối năm sau.", "Bàn giao…"
    ),
}
"""Every fact by the name before its colon; a test holds the list equal to the facts of the book."""

AFTER: Final = {
    "to-receive": "Nhận bàn giao sổ: gõ Mã đối chiếu in trên biên bản bàn giao.",
    "left-behind": "Sổ đã bàn giao, nơi nhận làm tiếp. Chưa gửi được tệp thì chép lại; bàn giao nhầm thì rút lại.",
    "follows": "Năm {year} đã khóa sổ. Làm tiếp ở năm {next}.",
    "received": "Năm {year} đã khóa sổ và bàn giao. Bắt đầu năm {next}.",
    "closed": "Năm {year} đã khóa sổ. Bàn giao sổ cho đơn vị đứng đầu khối năm sau; vẫn giữ sổ thì bắt đầu năm {next}.",
}
"""What is left to do by the state of a closed year or of a book handed over; closed years have nothing overdue."""

SENT: Final = {**shared.SENT, "report": "Báo cáo {name}", "sheet": "Phiếu {name}"}


def words_of(fact: Fact) -> FactWords:
    """The words of a fact."""
    return FACTS[fact.key.partition(":")[0]]


def fact_name(fact: Fact, names: Names) -> str:
    """What a fact is, with its scoring step: "Đã nhận tự chấm", "Khối chấm đã đủ điểm"."""
    template = names.worded(words_of(fact).name)
    return shared.capital(template.format(stage=names.stage(fact.key.partition(":")[2]).lower()))


def fact_words(fact: Fact, names: Names) -> str:
    """A fact and how far it is: "Đăng ký của đơn vị: 8 trong 9 đơn vị", "Danh sách đơn vị: chưa"."""
    counted = words_of(fact).counted
    if not counted or not fact.of:
        far = "xong" + (f" ngày {show(fact.on)}" if fact.on else "") if fact.holds else "chưa"
    elif fact.of == 1 and not fact.have:
        far = "chưa có"
    else:
        far = f"{fact.have} trong {fact.of} {counted}" if fact.have != fact.of else f"{fact.have} {counted}"
    return f"{fact_name(fact, names)}: {far}"


def step_words(step: Step, names: Names, today: str) -> str:
    """What is missing of a step that has begun; otherwise whether it is still to come or nothing is written yet."""
    if step.state in ("done", "not-ours"):
        return names.worded(STATES[step.state])
    if step.state == "waiting" and not step.now:
        return "chưa đến" if today < step.begins else "chưa ghi gì"
    return "; ".join(lower(fact_words(fact, names)) for fact in step.missing if fact.of) or STATES[step.state]


def lower(text: str) -> str:
    """The text with a small first letter, inside a sentence."""
    return text[:1].lower() + text[1:]


def sent_name(awaited: Awaited) -> str:
    """What units are to send: "Báo cáo Quý I", "Phiếu tự chấm"."""
    name = lower(awaited.name) if awaited.kind == "sheet" else awaited.name
    if awaited.kind == "report" and awaited.name.casefold().startswith("báo cáo"):
        return awaited.name
    return SENT[awaited.kind].format(name=name)


def day_words(days: int | None) -> str:
    """How far a day is: hôm nay, còn 3 ngày, đã quá 2 ngày."""
    if days is None:
        return "chưa định hạn"
    return "hôm nay" if days == 0 else f"còn {days} ngày" if days > 0 else f"đã quá {-days} ngày"


def missing_words(units: tuple[str, ...], names: Names) -> str:
    """Who is missing, at most four by name."""
    said = ", ".join(names.unit(unit) for unit in units[:MOST_NAMES])
    return said + (f" và {len(units) - MOST_NAMES} đơn vị khác" if len(units) > MOST_NAMES else "")
