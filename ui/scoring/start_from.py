"""Lấy điểm bước trước: the blank cells of one sheet, or of every sheet, are filled in one step from an earlier one that
has points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from models.book.scoring.rows import SheetAt
from models.rules.errors import RuleViolation
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog


def having_points(session: Session, at: SheetAt, earlier: Sequence[str], units: Sequence[str]) -> list[tuple[str, int]]:
    """The earlier steps in which some unit has points, the nearest first, with how many units have."""
    scores = session.book.scores
    counted = [(one, sum(scores.sheet(replace(at, stage=one, unit=unit)).scored for unit in units)) for one in earlier]
    return [(one, count) for one, count in counted if count]


class StartFromDialog(FormDialog):
    """`at` is the chosen sheet; closed sheets are passed over when all are taken."""

    def __init__(
        self,
        session: Session,
        at: SheetAt,
        earlier: Sequence[tuple[str, int]],
        units: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Lấy điểm bước trước", self._take, parent, "Lấy điểm", session=session)
        self._session, self._at, self._units = session, at, tuple(units)
        self.say(
            f"Ô còn trống ở bước “{session.names.stage(at.stage)}” lấy theo bước được chọn. Ô đã có điểm giữ nguyên."
        )
        self.earlier = QComboBox()
        for key, count in earlier:
            self.earlier.addItem(f"{session.names.stage(key)} ({count} phiếu có điểm)", key)
        self.add("Lấy từ bước", self.earlier)
        self.one = QRadioButton(f"Phiếu của {session.unit_name(at.unit)}")
        self.all = QRadioButton(f"Phiếu của tất cả {len(units)} đơn vị")
        self.one.setChecked(True)
        group = QButtonGroup(self)
        box = QVBoxLayout()
        for choice in (self.one, self.all):
            group.addButton(choice)
            box.addWidget(choice)
        self.add("Lấy cho", box)

    def _take(self) -> object:
        at, stage = self._at, self._at.stage
        scores, names, earlier = self._session.book.scores, self._session.names, str(self.earlier.currentData())
        if self.one.isChecked():
            count = scores.start_from(at, earlier)
        else:
            filled = [one for one in self._units if scores.sheet(replace(at, unit=one, stage=earlier)).scored]
            if not filled:
                raise RuleViolation("score.earlier_empty", unit="", stage=earlier)
            open_units = [one for one in filled if scores.sheet(replace(at, unit=one)).open]
            count = scores.start_all([replace(at, unit=one) for one in open_units], earlier)
        if not count:
            raise RuleViolation("score.nothing_blank", stage=stage)
        self._session.say(f"Đã lấy {count} ô từ bước “{names.stage(earlier)}”.")
        return True
