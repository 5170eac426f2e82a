"""100 two-page score sheets as an Excel workbook turned into a PDF by LibreOffice: what secretariats do today.

Printed beside the time our own sheets take in the same run; needs `soffice` on the path.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from printing import sheets
from printing.documents import score_sheet
from tests.bench.sheets import contents


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


def main() -> None:
    """Time both ways three times, interleaved, and print the medians."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phieu.xlsx"
        workbook(path)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", folder, str(path)]
        for _ in range(3):
            begun = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            theirs.append(perf_counter() - begun)
            begun = perf_counter()
            sheets.render(score_sheet.compose(contents()), "Phiếu chấm điểm")
            ours.append(perf_counter() - begun)
    middle = sorted(theirs)[1], sorted(ours)[1]
    print(f"LibreOffice {middle[0]:.2f} s, ours {middle[1]:.2f} s: {middle[0] / middle[1]:.0f} times")


if __name__ == "__main__":
    main()
