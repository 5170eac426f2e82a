"""Lấy điểm bước trước: the blank cells of one sheet, or of every sheet, are filled in one step from an earlier one that
has points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from models.rules.errors import RuleViolation
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog

At = tuple[int, str, str, str]


def having_points(session: Session, at: At, earlier: Sequence[str], units: Sequence[str]) -> list[tuple[str, int]]:
    """The earlier steps in which some unit has points, the nearest first, with how many units have."""
    year, _unit, _stage, period = at
    scores = session.book.scores
    counted = [(one, sum(bool(scores.sheet(year, unit, one, period).scored) for unit in units)) for one in earlier]
    return [(one, count) for one, count in counted if count]


class StartFromDialog(FormDialog):
    """`at` is (year, unit, stage, period) of the chosen sheet; closed sheets are passed over when all are taken."""

    def __init__(
        self,
        session: Session,
        at: At,
        earlier: Sequence[tuple[str, int]],
        units: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Lấy điểm bước trước", self._take, parent, "Lấy điểm", session=session)
        self._session, self._at, self._units = session, at, tuple(units)
        self.say(f"Ô còn trống ở bước “{session.names.stage(at[2])}” lấy theo bước được chọn. Ô đã có điểm giữ nguyên.")
        self.earlier = QComboBox()
        for key, count in earlier:
            self.earlier.addItem(f"{session.names.stage(key)} ({count} phiếu có điểm)", key)
        self.add("Lấy từ bước", self.earlier)
        self.one = QRadioButton(f"Phiếu của {session.unit_name(at[1])}")
        self.all = QRadioButton(f"Phiếu của tất cả {len(units)} đơn vị")
        self.one.setChecked(True)
        group = QButtonGroup(self)
        box = QVBoxLayout()
        for choice in (self.one, self.all):
            group.addButton(choice)
            box.addWidget(choice)
        self.add("Lấy cho", box)

    def _take(self) -> object:
        year, unit, stage, period = self._at
        scores, names, earlier = self._session.book.scores, self._session.names, str(self.earlier.currentData())
        if self.one.isChecked():
            count = scores.start_from(year, unit, stage, earlier, period)
        else:
            filled = [each for each in self._units if scores.sheet(year, each, earlier, period).scored]
            if not filled:
                raise RuleViolation("score.earlier_empty", unit="", stage=earlier)
            open_units = [each for each in filled if scores.sheet(year, each, stage, period).open]
            facts = {"year": year, "stage": stage, "from": earlier, "unit": open_units}
            with self._session.book.act("score.start-from", facts):
                count = sum(scores.start_from(year, each, stage, earlier, period) for each in open_units)
                if not count:  # told inside the act: an act that fills nothing is not written
                    raise RuleViolation("score.nothing_blank", stage=stage)
        if not count:
            raise RuleViolation("score.nothing_blank", stage=stage)
        self._session.say(f"Đã lấy {count} ô từ bước “{names.stage(earlier)}”.")
        return True
