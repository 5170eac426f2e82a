"""Long work with a bar and "Dừng": what is done stays done, the rest is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget


def bar(title: str, total: int, parent: QWidget) -> QProgressDialog:
    """A modal bar that is there at once and goes only when it is closed."""
    dialog = QProgressDialog(title, "Dừng", 0, total, parent)
    dialog.setWindowTitle("Sổ Khối")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setValue(0)
    return dialog


class Steps(QObject):
    """Runs a generator one step per turn of the event loop, so that the window stays alive and "Dừng" is heard."""

    def __init__(
        self, title: str, total: int, steps: Iterator[object], done: Callable[[bool], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._steps, self._done = steps, done
        self.dialog = bar(title, total, parent)
        self._count = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if self.dialog.wasCanceled():
            self._end(False)
            return
        try:
            next(self._steps)
        except StopIteration:
            self._end(True)
            return
        except BaseException:
            self._end(False)
            raise
        self._count += 1
        self.dialog.setValue(self._count)  # lets the event loop run, so the next step is asked for only now
        self._timer.start()

    def _end(self, whole: bool) -> None:
        self._timer.stop()
        self.dialog.close()
        self._done(whole)
        self.deleteLater()
