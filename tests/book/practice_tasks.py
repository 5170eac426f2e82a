"""The task list of the practice year as its officer left it on the day of the closing conference.

Days come from the file's own papers, meetings and receipts; what the file is silent about is done in its usual month.
"""

from __future__ import annotations

from typing import Any

from models.book.book import Book
from tests.book.practice import YEAR

NOT_DONE = ("xin-y-kien-lanh-dao", "dien-hinh-tien-tien")
"""Lines the practice bloc does not do."""

USUAL = {
    "nhan-ban-giao": "01-15",
    "ra-soat-don-vi": "03-05",
    "du-thao": "02-14",
    "lay-y-kien": "02-28",
    "nhac-dang-ky": "03-21",
    "theo-doi-quy-1": "04-10",
    "gui-de-cuong": "06-12",
    "nhan-so-lieu-6-thang": "07-05",
    "theo-doi-quy-3": "10-13",
    "phat-phieu-tu-cham": "11-03",
    "diem-phu-trach": "12-04",
    "thong-bao-diem-du-kien": "12-08",
    "xin-tham-dinh": "12-16",
}


def days(data: dict[str, Any]) -> dict[str, str]:
    """The day on which each finished task was finished, as far as the closing conference."""
    papers = {number: day for number, day, _subject in data["documents"] if number}
    meetings = {each["kind"]: each["date"] for each in data["meetings"]}
    found = {key: f"{YEAR}-{day}" for key, day in USUAL.items()}
    found |= {
        "doi-ten-sap-nhap": "2025-05-20",
        "huong-dan-nam": papers["12/KH-TTr"],
        "nhan-dang-ky": max(each["received_on"] for each in data["registration"].values()),
        "chuan-bi-ky-giao-uoc": papers["31/GM-TTr"],
        "hop-ky-giao-uoc": meetings["signing"],
        "ban-hanh-van-ban": papers["36/TB-TTr"],
        "hoat-dong-chung": max(each["date"] for each in data["joint_activities"]),
        "hop-so-ket": meetings["half_year"],
        "to-cham-diem": papers["121/QĐ-TTr"],
        "nhan-phieu-tu-cham": max(each["self"]["received_on"] for each in data["scores"].values()),
        "kiem-tra-cheo": max(each["to"] for each in data["cross_check"]),
        "hop-to-cham-diem": meetings["deliberation"],
        "duyet-bao-cao": papers["140/BC-TTr"],
        "chuan-bi-tong-ket": papers["140/BC-TTr"],
        "hop-tong-ket": meetings["closing"],
        "gioi-thieu-truong-khoi": meetings["closing"],
    }
    return found


def tasks(book: Book, data: dict[str, Any]) -> None:
    """Tick what was done and say what this bloc does not do; dossiers, results and the handover are still ahead."""
    book.tasks.not_ours(YEAR, NOT_DONE)
    for key, day in days(data).items():
        book.tasks.mark_done(YEAR, [key], day)
    book.tasks.describe(YEAR, "ho-so-khen-thuong", due_on="2025-12-26", note="Tờ trình chờ biên bản hội nghị tổng kết.")
