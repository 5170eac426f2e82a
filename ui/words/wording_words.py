"""The questions scoring sentences leave open, their answers, and what keeps a proposal from being taken with "all"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from models.rules.words import CHOICES

QUESTIONS: Final[Mapping[str, str]] = {
    "floor": "Trừ quá điểm chuẩn thì mục có được âm không?",
    "band-ends": "Số đứng đúng chỗ giáp hai mức thuộc mức nào?",
    "band-gap": "Số rơi vào khoảng hở giữa hai mức thuộc mức nào?",
    "band-open": "Số thấp hơn mức thấp nhất đã ghi thì được mấy điểm?",
    "part-step": "“Cứ 1%”, “mỗi 2 văn bản”: phần lẻ chưa đủ có tính không?",
    "percent-of": "“Thiếu 1%” là 1% của chỉ tiêu hay 1 điểm phần trăm?",
    "once-or-each": "Câu chỉ ghi “trừ … điểm”: trừ một lần hay mỗi lần?",
    "unit-once": "Câu ghi “tăng, giảm …%” mà không ghi “mỗi”: tính từng phần hay một lần?",
    "sign": "Câu chỉ ghi số điểm cho mỗi trường hợp: cộng hay trừ?",
    "several": "Một trường hợp thuộc nhiều loại cùng bị trừ thì đếm thế nào?",
    "days": "Số ngày chậm đếm theo ngày nào?",
    "day-off": "Hạn rơi vào ngày nghỉ thì có lùi không?",
    "due-day": "Câu ghi trước ngày, sau ngày: làm đúng ngày ấy có còn đúng hạn không?",
    "over-100": "Đạt quá 100% chỉ tiêu có được tính hơn điểm chuẩn không?",
    "lost-else": "Câu chỉ ghi khi nào mất hết điểm: không xảy ra thì sao?",
    "unmet": "Câu chỉ ghi điểm khi đạt: không đạt thì sao?",
    "both": "Câu ghi hai bên nối bằng “và”: cần cả hai hay chỉ một?",
    "levels": "Đạt nhiều mức của một việc thì tính thế nào?",
    "base-or-bonus": "Điểm cộng theo trường hợp tính vào đâu?",
    "who-leads": "Đơn vị nào được làm mốc cao nhất?",
}
"""Each question of `models.rules.form.wordings.building.QUESTIONS` in words."""

ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "floor": {"zero": "Không, thấp nhất là 0 điểm", "negative": "Có, trừ bao nhiêu tính bấy nhiêu"},
    "band-ends": {"upper": "Mức trên", "lower": "Mức dưới"},
    "band-gap": {"lower": "Mức dưới", "asked": "Khi gặp thì sổ hỏi"},
    "band-open": {"zero": "0 điểm", "asked": "Khi gặp thì sổ hỏi"},
    "part-step": {"whole": "Không, chỉ tính phần trọn", "share": "Có, tính theo tỷ lệ"},
    "percent-of": {"target": "1% của chỉ tiêu", "point": "1 điểm phần trăm"},
    "once-or-each": {"once": "Một lần", "each": "Mỗi lần"},
    "unit-once": {"each": "Từng phần", "once": "Một lần"},
    "sign": {"plus": "Cộng", "minus": "Trừ"},
    "several": {"heaviest": "Chỉ đếm ở loại nặng nhất", "sum": "Đếm ở mọi loại"},
    "days": {"calendar": "Ngày lịch", "working": CHOICES["working"]},
    "day-off": {"moves": "Lùi sang ngày làm việc kế tiếp", "stays": "Giữ nguyên ngày"},
    "due-day": {"in": "Còn đúng hạn", "out": "Đã quá hạn"},
    "over-100": {"capped": "Không, nhiều nhất bằng điểm chuẩn", "bonus": "Có, phần vượt là điểm thưởng"},
    "lost-else": {"full": "Được đủ điểm chuẩn", "by-hand": "Người chấm cho điểm"},
    "unmet": {"zero": "0 điểm", "by-hand": "Người chấm cho điểm, giữ nguyên lời"},
    "both": {"both": "Cần cả hai", "either": "Chỉ cần một"},
    "levels": {"highest": "Chỉ tính mức cao nhất", "sum": "Cộng các mức"},
    "base-or-bonus": {"base": "Trong điểm chuẩn", "bonus": "Điểm thưởng ngoài điểm chuẩn"},
    "who-leads": {"all": "Mọi đơn vị được giao mục này"},
}

NOTES: Final[Mapping[str, Mapping[str, str]]] = {
    "floor": {
        "zero": "Trừ quá điểm chuẩn thì mục được 0 điểm, không âm.",
        "negative": "Trừ quá điểm chuẩn thì điểm của mục được âm.",
    },
    "band-ends": {
        "upper": "Số đứng đúng chỗ giáp hai mức thuộc mức trên.",
        "lower": "Số đứng đúng chỗ giáp hai mức thuộc mức dưới.",
    },
    "band-gap": {
        "lower": "Số rơi vào khoảng hở giữa hai mức thuộc mức dưới.",
        "asked": "Số rơi vào khoảng hở giữa hai mức thì hỏi từng trường hợp.",
    },
    "band-open": {
        "zero": "Số thấp hơn mức thấp nhất đã ghi được 0 điểm.",
        "asked": "Số thấp hơn mức thấp nhất đã ghi thì hỏi từng trường hợp.",
    },
    "part-step": {
        "whole": "Tính theo từng 1% thì phần lẻ không tính.",
        "share": "Tính theo từng 1% thì phần lẻ tính theo tỷ lệ.",
    },
    "percent-of": {
        "target": "Thiếu 1% là thiếu 1% của chỉ tiêu.",
        "point": "Thiếu 1% là thiếu 1 điểm phần trăm.",
    },
    "once-or-each": {
        "once": "Câu trừ điểm không ghi “mỗi” thì trừ một lần.",
        "each": "Câu trừ điểm không ghi “mỗi” thì trừ mỗi lần xảy ra.",
    },
    "unit-once": {
        "each": "Câu ghi tăng, giảm theo % không ghi “mỗi” thì tính từng phần.",
        "once": "Câu ghi tăng, giảm theo % không ghi “mỗi” thì tính một lần.",
    },
    "sign": {
        "plus": "Câu chỉ ghi số điểm cho mỗi trường hợp là điểm được cộng.",
        "minus": "Câu chỉ ghi số điểm cho mỗi trường hợp là điểm bị trừ.",
    },
    "several": {
        "heaviest": "Một trường hợp thuộc nhiều loại cùng bị trừ thì chỉ đếm ở loại nặng nhất.",
        "sum": "Một trường hợp thuộc nhiều loại cùng bị trừ thì đếm ở mọi loại.",
    },
    "days": {
        "calendar": "Số ngày chậm đếm theo ngày lịch.",
        "working": "Số ngày chậm đếm theo ngày làm việc.",
    },
    "day-off": {
        "moves": "Hạn rơi vào ngày nghỉ thì lùi sang ngày làm việc kế tiếp.",
        "stays": "Hạn rơi vào ngày nghỉ vẫn giữ nguyên.",
    },
    "due-day": {
        "in": "Câu ghi trước ngày, sau ngày: làm đúng ngày ấy còn đúng hạn.",
        "out": "Câu ghi trước ngày, sau ngày: làm đúng ngày ấy đã quá hạn.",
    },
    "over-100": {
        "capped": "Đạt quá 100% chỉ tiêu chỉ được nhiều nhất điểm chuẩn.",
        "bonus": "Đạt quá 100% chỉ tiêu thì phần vượt là điểm thưởng.",
    },
    "lost-else": {
        "full": "Không xảy ra việc mất hết điểm thì được đủ điểm chuẩn.",
        "by-hand": "Không xảy ra việc mất hết điểm thì người chấm cho điểm.",
    },
    "unmet": {
        "zero": "Mục chỉ ghi điểm khi đạt: không đạt được 0 điểm.",
        "by-hand": "Mục chỉ ghi điểm khi đạt: người chấm cho điểm.",
    },
    "both": {
        "both": "Hai bên nối bằng “và”: cần cả hai.",
        "either": "Hai bên nối bằng “và”: chỉ cần một.",
    },
    "levels": {
        "highest": "Đạt nhiều mức của một việc thì chỉ tính mức cao nhất.",
        "sum": "Đạt nhiều mức của một việc thì cộng các mức.",
    },
    "base-or-bonus": {
        "base": "Điểm cộng theo trường hợp nằm trong điểm chuẩn.",
        "bonus": "Điểm cộng theo trường hợp là điểm thưởng ngoài điểm chuẩn.",
    },
    "who-leads": {"all": "Mục so với đơn vị cao nhất: mọi đơn vị được giao mục ấy đều có thể làm mốc."},
}
"""What an answer says among the notes of the form, as it is printed."""

DOUBTS: Final[Mapping[str, str]] = {
    "sum": "các cách chấm đọc được cộng lại khác điểm chuẩn",
    "unread": "còn lời chưa đọc được",
    "cap-differs": "mức tối đa trong lời khác cột điểm",
}


def doubt_words(doubts: Iterable[str], left: Iterable[str]) -> str:
    """What somebody must look at before taking a proposal; "" for nothing."""
    quoted = ", ".join(f"“{text}”" for text in left)
    told = [f"{DOUBTS[key]}: {quoted}" if key == "unread" and quoted else DOUBTS[key] for key in doubts]
    return "; ".join(told)


def known_answers(notes: Iterable[str]) -> dict[str, str]:
    """The answers a form's notes already give, so that nothing is asked twice."""
    said = tuple(notes)
    return {
        key: option
        for key, options in NOTES.items()
        for option, note in options.items()
        if any(text.startswith(note) for text in said)
    }


def notes_of(answered: Iterable[str], answers: Mapping[str, str]) -> tuple[str, ...]:
    """The notes a form keeps of the answers that proposals rest on, each once."""
    used = set(answered)
    return tuple(options[answers[key]] for key, options in NOTES.items() if key in used)
