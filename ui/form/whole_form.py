"""Giới hạn của cả bảng: standard total, caps, floor and rounding of the whole form, after those of items and groups."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.rules.form.scoring import Form
from ui.base.session import Session
from ui.form.part import RoundingField
from ui.kit.fields import NumberField
from ui.kit.form_dialog import FormDialog
from ui.words.form_words import BOUNDS, SHARED_BOUNDS

LABELS = {
    "total": "Tổng điểm chuẩn ghi trên bảng",
    **{name: BOUNDS[name] for name in SHARED_BOUNDS},
    "cap": "Tổng điểm không quá",
}
"""In the order in which they come to bear."""
ABOUT = "Áp dụng cho tổng các nhóm, sau giới hạn của từng mục, từng nhóm. Để trống là không giới hạn."


class WholeFormDialog(FormDialog):
    """Sets what bounds a draft as a whole."""

    def __init__(self, session: Session, form: Form, parent: QWidget | None = None) -> None:
        super().__init__("Giới hạn của cả bảng", self._put, parent, session=session)
        self._form = form
        self.say(ABOUT)
        self.bounds: dict[str, NumberField] = {}
        for name, label in LABELS.items():
            field = NumberField(kind="figure")
            field.set_value(getattr(form, name))
            self.bounds[name] = field
            self.add(label, field)
        self.rounding = RoundingField()
        self.rounding.show_value(form.rounding)
        self.add("Làm tròn tổng điểm", self.rounding)

    def _put(self) -> object:
        said = {name: field.value() for name, field in self.bounds.items()}
        self.session.book.forms.describe(self._form.key, **said, rounding=self.rounding.value())
        return True
