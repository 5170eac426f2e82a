"""Care for the file beside the work: the whole check after opening, then the day's backup.

Both run in one thread with connections of their own that only read; nothing of the Book is touched there. While the
check runs an edit waits for it (`Session.before_act`); the backup is copied in steps, so that edits go on beside it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.keeping import upkeep
from models.keeping.strays import Stray
from models.keeping.verify import Report
from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from ui.base.session import Session

WAITING = "Sổ vừa mở, đang kiểm tra tệp. Việc vừa làm được ghi ngay khi kiểm tra xong."


class Upkeep(QObject):
    """One check and one backup of the book of a session.

    damaged   what the check found wrong (tuple of lines); the book is read only from then on
    differs   the Report of a whole file that is not what its journal says
    strays    values that no door lets in today, of a book that is what its journal says
    checked   the check is over
    finished  there is nothing more to do (True: a backup was taken)
    """

    damaged = Signal(object)
    differs = Signal(object)
    strays = Signal(object)
    checked = Signal(object)
    finished = Signal(bool)
    troubled = Signal(object)
    second_troubled = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        store = session.book.store
        self._file, self._folder, self._clock = store.path, session.book.backup_folder, session.book.clock
        self._backs_up = store.read_only_reason is None
        self._second = session.second.folder if session.second is not None else None
        self._leave = threading.Event()
        self._whole = threading.Event()
        self._faults: tuple[str, ...] = ()
        self._unlike: Report | None = None
        self._strays: tuple[Stray, ...] = ()
        self._thread = threading.Thread(target=self._run, name="so-khoi-upkeep", daemon=True)
        self.checked.connect(self._hear)
        self.troubled.connect(self._tell)
        self.second_troubled.connect(self._tell_second)
        self.finished.connect(self._remember)

    def start(self) -> None:
        """Begin; the session lets acts wait until the check is over and stops this care when it closes."""
        self._session.before_act = self.wait
        self._session.closing.connect(self.stop)
        self._thread.start()

    def wait(self) -> None:
        """Hold an act back until the check is over; when it found damage nothing is written."""
        if not self._whole.is_set():
            self._session.say(WAITING)
            self._whole.wait()
        self._hear(self._faults)

    def stop(self) -> None:
        """Give up what is still to be done, and come back when nobody reads the file any more."""
        self._leave.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _hear(self, faults: tuple[str, ...]) -> None:
        """The end of the check, in the window's thread; heard once, by whichever comes first, an act or the signal."""
        if self._session.before_act != self.wait:
            return
        self._session.before_act = None
        if faults:
            self._session.book.store.read_only_reason = "damaged"
            self.damaged.emit(faults)
        elif self._unlike is not None:
            self.differs.emit(self._unlike)
        elif self._strays:
            self.strays.emit(self._strays)

    def _tell(self, trouble: FileTrouble) -> None:
        self._session.warn(f"Chưa sao lưu được sổ hôm nay. {self._session.sentence(trouble)}")

    def _tell_second(self, trouble: FileTrouble) -> None:
        said = self._session.sentence(trouble)
        self._session.warn(f"Sổ đã sao lưu trên máy này, chưa chép được sang nơi thứ hai. {said}")

    def _remember(self, _done: bool) -> None:
        if self._session.second is not None:
            self._session.second.remember()

    # -- in the thread --

    def _run(self) -> None:
        try:
            report = upkeep.check(self._file, self._leave.is_set)
            self._faults, self._unlike = report.file, None if report.ok else report
            self._strays = report.strays
        finally:
            self._whole.set()
        self._say(self.checked, self._faults)
        done = self._back_up()
        self._keep_second()
        self._say(self.finished, done)

    def _keep_second(self) -> None:
        """The second place gets what it lacks, when it is there; a stick that is not plugged in is waited for."""
        if self._faults or not self._backs_up or self._leave.is_set() or self._second is None:
            return
        try:
            upkeep.second_backup(self._file, self._second, self._clock, self._leave.is_set)
        except FileTrouble as trouble:
            self._say(self.second_troubled, trouble)

    def _back_up(self) -> bool:
        if self._faults or not self._backs_up or self._leave.is_set():
            return False
        try:
            return upkeep.day_backup(self._file, self._folder, self._clock, self._leave.is_set)
        except FileTrouble as trouble:
            self._say(self.troubled, trouble)
            return False

    def _say(self, signal: object, value: object) -> None:
        if not self._leave.is_set():
            signal.emit(value)  # type: ignore[attr-defined]  # a bound signal
