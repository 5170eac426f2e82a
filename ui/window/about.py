"""What the program is, and its keys on one sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ui.base.layout import button, row, words
from ui.base.measure import fit

KEYS = (
    ("Ctrl+1 … Ctrl+9", "Sang mục có số ấy ở cột trái"),
    ("Ctrl+F", "Tìm đơn vị, mục, lệnh (gõ không dấu cũng được)"),
    ("Ctrl+Z, Ctrl+Y", "Hoàn tác, làm lại"),
    ("Ctrl+P", "In"),
    ("Ctrl+S", "Hỏi sổ đã lưu lúc nào (sổ tự lưu sau từng thao tác)"),
    ("Ctrl+C", "Sao chép các dòng đang chọn, dán được vào Excel, Word"),
    ("Enter", "Mở dòng đang chọn, bấm nút đang chọn"),
    ("Alt và chữ có gạch chân", "Vào thực đơn, vào ô, bấm nút"),
    ("Esc", "Ẩn câu báo, xóa chữ đang tìm, đóng hộp đang hỏi"),
    ("F9", "Thu gọn hoặc mở cột trái"),
    ("F11", "Toàn màn hình"),
)


def _sheet(title: str, parent: QWidget | None) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(22, 18, 22, 14)
    box.setSpacing(10)
    return dialog, box


def keys(parent: QWidget | None = None) -> QDialog:
    """The dialog "Các phím tắt"."""
    dialog, box = _sheet("Các phím tắt", parent)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    for number, (key, what) in enumerate(KEYS):
        grid.addWidget(words(key, "section", wrap=False), number, 0)
        grid.addWidget(words(what, wrap=False), number, 1)
    box.addLayout(grid)
    box.addLayout(row(None, button("Đóng", dialog.close)))
    return dialog


def facts() -> list[str]:
    """What somebody who helps over the telephone asks first: version and its day, Qt, Python, where the log is."""
    import platform

    from PySide6 import __version__ as qt_version

    from ui.window.crash import log_path
    from ui.window.release import release

    made = release()
    return [
        f"Phiên bản {made.version}" + (f", ngày {made.day:%d/%m/%Y}" if made.day else ", chạy từ mã nguồn"),
        f"Qt {qt_version}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"Tệp ghi trục trặc: {log_path()}",
    ]


def about(parent: QWidget | None = None) -> QDialog:
    """The dialog "Giới thiệu Sổ Khối"."""
    dialog, box = _sheet("Giới thiệu Sổ Khối", parent)
    box.addWidget(words("Sổ Khối", "big"))
    box.addWidget(
        words("Sổ công tác của thư ký khối thi đua, cụm thi đua. Làm việc không cần mạng; mỗi khối một tệp sổ.")
    )
    box.addWidget(words("\n".join(facts()), wrap=False))
    box.addWidget(words("Phông chữ IBM Plex Sans và Tinos theo giấy phép SIL Open Font License 1.1.", "muted"))
    box.addStretch(1)
    box.addLayout(row(None, button("Đóng", dialog.close)))
    fit(dialog, least_width=51)
    return dialog
