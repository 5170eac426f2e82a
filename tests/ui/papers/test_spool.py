"""Printing: PDFs go to the printing system as they are where it takes them, else as grey pages."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ui.papers import print_run, spool
from ui.papers.print_run import PrintRun

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="CUPS")


def printer(**other: object) -> SimpleNamespace:
    """A printer of the system as the print dialog leaves it."""
    said = {
        "outputFormat": QPrinter.OutputFormat.NativeFormat,
        "printerName": "May in phong 2",
        "copyCount": 2,
        "duplex": QPrinter.DuplexMode.DuplexLongSide,
        "fromPage": 0,
        "toPage": 0,
        "resolution": 1200,
        **other,
    }
    return SimpleNamespace(**{name: lambda value=value: value for name, value in said.items()})


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    """A printing system that writes down what it was told and the size of each file, and ends as said."""
    told, script = folder / "told.txt", folder / "lp"
    script.write_text(
        f'#!/bin/sh\nfor word; do echo "$word"; [ -f "$word" ] && head -c 4 "$word"; done > "{told}"\nexit {code}\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return told


def test_the_system_is_told_printer_copies_sides_and_range() -> None:
    one = printer(fromPage=2, toPage=3)
    assert spool.words(one, [Path("/t/001.pdf")]) == [
        *("-d", "May in phong 2", "-n", "2", "-o", "sides=two-sided-long-edge", "-P", "2-3", "--", "/t/001.pdf")
    ]
    many = spool.words(printer(fromPage=2, duplex=QPrinter.DuplexMode.DuplexAuto), [Path("a"), Path("b")])
    assert many == ["-d", "May in phong 2", "-n", "2", "--", "a", "b"], "a range is of one paper alone"


@LINUX
def test_only_a_printer_of_the_system_takes_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, 0)
    assert spool.takes_pdf(printer())
    assert not spool.takes_pdf(printer(printerName=""))
    assert not spool.takes_pdf(printer(outputFormat=QPrinter.OutputFormat.PdfFormat))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert not spool.takes_pdf(printer())


@LINUX
@pytest.mark.parametrize("code", [0, 1])
def test_the_pdfs_go_as_they_are_and_a_refusal_is_told(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told = program(tmp_path, monkeypatch, code)
    job = spool.Spool(printer(), [b"%PDF-1", b"%PDF-2"])
    with qtbot.waitSignal(job.finished, timeout=10000) as ended:
        job.start()
    assert ended.args == [code == 0]
    lines = told.read_text(encoding="utf-8")
    assert lines.count("%PDF") == 2 and "001.pdf" in lines and "002.pdf" in lines
    left = [line for line in lines.splitlines() if line.endswith(".pdf") and Path(line.removeprefix("%PDF")).exists()]
    assert left == [], "swept when the job is over"


@LINUX
def test_a_run_draws_nothing_where_the_system_takes_the_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    program(tmp_path, monkeypatch, 0)
    monkeypatch.setattr(print_run, "page_sizes", lambda _content: [None, None])
    monkeypatch.setattr(print_run.PrintRun, "_next", lambda _self: pytest.fail("drawn"))
    run = PrintRun(printer(), [b"%PDF-1"])  # type: ignore[arg-type]  # stands for one of the system
    with qtbot.waitSignal(run.finished, timeout=10000) as ended:
        run.start()
    assert ended.args == [True]


def test_pages_are_drawn_in_few_greys(qtbot: QtBot) -> None:
    from printing import pdf
    from printing.blocks import Document, Paragraph

    content = pdf.render(Document("state", "Thử", (Paragraph("Một đoạn văn.", key="k"),)))
    drawer = print_run._Drawer(content, [0])  # what the worker draws, without a printer
    with qtbot.waitSignal(drawer.drawn, timeout=20000) as drawn:
        drawer.start()
    drawer.wait()
    _page, image = drawn.args
    assert image.format() == QImage.Format.Format_Grayscale8 and abs(image.width() - 2480) <= 1
    tones = {image.pixelColor(x, y).red() for x in range(0, image.width(), 3) for y in range(0, 400)}
    assert {0, 255} < tones <= {0, 85, 170, 255}
