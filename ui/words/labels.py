"""Vietnamese labels of closed lists (kinds, roles, states), in the order in which they are offered."""

from __future__ import annotations

from models.rules import words as shared

UNIT_KINDS = {
    "state": "Cơ quan nhà nước",
    "party": "Cơ quan Đảng",
    "front": "Mặt trận",
    "mass_organisation": "Hội, đoàn thể",
    "youth_union": "Đoàn Thanh niên",
    "central_vertical": "Cơ quan ngành dọc Trung ương",
    "commune": "Xã, phường, đặc khu",
    "armed_forces": "Lực lượng vũ trang",
    "enterprise": "Doanh nghiệp",
}
FAMILIES = {
    "state": "Nhà nước (Nghị định 30)",
    "party": "Đảng (Hướng dẫn của Văn phòng Trung ương)",
    "front": "Mặt trận, hội, đoàn thể",
    "youth": "Đoàn Thanh niên",
}
LETTERHEAD_MARKS = {"line": "Đường kẻ", "*": "Dấu *", "***": "Dấu ***"}
ROLES = {"head": "Thủ trưởng", "deputy": "Cấp phó", "officer": "Cán bộ phụ trách", "member": "Người khác"}
WHY_NOT = {
    "denied": "máy không cho phép",
    "marked": "tệp mang dấu “Chỉ đọc” (Read-only), bỏ dấu ấy rồi làm lại",
    "write-protected": "ổ đĩa hoặc USB đang khóa ghi",
    "missing": "thư mục không có ở đó",
    "gone": "ổ đĩa, USB hoặc mạng không còn nối với máy",
    "folder": "đó là một thư mục",
    "exists": "chỗ đó đã có tệp khác",
    "no-file": "đó không phải là một tệp (thiết bị, đường ống)",
    "too-long": "tên tệp quá dài, tính cả tên các thư mục chứa nó",
    "bad-name": "tên tệp có chữ Windows không cho đặt (như ? * : | < >) hoặc là tên dành riêng như CON, NUL",
    "full": "ổ đĩa đã đầy",
    "held": "tệp đang mở ở chương trình khác (Excel, Word, trình xem PDF, phần mềm diệt virus); đóng lại rồi làm lại",
    "broken": "ổ đĩa hoặc USB có lỗi",
    "unknown": "máy không nói lý do",
}
"""Why the system refuses a file, by its cause (`models.file.troubles.cause`)."""

LINEAGE = {"rename": "Đổi tên", "merge": "Sáp nhập, hợp nhất", "split": "Chia tách", "dissolve": "Giải thể"}
ROSTER_CHANGES = {
    "joined": "Mới tham gia",
    "left": "Thôi tham gia",
    "ended": "Đã kết thúc hoạt động",
    "succeeds": "Kế thừa đơn vị trước",
    "renamed": "Đổi tên",
    "kind-changed": "Đổi loại cơ quan",
    "group-changed": "Đổi nhóm bảng chấm điểm",
    "head-changed": "Đổi thủ trưởng",
    "officer-changed": "Đổi cán bộ phụ trách",
}
SHEET_STATES = {
    "empty": "Chưa nhập",
    "entering": "Đang nhập",
    "complete": "Đã đủ",
    "confirmed": "Đã xác nhận",
    "locked": "Đã chốt",
}
YEAR_STATES = {"open": "Đang thực hiện", "closed": "Đã khóa sổ", "handed-over": "Đã bàn giao (chỉ xem)"}
BASES = {
    "elected": "Bầu",
    "introduced": "Giới thiệu",
    "proposed": "Đề nghị công nhận",
    "approved": "Được công nhận",
    "appointed": "Được phân công",
    "carried-over": "Tiếp tục năm trước",
    "acting": "Tạm đảm nhiệm",
}
TERM_STATES = {
    "proposed": "Đề nghị công nhận",
    "approved": "Đã công nhận",
    "acting": "Tạm đảm nhiệm",
    "ended": "Hết nhiệm kỳ",
}
MENDED = {
    "year-from-periods/2": "Kỳ đơn vị chưa vào khối hoặc đã ra khỏi khối không phải kỳ của đơn vị; kỳ chưa có điểm nào "
    "là kỳ thiếu, không phải không xếp hạng; điểm nhóm, mục trong điều kiện lấy từ mọi kỳ như điểm năm.",
    "class-quota/2": "Nhiều giới hạn của một loại không áp dụng lần lượt: dùng giới hạn chung, ngoại lệ chỉ áp dụng "
    "khi có quyết định.",
    "classes/3": "Điều kiện xếp loại biết cả số liệu do nơi khác xác nhận, đã ghi cho từng đơn vị; điểm công bố làm "
    "tròn theo số chữ số của quy định xếp hạng.",
}
"""What the next number of a kind of rule reads otherwise than the number before it."""
MEETING_KINDS = {
    "signing": "Hội nghị ký kết giao ước thi đua",
    "half-year": "Hội nghị sơ kết 6 tháng",
    "officers": "Họp trù bị (không biểu quyết)",
    "scoring-team": "Họp Tổ chấm điểm",
    "deliberation": "Họp bình xét",
    "closing": "Hội nghị tổng kết, bình xét",
    "council": "Họp Hội đồng Thi đua, khen thưởng",
    "other": "Hội nghị khác",
}
CAPACITIES = shared.CAPACITIES
BALLOT_WAYS = {"acclaim": "Phiếu suy tôn (Đồng ý, Không đồng ý)", "elect": "Phiếu bầu, phiếu giới thiệu (chọn tên)"}
BALLOT_PURPOSES = {
    "award": "Đề nghị khen thưởng",
    "tie": "Phân định đơn vị bằng điểm",
    "head": "Giới thiệu Trưởng khối",
    "deputy": "Giới thiệu Phó Trưởng khối",
    "other": "Nội dung khác",
}
TITLE_LEVELS = {**shared.TITLE_LEVELS, "": "Khác"}
GENDERS = {"chưa ghi": None, "Nữ": "female", "Nam": "male"}
HOLDERS = {key: shared.capital(word) for key, word in shared.HOLDERS.items()}
ROUTES = {"province": "Qua tỉnh", "sector": "Qua ngành"}
AWARD_STEPS = {
    "planned": "Dự kiến",
    "judged": "Đã bình xét",
    "suspended": "Tạm dừng xét",
    "submitted": "Đã trình",
    "approved": "Đã có quyết định",
    "refused": "Không được khen",
    "withdrawn": "Rút đề nghị",
}
JUDGED = {
    "eligible": "Đủ",
    "not-eligible": "Chưa đủ",
    "unknown": "Chưa rõ",
    "conflict": "Trùng thành tích",
    "suspended": "Tạm dừng xét",
    "no-rule": "Không quy định",
}

PAGE_TITLES = {
    "home": "Tổng quan",
    "members": "Đơn vị",
    "registration": "Đăng ký, giao ước",
    "following": "Theo dõi trong năm",
    "scores": "Chấm điểm",
    "ranking": "Xếp hạng, xếp loại",
    "awards": "Khen thưởng",
    "meetings": "Hội nghị, bỏ phiếu",
    "day": "Ngày họp",
    "papers": "Văn bản",
    "regulation": "Quy chế, quy định",
    "form": "Bảng chấm điểm",
    "leadership": "Trưởng khối, luân phiên",
    "statistics": "Thống kê, báo cáo",
    "decisions": "Câu hỏi và quyết định",
    "closing": "Khóa sổ, bàn giao",
    "journal": "Nhật ký thay đổi",
    "verify": "Kiểm tra sổ",
}
"""What the pages are called, wherever one is named: navigation, menus, search, home, open points."""

MANY_PAPERS = "Nhiều giấy tờ…"
"""The act at Văn bản that the day of a meeting leads to."""
