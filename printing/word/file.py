"""Word files: styles and sections around the XML of a paper; the same bytes for the same content.

Only this package knows python-docx. Times New Roman is named, not embedded: the offices' machines have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from printing import fonts, prepared, sheets
from printing.blocks import Ballots, Composed, Document, FamilyKey, Running, Sheet, SheetSet, WideSet
from printing.grid_plan import best_of
from printing.grid_plan import margins as matrix_margins
from printing.laid import MM
from printing.pen import page_size
from printing.pictures import Picture
from printing.styles import STYLES, Style
from printing.word import flow, sheet, wide
from printing.word.drawing import strokes
from printing.word.markup import FONT, Para, paragraph, run, twips

MADE = datetime(2000, 1, 1)
"""The time every file bears: what it says, not when, decides its bytes."""
END = "het_phieu_"
"""What the mark at the end of a sheet's section is called, before its number."""
Margins = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its XML, its page, and the name in its footer."""

    xml: str
    size: tuple[float, float]
    margins: Margins
    footer: str = ""
    pages: int = 0
    """how many it takes as the PDF lays it out; the footer says it until Word has counted"""


def render(made: Composed) -> bytes:
    """The Word file of a composed paper; refuses a letter the papers' typeface lacks, as the PDF does."""
    word = docx.Document()
    match made:
        case Running(papers):
            ready = [prepared.document(paper) for paper in papers]
            family, title = ready[0].family, ready[0].title
            parts = [_running(word, paper) for paper in ready]
        case SheetSet(given, title):
            family, parts = given[0].family, _sheets(made)
        case WideSet(tables, title):
            family, parts = tables[0][0].family, _wide(made)
        case Ballots():
            raise TypeError("ballots are cut from paper: they have no Word file")
    _styles(word, family)
    _fill(word, parts)
    return saved(word, fonts.prepare(title, "tên văn bản"))


def _page(style: Style, landscape: bool) -> Margins:
    top, bottom, left, right = style.table_margins if landscape else style.margins
    return top * MM, bottom * MM, left * MM, right * MM


def _running(word: Any, paper: Document) -> Part:
    size = page_size(paper.paper, paper.landscape)
    margins = _page(STYLES[paper.family], paper.landscape)

    def drawing(picture: Picture, wide: float) -> str:
        return strokes(word, picture, wide)

    return Part(
        flow.Flow(paper, size[0] - margins[2] - margins[3], size[1] - margins[0] - margins[1], drawing).xml(),
        size,
        margins,
    )


def _sheets(made: SheetSet) -> list[Part]:
    parts, frames, laid = [], dict[tuple[int, str], Any](), list[tuple[sheets.Frame, Sheet]]()
    for one in made.sheets:
        key = (id(one.form), one.family)
        if key not in frames:
            form = prepared.sheet_form(one.form)
            alike = [each for each in made.sheets if each.form is one.form]
            frames[key] = form, sheets.frame(form, STYLES[one.family], sheets.points_shown(alike))
        form, frame = frames[key]
        ready = prepared.sheet(one, form)
        margins = _page(STYLES[one.family], frame.size[0] > frame.size[1])
        parts.append(Part(sheet.xml(ready, form, frame), frame.size, margins, ready.name))
        laid.append((frame, ready))
    return [replace(part, pages=count) for part, count in zip(parts, sheets.counts(laid), strict=True)]


def _wide(made: WideSet) -> list[Part]:
    parts = []
    for candidates in made.tables:
        matrix, plan = best_of([prepared.matrix(one) for one in candidates])
        size = page_size(matrix.paper, matrix.landscape)
        parts.append(Part(wide.xml(matrix, plan), size, matrix_margins(matrix)))
    return parts


# --- the document around it -------------------------------------------------------------------------------------------


def _styles(word: Any, family: FamilyKey) -> None:
    """The family's styles in the place of the template's."""
    element = word.styles.element
    for old in list(element):
        element.remove(old)
    for made in list(parse_xml(_styled(family))):
        element.append(made)


@cache
def _styled(family: FamilyKey) -> bytes:
    """Word's own styles for title, summary and headings, and ours for the rest, in the family's sizes. Made once for
    each family: python-docx goes through all styles for every one that it is asked for.
    """
    word, style = docx.Document(), STYLES[family]
    body, lead = style.body.size, style.leading
    indent = style.first_line * MM
    _language(word)
    _style(word, "Normal", body)
    _style(word, "Title", style.title.size, bold=True, align="center")
    _style(word, "Subtitle", style.summary.size, align="center")
    _style(word, "Heading 1", body, bold=True, line=lead, indent=indent, after=style.gap, keep=True)
    _style(word, "Header", style.page_number.size, align="center")
    _style(word, "Footer", 9, italic=True, align="right")
    _style(word, "So Than Bai", body, line=lead, indent=indent, after=style.gap, align="both")
    _style(
        word, "So Can Cu", style.basis.size, italic=style.basis.italic, line=lead, indent=indent, after=3, align="both"
    )
    _style(word, "So Giua", body, line=lead, after=style.gap, align="center")
    _style(word, "So Thuong", 13 if body > 13 else body, line=lead, after=style.gap / 2)
    _style(word, "So Ghi Chu", 12, italic=True, line=14.5, after=3)
    for name in ("So O Bang", "So Dau Van Ban", "So Chu Ky"):
        _style(word, name, 12)
    return bytes(serialize_part_xml(word.styles.element))


def _language(word: Any) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for old in list(defaults):
        defaults.remove(old)
    face = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"'
    said = f'<w:rPrDefault {nsdecls("w")}><w:rPr><w:rFonts {face}/><w:sz w:val="26"/><w:szCs w:val="26"/>'
    said += '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    defaults.append(parse_xml(said))
    defaults.append(parse_xml(f"<w:pPrDefault {nsdecls('w')}><w:pPr/></w:pPrDefault>"))


def _style(
    word: Any,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    line: float = 0,
    indent: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    """One paragraph style written anew: face, size, weight, how its paragraphs stand."""
    known = [one.name for one in word.styles]
    made = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        made.base_style = word.styles["Normal"]
        made.element.set(qn("w:styleId"), name.replace(" ", ""))
    for tag in ("w:rPr", "w:pPr"):
        for old in made.element.findall(qn(tag)):
            made.element.remove(old)
    face = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"'
    half = round(size * 2)
    spaced = f'<w:spacing w:before="0" w:after="{twips(after)}"'
    spaced += f' w:line="{twips(line)}" w:lineRule="exact"/>' if line else ' w:line="240" w:lineRule="auto"/>'
    stands = ("<w:keepNext/>" if keep else "") + "<w:widowControl/>" + spaced
    stands += (f'<w:ind w:firstLine="{twips(indent)}"/>' if indent else "") + f'<w:jc w:val="{align}"/>'
    stands += '<w:outlineLvl w:val="0"/>' if name == "Heading 1" else ""
    made.element.append(parse_xml(f"<w:pPr {nsdecls('w')}>{stands}</w:pPr>"))
    weight = ("<w:b/>" if bold else '<w:b w:val="0"/>') + ("<w:i/>" if italic else '<w:i w:val="0"/>')
    look = f'<w:rFonts {face}/>{weight}<w:color w:val="000000"/><w:spacing w:val="0"/><w:kern w:val="0"/>'
    look += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    made.element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{look}</w:rPr>"))


def _fill(word: Any, parts: Sequence[Part]) -> None:
    """The sections in order, each numbering its pages from 1: at the top from the second page on, or where a section
    has a footer on every page there alone.
    """
    body = word.element.body
    for old in list(body):
        body.remove(old)
    said = []
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        closing = paragraph(_end(at) if part.footer else "", Para("SoOBang", leading=1))
        said.append(part.xml)
        said.append(closing + _section(part) if last else closing.replace("</w:pPr>", _section(part) + "</w:pPr>"))
    joined = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r')}>{''.join(said)}</w:body>")
    for element in list(joined):
        body.append(element)
    for at, (section, part) in enumerate(zip(word.sections, parts, strict=True)):
        if at == 0 and not part.footer:
            _put(section.header, _field("PAGE"), "Header")
        if part.footer:
            # The number of a section's last page is how many it has, for each begins at 1; of SECTIONPAGES LibreOffice
            # knows nothing and prints a wrong number.
            count = run(" Trang ") + _field("PAGE") + run("/") + _field(f"PAGEREF {END}{at}", str(part.pages))
            for footer in (section.footer, section.first_page_footer):
                _put(footer, run(part.footer + ".") + count, "Footer")


def _put(place: Any, inner: str, style: str) -> None:
    place.is_linked_to_previous = False
    element = place._element
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(paragraph(inner, Para(style)).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _end(at: int) -> str:
    """A mark at the end of a section, by which its footer knows its last page."""
    return f'<w:bookmarkStart w:id="{at}" w:name="{END}{at}"/><w:bookmarkEnd w:id="{at}"/>'


def _field(code: str, shown: str = "1") -> str:
    kinds = ("begin", "separate", "end")
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    told = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{told}{between}<w:r><w:t>{shown}</w:t></w:r>{end}"


def _section(part: Part) -> str:
    wide, tall = part.size
    top, bottom, left, right = map(twips, part.margins)
    turned = ' w:orient="landscape"' if wide > tall else ""
    return (
        f'<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="{twips(wide)}" w:h="{twips(tall)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{twips(22)}" '
        f'w:footer="{twips(22)}" w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def saved(word: Any, title: str) -> bytes:
    """A Word file with fixed times; nobody's name stands in it."""
    core = word.core_properties
    core.title, core.author, core.comments, core.last_modified_by, core.language = title[:255], "", "", "", "vi-VN"
    core.created = core.modified = MADE
    core.revision = 1
    given, target = BytesIO(), BytesIO()
    word.save(given)
    with ZipFile(given) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, source.read(name))
    return target.getvalue()
