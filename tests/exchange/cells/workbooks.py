"""Workbooks written by hand, part by part, so that a test knows every byte the reader gets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def parts(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    styles: str = "",
    strings: str = "",
    workbook: str = "",
    more: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a workbook of one page "Bảng" whose sheetData holds `rows`."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{workbook}<sheets>'
        '<sheet name="Bảng" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    return made | dict(more or {})


def workbook(rows: str, **more: str) -> bytes:
    """A workbook of one page, packed."""
    return packed(parts(rows, **more))  # type: ignore[arg-type]


def text(ref: str, words: str, style: int = 0) -> str:
    """A cell with a text inside."""
    kept = escape(words, {"\r": "&#13;"})
    return f'<c r="{ref}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{kept}</t></is></c>'


def number(ref: str, value: str, style: int = 0) -> str:
    """A cell with a number."""
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'
