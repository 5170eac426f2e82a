"""100 two-page score sheets as an Excel workbook turned into a PDF by LibreOffice: what secretariats do today.

Printed beside the time our own sheets take in the same run; needs `soffice` on the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from printing import sheets
from printing.documents import score_sheet
from tests.bench.sheets import contents
from tests.bench.table import CPU, OF_OTHERS, Row, runs, taking_turns, timed

AREA = "beside LibreOffice"


def workbook(path: Path) -> None:
    """The same words and figures as our sheets: one worksheet per unit, 28 rows, bordered, wrapped."""
    book = Workbook()
    book.remove(book.worksheets[0])
    thin = Side(style="thin")
    for number, content in enumerate(contents()):
        sheet = book.create_sheet(f"Phieu {number + 1}")
        sheet.append(["Mục", "Nội dung", "Điểm chuẩn", *content.form.stages, "Minh chứng", "Diễn giải"])
        for line, filled in zip(content.form.lines, content.lines, strict=False):
            sheet.append([line.code, line.title, line.maximum, *filled.points, filled.evidence, filled.note])
        sheet.column_dimensions["B"].width = 50
        for row in sheet.iter_rows():
            for cell in row:
                cell.border = Border(thin, thin, thin, thin)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
    book.save(path)


def rows() -> list[Row]:
    """Both ways in turn; without LibreOffice the row says that it is not here."""
    office = shutil.which("soffice")
    what = "100 sheets as PDF"
    if office is None or os.environ.get(CPU):
        sheet = timed(lambda: sheets.render(score_sheet.compose(contents()), "Phiếu chấm điểm"))
        why = OF_OTHERS if office else "LibreOffice is not installed here"
        return [Row(AREA, what, [sheet], note=f"{why}: no figure beside it")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phieu.xlsx"
        workbook(path)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", folder, str(path)]
        took = taking_turns(
            runs(2),
            ours=lambda: sheets.render(score_sheet.compose(contents()), "Phiếu chấm điểm"),
            theirs=lambda: subprocess.run(command, check=True, capture_output=True),
        )
    return [Row(AREA, what, took["ours"], took["theirs"], "LibreOffice, from a workbook of the same words")]
