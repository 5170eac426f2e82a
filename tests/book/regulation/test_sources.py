"""Citations as law writes them: the smallest part first, then the text with its kind, number, day and issuer."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from models.book.regulation.sources import cited
from models.rules.place.regulation import load_pack

PACKS = Path("resources/regulations")
ND98 = "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ"
ND152 = "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"
LAW = "Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022 của Quốc hội"
BAC_NINH = "Quyết định số 86/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Bắc Ninh"

CASES = [
    ("NĐ 98/2023/NĐ-CP, Điều 30 khoản 7", f"khoản 7 Điều 30 {ND98}"),
    ("NĐ 98/2023/NĐ-CP", ND98),
    ("NĐ 152/2025/NĐ-CP (điều về bỏ phiếu chưa đối chiếu)", f"{ND152} (điều về bỏ phiếu chưa đối chiếu)"),
    ("Luật 06/2022/QH15, Điều 5", f"Điều 5 {LAW}"),
    ("Luật 06/2026/QH16", "Luật số 06/2026/QH16 ngày 23 tháng 4 năm 2026 của Quốc hội"),
    (
        "QĐ 86/2025/QĐ-UBND tỉnh Bắc Ninh, các Điều 3, 4; tên gọi theo Luật Thi đua, khen thưởng 06/2022/QH15",
        f"các Điều 3, 4 {BAC_NINH}; tên gọi theo {LAW}",
    ),
    (
        "NĐ 161/2026/NĐ-CP; cách làm tròn: NĐ 152/2025/NĐ-CP, Điều 49",
        "Nghị định số 161/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ; cách làm tròn: Điều 49 " + ND152,
    ),
    (
        "NĐ 152/2025/NĐ-CP, Điều 50; nơi trình theo QĐ 311/QĐ-BNV năm 2025",
        f"Điều 50 {ND152}; nơi trình theo Quyết định số 311/QĐ-BNV năm 2025 của Bộ Nội vụ",
    ),
    ("HD 06-HD/TW năm 2025, mục 19.2", "mục 19.2 Hướng dẫn số 06-HD/TW năm 2025"),
    ("QĐ 366-QĐ/TW ngày 30/8/2025", "Quy định số 366-QĐ/TW ngày 30 tháng 8 năm 2025 của Bộ Chính trị"),
    ("Quy chế mẫu, Điều 5 khoản 1", "khoản 1 Điều 5 Quy chế mẫu"),
    ("Quy chế khối, Điều 8, khoản 2", "khoản 2 Điều 8 Quy chế khối"),
    ("Điều 9 khoản 2", "khoản 2 Điều 9"),
    ("Điều 3 khoản 1 điểm b", "điểm b khoản 1 Điều 3"),
    ("Điều 3 khoản 1 điểm a và b", "điểm a và b khoản 1 Điều 3"),
    ("Điều 8 khoản 4 và 5", "khoản 4 và 5 Điều 8"),
    ("Điều 12a khoản 1, Điều 13", "khoản 1 Điều 12a, Điều 13"),
    ("Điều 7", "Điều 7"),
    ("NĐ 178/2024/NĐ-CP, Điều 2", "Điều 2 Nghị định số 178/2024/NĐ-CP"),
    ("NĐ 98/2023/NĐ-CP-X, Điều 2", "Điều 2 Nghị định số 98/2023/NĐ-CP-X"),
    ("có cá nhân bị kỷ luật cảnh cáo (Điều 9 khoản 2)", "có cá nhân bị kỷ luật cảnh cáo (khoản 2 Điều 9)"),
    ("ưu tiên nữ (NĐ 152/2025/NĐ-CP, Điều 4 khoản 6)", f"ưu tiên nữ (khoản 6 Điều 4 {ND152})"),
    ("Quy chế khối, Điều 5 khoản 1 và khoản 2", "Quy chế khối, Điều 5 khoản 1 và khoản 2"),
    ("Quy chế khối, Điều 5 khoản 1, khoản 2", "Quy chế khối, Điều 5 khoản 1, khoản 2"),
    ("Quy chế khối, Điều 5 khoản 1 điểm a và điểm b", "Quy chế khối, Điều 5 khoản 1 điểm a và điểm b"),
    ("Quy chế khối, Điều 5 khoản 1 điểm a, Điều 6 khoản 2", "điểm a khoản 1 Điều 5, khoản 2 Điều 6 Quy chế khối"),
    (
        "NĐ 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ, Điều 30",
        "Điều 30 Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ",
    ),
    ("NĐ 152/2025/NĐ-CP của Chính phủ, Điều 4 khoản 6", f"khoản 6 Điều 4 {ND152}"),
    ("QĐ 366-QĐ/TW ngày 30/08/2025", "Quy định số 366-QĐ/TW ngày 30/08/2025"),
    (
        "Quy chế khối, Điều 9 khoản 2 được sửa tại Quyết định 15/QĐ-KTĐ",
        "Quy chế khối, khoản 2 Điều 9 được sửa tại Quyết định 15/QĐ-KTĐ",
    ),
    (
        "Quyết định số 12/QĐ-KTĐ, Điều 4 khoản 2, của Trưởng khối",
        "Quyết định số 12/QĐ-KTĐ, khoản 2 Điều 4, của Trưởng khối",
    ),
    ("Quyết định số 12/QĐ-UBND, Chương trình công tác năm 2026",) * 2,
    ("Nghị quyết Đại hội, mục tiêu năm 2026",) * 2,
    ("NĐ 98/2023/NĐ-CP và NĐ 152/2025/NĐ-CP", f"{ND98} và {ND152}"),
    ("NĐ 98/2023/NĐ-CP, Điều 30 và NĐ 152/2025/NĐ-CP, Điều 4", f"{ND98}, Điều 30 và {ND152}, Điều 4"),
    ("Quy chế khối, khoản 2 Điều 10", "khoản 2 Điều 10 Quy chế khối"),
    ("Quy chế khối, Mục II, Phần A", "Quy chế khối, Mục II, Phần A"),
    ("Cách làm của khối", "Cách làm của khối"),
    ("Mục IV.4", "Mục IV.4"),
    ("khoản 2 Điều 10", "khoản 2 Điều 10"),
    ("trên 90 điểm, Điều 3", "trên 90 điểm, Điều 3"),
    ("", ""),
]


@pytest.mark.parametrize(("cite", "words"), CASES)
def test_a_citation_reads_as_law_writes_it(cite: str, words: str) -> None:
    assert cited(cite) == words
    assert cited(words) == words, "read again it stays"


@pytest.mark.parametrize("part", ["Mục {}", "Chương {}", "Điều {}", "Điều {} khoản 1", "khoản {}", "Phần {} Mục 1"])
@pytest.mark.parametrize("joint", [", ", " và ", " "])
def test_a_long_list_is_read_at_once(part: str, joint: str) -> None:
    began = process_time()
    cited("Quy chế khối, " + joint.join(part.format(n) for n in range(1, 200)) + ", phụ lục")
    assert process_time() - began < 1


def _cites() -> list[str]:
    found: dict[str, None] = {}
    for pack in sorted(PACKS.glob("*.toml")):
        found |= dict.fromkeys(rule.cite for rule in load_pack(pack.read_text(encoding="utf-8"))[1])
    return list(found)


@pytest.mark.parametrize("cite", _cites())
def test_every_citation_of_a_shipped_pack_is_turned_and_names_its_text_whole(cite: str) -> None:
    said = cited(cite)
    assert cited(said) == said
    assert "khoản" not in said or said.index("khoản") < said.index("Điều")
    for short in ("NĐ ", "TT ", "QĐ ", "HD ", "Luật 0"):
        assert short not in said
    assert "Quy chế" in said or " số " in said
