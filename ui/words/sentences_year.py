"""Sentences of refusals about what happens in the course of a year: logs, meetings, votes, awards, papers, handing
over.

Kept like those of `sentences`, which puts all of them together.
"""

from __future__ import annotations

from typing import Final

FOLLOWING: Final = {
    "activity.has_money": "“{name}” đã có khoản thu, chi nên không bỏ được. Bỏ các khoản này trước.",
    "ledger.not_an_amount": "“{text}” chưa đọc được là số tiền. Ghi số đồng, ví dụ 5.000.000.",
    "ledger.both_ways": "Một dòng chỉ ghi thu hoặc chi. Ghi khoản thu và khoản chi thành hai dòng.",
    "ledger.no_amount": "Chưa ghi số tiền: điền một trong hai ô Thu, Chi.",
    "dossier.no_change": "Quy định năm {year} không có văn bản sửa đổi nào phải chọn cho từng hồ sơ.",
    "dossier.no_day": "Ghi ngày cơ quan có thẩm quyền nhận hồ sơ trước khi chọn quy định có lợi hơn.",
    "dossier.not_favourable": "Văn bản số {number}, theo quy định trong sổ, không cho hồ sơ nhận trước ngày có hiệu "
    "lực chọn quy định mới. Hồ sơ này theo quy định cũ: để trống lý do.",
    "dossier.newer_already": "Hồ sơ nhận từ ngày văn bản số {number} có hiệu lực thì theo quy định mới, không phải "
    "chọn. Để trống lý do.",
    "ledger.nothing_left": "Năm {year} không còn tiền để chuyển sang năm sau.",
    "log.kind_unknown": "Không có loại ghi nhận “{value}”.",
    "log.count_below_one": "Số lần ghi từ 1 trở lên, không phải {count}.",
    "log.item_unknown": "Bảng chấm điểm không có mục {item}.",
    "log.source_unknown": "Không có nguồn số liệu “{value}”.",
    "log.source_not_named": "Chọn rõ chỉ tiêu của phong trào, hoặc mức chất lượng, cho nguồn “{source}”.",
    "circulation.rules_differ": "{first} và {second} cần tỷ lệ khác nhau. Lấy ý kiến mỗi danh hiệu một lần.",
    "circulation.award_twice": "“{name}” đã có trong các đề nghị được hỏi.",
    "quality.twice": "Thang chất lượng có hai mức cùng tên “{name}”.",
    "quality.too_many": "Thang chất lượng có nhiều nhất {most} mức.",
    "quality.points_alone": "Có điểm {points} nhưng chưa ghi tên mức.",
    "work.quality_unknown": "“{quality}” không có trong thang chất lượng của khối: {levels}.",
    "log.source_does_not_fit": "{label}: nguồn số liệu này không hợp với số liệu mục hỏi.",
    "log.nothing_suggested": "Năm {year} không có số liệu nào để gợi ý điểm.",
    "year.none_open": "Sổ chưa mở năm nào. Mở năm trước đã.",
    "report.unknown": "Năm {year} không có báo cáo này.",
    "team.empty": "Chưa chọn đơn vị nào vào tổ. Đánh dấu các đơn vị thành viên.",
    "team.checks_own": "{unit} ở trong tổ nên tổ tự kiểm tra mình. Bỏ dấu ở một bên, hoặc ghi lý do tự kiểm tra.",
    "team.lead_outside": "{unit} không ở trong tổ nên không làm tổ trưởng được. Thêm vào tổ trước.",
    "scorer.unknown": "Không có đơn vị chấm {office} trong bảng chấm điểm.",
    "scorer.cell_unknown": "Mục {item} không có trong phiếu này.",
    "draft.kind_unknown": "Không có loại dự thảo “{value}”.",
    "comment.empty": "Ghi nội dung góp ý.",
    "comment.taken_unknown": "Không có cách tiếp thu “{value}”.",
    "complaint.about_unknown": "Không có loại kiến nghị “{value}”.",
    "complaint.empty": "Ghi nội dung kiến nghị.",
    "complaint.answered_undecided": "Chưa ghi kết quả xem xét thì chưa có văn bản trả lời: chọn kết quả trước.",
    "complaint.answer_without_day": "Ghi ngày của văn bản trả lời {paper}: từ ngày đó kiến nghị mới coi là đã trả lời.",
    "comment.refused_without_reason": "Không tiếp thu thì ghi lý do giải trình.",
    "close.before_year": "Năm {year} chưa bắt đầu vào ngày {on} nên chưa khóa sổ được. Xem lại ngày khóa sổ.",
    "close.is_open": "Năm {year} đang mở, không cần mở lại.",
    "close.reason_missing": "Ghi lý do mở lại năm {year}.",
    "import.no_form_rows": "Trang Excel không có dòng nào đọc được là mục chấm. Giữ dòng tiêu đề của bảng.",
    "import.no_score_table": "Trang Excel không có bảng điểm. Dùng phiếu Excel do sổ phát ra.",
    "import.no_heading": "Chưa nhận ra dòng tiêu đề. Giữ dòng tiêu đề của bảng khi sao chép.",
    "import.no_new_line": "Các dòng này đều đã có trong sổ.",
    "movement.kind_unknown": "Không có loại phong trào “{value}”.",
    "progress.more_than_registered": "{unit} làm xong {done}, nhiều hơn {registered} nhiệm vụ đã đăng ký. Xem "
    "lại số đăng ký.",
    "line.there": "{unit} đã có dòng {title} này. Đóng hộp, chọn dòng đó rồi bấm “Sửa…”.",
    "line.missing": "Chưa ghi {label}.",
    "line.unknown": "{label}: không thấy “{text}” trong sổ năm này.",
    "line.two_columns": "{label}: hai cột ghi khác nhau, “{one}” và “{other}”. Giữ một cột rồi lấy lại.",
    "line.two_units": "{label}: hai đơn vị cùng gọi là “{text}”. Ghi tên đầy đủ.",
    "paste.line_twice": "Giống hệt dòng {first}. Chọn ở phần hỏi: ghi một lần hay ghi cả.",
    "paste.place_twice": "Các dòng {lines} ghi khác nhau cho cùng một chỗ. Chọn ở phần hỏi lấy dòng nào.",
    "paste.no_change": "Các dòng đều như đang có trong sổ, không có gì để ghi.",
    "paste.nothing": "Phần vừa dán không có dòng nào.",
    "paste.too_many_lines": "Phần vừa dán có {count} dòng, mỗi lần dán tối đa {limit} dòng.",
    "scorer.nobody": "Bảng chấm điểm năm {year} chưa ghi đơn vị nào chấm từng mục.",
    "registration.is_there": "{unit} đã đăng ký {title}, không cần quyết định khác quy định.",
    "registration.title_for_collective": "“{title}” dành cho tập thể. Bỏ họ và tên, chủ hộ trong dòng này.",
    "registration.title_for_person": "“{title}” dành cho cá nhân. Ghi họ và tên người được đăng ký.",
    "registration.title_for_household": "“{title}” dành cho hộ gia đình. Ghi chủ hộ.",
    "registration.title_twice": "{unit} đăng ký {title} hai lần.",
    "work.kind_unknown": "Không có loại việc “{value}”.",
    "work.state_unknown": "Không có trạng thái “{value}”.",
    "work.not_open": "“{title}” đã có kết quả nên không chuyển tiếp được.",
    "work.done_without_day": "Ghi ngày làm xong “{title}”.",
    "work.continued": "“{title}” đã được chuyển tiếp thành một việc khác. Bỏ việc chuyển tiếp trước.",
    "handover.none": "Năm {year} chưa có lần bàn giao nào.",
}

MEETINGS: Final = {
    "meeting.none": "Năm {year} chưa có hội nghị nào. Thêm ở mục Hội nghị, bỏ phiếu.",
    "ballot.none": "Năm {year} chưa có nội dung bỏ phiếu nào. Nếu chỉ biểu quyết giơ tay thì ghi ở phần Biểu quyết.",
    "meeting.unknown": "Không thấy hội nghị này trong sổ.",
    "meeting.kind_unknown": "Không có loại hội nghị “{value}”.",
    "meeting.bad_time": "“{text}” chưa đọc được là giờ. Ghi giờ và phút, ví dụ 08:30.",
    "meeting.ends_before": "Giờ kết thúc {ends} lại trước giờ bắt đầu {begins}.",
    "meeting.has_ballots": "{title} đã có {count} nội dung kiểm phiếu xong nên không bỏ được.",
    "meeting.undated": "{title} chưa ghi ngày họp. Ghi ngày họp rồi ghi biên bản đã ký.",
    "meeting.minutes_day": "Ngày ký biên bản {on} lại trước ngày họp {date}.",
    "meeting.ballots_uncounted": "{title} còn {count} nội dung bỏ phiếu chưa ghi kết quả. Ghi kết quả kiểm phiếu, "
    "hoặc bỏ nội dung không bỏ phiếu, rồi ghi biên bản đã ký.",
    "meeting.no_vote": "{title} không bỏ phiếu, biểu quyết. Ghi nội dung này ở hội nghị khác.",
    "meeting.opinion_empty": "Ghi nội dung ý kiến.",
    "meeting.all_listed": "Các đơn vị đều đã có trong danh sách đại biểu của {meeting}.",
    "meeting.has_votes": "{title} đã có nội dung bỏ phiếu, biểu quyết ({votes}) nên không ghi là cuộc họp không biểu "
    "quyết được. Ghi cuộc họp trù bị thành một hội nghị khác.",
    "meeting.has_award_ballots": "{title} đã có phiếu xét khen thưởng ({votes}). Giữ dấu chọn “Có xét khen thưởng”.",
    "meeting.attendee_unknown": "Không thấy đại biểu này trong danh sách của {meeting}.",
    "meeting.capacity_unknown": "Không có tư cách dự họp “{value}”.",
    "meeting.name_missing": "Ghi họ tên đại biểu mời.",
    "meeting.unit_missing": "Chọn đơn vị mà người này đại diện.",
    "meeting.unit_twice": "{name} đã có người dự hoặc ý kiến bằng văn bản. Mỗi đơn vị tính một lần.",
    "meeting.not_member": "{name} không phải thành viên khối ngày {on}. Ghi là đại biểu mời.",
    "meeting.no_member": "Chưa ghi ai có mặt trong {members} thành viên. Ghi danh sách đại biểu trước.",
    "meeting.no_quorum": "Có mặt {present} trong {members} thành viên, cần {need}. Hội nghị chưa biểu quyết được. "
    "Nếu có người dự thay, ghi giấy ủy quyền ở danh sách đại biểu.",
    "meeting.no_quorum_for_awards": "Dự họp và gửi ý kiến {present} trong {members} thành viên, cần {need} "
    "để bỏ phiếu đề nghị khen. Lấy thêm ý kiến bằng văn bản của đơn vị vắng.",
    "meeting.quorum_open": "Đủ hay chưa đủ điều kiện họp còn tùy ý kiến gửi bằng văn bản, người dự trực tuyến, mà "
    "{cite} không nói có tính hay không. Ghi quyết định ở mục Câu hỏi và quyết định.",
    "meeting.reason_missing": "Ghi lý do hoãn {title}.",
    "meeting.was_resumed": "{title} đã hoãn, họp lại ở “{by}”. Cần sửa thì bỏ hội nghị họp lại trước.",
    "meeting.minutes_signed": "Biên bản của {title} đã ký ngày {on}. Bỏ ngày ký ở “Biên bản đã ký…” rồi hoãn.",
    "meeting.again_before": "Ngày họp lại {on} trước ngày họp {date}. Ghi ngày sau, hoặc để trống khi chưa định.",
    "meeting.substitute_paper": "{name} có người dự thay: ghi giấy ủy quyền (số, ngày).",
    "meeting.written_paper": "{name} gửi ý kiến bằng văn bản: ghi số, ngày văn bản.",
    "input.not_a_count": "“{text}” phải là số đếm, từ 0 trở lên.",
}

VOTES: Final = {
    "days_off.other_year": "Ngày {on} không thuộc năm {year}.",
    "scorers.none": "Bước “{stage}” không do nhiều đơn vị cùng chấm.",
    "explanation.state_unknown": "Không có tình trạng giải trình “{value}”.",
    "explanation.no_reason": "Giữ điểm thì ghi lý do.",
    "explanation.none": "Đơn vị chưa có giải trình ở mục này. Ghi giải trình trước.",
    "movement.other_year": "Phong trào “{name}” không thuộc năm {year}.",
    "person.linked": "Hai tên của {name} đã ghi là cùng một người.",
    "person.not_linked": "{name} chưa ghi là cùng một người với tên kia.",
    "ballot.blank_counted_valid": "Có {blank} phiếu không đánh dấu ô nào tính là hợp lệ ({valid} phiếu hợp lệ, "
    "{marks} dấu). Quy chế không nói khác thì phiếu ấy không hợp lệ: chuyển sang số phiếu không hợp lệ.",
    "hands.video_open": "Có thành viên dự trực tuyến mà {cite} không nói biểu quyết có tính hay không. Ghi quyết định "
    "ở mục Câu hỏi và quyết định.",
    "circulation.unknown": "Không thấy lần lấy ý kiến này trong sổ.",
    "circulation.closed": "“{subject}” đã tổng hợp ý kiến nên không sửa được. Bấm “Hoàn tác” nếu vừa ghi nhầm.",
    "circulation.open": "“{subject}” chưa tổng hợp ý kiến. Tổng hợp rồi ghi ngày ký biên bản.",
    "circulation.answer_early": "Ý kiến nhận ngày {on} lại trước ngày gửi {sent}.",
    "circulation.answer_late": "Có ý kiến nhận ngày {on}, sau ngày tổng hợp {closed}. Ghi ngày tổng hợp từ ngày ấy.",
    "circulation.says_unknown": "Không có lựa chọn “{value}” cho ý kiến bằng văn bản.",
    "circulation.text_missing": "{name} có ý kiến khác: ghi nội dung ý kiến.",
    "circulation.no_rule": "Quy định năm {year} không nói tỷ lệ biểu quyết giơ tay, là tỷ lệ dùng khi lấy ý kiến bằng "
    "văn bản. Bổ sung ở “Quy chế, quy định”.",
    "circulation.not_due": "Còn {missing} thành viên chưa trả lời, hạn là {due}. Tổng hợp từ ngày ấy.",
    "circulation.silence_open": "Có {missing} thành viên không trả lời mà {cite} không nói tính thế nào. Ghi quyết "
    "định ở mục Câu hỏi và quyết định.",
    "circulation.more_than_members": "Có {answers} ý kiến, nhiều hơn {members} thành viên.",
    "ballot.issued_over_voters": "Phát ra {issued} phiếu, nhiều hơn {voters} thành viên được bỏ phiếu; "
    "đơn vị có tên trên phiếu không bỏ phiếu ({barred}).",
    "ballot.tally_incomplete": "Chưa đủ số phiếu của từng tên trên phiếu. Ghi số cho mọi tên; không ai chọn thì ghi 0.",
    "ballot.unknown": "Không thấy nội dung bỏ phiếu này trong sổ.",
    "ballot.word_unknown": "Không có lựa chọn “{value}” cho việc bỏ phiếu.",
    "ballot.no_council_rule": "Quy định năm {year} không nói tỷ lệ phiếu cần đạt của Hội đồng Thi đua - Khen thưởng; "
    "tỷ lệ của khối không dùng cho Hội đồng. Bổ sung ở “Quy chế, quy định”, ô “Phiếu của” chọn Hội đồng.",
    "ballot.no_rule": "Quy định năm {year} không nói tỷ lệ phiếu cần đạt. Bổ sung ở “Quy chế, quy định”.",
    "ballot.rule_unknown": "Không thấy quy định “{rule}” về tỷ lệ phiếu.",
    "ballot.counted": "“{title}” đã kiểm phiếu xong. Cần sửa thì ghi lại kết quả kèm lý do.",
    "ballot.rule_open": "Quy định của năm có {count} tỷ lệ cho loại phiếu này, không nói rõ nội dung này theo tỷ lệ "
    "nào. Chọn ở ô “Tỷ lệ cần đạt”.",
    "ballot.not_counted": "“{title}” chưa có kết quả kiểm phiếu.",
    "ballot.reason_missing": "Ghi lý do sửa kết quả kiểm phiếu “{title}”.",
    "ballot.no_more_rounds": "“{title}” đã bỏ phiếu lượt {round}, quy chế cho {allowed} lượt.",
    "ballot.round_begun": "“{title}” đã có lượt bỏ phiếu tiếp theo.",
    "ballot.has_next_round": "“{title}” đã kiểm phiếu lượt sau nên không sửa, không đếm lại lượt này được.",
    "ballot.earlier_recounting": "Lượt trước của “{title}” đang đếm lần hai. Đối chiếu xong, hoặc bỏ lần đếm đó, rồi "
    "làm tiếp.",
    "ballot.round_without_cause": "Lượt trước của “{title}” nay cho kết quả khác, không cần lượt này hoặc tên trên "
    "phiếu đã đổi. Bỏ nội dung này; còn chỗ thì chuẩn bị lại lượt tiếp.",
    "ballot.round_names": "Lượt sau cùng loại phiếu với lượt trước, chỉ có những tên chưa chọn được, chọn nhiều nhất "
    "{seats}.",
    "recount.reason_missing": "Ghi lý do bỏ lần đếm thứ hai “{title}”.",
    "recount.begun": "{by} đang đếm lần hai “{title}”.",
    "recount.not_begun": "“{title}” chưa bắt đầu đếm lần hai.",
    "recount.first_unnamed": "Lần đếm đầu “{title}” chưa ghi người đếm nên không đối chiếu hai người được.",
    "recount.not_both_complete": "Cả hai lần đếm phải xong mới đối chiếu được.",
    "recount.places": "“{title}” còn {missing} chỗ hai lần đếm lệch nhau. Chọn số đúng cho từng chỗ.",
    "recount.same_person": "Đếm lần hai “{title}” phải do người khác làm. Đổi người làm ở thực đơn Sổ.",
    "recount.unknown_person": "Ghi tên người làm trước khi đếm lần hai.",
    "ballot.both_marked": "Phiếu này đánh dấu cả hai ô ở {candidate} nên không hợp lệ. Ghi vào phiếu không hợp lệ.",
    "meeting.not_a_count": "Số người dự phải là số nguyên từ 0 trở lên.",
    "meeting.more_than_members": "Số có mặt, dự thay, trực tuyến và gửi ý kiến là {counted}, nhiều hơn {members} thành "
    "viên. Xem lại danh sách.",
    "hands.more_than_listed": "Biểu quyết “{subject}” đã ghi {hands} ý kiến, nhiều hơn {present} người sẽ còn có mặt. "
    "Sửa hoặc bỏ biểu quyết ấy trước, ở tab Biểu quyết, ý kiến.",
    "hands.more_than_present": "Cộng các ý kiến được {hands}, nhiều hơn {present} người có mặt. Đếm lại rồi ghi.",
    "ballot.no_members": "Chưa có thành viên nào để bỏ phiếu.",
    "ballot.nobody_present": "Chưa ghi người có mặt trong {members} thành viên. Ghi danh sách đại biểu trước.",
    "ballot.no_candidates": "Chưa có tên nào trên phiếu.",
    "ballot.repeated_candidate": "Một tên ghi hai lần trên phiếu.",
    "ballot.seats_and_candidates": "Chọn {seats} trong {candidates} tên thì không bầu được. Xem lại số người "
    "được chọn.",
    "ballot.board_too_small": "Ban kiểm phiếu có {tellers} người, cần ít nhất {least}.",
    "ballot.not_a_count": "Số phiếu phải là số nguyên từ 0 trở lên, không phải “{found}”.",
    "decision.too_many_seats": "Đã chọn {count}, chỉ còn {most} chỗ. Bỏ dấu chọn bớt.",
    "ballot.question_open": "Kết quả còn tùy một điểm {cite} không nói rõ. Ghi quyết định ở mục Câu hỏi và quyết định "
    "rồi chốt.",
    "ballot.over_list": "“{title}” đã chốt với {issued} phiếu phát ra, {opinions} ý kiến bằng văn bản, nhiều hơn danh "
    "sách đại biểu sửa như vậy ({voters} người bỏ phiếu, {written} ý kiến). Sửa kết quả kiểm phiếu ấy trước.",
    "ballot.issued_over_present": "Phát ra {issued} phiếu, nhiều hơn {present} người có mặt. Đếm lại rồi ghi.",
    "ballot.votes_over_valid": "{candidate} được {votes} phiếu, nhiều hơn {valid} phiếu hợp lệ. Đếm lại rồi ghi.",
    "ballot.unknown_candidate": "{candidate} không có tên trên phiếu.",
    "ballot.opinions_over_received": "Ghi {opinions} ý kiến bằng văn bản, danh sách đại biểu chỉ có {received} thành "
    "viên gửi. Xem lại.",
    "ballot.written_over_received": "{candidate} có {votes} ý kiến bằng văn bản, chỉ nhận {received}. Xem lại.",
    "ballot.printed_not_sum": "In {printed} phiếu, cộng phát ra, đổi lại và còn lại được {sum}, lệch {off}. Đếm "
    "lại rồi ghi.",
    "ballot.collected_over_issued": "Số phiếu thu về {collected} nhiều hơn số phiếu phát ra {issued}. "
    "Đề nghị Ban kiểm phiếu đếm lại rồi ghi.",
    "ballot.valid_and_invalid_not_collected": "Hợp lệ và không hợp lệ cộng được {sum}, thu về {collected}, lệch {off}. "
    "Đếm lại rồi ghi.",
    "ballot.marks_not_valid": "Cộng theo số tên được chọn có {marked} phiếu, hợp lệ {valid}, lệch {off}. Đếm "
    "lại rồi ghi.",
    "ballot.marks_not_votes": "Cộng theo từng đơn vị được {votes} lượt chọn, cộng theo phiếu được {marks}, lệch {off}. "
    "Thường do một phiếu đọc hai lần hoặc bỏ sót; đề nghị đọc lại tập phiếu.",
    "ballot.no_votes_against": "Phiếu bầu không có ô Không đồng ý mà ghi {votes} phiếu không đồng ý. Xem lại.",
    "ballot.votes_over_names": "Cộng được {votes} lượt chọn, phiếu hợp lệ chọn được tối đa {most}. Đếm lại rồi ghi.",
    "ballot.written_over_names": "Ý kiến bằng văn bản ghi {votes} lượt chọn, tối đa {most}. Xem lại.",
    "ballot.same_teller": "{name} ghi hai lần trong Ban kiểm phiếu. Mỗi người một dòng.",
    "ballot.too_many_names": "Có {ballots} phiếu chọn nhiều hơn {choose} tên; các phiếu này không hợp lệ.",
    "ballot.too_many_rounds": "Đã bỏ phiếu đến lượt {round}, quy chế cho {allowed} lượt.",
    "ballot.threshold_out_of_range": "Tỷ lệ cần đạt ghi trong quy định chưa đúng.",
}

PAPERS: Final = {
    "paper.unknown": "Không thấy văn bản này trong sổ.",
    "paper.empty": "Văn bản chưa có nội dung để ban hành.",
    "paper.family_unknown": "Không có mẫu văn bản “{value}”.",
    "paper.is_replaced": "Văn bản này đã được thay thế, không ghi thêm được.",
    "paper.not_draft": "Văn bản này không còn là dự thảo. Muốn đổi thì lập văn bản thay thế.",
    "paper.not_issued": "Văn bản này chưa ban hành nên chưa có gì để thay thế. Sửa thẳng dự thảo.",
    "paper.not_frozen": "Văn bản này chưa ban hành. In thẳng dự thảo ở trang Văn bản.",
    "paper.unreadable": "Nội dung đã ban hành của văn bản này do nơi khác ghi, sổ không dựng lại được trang in. "
    "Dùng bản giấy hoặc tệp đã gửi.",
    "paper.nothing": "Chưa lập được “{paper}”: {lacking}.",
    "paper.number_taken": "Số {number} đã dùng cho văn bản khác. Xem lại sổ văn bản.",
    "paper.replacement_begun": "Đã có dự thảo thay thế văn bản này. Làm tiếp trên dự thảo đó.",
    "paper.choice_not_taken": "Văn bản “{paper}” không dùng lựa chọn “{choice}”.",
    "paper.missing_glyph": "Phông chữ in không có ký tự “{letter}” ở {place}. Thay ký tự này rồi in.",
    "paper.text_too_long": "Ở {place} có chữ dài quá khổ giấy: “{text}…”. Ghi ngắn lại rồi in.",
    "paper.too_narrow": "Phiếu có {count} cột điểm, khổ đứng không đủ chỗ. Chọn khổ ngang rồi in.",
    "paper.page_unknown": "Không có khổ giấy “{value}”; ghi {known}, hoặc bỏ trống để theo số cột của phiếu.",
    "paper.nobody": "Chưa in được “{paper}”: năm {year} chưa có đơn vị nào để lập. Thêm đơn vị ở trang Đơn vị rồi in.",
    "table.unknown": "Không có bảng “{paper}”. Ghi “diem” hoặc tên một văn bản (print SỔ --list).",
    "paper.no_table": "Văn bản “{paper}” không có bảng nào để xuất ra Excel.",
    "paper.no_word": "Văn bản “{paper}” chỉ in ra giấy để cắt phiếu, không có bản Word.",
    "journal.unknown": "Nhật ký không có việc số {seq}.",
}

AWARDS: Final = {
    "paper.slip_too_long": "Nội dung phiếu “{title}” dài quá một tờ. Ghi gọn lại.",
    "paper.slips_per_sheet": "Mỗi tờ in được {allowed} phiếu, không phải {count}.",
}

HANDOVER: Final = {
    "handover.target_full": "USB hoặc ổ đĩa nhận đã đầy nên chưa chép được; sổ trên máy vẫn nguyên. Dọn bớt chỗ "
    "rồi chép lại.",
    "handover.target_read_only": "Nơi nhận “{file}” không cho ghi; sổ trên máy vẫn nguyên. Bỏ khóa ghi hoặc "
    "chọn nơi khác.",
    "handover.target_missing": "Không thấy thư mục “{folder}”. Cắm USB vào, hoặc bấm “Chọn nơi…” chọn thư mục khác. "
    "Chưa chép gì, sổ trên máy vẫn nguyên.",
    "handover.left_behind": "Đây là bản để lại ở nơi giao, chỉ để xem và in. Nhận sổ trên tệp đã chép cho {to}; mất "
    "tệp đó thì bấm “Chép lại…” ở bản này để chép tệp khác.",
    "handover.not_left_here": "Đây là bản chép cho nơi nhận. Rút lại bàn giao thì làm ở bản của nơi giao; ở bản này "
    "bấm “Nhận bàn giao…”.",
    "handover.target_gone": "USB bị rút khi đang chép. Bản chép dở đã bỏ, sổ trên máy vẫn nguyên. Cắm lại USB "
    "rồi chép lại.",
    "handover.not_sound": "Sổ có chỗ không khớp với nhật ký nên chưa bàn giao, chưa nhận được. Xem từng chỗ ở mục "
    "Kiểm tra sổ, hoặc phục hồi một bản sao lưu.",
    "handover.none": "Năm {year} chưa có lần bàn giao nào. Khóa sổ năm, rồi bấm “Bàn giao…”.",
    "handover.before_closing": "Năm {year} khóa sổ ngày {closed_on}; ngày bàn giao {on} sớm hơn. Xem lại ngày.",
    "handover.year_open": "Năm {year} chưa khóa sổ. Khóa sổ năm rồi bàn giao.",
    "handover.to_oneself": "{unit} đang giữ sổ. Chọn đơn vị nhận khác.",
    "handover.no_unit": "Chọn đơn vị nhận bàn giao.",
    "handover.done": "Sổ đã bàn giao cho {to} ngày {on}. Bản này để xem và in.",
    "handover.none_pending": "Không có lần bàn giao nào đang chờ.",
    "handover.not_handed_over": "Sổ này không phải bản đang chờ nhận, hoặc đã được nhận rồi. "
    "Mở đúng tệp mà nơi giao đã chép.",
    "handover.code_wrong": "Mã đối chiếu không đúng ở nhóm thứ {group}. Xem lại mã trên biên bản bàn giao; gõ đúng "
    "mà vẫn chưa khớp thì tệp này không phải sổ đã bàn giao.",
    "seal.code_unknown": "Không lần khóa sổ hay bàn giao nào của sổ này mang mã ấy. Xem lại từng nhóm chữ trên giấy; "
    "gõ đúng mà vẫn không thấy thì giấy ấy là của sổ khác.",
    "handover.reason_missing": "Ghi lý do rút lại việc bàn giao.",
}

YEAR_ROUND: Final = {**FOLLOWING, **MEETINGS, **VOTES, **AWARDS, **PAPERS, **HANDOVER}
"""All of them by code."""
