"""Papers of the fictitious province Sông Lành for the tests of printing, and what poppler reads back from a PDF."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from printing.blocks import (
    FamilyKey,
    FormField,
    Letterhead,
    Sheet,
    SheetForm,
    SheetRow,
    Signatures,
    Signer,
    Title,
)

HEADS: dict[FamilyKey, Letterhead] = {
    "state": Letterhead(
        ("UBND TỈNH SÔNG LÀNH",), ("THANH TRA TỈNH",), "Số: 05/BC-TTr", "Sông Lành, ngày 05 tháng 12 năm 2025"
    ),
    "party": Letterhead(
        ("TỈNH ỦY SÔNG LÀNH",), ("BAN TỔ CHỨC",), "Số 05-BC/BTCTU", "Sông Lành, ngày 05 tháng 12 năm 2025"
    ),
    "front": Letterhead(
        ("ỦY BAN MTTQ VIỆT NAM", "TỈNH SÔNG LÀNH"),
        ("BAN THƯỜNG TRỰC",),
        "Số: 82/BC-MTTQ-BTT",
        "Sông Lành, ngày 05 tháng 12 năm 2025",
    ),
    "youth": Letterhead((), ("BAN CHẤP HÀNH TỈNH ĐOÀN",), "Số: 42-BC/TĐTN", "Sông Lành, ngày 05 tháng 12 năm 2025"),
}
ITEMS = (
    "Nhiệm vụ trọng tâm đã đăng ký được hoàn thành đúng hạn, bảo đảm chất lượng",
    "Nhiệm vụ đột xuất được giao",
    "Chỉ tiêu chuyên môn đã đăng ký trong giao ước",
    "Tỷ lệ hồ sơ, kiến nghị giải quyết đúng hạn",
    "Thực hiện dân chủ ở cơ sở, tiếp công dân, giải quyết kiến nghị",
    "Tuyên truyền, giới thiệu điển hình tiên tiến",
)


def form(groups: int = 4, items: int = 6, stages: tuple[str, ...] = ("Tự chấm", "Khối chấm", "Thẩm định")) -> SheetForm:
    rows = []
    for group in range(1, groups + 1):
        rows.append(SheetRow("group", 0, f"{group}", f"Nhóm tiêu chí thứ {group} của khối", "25"))
        rows += [SheetRow("item", 1, f"{group}.{n + 1}", ITEMS[n % len(ITEMS)], "5") for n in range(items)]
    rows.append(SheetRow("total", 0, "", "Tổng điểm", "100"))
    title = Title("PHIẾU CHẤM ĐIỂM THI ĐUA", ("Năm 2025",))
    return SheetForm(title, stages, ("Minh chứng", "Diễn giải"), tuple(rows))


def sheet(shared: SheetForm, unit: str, family: FamilyKey = "state", filled: bool = True, evidence: str = "") -> Sheet:
    points = len(shared.point_columns)
    cells = tuple((*["4,75"] * points, evidence or "BC 112/BC-STC", "") for _ in shared.rows) if filled else ()
    signers = (
        Signer("", ("NGƯỜI LẬP PHIẾU",), "(Ký, ghi rõ họ tên)"),
        Signer("", ("THỦ TRƯỞNG ĐƠN VỊ",), "", "Lương Đức Quế"),
    )
    return Sheet(
        form=shared,
        family=family,
        letterhead=HEADS[family],
        name=f"Phiếu chấm điểm thi đua năm 2025 của {unit}",
        fields=(FormField("Đơn vị", unit),),
        cells=cells,
        notes=("Dấu * là số ước.",) if filled else (),
        signatures=Signatures(signers),
    )


def _ask(program: str, *words: str | Path) -> str:
    done = subprocess.run([program, *map(str, words)], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, as laid out."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return _ask("pdftotext", "-layout", path, "-").split("\f")[:-1]


def words(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text)


def raw_pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page in the order it was drawn, line ends as spaces: wrapped names stay whole."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return [words(page) for page in _ask("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def boxes(pdf: bytes, folder: Path) -> list[tuple[tuple[float, float], list[tuple[float, float, float, float, str]]]]:
    """Per page: its size, and every word with its box (left, top, right, bottom)."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    found = []
    for page in _ask("pdftotext", "-bbox", path, "-").split("<page ")[1:]:
        width, height = re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups()  # type: ignore[union-attr]
        each = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page
        )
        found.append(
            ((float(width), float(height)), [(float(a), float(b), float(c), float(d), w) for a, b, c, d, w in each])
        )
    return found


def fonts_of(pdf: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """Name, embedded, subset of every font."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    rows = [line.split() for line in _ask("pdffonts", path).splitlines()[2:]]
    return [(row[0], row[-5], row[-4]) for row in rows]
