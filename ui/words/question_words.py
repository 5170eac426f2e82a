"""What each question asks, what is said beside a doubtful line, and short words for the steps of an assessment.

The regulation's own words stand beside a question; these are only the program's.
"""

from __future__ import annotations

from typing import Final

from models.rules.words import NO_NUMBER

QUESTIONS: Final = {
    "rank.tie": "{units} bằng điểm, các tiêu chí phụ cũng bằng nhau. Xếp các đơn vị này theo thứ tự nào?",
    "rank.tie.missing": "{units} bằng điểm. Quy định xét tiếp theo {missing}, nhưng bước chấm quyết định điểm không có "
    "số này của đủ các đơn vị. Xếp các đơn vị này theo thứ tự nào?",
    "value.missing": "Điểm{within} của {unit} còn thiếu phần {missing}. Tính như thế nào?",
    "class.none": "Không có mức xếp loại nào khớp. Xếp loại nào?",
    "class.two": "Có hơn một mức xếp loại khớp. Xếp loại nào?",
    "class.unknown": "Còn điều kiện chưa rõ nên chưa xếp loại được. Xếp loại nào?",
    "class.needs_decision": "Điều kiện này cần cấp có thẩm quyền quyết định. Xếp loại thế nào?",
    "class.unknown_fact": "Điều kiện này có đúng với đơn vị không?",
    "class.tie_at_cap": "Số lượng tối đa là {max}, còn {free} chỗ cho các đơn vị bằng nhau: {units}. Đơn vị nào được?",
    "rule.none": "Chưa có quy định về “{kind}” có hiệu lực ngày {on}. Thêm quy định ấy ở mục Quy chế, quy định.",
    "rule.none.ended": "Quy định về “{kind}” ({cite}) đã hết hiệu lực, ngày cuối {ended}; ngày {on} chưa có quy định "
    "thay thế. Thêm quy định ấy ở mục Quy chế, quy định.",
    "rule.several": "Có hơn một quy định về “{kind}” cùng có hiệu lực. Áp dụng quy định nào?",
    "award.over_quota": "Số lượng tối đa là {max}, đang chọn nhiều hơn {over}. Xử lý thế nào?",
    "award.equals": "Còn {free} chỗ cho những người đủ điều kiện như nhau. Chọn ai?",
    "award.unit_left": "Đơn vị đã ra khỏi khối trong năm. Vẫn đề nghị không?",
    "award.accept": "Đề nghị này chưa đủ điều kiện theo quy định. Vẫn đề nghị không?",
    "award.voted": "Hội nghị có đồng ý đề nghị này đủ tỷ lệ không? Ghi biên bản làm căn cứ.",
    "meeting.written_opinions": "Có ý kiến gửi bằng văn bản. Quy định không nói có tính vào số thành viên dự họp hay "
    "không.",
    "deadline.day-off": "Có hạn nộp rơi vào ngày nghỉ. Hạn ấy có chuyển sang ngày làm việc tiếp theo không? Áp dụng "
    "cho mọi hạn nộp của năm: phiếu, đăng ký, báo cáo.",
    "deadline.days": "Có phiếu nộp chậm, quy định tính theo số ngày chậm mà không nói là ngày làm việc hay ngày lịch. "
    "Tính theo ngày nào? Áp dụng cho mọi hạn nộp của năm: phiếu, đăng ký, báo cáo.",
    "person.same": "{name} có tên ở hai nơi. Có phải cùng một người không? Cùng một người thì thành tích các nơi tính "
    "chung.",
    "meeting.video": "Có thành viên dự trực tuyến. Quy định không nói có tính vào số dự họp và biểu quyết giơ tay hay "
    "không (bỏ phiếu kín thì không).",
    "circulation.silence": "Lấy ý kiến bằng văn bản: thành viên không trả lời đến hạn thì tính thế nào?",
    "ballot.written_opinions": "Có ý kiến gửi bằng văn bản. Quy chế không nói có tính vào kết quả hay không.",
    "ballot.own_vote": "Đơn vị được đề nghị có được bỏ phiếu không?",
    "ballot.open_seat": "Còn {open} chỗ chưa chọn được. Ai được chọn?",
    "standing.leaver": "{unit} ra khỏi khối trong năm, đến hết ngày {until}. Phiếu chấm của đơn vị tính thế nào?",
    "standing.joined": "{unit} được lập từ {units} trong năm (từ ngày {date}). Điểm của các đơn vị ấy có nối vào điểm "
    "năm của {unit} không?",
    "unit.inherits": "Thành tích trước khi sáp nhập, chia tách tính theo đơn vị nào?",
    "form.band-gap": "Có trị số nằm giữa mức {bands}, bảng điểm không nói thuộc mức nào. Tính theo mức nào? Trả lời "
    "một lần cho cả bảng điểm và ghi dưới bảng.",
    "form.band-overlap": "Có trị số thuộc cả mức {bands}. Tính theo mức nào? Trả lời một lần cho cả bảng điểm và ghi "
    "dưới bảng.",
    "form.day-off": "Có hạn ghi trong bảng điểm rơi vào ngày nghỉ. Hạn ấy có chuyển sang ngày làm việc tiếp theo "
    "không? Trả lời một lần cho cả bảng điểm và ghi dưới bảng.",
    "form.compared": "Bảng điểm có mục so các đơn vị với nhau, trong năm có đơn vị vào khối sau hoặc bị loại khỏi xét. "
    "So với những đơn vị nào? Trả lời một lần cho cả bảng điểm và ghi dưới bảng; chưa trả lời thì so với mọi đơn vị "
    "xếp hạng.",
    "form.days": "Bảng điểm trừ theo số ngày chậm mà không nói là ngày làm việc hay ngày lịch. Tính theo ngày nào? Trả "
    "lời một lần cho cả bảng điểm và ghi dưới bảng.",
    "score.band-gap": "Quy định không nói giá trị này thuộc mức nào. Chọn một mức; cách hiểu này áp dụng cho "
    "mọi đơn vị.",
    "score.band-overlap": "Giá trị này thuộc hai mức. Chọn một mức; cách hiểu này áp dụng cho mọi đơn vị.",
    "score.broken": "Ô này đang ghi một giá trị không đọc được ({parts}), nên phiếu còn chờ. Ghi lại giá trị ấy ở "
    "trang Chấm điểm, hoặc xóa ô rồi ghi lại.",
    "score.no-target": "Không có chỉ tiêu để so. Tính thế nào?",
    "score.below-zero": "Số liệu {value} dưới 0 nên không so được với đơn vị cao nhất. Tính mức nào?",
    "score.not-done": "Việc này không làm, không gửi. Hạn là {deadline}. Tính mức nào?",
    "score.unknown-result": "Bảng điểm không có mức cho kết quả “{result}”. Tính mức nào?",
    "team.own": "Tổ kiểm tra chéo kiểm tra đơn vị ở trong tổ. Có để như vậy không?",
    "registration.waived": "Danh hiệu này chưa đăng ký đầu năm. Có xét không?",
    "score.relief": "Có áp dụng miễn trừ cho mục này không?",
    "score.accept-stated": "Số đã ghi cao hơn quy định cho phép. Có chấp nhận số đã ghi không?",
}
"""What each question asks, by its key; the regulation's own words stand under it."""

ORDERED: Final = frozenset({"rank.tie"})
"""Questions answered by putting the options in order."""

SEVERAL: Final = frozenset({"class.tie_at_cap", "award.equals", "ballot.open_seat"})
"""Questions answered by choosing any number of the options."""

DOUBTS: Final = {
    "import.name_missing": "Chưa có tên đơn vị.",
    "import.name_bad": "Tên chưa dùng được.",
    "import.twice": "Trùng với dòng {first}.",
    "import.kind_unknown": "Không rõ loại cơ quan “{text}”.",
    "import.kind_unsure": "Chưa rõ loại cơ quan, chọn ở cột bên.",
    "import.no_unit_section": "Không phải đơn vị (dòng nhóm, lời ghi), bỏ qua.",
    "import.no_unit_total": "Dòng cộng, bỏ qua.",
    "import.no_unit_heading": "Tiêu đề lặp lại, bỏ qua.",
    "import.old_font": "Phông cũ (.VnTime), đọc là “{read_as}”.",
    "import.known": "Đã có trong sổ, chỉ đưa vào danh sách năm.",
    "import.year_bad": "Chưa đọc được năm “{text}”.",
    "import.unit_unknown": "Sổ không có đơn vị tên “{text}”.",
    "import.unit_ambiguous": "Có hơn một đơn vị tên “{text}” vào năm đó.",
    "import.title_missing": "Chưa ghi danh hiệu, hình thức.",
    "import.title_new": "Danh mục không có “{text}”, giữ nguyên chữ đã ghi.",
    "import.two_holders": "Một dòng chỉ ghi cá nhân hoặc hộ gia đình.",
    "import.date_bad": "Chưa đọc được ngày “{text}”.",
    "import.honour_known": "Đã có trong sổ, bỏ qua.",
    "import.honour_twice": "Trùng với dòng {first}.",
}
"""What is said beside a line of a preview."""

FAULTS: Final = {
    "toml.unreadable": "không đọc được, thường do thiếu dấu nháy hoặc dấu ngoặc",
    "spec.unknown_key": "không có mục tên này",
    "spec.missing_key": "thiếu mục này",
    "spec.wrong_value": "giá trị ghi chưa đúng loại",
    "spec.not_a_choice": "giá trị không nằm trong các lựa chọn",
    "spec.out_of_range": "số ngoài khoảng cho phép",
    "spec.list_needed": "cần ghi ít nhất một mục",
    "spec.exactly_one_of": "cần ghi đúng một trong các cách tính (tỷ lệ, phần, số lượng)",
    "rule.unknown_kind": "không có loại quy định này",
    "rule.unknown_class": "không có mức xếp loại này",
    "rule.fact_without_source": "xếp loại không có số liệu cho điều kiện này",
    "rule.class_unreachable": "không điểm nào đạt được mức này",
    "rule.written_twice": "đã tính ý kiến bằng văn bản thì không hỏi nữa",
    "rule.not_of_this_vote": "hình thức biểu quyết này không có mục ấy",
    "rule.second_without_rounds": "chọn theo đa số ở lượt sau thì số lượt phải từ 2",
    "rule.no_citation": "chưa ghi căn cứ",
    "rule.other_award": "phạm vi và nội dung nêu hai danh hiệu khác nhau",
    "rule.ends_before_it_begins": "ngày hết hiệu lực trước ngày có hiệu lực",
    "rule.repeated_key": "ghi hai lần",
    "rule.repeated_name": "mã đã dùng cho quy định khác",
    "rule.circular_key": "trỏ vòng vào chính nó",
    "rule.unknown_key": "không có tiêu chí phụ nào gọi là “{key}”",
    "condition.bad_parameter": "điều kiện ghi thông số chưa đúng",
    "condition.empty_list": "điều kiện để trống",
    "condition.facts_not_comparable": "hai điều này không so với nhau được",
    "condition.list_needed": "điều kiện cần một danh sách",
    "condition.not_a_clause": "không phải là điều kiện",
    "condition.one_of_all_any_not_fact": "điều kiện cần đúng một trong: all, any, not, fact",
    "condition.one_operator": "điều kiện cần đúng một phép so sánh",
    "condition.operator_needs_order": "điều này không so lớn, nhỏ được",
    "condition.parameter_missing": "điều kiện thiếu thông số",
    "condition.too_deep": "điều kiện lồng quá nhiều lớp",
    "condition.unknown_fact": "không có điều kiện tên này",
    "condition.unknown_key": "điều kiện không có mục tên này",
    "condition.wrong_literal": "mức để so ghi chưa đúng loại",
}
"""What is wrong with a rule, by the code of the fault."""

WORDS: Final = {
    **FAULTS,
    "step.aside": "Không tính",
    "step.sum": "Cộng",
    "step.times": "Nhân",
    "step.divide": "Chia",
    "step.minus": "Trừ",
    "step.cap": "Mức cao nhất",
    "step.floor": "Mức thấp nhất",
    "step.round": "Làm tròn",
    "step.whole": "Lấy phần nguyên",
    "step.band": "Thuộc mức",
    "step.table": "Tra bảng",
    "step.choice": "Mức đã chọn",
    "step.deadline": "Theo ngày nhận",
    "step.if": "Theo điều kiện",
    "step.best": "Lấy mức cao nhất",
    "step.points": "Điểm",
    "step.weigh": "Nhân hệ số",
    "step.input": "Số liệu đã nhập",
    "step.stated": "Số đơn vị ghi",
    "step.given": "Điểm đã cho",
    "step.decided": "Theo quyết định",
    "step.blank": "Chưa có điểm",
    **{f"step.{kind}": said for kind, said in NO_NUMBER.items()},
}
"""Short words for what an assessment's step does, used when the step has no label of its own."""
