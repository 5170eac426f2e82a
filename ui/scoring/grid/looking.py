"""Looking at the score grid: the acts that fold, hide, keep, order and find, their menus, and what is kept of it for
this book and form at this computer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.base.preferences import Preferences, folder
from ui.scoring.grid.cells import GridColumn
from ui.scoring.grid.lines import GroupSum, arranged, key_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.scoring.grid.grid import ScoreGrid

FILE = "bang-diem.json"
BOOKS = 30
"""Books whose arrangement is remembered."""
NO_BLANK = "Không còn ô trống nào ở các phiếu đang mở của bước này."
NO_DIFFERENCE = "Không có ô nào ghi khác số tính theo quy định ở bước này."
SORTED = "Đang sắp để xem; hạng và văn bản không đổi."


class Looking:
    """The choices of looking of one grid. `name` is (book, form): what they are kept under."""

    def __init__(self, grid: ScoreGrid) -> None:
        self.grid = grid
        self._kept = Preferences(folder() / FILE)
        self._name: tuple[str, str] = ("", "")
        grid.arranged.connect(self._keep)

    # -- keeping --

    def take_up(self, book: str, form: str) -> None:
        """Take up what was kept for a book and a form."""
        if (book, form) == self._name:
            return
        self._name = (book, form)
        forms = self._books().get(book)
        self.grid.scores.arranged = arranged(forms.get(form) if isinstance(forms, dict) else None)

    def _books(self) -> dict[str, Any]:
        kept = self._kept.get("books", {})
        return kept if isinstance(kept, dict) else {}

    def _keep(self) -> None:
        book, form = self._name
        if not book:
            return
        books = self._books()
        forms = books.pop(book, {})
        forms = forms if isinstance(forms, dict) else {}
        books[book] = {**forms, form: self.grid.scores.arranged.kept()}
        self._kept.put("books", dict(list(books.items())[-BOOKS:]))

    # -- acts --

    @property
    def _column(self) -> GridColumn | None:
        line = self.grid.line()
        return line if isinstance(line, GridColumn) else None

    def next_blank(self, forward: bool = True) -> None:
        if not self.grid.go_next("blank", forward):
            self.grid.scores.session.say(NO_BLANK)

    def next_difference(self) -> None:
        if not self.grid.go_next("differs"):
            self.grid.scores.session.say(NO_DIFFERENCE)

    def turn(self, turned: bool) -> None:
        """Units across and items down, or units down and items across."""
        self.grid.scores.arranged.turned = turned
        self.grid.look_anew()

    def fold_all(self, folded: bool = True) -> None:
        scores = self.grid.scores
        form = scores.form
        groups = {form.path(one.node)[-1] for one in scores.columns if one.band} if form is not None else set()
        scores.arranged.folded = groups if folded else set()
        self.grid.look_anew()

    def fold_here(self) -> None:
        """Fold the current cell's group, or open it."""
        index = self.grid.currentIndex()
        group = self.grid.scores.group_of(self.grid.scores.spot(index)[1]) if index.isValid() else ""
        if group:
            self.grid.toggle_group(group)

    def hide(self) -> None:
        """Hide the selected columns (with items down, lines); one always stays."""
        _, columns = self.grid.block()
        scores = self.grid.scores
        hidden = scores.arranged.hidden | {key_of(one) for one in columns}
        if all(key_of(one) in hidden for one in scores.columns):
            scores.session.warn("Phải để lại ít nhất một mục không ẩn.")
            return
        scores.arranged.hidden = hidden
        self.grid.look_anew()

    def show_all(self) -> None:
        self.grid.scores.arranged.hidden.clear()
        self.grid.look_anew()

    def pin(self) -> None:
        """Keep the current column beside the names, so that it stays in sight; or let it go."""
        column, pinned = self._column, self.grid.scores.arranged.pinned
        if column is None:
            return
        key = key_of(column)
        self.grid.scores.arranged.pinned = [one for one in pinned if one != key] if key in pinned else [*pinned, key]
        self.grid.look_anew()

    def order(self, by: str, downwards: bool) -> None:
        """Look at the units in the order of "name", "total", "rank" or a line's key."""
        self.grid.scores.arranged.order = (by, downwards)
        self.grid.look_anew()
        self.grid.scores.session.say(SORTED, ("Về thứ tự danh sách", self.list_order))

    def order_here(self, downwards: bool) -> None:
        line = self.grid.line()
        if line is not None:
            self.order(key_of(line), downwards)

    def list_order(self) -> None:
        self.grid.scores.arranged.order = None
        self.grid.look_anew()

    # -- menus --

    def menu(self, part: str, parent: QWidget, acts: Sequence[QAction], writes: bool) -> QMenu:
        """The menu of a right click: what hands do with cells, then the page's own acts that fit; in a heading, how it
        is looked at."""
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        if part == "cells":
            self._cells(menu, writes)
            menu.addSeparator()
            menu.addActions(list(acts))
            menu.addSeparator()
        self._orders(menu, part)
        menu.addSeparator()
        self._columns(menu)
        return menu

    def _cells(self, menu: QMenu, writes: bool) -> None:
        from ui.kit.clipboard import clipboard_text

        grid = self.grid
        for text, keys, act, changes in (
            ("Cắt", "Ctrl+X", grid.cut, True),
            ("Sao chép", "Ctrl+C", grid.copy, False),
            ("Sao chép cả tên hàng, tên cột", "Ctrl+Shift+C", grid.copy_headed, False),
            ("Dán", "Ctrl+V", lambda: grid.paste(clipboard_text()), True),
            ("Điền xuống", "Ctrl+D", grid.fill_down, True),
            ("Để trống", "Delete", grid.empty_selected, True),
        ):
            made = menu.addAction(text)
            made.setShortcut(QKeySequence(keys))
            made.setEnabled(writes or not changes)
            made.triggered.connect(lambda _on=False, a=act: a())

    def _orders(self, menu: QMenu, part: str) -> None:
        line = self.grid.line()
        if part == "corner":
            for text, by, downwards in (
                ("Sắp theo tổng, cao trước (để xem)", "total", True),
                ("Sắp theo hạng (để xem)", "rank", False),
                ("Sắp theo tên (để xem)", "name", False),
            ):
                menu.addAction(text).triggered.connect(lambda _on=False, b=by, d=downwards: self.order(b, d))
        elif line is not None:
            name = line.band if isinstance(line, GroupSum) else f"mục {line.head}"
            for text, downwards in (("cao trước", True), ("thấp trước", False)):
                made = menu.addAction(f"Sắp theo {name}, {text} (để xem)")
                made.triggered.connect(lambda _on=False, d=downwards: self.order_here(d))
        if self.grid.scores.arranged.order is not None:
            menu.addAction("Về thứ tự danh sách").triggered.connect(lambda _on=False: self.list_order())

    def _columns(self, menu: QMenu) -> None:
        scores, column = self.grid.scores, self._column
        if any(one.band for one in scores.lines):
            menu.addAction("Gập hoặc mở nhóm này").triggered.connect(lambda _on=False: self.fold_here())
        if column is not None:
            menu.addAction("Ẩn mục đã chọn").triggered.connect(lambda _on=False: self.hide())
            if not scores.turned:
                pinned = key_of(column) in scores.arranged.pinned
                text = "Thôi giữ cạnh tên" if pinned else f"Giữ mục {column.head} cạnh tên"
                menu.addAction(text).triggered.connect(lambda _on=False: self.pin())
        if scores.arranged.hidden:
            count = len(scores.arranged.hidden)
            menu.addAction(f"Hiện lại {count} mục đang ẩn").triggered.connect(lambda _on=False: self.show_all())
        menu.addAction("Rộng cột vừa chữ").triggered.connect(lambda _on=False: self.grid.fit_columns())
