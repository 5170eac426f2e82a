"""Words that screen, paper and workbook share: each stands here once, and nowhere else.

A word that only one of them says stands with it (`ui/words`, `printing/content`). Keys are those of the book's columns
and of the rules; what is written is lower case where it stands inside a sentence.
"""

from __future__ import annotations

from typing import Final

PARTS: Final = {"base": "điểm chuẩn", "bonus": "điểm thưởng", "penalty": "điểm trừ"}
"""The three parts of a result."""

HOLDERS: Final = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình"}
"""Who may hold a title."""

TITLE_LEVELS: Final = {
    "state": "Nhà nước",
    "ministry": "Bộ, ban, ngành, đoàn thể Trung ương",
    "province": "Cấp tỉnh",
    "party": "Cấp ủy Đảng",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "unit": "Cơ quan, đơn vị",
}
"""Whose title it is."""

CAPACITIES: Final = {
    "member": "Thành viên",
    "substitute": "Người dự thay (có ủy quyền)",
    "video": "Dự trực tuyến",
    "written": "Ý kiến bằng văn bản",
    "absent": "Vắng mặt",
    "guest": "Đại biểu mời",
}
"""How somebody takes part in a meeting."""

PAPER_STATES: Final = {"draft": "Dự thảo", "issued": "Đã ban hành", "replaced": "Đã thay thế"}

NOT_ASSIGNED: Final = "Không giao"
"""Shown and typed where an item is not a unit's; formulas of a workbook look for it to the letter."""
NO_NUMBER: Final = {"not-assigned": NOT_ASSIGNED, "not-ranked": "Không xếp hạng", "pending": "Chờ quyết định"}
"""What stands in the place of points that are no number, by the kind of their step."""

DAYS: Final = "ngày"
WORKING_DAYS: Final = "ngày làm việc"
"""What days late are counted in."""
SALVAGED_UNLIKE: Final = "cứu từ tệp hỏng, năm không còn khớp với lần khóa sổ này"
"""Why a salvaged book has a year open again."""

LEFT: Final = "thôi tham gia khối"
OUTSIDE: Final = "không là thành viên của khối trong kỳ"
"""Why a unit of the list stands for no place; the bloc calls itself otherwise where it does (`standing_words.out`)."""

MARKS: Final = "Mỗi điều kiện ghi x (đạt) hoặc 0 (không đạt), cách nhau dấu cách, lần lượt: {}"
"""How the marks of several conditions stand in one cell (`x 0 x`), with the conditions in their order."""

CHOICES: Final = {
    "moves": "Chuyển sang ngày làm việc tiếp theo",
    "stays": "Vẫn tính đúng ngày ấy",
    "working": "Ngày làm việc",
    "calendar": "Ngày lịch, kể cả ngày nghỉ",
    "all": "Mọi đơn vị xếp hạng của năm",
    "whole-year": "Chỉ các đơn vị ở trong khối cả năm",
    "not-barred": "Trừ các đơn vị bị loại khỏi xét",
    "whole-year-not-barred": "Chỉ các đơn vị ở trong khối cả năm và không bị loại khỏi xét",
    "leave-out": "Không tính phần thiếu",
    "zero": "Tính 0 điểm",
    "not-ranked": NO_NUMBER["not-ranked"],
    "not-assigned": NOT_ASSIGNED,
    "sum": "Cộng điểm của các đơn vị ấy với điểm của đơn vị mới",
    "mean": "Trung bình cộng điểm của các đơn vị ấy và của đơn vị mới",
    "months": "Trung bình theo số tháng mỗi đơn vị là thành viên",
    "not": "Không nối điểm, chỉ tính điểm của đơn vị mới",
    "history": "Giữ phiếu để tra cứu, không xếp hạng",
    "ranked": "Vẫn xếp hạng bằng phiếu đã có",
    "counts": "Vẫn xét dù chưa đăng ký",
    "checks": "Vẫn để tổ này kiểm tra",
    "same": "Cùng một người",
    "other": "Hai người khác nhau",
    "propose": "Vẫn đề nghị, ghi lý do",
    "drop": "Không đề nghị",
    "send": "Vẫn đề nghị, ghi lý do",
    "reduce": "Bớt cho đủ số lượng",
    "accept": "Chấp nhận số đã ghi",
    "reject": "Giữ số theo quy định",
    "count": "Tính",
    "not-count": "Không tính",
    "agree": "Coi là tán thành",
    "not-agree": "Không tính là tán thành",
    "none": "Không tiếp nối đơn vị nào",
    "yes": "Có",
    "no": "Không",
}
"""Answers that read the same whichever question offers them (`questions.common`), and how they read once decided."""
ONE_UNIT: Final = "Lấy điểm của {unit}"
"""The answer that takes the points of one former unit alone."""

COMPLAINED: Final = {
    "points": "Điểm",
    "rank": "Xếp hạng, xếp loại",
    "award": "Khen thưởng",
    "vote": "Bỏ phiếu",
    "other": "Việc khác",
}
"""What a complaint is about."""
TAKEN: Final = {"open": "Chưa trả lời", "taken": "Tiếp thu", "partly": "Tiếp thu một phần", "refused": "Không tiếp thu"}
"""What became of a comment on a draft."""

SAYS: Final = {"agree": "Tán thành", "other": "Ý kiến khác"}
"""What a member answers in writing."""

VOTE_BASES: Final = {
    "all-members": "tổng số thành viên",
    "present": "số thành viên có mặt",
    "issued": "số phiếu phát ra",
    "collected": "số phiếu thu về",
    "valid": "số phiếu hợp lệ",
}
"""What a share of votes is a share of; the bloc's own word for ballots that came back goes before `collected`."""

COUNT_BASES: Final = {"units": "tổng số đơn vị", "ranked-units": "số đơn vị được xếp hạng"}
"""What a cap on a class or a quota is reckoned from."""

LAST_YEAR: Final = "thứ hạng năm trước"
"""A key of ties."""

COUNTED: Final = {"count": "được tính", "not-count": "không được tính"}
"""Whether a written opinion counts."""

SENT: Final = {"registration": "Đăng ký thi đua"}
"""What a unit sends in, where it is no report and no sheet."""

ROUNDINGS: Final = {"down": "làm tròn xuống", "up": "làm tròn lên"}

DECIDED_BY: Final = {"authority": "cấp có thẩm quyền quyết định", "leave-empty": "để trống"}
"""Who settles an office nobody was chosen for."""


YES_CLASSED: Final = "Có, xếp loại “{label}”"
"""A condition that is not known and hands the class to a decision: it holds, and this is the class."""


def capital(word: str) -> str:
    """The word as it begins a label: `điểm thưởng` → `Điểm thưởng`."""
    return word[:1].upper() + word[1:]
