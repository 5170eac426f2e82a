"""A second counter of the cells of a file, which shares no code with the reader: regular expressions over the bytes.

It counts what a file holds, not what it means: cells with a value, a formula or an inline text in the pages that a
workbook lists. It trusts that the file can be read; what the reader refuses is not counted.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_CELL = re.compile(
    r"<(?:[\w.-]+:)?c(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?:/>|>(.*?)</(?:[\w.-]+:)?c\s*>)", re.DOTALL
)
_HOLDS = re.compile(r"<(?:[\w.-]+:)?(?:v|f|is)(?=[\s/>])")
_SHEET = re.compile(r"<(?:[\w.-]+:)?sheet(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_LINK = re.compile(r"<(?:[\w.-]+:)?Relationship(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ID = re.compile(r"\s[\w.-]*:id\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _said(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] if found[1] is not None else found[2]) if found else ""


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _COMMENT.sub("", content.decode("utf-16"))
    return _COMMENT.sub("", content.decode("utf-8-sig", "replace"))


def xlsx(content: bytes) -> int:
    """Cells of an XLSX file that hold something."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {info.filename.lstrip("/").lower(): info for info in file.infolist()}

        def read(name: str) -> str:
            return _text(file.read(parts[name.lower()]))

        links = {}
        for tag in _LINK.findall(read("xl/_rels/workbook.xml.rels")):
            target = _said(tag, "Target")
            links[_said(tag, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for tag in _SHEET.findall(read("xl/workbook.xml")):
            found = _ID.search(tag)
            part = links.get((found[1] or found[2]) if found else _said(tag, "id"), "").replace("xl/../", "")
            if part.lower() in parts:
                page = read(part)
                if re.search(r"<(?:[\w.-]+:)?worksheet[\s/>]", page[:2000]):
                    count += sum(1 for inside in _CELL.findall(page) if _HOLDS.search(inside))
    return count


def ods(content: bytes) -> int:
    """Cells of an ODS file that hold something, repeats multiplied."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = _text(file.read("content.xml"))
    count = 0
    for row in re.finditer(r"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", text, re.DOTALL):
        times = _times(row[1], "table:number-rows-repeated")
        for cell in re.finditer(
            r"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
            row[2] or "",
            re.DOTALL,
        ):
            inside = re.sub(r"<office:annotation\b.*?</office:annotation>", "", cell[2] or "", flags=re.DOTALL)
            shown = re.sub(r"<[^>]*>", "", inside)
            if re.search(r"office:value-type=|table:formula=", cell[1]) or shown:
                count += times * _times(cell[1], "table:number-columns-repeated")
    return count


def _times(tag: str, name: str) -> int:
    """How often a row or cell stands there; what is no count says once."""
    said = _said(tag, name)
    return max(1, int(said)) if re.fullmatch("[0-9]{1,8}", said) else 1


def csv_text(content: bytes) -> int:
    """Cells of a CSV file in UTF-8 with semicolons that hold something."""
    return sum(bool(cell) for row in csv.reader(io.StringIO(content.decode("utf-8")), delimiter=";") for cell in row)
