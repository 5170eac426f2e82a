"""The usual programme of each kind of meeting, as a beginning to be worded anew; custom, not law."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.book.bloc.settings import Words

ROLL = "Điểm danh, giới thiệu đại biểu"
END = "Thông qua biên bản"
Worded = Callable[[str, Mapping[str, int]], str]

AGENDAS: dict[str, tuple[str, ...]] = {
    "signing": (
        ROLL,
        "Thông qua Quy chế hoạt động và thi đua năm {year}",
        "Thông qua Bảng chấm điểm năm {year}",
        "Thông qua Kế hoạch hoạt động năm {year}",
        "Ký kết giao ước thi đua",
        END,
    ),
    "half-year": (
        ROLL,
        "Báo cáo sơ kết 6 tháng đầu năm {year}",
        "Thảo luận, thống nhất việc 6 tháng cuối năm",
        END,
    ),
    "officers": (
        "Rà soát bảng tổng hợp điểm",
        "Rà soát đề nghị khen thưởng",
        "Thống nhất việc chuẩn bị hội nghị",
    ),
    "scoring-team": (
        "Chấm điểm từng đơn vị",
        "Thống nhất bảng tổng hợp điểm năm {year}",
        END,
    ),
    "deliberation": (
        ROLL,
        "Thông qua bảng tổng hợp điểm năm {year}",
        "Phân định các đơn vị bằng điểm",
        "Bình xét, suy tôn đề nghị khen thưởng",
        END,
    ),
    "closing": (
        ROLL,
        "Báo cáo tổng kết năm {year}",
        "Thông qua bảng tổng hợp điểm năm {year}",
        "Phân định các đơn vị bằng điểm",
        "Bình xét, suy tôn đề nghị khen thưởng",
        "Giới thiệu {head}, {deputy} năm {next}",
        END,
    ),
    "council": (
        ROLL,
        "Xét danh sách đề nghị khen thưởng năm {year}",
        END,
    ),
    "other": (),
}


def usual(kind: str, year: int, words: Words, worded: Worded) -> tuple[str, ...]:
    """The works of a meeting of that kind in their order, in the bloc's own words; none for one of no known kind.

    `worded` puts years into a line as the bloc calls them (`years.worded`).
    """
    years, offices = {"year": year, "next": year + 1}, {"head": words.head, "deputy": words.deputy}
    return tuple(words.write(worded(line, years).format(**offices)) for line in AGENDAS.get(kind, ()))
