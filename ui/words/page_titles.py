"""What the pages are called, wherever one is named: navigation, menus, search, home, open points."""

from __future__ import annotations

TITLES = {
    "home": "Tổng quan",
    "members": "Đơn vị",
    "registration": "Đăng ký, giao ước",
    "following": "Theo dõi trong năm",
    "scores": "Chấm điểm",
    "ranking": "Xếp hạng, xếp loại",
    "awards": "Khen thưởng",
    "meetings": "Hội nghị, bỏ phiếu",
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
"""Page key -> title."""
