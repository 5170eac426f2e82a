"""The one thing drawn as a picture in Word: squares of five strokes, for a hand to fill in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from printing.pictures import Picture

SCALE = 4.0
"""Dots per point: 288 to the inch."""
EMU = 12700
"""Word's measure of pictures: so many to a point."""


def strokes(word: Any, picture: Picture, wide: float) -> str:
    """The run that shows the picture's lines at a width in points."""
    tall = max(picture.height, 1.0)
    image = Image.new("1", (round(wide * SCALE), round(tall * SCALE)), 1)
    pen = ImageDraw.Draw(image)
    for x1, y1, x2, y2, thickness in picture.rules:
        ends = [round(value * SCALE) for value in (x1, y1, x2, y2)]
        pen.line(ends, fill=0, width=max(1, round(thickness * SCALE)))
    target = BytesIO()
    image.save(target, "PNG")
    target.seek(0)
    key, _image = word.part.get_or_add_image(target)
    number = word.part.next_id
    size = f'cx="{round(wide * EMU)}" cy="{round(tall * EMU)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Ô vuông {number}" descr="Các ô vuông để đánh dấu, mỗi phiếu một nét"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="o-vuong.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
