"""A scoring office's sheet out to a workbook and back into the dialog's grid; nothing is written to the book here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.exchange import cells
from models.exchange.forms import scorer_form
from models.exchange.forms.scorer_form import Place
from models.exchange.places import file_name, with_ending, write_whole
from ui.base.session import Session
from ui.kit.clipboard import OUT
from ui.kit.reading import FILES


def give(session: Session, office: str, stage: str, period: str, parent: QWidget, say: Callable[[str], object]) -> None:
    """Ask where to, and write the office's workbook; `say` shows what became of it."""
    name = file_name(f"Phiếu lĩnh vực {session.year} - {office}", ".xlsx")
    path, _ = QFileDialog.getSaveFileName(parent, "Xuất phiếu Excel", str(session.folder / name), OUT)
    if path:
        chosen = with_ending(path, ".xlsx")
        made = session.value(lambda: scorer_form.content(session.book, session.year, office, stage, period), say)
        if made is not None and session.act(lambda: write_whole(chosen, made), say):
            say(f"Đã xuất ra {chosen.name}.")


def choose(
    session: Session, office: str, stage: str, period: str, parent: QWidget, say: Callable[[str], object]
) -> Mapping[Place, str]:
    """Ask for the workbook that came back; what it says that is new, by place."""
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy từ phiếu Excel", str(session.folder), FILES)
    return take(session, office, stage, period, Path(path), say) if path else {}


def take(
    session: Session, office: str, stage: str, period: str, path: Path, say: Callable[[str], object]
) -> Mapping[Place, str]:
    """What a workbook says that is new; what cannot be taken is said with its cell."""
    book, year = session.book, session.year
    found = session.value(lambda: scorer_form.read(book, cells.read_file(path), year, stage, office, period), say)
    if found is None:
        return {}
    wrong = "".join(
        f" Ô {one.address} “{one.text}”: {session.sentence(one.refusal)}" for one in found.refused if one.refusal
    )
    say(f"{len(found.typed)} ô mới trong {path.name}, {len(found.refused)} ô chưa lấy được.{wrong}")
    return found.typed
