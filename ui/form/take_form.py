"""Lấy bảng chấm điểm: from last year, from the forms that come with the program, from Excel, or an empty one to
write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from models.book.form.forms import FormVersion
from models.rules.errors import BadInput
from models.rules.number.points import from_text
from ui.base.beside import Beside
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.form.form_preview import FormPreview
from ui.kit.boxes import OpenList
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.words import form_words
from ui.words.messages import show

BESIDE = 96
"""Letters the window must be wide for a form to be seen beside the list."""


class ShippedFormDialog(FormDialog):
    """Copies a form that comes with the program into the book as a draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Chọn một bảng mẫu", self._load, parent, "Lấy bảng này", session=session)
        self._session = session
        self.list = OpenList()
        self.list.setAccessibleName("Bảng mẫu")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in session.book.forms.shipped():
            total = f", {show(from_text(one.total))} điểm" if one.total else ""
            said = one.source or one.document or ""  # a source names its document
            item = QListWidgetItem(f"{one.title}\n{one.items} mục{total}. {said}".strip(), self.list)
            item.setData(256, one.name)
        self.preview = FormPreview()
        self.list.currentRowChanged.connect(lambda _row: self._look())
        self.list.setCurrentRow(0)
        fit(self.list, least_height=7)
        fit(self.preview, least_height=18)
        seen = Beside(self.list, self.preview, BESIDE, ((2, 3), (1, 2)))
        seen.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.fields.addRow(seen)
        self.say(session.worded("Bảng được chép vào sổ thành dự thảo; sửa cho đúng với khối rồi áp dụng."), "muted")
        roomy(self, 130, 32)

    def _look(self) -> None:
        """Show the chosen form whole."""
        item, forms = self.list.currentItem(), self._session.book.forms
        self.preview.show_form(self._session.value(lambda: forms.sample(str(item.data(256)))) if item else None)

    def _load(self) -> object:
        item = self.list.currentItem()
        if item is None:
            raise BadInput("decision.no_choice")
        return self._session.book.forms.load_shipped(str(item.data(256)))


class CopyFormDialog(FormDialog):
    """Copies a form of the book (last year's) as the first version of a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lấy bảng năm trước", self._copy, parent, "Lấy bảng này", session=session)
        self._session = session
        self.form = QComboBox()
        versions: list[FormVersion] = sorted(
            session.book.forms.all(), key=lambda one: max(one.used, default=(0, "")), reverse=True
        )
        for one in versions:
            self.form.addItem(form_words.version_words(one.name, one.version, one.state, one.used, {}), one.key)
        self.name = NameField(f"Bảng chấm điểm {session.called()}")
        self.add("&Bảng có trong sổ", self.form)
        self.add("&Tên bảng mới", self.name)
        self.first.setEnabled(bool(versions))

    def _copy(self) -> object:
        return self._session.book.forms.copy(self.form.currentData(), self.name.value())


class NewFormDialog(FormDialog):
    """Begins an empty draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lập bảng mới", self._create, parent, session=session)
        self._session = session
        self.name = NameField(f"Bảng chấm điểm {session.called()}")
        self.add("&Tên bảng", self.name)

    def _create(self) -> object:
        return self._session.book.forms.create(self.name.value())
