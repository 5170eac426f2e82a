"""What the program says for every refusal, by its code: the fact, what follows, the way out (docs/language of the
product).

{names} are the facts of the refusal; `messages` shows units, items, dates and numbers the Vietnamese way.
No blame, no exclamation mark, no technical word; at most what the person can do next.
"""

from __future__ import annotations

from typing import Final

from ui.words.cells_words import CELLS, EXCEL
from ui.words.sentences_year import YEAR_ROUND

FILE: Final = {
    "file.open_elsewhere": "Sổ đang mở ở máy {machine}, người làm {person}, từ {since}. "
    "Anh/chị mở để xem được; muốn sửa thì nhờ máy kia thoát sổ.",
    "file.newer": "Sổ này lập bằng bản Sổ Khối mới hơn bản trên máy nên chưa mở được; sổ không bị ảnh hưởng. "
    "Xin bản cài mới ở nơi đã gửi sổ.",
    "file.older_read_only": "Sổ này lập bằng bản Sổ Khối cũ hơn, cần chuyển lên bản mới mà nơi để sổ không cho ghi. "
    "Chép sổ sang ổ đĩa của máy rồi mở lại.",
    "file.foreign": "Tệp “{file}” không phải là sổ của Sổ Khối nên không mở được. Chọn tệp có đuôi .sokhoi.",
    "file.empty": "Tệp “{file}” trống, không có gì để mở. Lấy lại bản sao lưu trong thư mục “Sao lưu” bên cạnh sổ.",
    "file.truncated": "Tệp “{file}” bị thiếu phần cuối, thường do chép chưa xong. Chép lại từ nơi đã gửi, "
    "hoặc phục hồi bản sao lưu.",
    "file.damaged": "Sổ có chỗ không đọc được. Phục hồi bản sao lưu gần nhất trong thư mục “Sao lưu” bên cạnh sổ.",
    "file.missing": "Không thấy tệp “{file}”. Có thể đã chuyển sang thư mục khác, hoặc USB chưa cắm.",
    "file.no_access": "Máy không cho đọc hoặc ghi ở nơi để tệp “{file}”. Chép sang thư mục của anh/chị rồi mở lại.",
    "file.exists": "Đã có tệp “{file}” ở đó; sổ không ghi đè. Đặt tên khác hoặc chọn thư mục khác.",
    "file.disk_full": "Ổ đĩa đã đầy nên lần sửa vừa rồi chưa ghi được; mọi thứ trước đó vẫn nguyên. "
    "Dọn bớt chỗ rồi làm lại việc vừa rồi.",
    "file.copy_full": "Ổ đĩa đã đầy nên chưa chép được “{file}”; sổ đang có không mất gì. Dọn bớt chỗ hoặc chọn nơi "
    "khác rồi làm lại.",
    "file.write_protected": "Ổ đĩa hoặc USB để tệp “{file}” đang khóa ghi. Mở chốt khóa ghi hoặc chọn nơi khác.",
    "file.marked_read_only": "Tệp “{file}” mang dấu “Chỉ đọc” (Read-only). Bấm chuột phải vào tệp, chọn Thuộc tính "
    "(Properties), bỏ dấu ấy rồi làm lại.",
    "file.is_folder": "“{file}” là một thư mục, không phải tệp. Chọn tên khác.",
    "file.bad_name": "Tên “{file}” có chữ Windows không cho đặt (như ? * : | < >) hoặc là tên dành riêng như CON, NUL. "
    "Đặt tên khác.",
    "file.name_too_long": "Tên tệp “{file}” cùng tên các thư mục chứa nó dài quá mức máy cho phép. Đặt tên ngắn hơn "
    "hoặc chọn thư mục gần gốc ổ đĩa hơn.",
    "file.no_lock": "Nơi để tệp “{file}” không giữ được dấu “sổ đang mở”, nên hai máy có thể cùng ghi. "
    "Chép sổ sang ổ đĩa của máy rồi mở lại.",
    "file.busy": "Tệp “{file}” đang bị chương trình khác giữ (thường là phần mềm đồng bộ hoặc diệt virus). "
    "Đợi một lát rồi làm lại.",
    "file.read_only": "Sổ đang mở để xem nên không sửa được. Mở sổ ở nơi cho ghi để làm việc.",
    "file.io_error": "Không đọc hoặc không ghi được tệp “{file}”, thường do USB hoặc mạng bị ngắt. "
    "Mọi thứ trước đó vẫn nguyên; cắm lại rồi mở sổ.",
    "file.stranger_wrote": "Tệp “{file}” vừa bị chương trình khác sửa nên sổ dừng ghi. Đóng sổ, mở lại, "
    "rồi vào mục Kiểm tra sổ.",
    "file.moved": "Tệp “{file}” đã bị đổi tên, chuyển chỗ hoặc xóa trong lúc sổ đang mở, nên việc vừa rồi chưa ghi. "
    "Đóng sổ, đưa tệp về chỗ cũ hoặc mở tệp ở chỗ mới rồi làm lại.",
    "export.attachment_broken": "Tệp kèm {name}… trong sổ đã bị sửa ngoài chương trình nên chưa xuất. "
    "Vào mục Kiểm tra sổ, hoặc phục hồi một bản sao lưu.",
    "file.schema_altered": "Bên trong tệp “{file}” có phần bị thêm, bớt hoặc sửa ngoài Sổ Khối ({name}) nên sổ không "
    "mở, để số liệu không bị sửa ngầm. Phục hồi bản sao lưu gần nhất trong thư mục “Sao lưu” bên cạnh sổ.",
    "file.unexplained": "Sổ có {places} chỗ không khớp với nhật ký, thường do bị sửa ngoài chương trình, nên chưa làm "
    "việc này. Vào mục Kiểm tra sổ xem từng chỗ, hoặc phục hồi một bản sao lưu.",
    "file.copy_damaged": "Bản chép “{file}” kiểm tra lại thấy không đúng nên đã bỏ; sổ trên máy vẫn nguyên. "
    "Chép lại sang chỗ khác.",
    "file.cannot_read": "Không đọc được tệp “{file}”: {why}.",
    "file.cannot_write": "Không ghi được tệp “{file}”: {why}.",
    "book.no_place": "Chọn nơi để sổ: một tệp có đuôi .sokhoi.",
    "backup.none_chosen": "Chọn một bản sao lưu trong bảng.",
    "salvage.nothing": "Tệp {file} hỏng đến mức không đọc được dòng nào. Phục hồi một bản sao lưu, ở máy này hoặc ở "
    "nơi thứ hai.",
    "salvage.not_sound": "Chưa cứu được “{file}” thành một sổ nguyên vẹn. Phục hồi một bản sao lưu; tệp hỏng vẫn giữ "
    "nguyên.",
    "moment.kept_apart": "Đang nhập kiểm tra hoặc đếm lần hai, hai người chưa được thấy số của nhau, nên chưa xem được "
    "sổ từ việc số {before} (ngày {at}) trở đi. Xem lúc trước việc ấy, hoặc đối chiếu xong rồi xem.",
    "moment.too_early": "Nhật ký chỉ dựng lại được sổ từ ngày {at}. Trước đó thì mở bản sao lưu giữ khi nâng cấp sổ.",
    "fork.other_book": "“{file}” là bản của một sổ khác, không lấy sang được.",
    "fork.nothing": "Chưa chọn mục nào của bản kia để lấy sang.",
    "fork.not_takeable": "Việc khóa sổ, bàn giao thuộc về tệp đã làm việc ấy, không lấy sang được; cần thì làm lại ở "
    "sổ đang mở.",
    "fork.not_sound": "Sổ đang mở có chỗ không khớp với nhật ký nên chưa lấy gì sang. Vào mục Kiểm tra sổ để xem.",
    "fork.undecided": "Còn {count} mục chưa chọn bên nào.",
    "clock.behind": "Đồng hồ của máy đang chỉ ngày {today}, trước ngày {last} đã ghi trong sổ. Chỉnh lại ngày giờ của "
    "máy rồi làm lại.",
    "backup.same_place": "Đây là thư mục sổ đang sao lưu vào. Chọn một USB, hoặc thư mục ở ổ khác, máy khác.",
    "row.exists": "Mục này đã có trong sổ nên không thêm lần nữa.",
    "row.missing": "Mục này không còn trong sổ. Có thể vừa được hoàn tác; xem lại trang rồi làm lại.",
    "row.reference": "Mục này đang được chỗ khác trong sổ dùng đến nên không bỏ được.",
    "key.bad": "Mã “{key}” chỉ được có chữ thường không dấu, số, dấu chấm và gạch nối, tối đa 40 ký tự.",
    "key.taken": "Mã “{key}” đã dùng cho mục khác. Đặt mã khác.",
    "undo.nothing": "Không còn việc nào trong lần làm việc này để hoàn tác.",
    "redo.nothing": "Không có việc nào vừa hoàn tác để làm lại.",
}

TEXT: Final = {
    "name.empty": "Tên còn trống. Ghi tên rồi làm tiếp.",
    "name.too_long": "Tên dài {length} ký tự, tối đa {limit}. Ghi gọn lại; phần giải thích để ở ghi chú.",
    "name.old_font": "Chữ này gõ bằng phông cũ (.VnTime). Có phải là “{suggestion}”? Gõ lại bằng Unicode rồi ghi.",
    "text.too_long": "Đoạn này dài {length} ký tự, tối đa {limit}. Để phần dài vào tệp đính kèm.",
    "number.missing": "Chưa ghi số ở ô “{name}”; không có thì ghi 0.",
    "number.empty": "Ô này cần một số. Chưa có số thì để trống cả dòng.",
    "number.not_a_number": "“{text}” chưa đọc được là số. Ghi 9,5 hoặc 9.5 đều được.",
    "number.not_canonical": "“{text}” trong tệp không phải là số viết đúng quy ước (ví dụ 8.5).",
    "number.not_whole": "“{text}” phải là số nguyên.",
    "number.too_fine": "“{text}” có nhiều hơn {decimals} chữ số sau dấu phẩy. Điểm ghi tối đa {decimals} chữ số.",
    "number.too_long": "“{text}…” quá dài, không đọc là số được.",
    "number.ambiguous": "“{text}” có thể đọc theo hai cách: {readings}. Ghi lại cho rõ, ví dụ 1,234 thêm số 0 ở cuối "
    "(1,2340), hoặc bỏ dấu chấm (1234).",
    "number.below": "“{text}” nhỏ hơn mức thấp nhất {low}.",
    "number.above": "“{text}” lớn hơn mức cao nhất {high}.",
    "rounding.bad": "Cách làm tròn ghi chưa đúng: bước {step}.",
    "date.not_a_date": "“{text}” chưa đọc được là ngày. Ghi ngày/tháng/năm, ví dụ 05/12/2025.",
    "date.far": "Ngày {on} cách năm {year} quá xa. Xem lại năm trong ngày vừa ghi.",
    "date.future": "Ngày {on} chưa đến. Ghi ngày đã làm việc này, hoặc xem lại đồng hồ của máy.",
    "date.bad": "“{text}” chưa đọc được là ngày. Ghi ngày/tháng/năm, ví dụ 05/12/2025.",
    "date.backwards": "Ngày cuối {end} lại trước ngày đầu {start}. Xem lại hai ngày này.",
    "date.missing": "Ghi ngày để sổ biết từ khi nào.",
    "paste.too_big": "Phần vừa dán quá lớn ({characters} ký tự, tối đa {limit}). Chọn đúng vùng cần dán trong "
    "Excel rồi sao chép lại.",
    "statistics.negative_count": "Số đếm không thể nhỏ hơn 0.",
}

PEOPLE: Final = {
    "unit.ended_already": "{name} đã kết thúc hoạt động trước ngày {on}.",
    "unit.no_name": "Đơn vị {unit} chưa có tên.",
    "person.unknown": "Không có người này trong sổ.",
    "person.ended": "{name} đã thôi làm từ ngày {on}. Chọn người khác hoặc ghi người mới.",
    "person.password_needed": "{name} có đặt mật khẩu. Ghi mật khẩu để vào.",
    "person.wrong_password": "Mật khẩu của {name} chưa đúng. Xem lại phím CapsLock, bộ gõ tiếng Việt rồi ghi lại.",
    "person.password_short": "Mật khẩu cần ít nhất {shortest} ký tự.",
    "person.ambiguous": "Có nhiều người tên {name}. Thêm năm sinh để phân biệt.",
    "post.role_unknown": "Không có vai trò “{value}”.",
    "post.unknown": "Không thấy chức vụ này trong sổ.",
    "bloc.word_unknown": "Không có cách gọi “{value}”. Chọn một trong các cách có sẵn.",
    "unit.unknown": "Không có đơn vị “{unit}” trong sổ.",
    "unit.kind_unknown": "Không có loại cơ quan “{value}”.",
    "unit.family_unknown": "Không có mẫu văn bản “{value}”.",
    "unit.mark_unknown": "Không có dấu “{value}” dưới tên cơ quan; chọn đường kẻ, * hoặc ***.",
    "unit.name_taken": "Đã có đơn vị tên {name}. Nếu là một, chọn đơn vị đó; nếu khác nhau, ghi tên cho phân biệt.",
    "unit.name_unchanged": "Tên mới giống tên đang dùng ({name}).",
    "unit.row_exists": "Ngày {on} đã có tên khác, hoặc trước ngày đầu tiên ghi tên đơn vị ({first}). Chọn ngày khác; "
    "tên ghi nhầm thì dùng “Sửa…”.",
    "unit.not_active": "{name} không hoạt động ngày {on}. Xem lại ngày thành lập, sáp nhập, giải thể.",
    "unit.not_member": "{unit} không có trong danh sách đơn vị năm {year}. Thêm vào danh sách ở mục Đơn vị.",
    "unit.already_member": "{name} đã có trong danh sách năm {year}.",
    "unit.left_already": "{unit} đã thôi tham gia năm {year} từ ngày {to_date}.",
    "unit.group_has_sheets": "{unit} đã có phiếu chấm theo nhóm cũ nên không đổi nhóm được trong năm {year}.",
    "unit.has_history": "{name} đã có số liệu ({where}) nên không xóa được. "
    "Nếu đơn vị không còn trong khối, chọn “Thôi tham gia từ ngày…”.",
    "division.unnamed": "{name} không có trong danh sách của quyết định. Chọn đơn vị khác hoặc thêm vào danh sách.",
    "division.two_offices": "{name} đang được ghi hai vai trò. Mỗi vai trò chọn một đơn vị.",
    "division.two_called": "Hơn một đơn vị có tên gọi tắt {name}: {names}. Ghi tên đầy đủ của đơn vị.",
    "division.not_this_year": "Ngày {day} không nằm trong năm dương lịch {year}. Quyết định cho cả năm thì để trống "
    "ngày thi hành; cho năm khác thì chọn năm ấy rồi ghi.",
    "division.recorded": "Năm {year} đã ghi {document}. Nội dung ghi sai thì Ctrl+Z lấy lại lần ghi ấy rồi ghi lại, "
    "hoặc sửa từng việc ở trang Đơn vị, trang Trưởng khối, luân phiên và Tùy chọn. Quyết định sau thì ghi số, ngày của "
    "quyết định ấy và ngày thi hành sau ngày đã ghi.",
    "division.no_number": "Ghi số quyết định phân chia khối.",
    "division.no_date": "Ghi ngày của quyết định phân chia khối.",
    "division.no_issuer": "Ghi cơ quan ban hành quyết định phân chia khối.",
    "division.unit_begun": "{unit} không có tên trong quyết định nhưng năm {year} đã có số liệu ({where}). "
    "Ghi “Thi hành từ ngày” để đơn vị thôi tham gia từ ngày ấy.",
    "roster.empty": "Danh sách năm {year} chưa có đơn vị nào để xác nhận.",
    "roster.no_other_year": "Sổ chưa có năm nào khác để lấy danh sách.",
    "roster.order_incomplete": "Thứ tự mới thiếu hoặc thừa đơn vị. Xem lại trang rồi sắp xếp lại.",
    "lineage.two_needed": "Sáp nhập cần ít nhất hai đơn vị. Đánh dấu các đơn vị cũ.",
    "lineage.one_needed": "Đánh dấu đúng một đơn vị.",
    "lineage.too_few": "Việc này cần nhiều đơn vị hơn: sáp nhập từ hai đơn vị trở lên, chia tách thành hai đơn "
    "vị trở lên.",
    "lineage.unit_twice": "Một đơn vị được ghi hai lần. Mỗi đơn vị chỉ ghi một lần.",
}

YEAR: Final = {
    "year.unknown": "Sổ chưa có năm {year}. Mở năm ở thực đơn Sổ, “Thêm năm khác…”.",
    "year.exists": "Sổ đã có năm {year}.",
    "year.closed": "Năm {year} đã khóa sổ nên không sửa được.",
    "year.month_bad": "Không có tháng {month}.",
    "year.out_of_range": "Năm {year} ngoài khoảng sổ dùng được ({first} đến {last}).",
    "year.no_stage": "Cần ít nhất một bước chấm.",
    "year.no_period": "Cần ít nhất một kỳ chấm.",
    "year.key_twice": "Mã “{key}” dùng hai lần.",
    "stage.in_use": "Bước chấm “{name}” đã có phiếu nên không bỏ, không đổi được.",
    "stage.unknown": "Năm {year} không có bước chấm “{stage}”.",
    "stage.word_unknown": "Không có lựa chọn “{value}” cho bước chấm.",
    "period.in_use": "Kỳ chấm “{name}” đã có phiếu nên không bỏ được.",
    "deadline.unknown": "Năm {year} không có hạn này.",
    "task.unknown": "Danh sách việc năm {year} không có việc này.",
    "task.shipped": "“{title}” là việc thường làm nên không xóa. Khối không làm thì chọn “Khối không làm việc này”.",
    "task.bad_months": "Tháng ghi chưa đúng: từ {first} đến {last}. Ghi cả tháng đầu và tháng cuối, hoặc để "
    "trống cả hai.",
    "veto.unknown": "Không thấy điều kiện loại trừ này trong sổ.",
    "veto.relief_empty": "Ghi rõ được gỡ như thế nào, theo văn bản nào.",
}

RULES: Final = {
    "regulation.none": "Năm {year} chưa chọn quy định. Chọn ở mục Quy chế, quy định.",
    "regulation.unknown": "Không có quy định này trong sổ.",
    "regulation.pack_unknown": "Không có bộ quy định “{name}” đi kèm chương trình.",
    "regulation.adopted_already": "Năm {year} đang áp dụng “{name}” rồi, không có gì thay đổi. "
    "Muốn đổi một quy định thì chọn dòng đó rồi bấm “Sửa quy định này…”.",
    "regulation.nothing_newer": "Bộ quy định đi kèm chương trình không có gì mới hơn cho năm {year}.",
    "regulation.not_beside": "“{name}” không phải là quy định dùng thêm của năm {year}.",
    "regulation.in_use": "Không bỏ được “{name}” vì năm {year} đã làm theo: {used}.",
    "regulation.rule_twice": "Quy định “{rule}” ghi hai lần. Bỏ bớt một.",
    "rule.key_taken": "Mã quy định “{rule}” đã dùng cho quy định khác.",
    "rule.unknown": "Không thấy quy định “{rule}”. Xem lại danh sách quy định của năm.",
    "ranking.unknown_basis": "Không có cách xếp hạng “{by}”.",
    "rank.no_tie": "Các đơn vị {units} không bằng nhau nên không phải phân định.",
    "quota.base_unknown": "Chưa có số liệu để tính số lượng tối đa được đề nghị. Nhập số liệu còn thiếu trước.",
    "quota.size_not_in_table": "Quy định không nêu số lượng cho khối có {size} đơn vị. Xem lại bảng trong quy định.",
    "money.negative_coefficient": "Hệ số tiền thưởng không thể nhỏ hơn 0.",
    "statistics.no_base": "Chưa có tổng số để tính tỷ lệ.",
    "term.unknown": "Không thấy nhiệm kỳ này trong sổ.",
    "term.no_unit": "Chưa chọn đơn vị. Chọn ở ô “Đơn vị”.",
    "term.overlaps": "{unit} đang giữ vai trò này trong khoảng ngày đó. Ghi ngày kết thúc của nhiệm kỳ trước.",
    "term.rank": "Thứ bậc ghi từ 1 trở lên.",
    "term.word_unknown": "Không có lựa chọn “{value}” cho nhiệm kỳ.",
    "rotation.forbidden": "Quy chế không cho chọn đơn vị này. Chọn đơn vị khác, hoặc sửa quy chế về luân phiên.",
    "rotation.reason_needed": "Cách chọn này khác quy chế về luân phiên. Ghi căn cứ rồi làm tiếp.",
    "rotation.two_offices": "{unit} đã giữ vai trò khác năm {year}. Chọn đơn vị khác, hoặc ghi căn cứ.",
    "rotation.term_length": "Thời gian từ {since} đến {until} không khớp nhiệm kỳ năm {year}. "
    "Sửa ngày, hoặc ghi căn cứ.",
    "rotation.not_a_member": "{unit} không phải thành viên khối năm {year}.",
    "rotation.reason_unknown": "Không có lựa chọn “{value}” cho lý do không xét lượt.",
    "rotation.note_needed": "Ghi rõ vì sao không xét lượt của đơn vị.",
    "rotation.no_exception": "{unit} không có ghi chú không xét lượt năm {year}.",
    "rotation.no_units": "Chưa có danh sách đơn vị để xếp lượt. Ghi danh sách ở mục Đơn vị trước.",
    "rotation.no_turn": "Kế hoạch này không có lượt nào của {unit} để xin lùi.",
    "rotation.turn_decided": "Lượt năm {year} của {unit} đã ghi ở nhiệm kỳ. Bỏ nhiệm kỳ đó trước rồi tính lại.",
    "rotation.nothing_to_announce": "Danh sách chưa có lượt nào để thông báo.",
    "rotation.nothing_announced": "Chưa có danh sách luân phiên nào đã thông báo từ năm {year}.",
    "rotation.plan_too_large": "Kế hoạch luân phiên quá dài: {units} đơn vị trong {years} năm, tối đa {most} đơn vị.",
    "regulation.bad_pack": "Tệp quy định “{file}”, dòng {line}: {where}{fault}. "
    "Chưa có gì được ghi vào sổ; sửa tệp rồi lấy lại.",
    "regulation.nothing_changed": "Nội dung mới giống nội dung đang áp dụng nên không có gì để sửa.",
    "ministry.no_body": "Chưa ghi bộ, ngành. Ghi tên bộ, ngành tặng danh hiệu.",
    "ministry.no_decider": "Chưa ghi người quyết định. Ghi chức vụ người ký quyết định tặng danh hiệu.",
    "ministry.no_units": "Chưa chọn đơn vị nào. Chọn cơ quan ngành dọc của bộ, ngành này.",
    "ministry.no_titles": "Chưa có danh hiệu nào. Ghi ít nhất một danh hiệu, hình thức.",
    "ministry.title_there": "Danh mục của năm đã có “{title}” cho đối tượng này. Bỏ dòng ấy, hoặc sửa quy định đã có.",
    "regulation.reason_needed": "Sửa quy định cần ghi lý do và văn bản làm căn cứ.",
    "rule.faulty": "{where}{fault}. Xem lại rồi ghi.",
    "rule.circular_key": "{where}chỗ này trỏ vòng vào chính nó. Bỏ chỗ này rồi ghi.",
    "decision.unknown": "Không thấy quyết định này trong sổ.",
    "decision.reason_missing": "Ghi căn cứ hoặc lý do của quyết định.",
    "decision.choice_unknown": "Cách giải quyết này không nằm trong các cách đã nêu.",
    "decision.answered_already": "Câu hỏi này đã có quyết định. Muốn đổi thì chọn quyết định đó rồi bấm “Thay "
    "quyết định…”.",
    "decision.recounting": "Phiếu này đang đếm lần hai. Đối chiếu xong hai lần đếm rồi mới ghi quyết định.",
    "decision.rule_needed": "Không trả lời bằng quyết định được. Thêm quy định còn thiếu ở mục Quy chế, quy định; năm "
    "đã khóa sổ thì mở lại năm trước.",
    "form.nobody": "Mọi đơn vị năm {year} đã chấm theo bảng của nhóm mình, mỗi đơn vị chỉ xếp hạng một lần trong một "
    "sổ. Cần xếp hạng lần thứ hai theo bảng “{name}” thì lập một sổ thứ hai.",
    "form.no_items_chosen": "Chưa đánh dấu mục nào để chép cách chấm. Đánh dấu ít nhất một mục.",
    "decision.value_needed": "Câu hỏi này không trả lời bằng quyết định. Ghi lại giá trị ở trang Chấm điểm.",
    "decision.other_question": "Quyết định này trả lời câu hỏi khác.",
    "decision.superseded_already": "Quyết định này đã được thay bằng quyết định khác.",
    "decision.not_stale": "Số liệu của quyết định này không thay đổi nên không cần xác nhận lại.",
    "decision.no_choice": "Chọn một cách giải quyết trước khi ghi nhận.",
}

FORMS: Final = {
    "form.bad_spec": "Bảng chấm điểm có chỗ chưa đúng ở {place}: {found}.",
    "form.compares_unknown": "Mục {item} chấm theo thứ hạng về điểm của một mục mà bảng không có. Sửa cách chấm của "
    "mục {item}: đánh dấu lại các mục được so điểm.",
    "form.compares_twice": "Mục {item} so điểm của {node} hai lần, vì nhóm được chọn đã gồm mục ấy. Bỏ đánh dấu "
    "một trong hai.",
    "form.compares_itself": "Điểm của mục {item} phụ thuộc vào thứ hạng mà chính điểm ấy góp phần quyết định. Bỏ "
    "mục ấy và nhóm chứa nó khỏi các mục được so điểm.",
    "form.not_shipped": "Không có bảng mẫu tên “{name}” đi kèm chương trình.",
    "form.unknown": "Không có bảng chấm điểm này trong sổ.",
    "form.unknown_node": "Bảng chấm điểm không có mục {node}.",
    "form.unknown_parent": "Không có nhóm “{parent}” để đặt mục vào.",
    "form.adopted": "Bảng “{name}” (bản {version}) đang được áp dụng nên không sửa thẳng được. Lập bản mới từ "
    "bảng này.",
    "form.is_draft": "Bảng “{name}” đang là dự thảo; sửa thẳng được, không cần lập bản mới.",
    "form.empty": "Bảng “{name}” chưa có mục chấm nào. Thêm mục rồi áp dụng.",
    "form.faulty": "Bảng chấm điểm còn {count} chỗ phải sửa trước khi áp dụng. Xem danh sách ở phần kiểm tra bảng.",
    "form.circle": "Không đặt một nhóm vào trong chính nó được.",
    "form.kind_changed": "Mục {node} không đổi từ nhóm sang mục chấm (hoặc ngược lại) được. Bỏ đi rồi thêm mới.",
    "form.parent_is_item": "“{parent}” là mục chấm, không chứa mục khác được. Chọn một nhóm.",
    "form.sheets_closed": "Phiếu của {units} đã xác nhận hoặc chốt theo bảng cũ. Mở lại các phiếu này rồi đổi bảng.",
}

SCORES: Final = {
    "question.not_of_a_sheet": "Câu hỏi này không thuộc phiếu nào của năm.",
    "score.unknown_part": "Mục {item} không có phần điểm này.",
    "score.negative": "Mục {item} không nhận số âm ({text}). Điểm trừ ghi ở cột Điểm trừ, là số dương.",
    "score.broken": "Mục {node} đang ghi giá trị không đọc được ({parts}). Ghi lại giá trị ấy trước, hoặc xóa "
    "ô rồi ghi lại.",
    "input.unknown": "Mục {item} không hỏi số liệu này.",
    "input.unknown_choice": "{label}: “{found}” không nằm trong các mức để chọn ({choices}).",
    "input.wrong_number_of_ticks": "{label}: cần đủ {expected} ô đánh dấu, hiện có {count}.",
    "input.wrong_type": "{label}: số liệu ghi chưa đúng loại.",
    "input.not_whole": "{label}: cần số nguyên.",
    "input.negative": "{label}: không nhận số âm.",
    "input.not_yes_no": "“{text}” chưa đọc được là có hay không. Ghi “có” hoặc “không”.",
    "stage.unknown_holds": "Không rõ phiếu của bước chấm này gồm những gì.",
    "score.no_form": "Chưa có bảng chấm điểm của năm {year}. Lấy bảng năm trước, chọn một bảng mẫu, hoặc lấy từ Excel.",
    "score.earlier_empty": "Bước “{stage}” chưa có điểm nào để lấy. Nhập điểm ở bước đó trước.",
    "score.nothing_blank": "Ở bước “{stage}” không còn ô trống nào lấy được điểm; các ô giữ nguyên.",
    "score.not_member": "{unit} không có trong danh sách đơn vị năm {year}.",
    "score.unknown_stage": "Năm {year} không có bước chấm “{stage}”.",
    "score.unknown_period": "Năm {year} không có kỳ chấm “{period}”.",
    "score.unknown_node": "Phiếu không có mục {node}.",
    "score.assigned_and_not": "Mục {node} đang là “Không giao” nên không ghi điểm. Bỏ “Không giao” rồi ghi.",
    "score.sum_agrees": "Tổng đơn vị ghi đã khớp với cộng các mục; không có gì phải ghi nhận.",
    "score.sum_differs": "Tổng đơn vị ghi trên giấy là {stated}, cộng các mục được {summed}, lệch {difference}. "
    "Anh/chị xem lại phiếu; nếu đúng là đơn vị cộng nhầm thì bấm “Ghi nhận cộng nhầm”.",
    "sheet.blanks": "Phiếu của {unit} còn {count} mục chưa có điểm: {items}. "
    "Mục không phát sinh thì ghi 0; mục không giao cho đơn vị thì chọn “Không giao”.",
    "sheet.empty": "Phiếu của {unit} chưa có gì. Nhập điểm trước.",
    "sheet.is_open": "Phiếu của {unit} đang để sửa, không cần mở lại.",
    "sheet.not_complete": "Phiếu của {unit} chưa được xác nhận đủ. Bấm “Xác nhận đủ” trước.",
    "sheet.not_confirmed": "Phiếu của {unit} chưa được xác nhận. Xác nhận rồi mới chốt điểm.",
    "sheet.confirmed": "Phiếu của {unit} đã xác nhận. Bấm “Mở lại để sửa…” và ghi lý do nếu cần sửa.",
    "sheet.locked": "Phiếu của {unit} đã chốt. Bấm “Mở lại để sửa…” và ghi lý do nếu cần sửa.",
    "sheet.reason_missing": "Ghi lý do mở lại phiếu của {unit}.",
    "evidence.empty": "Ghi nội dung minh chứng, hoặc chọn tệp.",
    "evidence.too_big": "Tệp “{name}” lớn quá mức {limit} byte cho một tệp. Ghi đường dẫn thay vì đính kèm.",
    "scan.kind": "Tệp “{name}” không phải PDF, PNG hay JPG. Quét lại thành một trong các dạng ấy rồi kèm.",
    "scan.too_big": "Tệp “{name}” lớn quá mức {limit} MB cho một bản ký. Quét lại nhẹ hơn (đen trắng, 200 dpi).",
    "template.not_word": "Tệp này không phải tệp Word .docx đọc được. Mở bằng Word, lưu lại thành .docx rồi thêm.",
    "template.too_big": "Tệp mẫu lớn quá mức {limit} MB. Bỏ bớt hình rồi thêm lại.",
    "template.runs": "Mẫu có {what}; sổ không nhận thứ gì tự chạy hay tự lấy từ ngoài. Bỏ đi rồi thêm lại.",
    "template.no_field": "Mẫu không có trường nào. Đặt tên trường trong hai ngoặc nhọn, như {{{{đơn vị}}}}.",
    "template.unknown_field": "Sổ không có trường: {fields}. Tên đúng ở bảng bên cạnh; sửa trong Word rồi thêm lại.",
    "template.two_rows": "Mẫu có trường “dòng.…” ở hơn một dòng của bảng; mỗi mẫu chỉ lặp được một dòng.",
    "template.line_outside": "Trường {fields} chỉ đứng trong một dòng của bảng.",
    "template.unnamed": "Sổ không có mẫu tên “{name}”. Các mẫu: {known}.",
    "template.unknown": "Sổ không còn mẫu văn bản này.",
    "template.name_taken": "Đã có mẫu tên “{name}”. Chọn mẫu ấy rồi bấm “Thay tệp…”, hoặc đặt tên khác.",
    "scan.none": "Văn bản này chưa kèm bản ký. Kèm ở Sổ văn bản.",
    "attached.empty": "Tệp “{name}” không có gì bên trong. Chọn lại tệp.",
    "attached.other_year": "Tệp “{name}” phải thuộc đúng một giao ước, phong trào hoặc nhiệm vụ của năm {year}.",
    "attached.twice": "Tệp “{name}” đã kèm ở đây rồi (“{held}” có cùng nội dung).",
    "bloc.not_yet": "Ngày {day} chưa đến. Đến ngày ấy hãy đổi tên, cơ quan của khối.",
    "bloc.since_before": "Lần đổi trước là từ ngày {day}. Ghi từ ngày ấy trở đi, hoặc để trống để sửa chỗ ghi sai.",
    "evidence.altered": "Tệp kèm {name}… trong sổ không còn đúng như khi được kèm (đã bị sửa ngoài chương trình, hoặc "
    "không còn nội dung) nên không mở, không lưu ra. Vào mục Kiểm tra sổ, hoặc phục hồi một bản sao lưu.",
    "evidence.unknown": "Không thấy minh chứng này trong sổ.",
    "keying.begun": "{by} đã bắt đầu nhập kiểm tra phiếu của {unit}.",
    "keying.edit_missing": "Ghi số đúng cho mục {node} theo phiếu giấy.",
    "keying.no_difference": "Mục {node} hai lần nhập giống nhau, không phải chọn.",
    "keying.no_sheet": "Phiếu của {unit} chưa được nhập lần đầu.",
    "keying.none_open": "Phiếu của {unit} không có lần nhập kiểm tra nào đang dở.",
    "keying.reason_missing": "Ghi lý do bỏ lần nhập kiểm tra phiếu của {unit}.",
    "keying.not_both_complete": "Cả hai lần nhập phiếu của {unit} phải xong mới đối chiếu được.",
    "keying.not_open": "Lần nhập kiểm tra này của {unit} chưa bắt đầu hoặc đã xong.",
    "score.by_scorers": "Bước này do nhiều đơn vị cùng chấm: nhập ở phiếu của từng đơn vị chấm.",
    "score.own_sheet": "{unit} không tự chấm mình ở bước chấm chéo; phiếu này chấm các đơn vị khác.",
    "stage.trim_bad": "Số điểm cao nhất, thấp nhất bỏ bớt từ {low} đến {high}.",
    "award.allotted_bad": "Số lượng được phân bổ là số nguyên từ 0 đến {most}.",
    "award.no_document": "Ghi văn bản phân bổ (số, ký hiệu), để tờ trình nêu được.",
    "keying.same_person": "Nhập kiểm tra lần hai phải do người khác làm. Đổi người làm ở thực đơn Sổ.",
    "keying.unknown_person": "Ghi tên người làm trước khi nhập kiểm tra.",
    "keying.unsettled": "Phiếu của {unit} còn chỗ hai lần nhập lệch nhau. Chọn số đúng cho từng chỗ trước.",
}

IMPORT: Final = {
    "import.bad_rule": "Trong tệp, quy định {rule} có chỗ chưa đúng ở {place}. Chưa có gì được ghi vào sổ.",
    "import.empty": "Phần vừa dán không có dòng nào đọc được là đơn vị.",
    "import.too_many": "Có {count} dòng, nhiều hơn mức {limit} dòng cho một danh sách đơn vị. Chọn đúng vùng cần dán.",
    "import.has_faults": "Còn {count} dòng phải sửa (dòng {lines}). Chưa có gì được ghi vào sổ.",
    "import.not_json": "Không đọc được tệp “{file}”: {what}. Chưa có gì được ghi vào sổ; xin nơi gửi xuất lại.",
    "import.foreign": "Tệp này không phải là tệp trao đổi của Sổ Khối.",
    "import.newer": "Tệp này theo bản trao đổi {version}, mới hơn bản {known} mà máy đọc được. Xin bản cài mới.",
    "import.bad_place": "Trong tệp, chỗ {place} chưa đúng: {what}. Chưa có gì được ghi vào sổ.",
    "import.conflict": "Trong sổ đã có mục {table} “{key}” với nội dung khác. Chưa có gì được ghi vào sổ.",
    "import.seal_broken": "Lần khóa sổ năm {year} ghi trong tệp không còn đúng Mã đối chiếu của nó: tệp đã bị sửa hoặc "
    "hỏng. Xuất lại từ sổ gốc. Chưa có gì được ghi vào sổ.",
    "import.custody_broken": "Lần bàn giao ngày {on} ghi trong tệp không còn đúng Mã đối chiếu của nó: tệp đã bị sửa "
    "hoặc hỏng. Xuất lại từ sổ gốc. Chưa có gì được ghi vào sổ.",
    "import.seal_turn": "Tệp có lần khóa sổ thứ {n} của năm {year} mà thiếu lần trước nó: tệp không đủ. Xuất lại từ sổ "
    "gốc. Chưa có gì được ghi vào sổ.",
    "import.custody_turn": "Tệp có lần bàn giao thứ {n} mà thiếu lần trước nó: tệp không đủ. Xuất lại từ sổ gốc. Chưa "
    "có gì được ghi vào sổ.",
    "import.custody_seal": "Tệp có lần bàn giao thứ {n} mà thiếu lần khóa sổ nó dựa vào. Xuất lại cả sổ từ sổ gốc. "
    "Chưa có gì được ghi vào sổ.",
    "import.unlike_seal": "Năm {year} đã khóa sổ, mà mục {table} “{key}” khác với nội dung đã khóa: tệp đã bị sửa, "
    "hoặc không cùng sổ. Xuất lại từ sổ gốc. Chưa có gì được ghi vào sổ.",
    "column.not_a_date": "Bảng {table}, cột {column}: “{found}” không phải một ngày có thật. Sửa ở nơi lấy vào rồi "
    "làm lại.",
    "column.not_a_number": "Bảng {table}, cột {column}: “{found}” không phải số ghi đúng cách. Sửa ở nơi lấy vào rồi "
    "làm lại.",
    "column.not_a_count": "Bảng {table}, cột {column}: “{found}” phải là số nguyên từ 0 trở lên. Sửa ở nơi lấy vào rồi "
    "làm lại.",
    "column.not_a_place": "Bảng {table}, cột {column}: “{found}” phải là số nguyên từ 1 trở lên. Sửa ở nơi lấy vào rồi "
    "làm lại.",
    "column.not_a_year": "Bảng {table}, cột {column}: “{found}” phải là một năm từ {first} đến {last}. Sửa ở nơi "
    "lấy vào rồi làm lại.",
    "import.twice": "Tệp ghi mục {table} “{key}” hai lần. Bỏ bớt một rồi lấy lại.",
    "import.attachment_missing": "Thiếu tệp đính kèm “{name}” bên cạnh tệp trao đổi.",
    "excel.no_sheet": "Tệp “{file}” không có trang “{sheet}”.",
}

AWARDS: Final = {
    "honour.unknown": "Không thấy khen thưởng này trong sổ.",
    "honour.no_holder": "Chọn đơn vị, cá nhân hoặc hộ gia đình được khen.",
    "honour.two_holders": "Một dòng chỉ ghi cho một cá nhân hoặc một hộ gia đình.",
    "person.gender_unknown": "Giới tính chỉ ghi Nữ hoặc Nam; chưa biết thì để trống.",
    "person.birth_year_bad": "Năm sinh {year} chưa đúng. Ghi bốn chữ số.",
    "finding.more_than_all": "Số {title} ({count}) nhiều hơn số cá nhân thuộc diện bình xét ({whole}).",
    "finding.not_a_count": "Ghi số người là số nguyên từ 0 trở lên; số cá nhân thuộc diện bình xét từ 1 trở lên.",
    "household.unknown": "Không thấy hộ gia đình này trong sổ.",
    "household.other_unit": "{household} thuộc {unit}. Chọn đúng đơn vị.",
    "household.twice": "{unit} đã có {household} ở cùng địa chỉ.",
    "household.ambiguous": "Có hơn một hộ tên này ({addresses}). Ghi thêm địa chỉ.",
    "household.in_use": "{household} đã được đăng ký, đề nghị hoặc khen thưởng nên không bỏ được.",
    "honour.year_bad": "Năm {year} chưa đúng. Ghi năm có thành tích, bốn chữ số.",
    "honour.years_backwards": "“{text}” ghi năm sau trước năm trước. Ghi năm trước rồi đến năm sau.",
    "honour.years_bad": "Thành tích tính các năm {years} không hợp với năm {year}. Ghi năm xét và các năm trước.",
    "honour.twice": "Khen thưởng năm {year} này đã có trong sổ với cùng số quyết định.",
    "honour.of_proposal": "{honour} đến từ một đề nghị của năm. Gỡ kết quả ở đề nghị đó.",
    "finding.kind_unknown": "Quy định không hỏi thông tin “{kind}”.",
    "finding.negative": "“{kind}” không thể âm ({text}). Ghi số từ 0 trở lên, hoặc để trống nếu chưa biết.",
    "finding.no_value": "Chưa ghi giá trị của “{kind}”. Ghi giá trị, hoặc bỏ cả nơi xác nhận, văn bản và ngày.",
    "finding.no_one_source": "Các đơn vị đã ghi “{kind}” theo nhiều nơi hoặc văn bản khác nhau nên chưa biết sửa của "
    "đơn vị nào. Xóa giá trị của đơn vị cần sửa rồi Ghi, sau đó ghi lại giá trị với nơi xác nhận đúng.",
    "finding.value_bad": "“{text}” chưa đọc được là giá trị của “{kind}”.",
    "finding.holder_unknown": "Không thấy đơn vị hoặc cá nhân này trong sổ.",
    "past.rank_bad": "Thứ hạng phải từ 1 trở lên, không phải {rank}.",
    "award.unknown": "Không thấy đề nghị này trong sổ.",
    "award.title_unknown": "Danh mục của năm không có “{title}” cho đối tượng này. Thêm vào quy chế của năm, hoặc chọn "
    "danh hiệu khác.",
    "award.no_title": "Chưa chọn danh hiệu, hình thức khen thưởng. Chọn ở ô “Danh hiệu, hình thức”.",
    "award.no_catalogue": "Danh mục của năm chưa có danh hiệu nào cho đối tượng này. Ở trang Quy chế, quy định bấm "
    "“Chọn quy định có sẵn…”, chọn bộ có danh mục và “Dùng thêm bên cạnh quy định của năm”.",
    "award.twice": "{who} đã có trong danh sách đề nghị {title}. Mở dòng đó để sửa.",
    "award.route_missing": "{unit} là cơ quan ngành dọc. Chọn đề nghị qua tỉnh hay qua ngành.",
    "award.word_unknown": "“{value}” không nằm trong các mức để chọn.",
    "award.decided": "Đề nghị {title} này đã có kết quả. Gỡ kết quả trước nếu ghi nhầm.",
    "award.not_decided": "Đề nghị {title} này chưa có kết quả nên không có gì để gỡ.",
    "award.was_submitted": "Đề nghị {title} này đã trình nên không bỏ được. Dùng “Rút đề nghị…” và ghi lý do.",
    "award.decision_missing": "Ghi số quyết định khen thưởng.",
    "award.reason_missing": "Ghi lý do.",
    "award.copies_bad": "Số bản phải từ 0 đến 99.",
    "award.no_quota": "Quy định của năm không nói một số lượng theo thứ hạng cho {title} nên không tính thử được. Ghi "
    "số lượng ở trang Quy chế, quy định, hoặc “Ghi số lượng được phân bổ…”.",
    "award.nobody": "Danh sách {title} không còn ai chờ trình.",
    "award.ended_already": "Không có thêm đơn vị nào để đề nghị {title}. {units} đã ghi không được khen hoặc đã rút "
    "nên không tự đưa lại; muốn vẫn đề nghị thì thêm từng đề nghị.",
    "award.before_year": "Ngày {on} trước khi năm {year} bắt đầu. Xem lại ngày.",
    "award.coefficient_bad": "Hệ số tiền thưởng từ 0 đến {most}. Xem lại số đã ghi.",
    "award.nobody_suggested": "Không có thêm đơn vị nào đủ điều kiện trong số lượng được đề nghị {title}. {why}.",
    "award.unit_left": "{unit} đã ra khỏi khối từ {on} nên không đề nghị trong danh sách năm {year} được. Cấp có thẩm "
    "quyền cho phép thì ghi căn cứ.",
    "award.equals_cross": "{title}: còn {free} chỗ cho {who} đủ điều kiện như nhau; {why}. Ghi thông tin còn thiếu "
    "hoặc ghi quyết định chọn ai.",
    "award.nobody_over": "Danh sách {title} không có ai phải bớt theo quy định.",
    "award.tie_crosses": "{units} bằng điểm đúng ở chỗ cắt danh sách {title}. Cần bỏ phiếu hoặc có quyết định "
    "kèm lý do rồi mới trình được.",
    "award.over_quota": "{title}: đã chọn {used}, quy chế cho tối đa {max} ({reckoned}). Bỏ bớt {over}, hoặc ghi "
    "căn cứ nếu cấp có thẩm quyền đã cho phép.",
    "award.not_cleared": "{who} chưa đủ điều kiện đề nghị {title}: {why}. Bổ sung, rút đề nghị, hoặc ghi căn cứ vẫn đề "
    "nghị.",
    "statistics.no_rows": "Bảng số liệu chưa có dòng nào.",
    "statistics.count_bad": "Số ở dòng “{label}” phải từ 0 trở lên.",
    "statistics.unknown": "Không thấy bảng số liệu này.",
}

SENTENCES: Final = {
    **FILE,
    **TEXT,
    **PEOPLE,
    **YEAR,
    **RULES,
    **FORMS,
    **SCORES,
    **IMPORT,
    **CELLS,
    **EXCEL,
    **YEAR_ROUND,
    **AWARDS,
}
"""Every refusal's sentence by code; a test finds codes without one."""
