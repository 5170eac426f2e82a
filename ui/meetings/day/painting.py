"""Paints the projector: every size from the height of the picture, so that a large screen and a small preview are one.

The ground is light: it is read in a lit room. What finds no room is made smaller down to a limit, then cut with dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.base.tokens import LIGHT
from ui.meetings.day import marks
from ui.meetings.day.shown import Bar, Frame, Picture, Programme, Released, Voting, Waiting

HEIGHT = 768  # the units a picture is high
NOTE, TEXT, NAME, SUBJECT, COUNT = 24, 30, 38, 44, 84  # heights of letters in those units
EDGE = 48
HEAD, FOOT = 76, 64
MOST_WORKS = 9
ROWS, PER_PAGE = 4, 8
"""Lines of names in one column, and names on one page of two; what is more stands on further pages, turned by time."""
MOST_BARS = 4
"""Lines of a result with a bar; more stand in two columns without."""
SMALLEST = 20
LEAST_NAME = 15
LEFT, RIGHT, MIDDLE = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
UPRIGHT = Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap


def pages_of(picture: Picture | None) -> int:
    """How many pages the lines of a picture need; they are shown one after another."""
    lines = picture.names if isinstance(picture, Voting) else picture.bars if isinstance(picture, Released) else ()
    return max(1, -(-len(lines) // PER_PAGE))


def paint(painter: QPainter, box: QRectF, picture: Picture, page: int = 0) -> None:
    """Paint a page of a picture into a box of any size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, QColor(LIGHT.paper))
    painter.translate(box.topLeft())
    scale = box.height() / HEIGHT
    painter.scale(scale, scale)
    board = _Board(painter, box.width() / scale if scale else 0, page, pages_of(picture))
    board.around(picture.frame, picture.at if isinstance(picture, Released) else "", isinstance(picture, Voting))
    if isinstance(picture, Waiting):
        board.waiting(picture)
    elif isinstance(picture, Programme):
        board.programme(picture)
    elif isinstance(picture, Voting):
        board.voting(picture)
    else:
        board.released(picture)
    painter.restore()


class _Board:
    """One picture being painted, `wide` units across and HEIGHT high; of several pages one."""

    def __init__(self, painter: QPainter, wide: float, page: int, pages: int) -> None:
        self.painter, self.wide = painter, wide
        self.first, self.pages = page % pages * PER_PAGE, pages
        self.inside = wide - 2 * EDGE

    # -- letters --

    def _font(self, size: float, strong: bool = False) -> QFont:
        font = QFont(self.painter.font())
        font.setPixelSize(max(1, int(size)))
        font.setBold(strong)
        return font

    def _say(
        self,
        text: str,
        box: QRectF,
        size: float,
        colour: str = LIGHT.ink,
        strong: bool = False,
        side: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """One line, smaller where it must be, at last cut."""
        font = self._font(size, strong)
        asked = QFontMetricsF(font).horizontalAdvance(text)
        if asked > box.width() > 0:
            size = max(SMALLEST, size * box.width() / asked)
            font = self._font(size, strong)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(box, int(side | UPRIGHT | Qt.TextFlag.TextDontClip), shown)

    def _write(self, text: str, box: QRectF, size: float, colour: str = LIGHT.ink, strong: bool = False) -> float:
        """Lines of words, smaller until they find room in the box; how high they are."""
        while True:
            font = self._font(size, strong)
            asked = QFontMetricsF(font).boundingRect(box, int(WRAP), text)
            if asked.height() <= box.height() or size <= SMALLEST:
                break
            size -= 2
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(box, int(WRAP), text)
        return min(asked.height(), box.height())

    def _even(self, texts: Sequence[str], box: QRectF, size: float, strong: bool = False) -> float:
        """The largest size up to `size` at which each of the texts finds room in a box like this."""
        while size > LEAST_NAME:
            metrics = QFontMetricsF(self._font(size, strong))
            if all(metrics.boundingRect(box, int(WRAP), text).height() <= box.height() for text in texts):
                break
            size -= 1
        return size

    def _fit(self, text: str, box: QRectF, size: float, colour: str = LIGHT.ink, strong: bool = False) -> None:
        """Words in the middle of a box, on as many lines as they need at that size; what has no room is not seen."""
        metrics = QFontMetricsF(self._font(size, strong))
        if metrics.horizontalAdvance(text) <= box.width():
            self._say(text, box, size, colour, strong)
            return
        high = min(box.height(), metrics.boundingRect(box, int(WRAP), text).height())
        self.painter.setFont(self._font(size, strong))
        self.painter.setPen(QColor(colour))
        self.painter.save()
        self.painter.setClipRect(box)
        self.painter.drawText(QRectF(box.x(), box.center().y() - high / 2, box.width(), high), int(WRAP), text)
        self.painter.restore()

    def _line(self, left: float, right: float, y: float, colour: str = LIGHT.line) -> None:
        self.painter.setPen(QPen(QColor(colour), 2))
        self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    # -- around --

    def around(self, frame: Frame, at: str, is_voting: bool) -> None:
        """The band with meeting and bloc, the foot with how far the programme is."""
        self.painter.fillRect(QRectF(0, 0, self.wide, HEAD), QColor(LIGHT.accent))
        self._say(frame.meeting, QRectF(EDGE, 0, self.inside * 0.5, HEAD), 28, LIGHT.paper, strong=True)
        self._say(
            frame.bloc, QRectF(EDGE + self.inside * 0.52, 0, self.inside * 0.48, HEAD), 28, LIGHT.paper, side=RIGHT
        )
        top = HEIGHT - FOOT
        self._line(EDGE, self.wide - EDGE, top)
        told = f"Công bố lúc {at}" if at else "Kết quả công bố sau khi ghi nhận" if is_voting else frame.day
        half = self.inside / 2 - 10
        many = f"Trang {self.first // PER_PAGE + 1} trong {self.pages}" if self.pages > 1 else ""
        left = " · ".join(one for one in (frame.work, many) if one)
        self._say(left, QRectF(EDGE, top, half, FOOT), NOTE, LIGHT.muted)
        self._say(told, QRectF(EDGE + half + 20, top, half, FOOT), NOTE, LIGHT.muted, side=RIGHT)

    def waiting(self, picture: Waiting) -> None:
        frame = picture.frame
        self._say(frame.meeting, QRectF(EDGE, 250, self.inside, 80), 56, LIGHT.accent, True, MIDDLE)
        self._say(frame.bloc, QRectF(EDGE, 340, self.inside, 60), 36, LIGHT.ink, side=MIDDLE)
        told = " · ".join(one for one in (frame.day, frame.place) if one)
        self._say(told, QRectF(EDGE, 410, self.inside, 50), TEXT, LIGHT.muted, side=MIDDLE)

    # -- programme --

    def programme(self, picture: Programme) -> None:
        right = self.inside * 0.30
        wide = self.inside - right - 40
        self._works(picture, EDGE, wide)
        x = EDGE + wide + 40
        self.painter.setPen(QPen(QColor(LIGHT.line), 2))
        self.painter.drawLine(QPointF(x, HEAD + 30), QPointF(x, HEIGHT - FOOT - 30))
        self._people(picture, x + 40, right - 40)

    def _works(self, picture: Programme, x: float, wide: float) -> None:
        works = picture.works
        first = 0
        if len(works) > MOST_WORKS:
            first = min(max(0, picture.over - 3), len(works) - MOST_WORKS)
        row, y = 66.0, float(HEAD + 26)
        for place, text in list(enumerate(works))[first : first + MOST_WORKS]:
            box = QRectF(x, y, wide, row)
            now = place == picture.over
            if now:
                self.painter.fillRect(box, QColor(LIGHT.chosen))
                self.painter.fillRect(QRectF(x, y, 6, row), QColor(LIGHT.accent))
            if place < picture.over:
                marks.tick(self.painter, QPointF(x + 40, y + row / 2), 20, LIGHT.accent)
            else:
                self._say(str(place + 1), QRectF(x + 12, y, 40, row), TEXT + 2, LIGHT.ink, now, RIGHT)
            colour = LIGHT.muted if place < picture.over else LIGHT.ink
            room = QRectF(x + 68, y + 2, wide - 80, row - 4)
            self._fit(text, room, self._even((text,), room, TEXT + 2, now), colour, now)
            y += row

    def _people(self, picture: Programme, x: float, wide: float) -> None:
        y = float(HEAD + 28)
        self._say("Có mặt", QRectF(x, y, wide, 40), TEXT - 2, LIGHT.muted)
        count = str(picture.present)
        size = QFontMetricsF(self._font(COUNT, True)).horizontalAdvance(count)
        self._say(count, QRectF(x, y + 44, size + 8, 90), COUNT, LIGHT.accent, strong=True)
        self._say(f"trong {picture.members}", QRectF(x + size + 14, y + 66, wide - size - 14, 64), NAME)
        y = self._discs(picture, x, wide, y + 156)
        if picture.enough:
            self._say(picture.enough, QRectF(x, y + 14, wide, 44), TEXT, strong=True)
            y += 58
        told = "\n".join(one for one in (picture.need, picture.absent) if one)
        self._write(told, QRectF(x, y + 4, wide, HEIGHT - FOOT - y - 24), NOTE, LIGHT.muted)

    def _discs(self, picture: Programme, x: float, wide: float, y: float) -> float:
        """A disc a member, ticked for those who vote in the room; how far down they reach."""
        many = picture.members
        if not many:
            return y
        side = 44.0
        while side > 16:
            across = max(1, int((wide + 10) // (side + 10)))
            if -(-many // across) * (side + 10) <= 170:
                break
            side -= 4
        across = max(1, int((wide + 10) // (side + 10)))
        for place in range(many):
            middle = QPointF(x + place % across * (side + 10) + side / 2, y + place // across * (side + 10) + side / 2)
            marks.draw(self.painter, "over" if place < picture.present else "next", middle, side, LIGHT)
        return y + -(-many // across) * (side + 10)

    # -- a ballot --

    def _subject(self, label: str, title: str) -> float:
        """What is voted on; how far down it reaches."""
        y = float(HEAD + 24)
        self._say(label, QRectF(EDGE, y, self.inside, 44), TEXT - 2, LIGHT.muted)
        high = self._write(title, QRectF(EDGE, y + 44, self.inside, 112), SUBJECT, strong=True)
        return y + 44 + high + 14

    def voting(self, picture: Voting) -> None:
        label = "Đang kiểm phiếu" if picture.counting else "Đang bỏ phiếu"
        top = self._subject(label, picture.title)
        right = self.inside * 0.27
        wide = self.inside - right - 50
        bottom = HEIGHT - FOOT - 128
        self._say("Trên phiếu có", QRectF(EDGE, top, wide, 40), TEXT - 2, LIGHT.muted)
        self._names(picture.names, QRectF(EDGE, top + 44, wide, bottom - top - 50))
        self._say(picture.how, QRectF(EDGE, bottom + 6, wide, 42), TEXT - 2)
        self._write(picture.limit, QRectF(EDGE, bottom + 50, wide, 72), TEXT - 2)
        x = EDGE + wide + 50
        self.painter.setPen(QPen(QColor(LIGHT.line), 2))
        self.painter.drawLine(QPointF(x - 30, top), QPointF(x - 30, HEIGHT - FOOT - 30))
        self._say("Số phiếu phát ra", QRectF(x, top, right, 40), TEXT - 2, LIGHT.muted)
        self._say(str(picture.issued), QRectF(x, top + 40, right, 90), COUNT - 8, strong=True)
        if picture.collected is None:
            return
        self._say("Đã thu về", QRectF(x, top + 140, right, 40), TEXT - 2, LIGHT.muted)
        self._say(str(picture.collected), QRectF(x, top + 180, right, 90), COUNT - 8, LIGHT.accent, strong=True)
        self._squares(picture.collected, picture.issued, QRectF(x, top + 284, right, 120))

    def _cells(self, many: int, box: QRectF, most: float) -> list[QRectF]:
        """Room for the lines of a page: one column, or two where they are more than a column holds."""
        columns = 1 if many <= ROWS else 2
        rows = ROWS if columns == 2 else max(1, many)
        row, wide = min(most, box.height() / rows), (box.width() - (columns - 1) * 40) / columns
        return [
            QRectF(box.x() + place // rows * (wide + 40), box.y() + place % rows * row, wide, row)
            for place in range(many)
        ]

    def _names(self, names: tuple[tuple[str, str], ...], box: QRectF) -> None:
        """The names of this page, what is told of each beside it."""
        shown = names[self.first : self.first + PER_PAGE]
        cells = self._cells(len(shown), box, 84)
        told = any(note for _name, note in shown)
        rooms = [cell.adjusted(0, 1, -8 - (cell.width() * 0.36 if told else 0), -3) for cell in cells]
        most = min(NAME, cells[0].height() * 0.6) if cells else NAME
        size = self._even([name for name, _note in shown], rooms[0], most) if rooms else most
        for (name, note), cell, inside in zip(shown, cells, rooms, strict=True):
            beside = cell.width() - inside.width() - 8
            self._fit(name, inside, size)
            aside = QRectF(cell.right() - beside, cell.y(), beside, cell.height())
            self._say(note, aside, min(TEXT - 2, cell.height() * 0.45), LIGHT.muted, side=RIGHT)
            self._line(cell.x(), cell.right(), cell.bottom() - 1)

    def _squares(self, full: int, many: int, box: QRectF) -> None:
        """A square a paper, filled for those that are back."""
        many = max(many, full)
        if not many:
            return
        side = 28.0
        while side > 10 and -(-many // max(1, int(box.width() // side))) * side > box.height():
            side -= 2
        across = max(1, int(box.width() // side))
        self.painter.setPen(QPen(QColor(LIGHT.accent), 2))
        for place in range(many):
            self.painter.setBrush(QColor(LIGHT.accent if place < full else LIGHT.paper))
            x, y = box.x() + place % across * side, box.y() + place // across * side
            self.painter.drawRect(QRectF(x + 1, y + 1, side - 4, side - 4))

    # -- a result --

    def released(self, picture: Released) -> None:
        top = self._subject(picture.label, picture.title)
        self._line(EDGE, self.wide - EDGE, top)
        below = 152.0
        room = QRectF(EDGE, top, self.inside, HEIGHT - FOOT - 16 - top - below)
        if len(picture.bars) > MOST_BARS:
            shown = picture.bars[self.first : self.first + PER_PAGE]
            cells = self._cells(len(shown), room, 84)
            rooms = [cell.adjusted(0, 1, -10 - min(230.0, cell.width() * 0.4), -3) for cell in cells]
            size = self._even([bar.name for bar in shown], rooms[0], min(28, cells[0].height() * 0.5), strong=True)
            for bar, cell, inside in zip(shown, cells, rooms, strict=True):
                self._fit(bar.name, inside, size, strong=True)
                self._outcome(bar, cell)
        else:
            row = min(128.0, room.height() / max(1, len(picture.bars)))
            cells = [QRectF(EDGE, top + place * row, self.inside, row) for place in range(len(picture.bars))]
            for bar, cell in zip(picture.bars, cells, strict=True):
                self._bar(bar, picture.limit, cell)
                self._line(EDGE, self.wide - EDGE, cell.bottom(), LIGHT.soft_line)
        self._limit_words(picture, max((cell.bottom() for cell in cells), default=top) + 14)

    def _outcome(self, bar: Bar, cell: QRectF) -> None:
        """Beside a name of many: its share, what came of it."""
        numbers = min(230.0, cell.width() * 0.4)
        x, half = cell.right() - numbers, cell.height() / 2
        colour = LIGHT.good_ink if bar.good else LIGHT.ink
        percent = QRectF(x, cell.y() + 1, numbers, half)
        self._say(bar.percent, percent, min(30, half), strong=True, side=RIGHT)
        verdict = QRectF(x, cell.y() + half - 1, numbers, half - 2)
        self._say(bar.verdict, verdict, min(24, half * 0.85), colour, bar.good, RIGHT)
        self._line(cell.x(), cell.right(), cell.bottom() - 1, LIGHT.soft_line)

    def _bar(self, bar: Bar, limit: Fraction | None, box: QRectF) -> None:
        named, numbers = box.width() * 0.34, box.width() * 0.16
        room = QRectF(box.x(), box.y() + 6, named, box.height() - 44)
        high = self._write(bar.name, room, min(TEXT + 2, room.height() * 0.9), strong=True)
        self._say(bar.told, QRectF(box.x(), room.y() + high + 2, named, 30), NOTE, LIGHT.muted)
        high = min(46.0, box.height() * 0.5)
        wide = box.width() - named - numbers - 60
        self._fill(bar, limit, QRectF(box.x() + named + 30, box.center().y() - high / 2, wide, high))
        x, half = box.right() - numbers, box.height() / 2
        colour = LIGHT.good_ink if bar.good else LIGHT.ink
        self._say(bar.percent, QRectF(x, box.y() + 2, numbers, half), min(40, half), strong=True, side=RIGHT)
        verdict = QRectF(x, box.y() + half, numbers, half - 6)
        self._say(bar.verdict, verdict, min(TEXT, half * 0.8), colour, bar.good, RIGHT)

    def _fill(self, bar: Bar, limit: Fraction | None, frame: QRectF) -> None:
        """A bar full to its share, hatched where it did not pass, with the limit as a dashed line."""
        painter = self.painter
        part = QRectF(frame.x(), frame.y(), frame.width() * float(min(bar.share, Fraction(1))), frame.height())
        if bar.good:
            painter.fillRect(part, QColor(LIGHT.accent))
        else:
            painter.fillRect(part, QColor(LIGHT.chosen))
            painter.setPen(QPen(QColor(LIGHT.fourth), 3))
            painter.save()
            painter.setClipRect(part)
            x = part.x() - part.height()
            while x < part.right():
                painter.drawLine(QPointF(x, part.bottom()), QPointF(x + part.height(), part.top()))
                x += 10
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LIGHT.muted), 2))
        painter.drawRect(frame)
        if limit is not None:
            x = frame.x() + frame.width() * float(limit)
            top, bottom = frame.y() - frame.height() * 0.24, frame.bottom() + frame.height() * 0.24
            painter.setPen(QPen(QColor(LIGHT.paper), 10))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setPen(QPen(QColor(LIGHT.second), 4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _limit_words(self, picture: Released, y: float) -> None:
        """What was asked, behind the line that marks it on the bars; how many papers; what follows."""
        inset = 52 if picture.limit is not None else 0
        if inset:
            self.painter.setPen(QPen(QColor(LIGHT.second), 4, Qt.PenStyle.DashLine))
            self.painter.drawLine(QPointF(EDGE, y + 18), QPointF(EDGE + 40, y + 18))
        self._say(picture.rule, QRectF(EDGE + inset, y, self.inside - inset, 36), NOTE + 2)
        self._say(picture.papers, QRectF(EDGE, y + 36, self.inside, 36), NOTE, LIGHT.muted)
        box = QRectF(EDGE, y + 76, self.inside, HEIGHT - FOOT - y - 82)
        self._write(picture.follows, box, TEXT, LIGHT.accent, strong=True)
