"""Phát phiếu Excel: one workbook for each unit of the year's list, into a folder that is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.exchange.forms.member_out import give_out
from ui.base.session import Session


def choose_folder(session: Session, stage: str, period: str, parent: QWidget) -> None:
    """Ask where to, and write the forms."""
    chosen = QFileDialog.getExistingDirectory(parent, "Phát phiếu Excel vào thư mục", str(session.folder))
    if chosen:
        give_into(session, stage, period, Path(chosen))


def give_into(session: Session, stage: str, period: str, folder: Path) -> tuple[Path, ...]:
    """Write the forms into a folder of their own under the one chosen, and say where."""
    name = next((one.name for one in session.book.years.stages(session.year) if one.key == stage), stage)
    place = folder / f"Phiếu {name} {session.year}"
    made = session.value(lambda: give_out(session.book, session.year, stage, place, period)) or ()
    if made:
        session.say(f"Đã lập {len(made)} phiếu trong thư mục “{place.name}”. Gửi mỗi đơn vị phiếu mang tên mình.")
    return made
