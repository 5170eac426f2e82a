"""The words scoring sentences are made of; the grammar (`phrases`, `measures`, `clauses`) gives them their places."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _list(phrases: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in phrases.split("|"))


SAME: Final = {"tỉ": "tỷ", "tuỳ": "tùy"}
"""Two spellings of one word."""
ZERO_WORDS: Final = _list(
    """không được tính điểm | không được chấm điểm | không được cộng điểm | không được điểm | không tính điểm |
    không chấm điểm | không cho điểm | không có điểm | không đạt điểm | không điểm"""
)
NOT_LOST: Final = _list("""không bị trừ điểm | không trừ điểm | không bị trừ | không trừ""")
"""Nothing is taken off."""
NUMBERED: Final = _set(
    """quý tháng năm ngày mức loại hạng nhóm số thứ cấp độ điều khoản mục khóa lần đợt kỳ bậc từ đến trên dưới khoảng
    đủ có được trừ cộng quá là bằng hơn cả trước sau hạn"""
)
"""Words whose number is no amount of points."""
WHOM: Final = _set(
    """đơn cơ địa tập sở ngành xã phường khối cụm năm cấp loại nhóm quý tháng vùng huyện tỉnh trường khu các mới
    thành riêng chỉ khi nếu với"""
)
"""Words of a heading that may say for whom or when a rule holds."""
JOINTS: Final = ("và", "hoặc")
"""Words between two levels of one sentence: both of them, or one."""
NOT_COUNTED: Final = _list("""không tính | không chấm | không được tính | không được chấm""")
"""Nothing is given, where the clause ends behind it."""
LOST_WORDS: Final = _list("""hết số điểm | hết điểm | toàn bộ số điểm | toàn bộ điểm""")
FULL_WORDS: Final = _list(
    """số điểm tối đa | điểm tối đa | tối đa số điểm | điểm tuyệt đối | toàn bộ số điểm | toàn bộ điểm |
    đủ số điểm | đủ điểm | trọn điểm | điểm chuẩn"""
)
OF_ALL: Final = _list("""số điểm chuẩn | số điểm tối đa | số điểm | điểm chuẩn | điểm tối đa | điểm của mục này""")
HERE: Final = _list(
    """của mục này | của nội dung này | của tiêu chí này | của tiêu chí | của mục | của nội dung |
    mục này | nội dung này | tiêu chí này | nào"""
)
GIVING: Final = _list("""thì | sẽ | bị | được | đạt | tính | chấm | cho | hưởng | là""")
SUBJECT: Final = _list("""mục này | tiêu chí này | nội dung này""")
LIMITS: Final = _set("""từ trong nếu đến khi theo tại với qua""")
"""Words that, before a comma, say when or for whom a rule holds: "từ năm 2026, …"."""
STATES: Final = _list("""không | chưa | chậm | sai | thiếu | còn | có""")
"""What may follow "nhưng" inside a name: a second condition of the same case."""
TASTE: Final = _list(
    """tùy theo mức độ hoàn thành | tùy mức độ hoàn thành | tùy theo mức độ thực hiện | tùy mức độ thực hiện |
    tùy theo kết quả thực hiện | tùy theo kết quả | tùy theo chất lượng | căn cứ mức độ hoàn thành |
    tùy theo tính chất, mức độ | tùy tính chất, mức độ | tùy theo mức độ vi phạm | tùy mức độ vi phạm |
    tùy theo mức độ | tùy vào mức độ | tùy mức độ | theo mức độ vi phạm | theo mức độ"""
)
"""Words that leave the amount to whoever scores."""
MEANING: Final = _set(
    """bình bằng chia chỉ còn cùng cộng cứ giảm gấp hoặc hơn hệ kém kể lượt lẫn miễn mỗi một ngoài ngoại nhân như
    nhưng nhất nếu nửa phần phụ riêng so thay thiểu thêm thưởng thứ trăm trở trừ tính tùy tăng tương tổng từng
    tỷ vượt xem đa đối điểm đều"""
)
"""Words that change what a rule means; a name of a thing that holds one is not taken for a name."""
STATE_WORDS: Final = _set(
    """chậm muộn trễ thiếu sai không chưa hoàn thành đạt đúng hạn quá thời gian quy định tiến độ yêu cầu thực hiện
    nộp gửi kịp đầy đủ tốt có được bị ban hành"""
)
"""Words that say how a thing was done and name no other thing."""
PERIODS: Final = _set("năm tháng quý tuần")
OR_WORSE: Final = _set("chức cáo trách việc trừ bậc hình tỉnh bộ huyện xã sở ngành ương khá tốt giỏi nhất nhì ba gia")
"""Last words of a punishment, a level or a prize, before "trở lên"."""
NUMERALS: Final = ("một", "hai", "ba", "bốn")
"""Counts in words that mean nothing else before a unit."""
MEANS: Final = _set("điểm mức một nửa số với cùng tổng nhau hoặc không")
"""What "bằng" before it is equal to; before other words it says by what means a thing is done."""
BOUNDS: Final = _set("dưới trên từ đến tới khoảng gần quá")
"""Words before an amount that make another one of it."""
ROUGHLY: Final = _set("khoảng gần xỉ ngót chừng")
"""Words that make a value one that nobody can hold a result against."""
REACHING: Final = _set("đạt được hoàn thành thực hiện")
"""Words between a denial and the value that was not reached."""
OTHER_BOUNDS: Final = _set("đủ có phải là bằng đến tới trên dưới quá hơn vượt từ")
"""Words there that say another thing of the value."""
STANDING: Final = _set("đứng xếp hạng trí bậc đạt vị thứ")
"""Words before a place among others."""
LOWER_UNITS: Final = _list(
    """các đơn vị xếp sau | các đơn vị đứng sau | các đơn vị tiếp theo | các đơn vị xếp tiếp theo |
    các đơn vị kế tiếp | các đơn vị còn lại | các đơn vị khác | đơn vị xếp sau | đơn vị đứng sau |
    các đơn vị xếp thứ hạng sau | đơn vị tiếp theo | các đơn vị xếp sau lần lượt |
    các đơn vị đứng sau lần lượt | các đơn vị tiếp theo lần lượt | các đơn vị còn lại lần lượt"""
)
EACH_PLACE: Final = (
    *(
        f"{each} {place} {behind}"
        for each in ("mỗi", "cứ", "cứ mỗi", "mỗi một", "cứ một", "cứ 1", "cứ 01")
        for place in ("bậc", "hạng", "thứ hạng", "thứ bậc", "vị trí", "đơn vị")
        for behind in ("tiếp theo", "kế tiếp", "liền sau", "phía sau", "xếp sau", "đứng sau")
    ),
    *_list("""mỗi bậc kém | mỗi bậc kém hơn | mỗi bậc sau | mỗi bậc | mỗi thứ hạng | mỗi hạng | cứ kém một bậc |
    cứ kém 1 bậc | cứ kém 01 bậc | cứ mỗi bậc kém | mỗi bậc thấp hơn | cứ thấp hơn một bậc | cứ thấp hơn 1 bậc |
    cứ thấp hơn 01 bậc | cứ giảm một bậc | cứ giảm 1 bậc | cứ giảm 01 bậc | kém một bậc | kém 1 bậc |
    kém 01 bậc | mỗi bậc giảm | mỗi hạng kém | mỗi hạng thấp hơn | mỗi vị trí kém | mỗi vị trí sau |
    cứ mỗi bậc | cứ một bậc | cứ 1 bậc | cứ 01 bậc | cứ tụt một hạng | cứ tụt 1 hạng | cứ xuống một bậc |
    cứ xuống 1 bậc | cứ kém một hạng | cứ kém 1 hạng | mỗi thứ hạng sau | mỗi thứ bậc"""),
)
BY_PLACE: Final = _list(
    """theo thứ hạng | theo thứ tự | theo thứ bậc | theo thứ tự xếp hạng | cho mỗi bậc | cho mỗi thứ hạng |
    mỗi bậc | mỗi hạng | mỗi thứ hạng | so với đơn vị xếp trên | so với đơn vị liền trước |
    so với đơn vị xếp trước | so với bậc trên"""
)
"""Units behind the first, each of their places, and that it is by place: "các đơn vị xếp sau … theo thứ hạng"."""
TRENDS: Final = _list("""tăng | giảm | giữ nguyên | bằng | cao hơn | thấp hơn | không tăng | không giảm | duy trì""")
LAST_YEAR: Final = _list(
    """so với năm trước | so với cùng kỳ năm trước | so với cùng kỳ | cùng kỳ năm trước | cùng kỳ | năm trước |
    so với năm trước liền kề | năm trước liền kề"""
)
"""How a unit stands against the year before, in words a person chooses among."""
RUNGS: Final = (
    _set("cấp giải hạng loại mức"),
    _set("khiển cảnh hạ giáng cách buộc khai sa bãi"),
)
"""First words of what one case may be, of one family each: its level, or how it was punished."""
COMPOUNDS: Final = _set(
    """bình|an bình|thường bình|đẳng bằng|cấp bằng|khen bệnh|nhân bổ|trợ chia|sẻ chỉ|số chỉ|thị chỉ|tiêu chỉ|đạo
    cá|nhân còn|hiệu công|bằng công|cộng công|nhân cùng|kỳ cộng|hòa cộng|sản cộng|tác cộng|đồng doanh|nhân
    gia|tăng giảm|nghèo giảm|thiểu hợp|nhất khen|thưởng khuyết|điểm liên|hệ máy|tính ngoài|giờ ngoài|trời
    nhân|dân nhân|lực nhân|rộng nhân|sự nhân|viên nhân|đạo nhược|điểm nạn|nhân quan|hệ quan|điểm quân|nhân
    sơ|kết tham|dự thay|đổi thi|đua thêm|vào thí|điểm thưởng|thức thống|nhất thời|điểm thứ|trưởng trọng|điểm
    tính|chất tính|mạng tăng|cường tăng|gia tư|nhân tổng|hợp tổng|kết vượt|cấp vượt|khó đa|dạng đối|tượng
    đối|thoại đối|ngoại đối|tác đối|chiếu mỗi|lượt cứ|lượt từng|lượt một|lượt thêm|lượt lượt|người người|lượt
    phê|bình yếu|kém kém|chất con|thứ phần|mềm thành|phần cổ|phần góp|phần học|phần phần|quà phần|thưởng
    phần|việc hệ|thống thế|hệ phụ|nữ phụ|trách phụ|huynh phụ|cấp giải|thưởng tiền|thưởng nguyên|nhân thương|nhân
    thân|nhân hôn|nhân nhân|khẩu nhân|ái nhân|tài nhân|điển bình|đẳng bình|xét bình|bầu hòa|bình thái|bình
    ninh|bình quảng|bình văn|bằng khai|trừ chấm|điểm bảng|điểm giảm|theo tăng|theo thứ|hạng tương|đương đa|chiều
    cắt|giảm tăng|trưởng nhất|trí con|thứ tổng|thu tổng|mức tổng|sản tính|mới tính|sáng tính|lan một|cách
    chỉ|dẫn chỉ|định chỉ|rõ kể|chuyện ngoại|ngữ ngoại|khóa ngoài|ngân hình|điểm đạo|điểm điểm|đen điểm|du thứ|tự
    học|thêm dạy|thêm làm|thêm vượt|tiến vượt|thời phần|thi tổng|thể hoàn|cảnh bằng|lời bằng|máy giảm|tải
    giảm|sinh địa|chỉ chứng|chỉ tín|chỉ chỉ|huy một|cửa nước|ngoài ngoài|nước bên|ngoài miễn|phí miễn|nhiệm
    đáng|kể so|sánh thay|thế thiểu|số trở|thành trở|ngại cản|trở loại|trừ phòng|trừ bài|trừ tính|khả giới|tính
    tương|trợ tương|thân tương|ái tổng|cục tổng|công tổng|vệ tổng|duyệt từng|bước vượt|bậc đối|ứng hình|điểm
    điểm|sáng tâm|điểm điểm|trường đồng|đều đều|đặn phản|đối cân|đối tuyệt|đối điểm|cầu điểm|nóng đặc|điểm
    địa|điểm ưu|điểm"""
)
"""Pairs in which such a word means nothing of the kind: "cộng đồng", "thời điểm", "chỉ tiêu"."""
EACH: Final = _list(
    """cứ có thêm | cứ thêm mỗi | cứ thêm | cứ có | cứ mỗi | cứ | mỗi | từng | với mỗi | đối với mỗi | nếu có thêm"""
)
FOR_EACH: Final = _list(
    """cho mỗi | cho từng | cho một | cho 1 | cho 01 | đối với mỗi | đối với từng | với từng | với mỗi | mỗi |
    một | trên mỗi"""
)
CAP_OF: Final = _list(
    """tổng số điểm | tổng điểm | tổng số | tổng | tổng số điểm trừ | tổng số điểm cộng | tổng điểm trừ |
    tổng điểm cộng | tổng điểm thưởng | tổng trừ | tổng cộng thêm | tổng cộng | tổng thưởng | số điểm trừ |
    số điểm cộng | điểm trừ | điểm cộng | điểm thưởng | bị trừ | trừ | được cộng thêm | được cộng | cộng thêm |
    cộng | thưởng | được | mức trừ | mức cộng"""
)
CAP_WORDS: Final = _list(
    """tối đa không vượt quá | tối đa không quá | cao nhất không quá | nhiều nhất không quá | không được vượt quá |
    không được quá | cho đến khi đủ | đến khi đủ | cho đến khi đạt | không vượt quá | không vượt | không quá |
    tối đa | cao nhất | nhiều nhất"""
)
NO_MORE: Final = _list(
    """không trừ quá | không bị trừ quá | không trừ vượt quá | không cộng quá | không được cộng quá |
    không cộng vượt quá"""
)
TO_NOTHING: Final = _list(
    """cho đến khi hết số điểm | đến khi hết số điểm | cho đến hết số điểm | trừ cho đến hết điểm | trừ đến hết điểm |
    trừ đến khi hết điểm | cho đến hết điểm | đến hết điểm |
    cho đến khi hết điểm | đến khi hết điểm"""
)
_VERBS = ("lấy", "tính", "chỉ tính", "chỉ lấy", "được tính", "chỉ cộng")
_THINGS = _list(
    """giải | hình thức | mức | một mức | mức điểm | thành tích | điểm | một hình thức | danh hiệu | cấp |
    một giải | mức khen"""
)
HIGHEST: Final = tuple(f"{verb} {thing} cao nhất" for verb in _VERBS for thing in _THINGS)
DUE: Final = _list("""chậm nhất là | chậm nhất | trước | hạn nộp | hạn cuối | thời hạn | hạn""")
GRAVER: Final = _set("tái nghiêm trọng")
"""Words of a graver case of one that is named before it."""
OWN_EACH: Final = _list(
    """không tính điểm | không chấm điểm | không cho điểm | không được điểm | không có điểm | không được tính điểm |
    không được chấm điểm | trừ điểm | trừ số điểm | trừ hết điểm | bị trừ điểm | trừ điểm tương ứng"""
)
"""That what was not done gives nothing, told again behind a list of parts."""
BELOW: Final = _list(
    """giảm | thiếu | hụt thu | hụt | chưa đạt | không đạt | chưa hoàn thành | không hoàn thành | thấp hơn | kém |
    chưa thực hiện | không thực hiện | đạt thấp hơn | còn thiếu | không đạt được"""
)
SHORT: Final = _list("""không đạt | chưa đạt | không hoàn thành | chưa hoàn thành | đạt thấp hơn | thấp hơn""")
"""Words for less than the whole target, before the share that counts then."""
ABOVE: Final = _list(
    """tăng thêm | tăng | vượt thêm | vượt | cao hơn | đạt thêm | vượt mức | đạt vượt | hoàn thành vượt"""
)
TARGET: Final = _list(
    """so với dự toán được giao | so với dự toán | dự toán được giao | dự toán |
    so với chỉ tiêu được giao | so với kế hoạch được giao | so với chỉ tiêu kế hoạch | so với chỉ tiêu |
    so với kế hoạch | so với chỉ tiêu giao |
    so với kế hoạch giao | so với kh giao | so với kh được giao | so với kh | kh được giao | kh giao | kh |
    chỉ tiêu giao | kế hoạch giao |
    chỉ tiêu được giao | kế hoạch được giao | chỉ tiêu kế hoạch | chỉ tiêu | kế hoạch |
    mức chỉ tiêu"""
)
EVERY: Final = _list("""cứ mỗi | cứ | mỗi | từng | tương ứng mỗi""")
NO_CASES: Final = _set("""điểm năm tháng quý tuần giờ phút triệu nghìn ngàn tỷ đồng phần""")
"""What a number before it does not count as cases: times and money."""
ORDINALS: Final = ("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
"""The second, the third …"""
WHOLE: Final = _list("""đủ | tròn | trọn""")
SHARE: Final = _list(
    """theo tỷ lệ phần trăm | theo tỷ lệ tương ứng | theo tỷ lệ | tương ứng với tỷ lệ phần trăm |
    tương ứng với tỷ lệ | tương ứng tỷ lệ | tương ứng với phần trăm | tương ứng phần trăm | theo phần trăm"""
)
SCORED: Final = _list("""đơn vị | cơ quan | địa phương | tập thể | sở | ngành | xã | phường | khối | cụm | năm""")
"""Whom a form scores, and for when: "đơn vị nào chậm" is the unit itself, no case of several."""
AGAINST: Final = _list(
    """so với quy định | so với thời gian quy định | so với thời hạn quy định | so với thời hạn | so với yêu cầu |
    so với thời gian yêu cầu | so với tiến độ đề ra | so với tiến độ"""
)
"""Against what something is late or missing: words that only say once more that it is."""
LATE_WORDS: Final = _set("""chậm muộn trễ hạn thiếu sai sót""")
"""Words such a comparison may stand behind."""
PAIRS: Final = _list(
    """tin, bài | tin, bài viết | bài, tin | cán bộ, công chức | cán bộ, đảng viên | công chức, viên chức |
    viên chức, người lao động | công chức, người lao động | đoàn viên, hội viên | hội viên, đoàn viên |
    đoàn viên, thanh niên | sơ kết, tổng kết | sơ, tổng kết | đề tài, sáng kiến | sáng kiến, đề tài |
    khiếu nại, tố cáo | đơn, thư | đơn thư, khiếu nại | kiến nghị, phản ánh | phản ánh, kiến nghị |
    tồn tại, hạn chế | hạn chế, tồn tại | hạn chế, khuyết điểm | mô hình, cách làm | mô hình, sáng kiến | chậm, muộn |
    muộn, chậm | chậm, trễ | cách chức, khai trừ |
    văn bản, báo cáo | nghị quyết, chỉ thị | chỉ thị, nghị quyết | hội nghị, hội thảo | hội nghị, cuộc họp |
    cuộc họp, hội nghị | tập thể, cá nhân | cá nhân, tập thể | nội quy, quy chế | giải pháp, sáng kiến |
    ấp, khu phố | thôn, tổ dân phố | thôn, bản | nhiệm vụ, công việc | phong trào, cuộc vận động | sai, sót |
    mất mát, hư hỏng | chỉ tiêu, nhiệm vụ | nhiệm vụ, chỉ tiêu | hội thi, hội thao | đúng, đủ |
    đầy đủ, kịp thời | đúng hạn, đầy đủ | báo, đài | báo, tạp chí | đối tượng, tiêu chuẩn"""
)
"""Two names of one kind of thing with a comma between them, which ends no clause."""
MONTHLY: Final = _list(
    """hằng tháng | hàng tháng | hằng quý | hàng quý | hằng năm | hàng năm | của tháng | tháng sau |
    tháng kế tiếp | của tháng sau | của tháng kế tiếp | của tháng cuối quý | tháng cuối quý |
    của tháng cuối của quý | của quý sau"""
)
"""What may follow the number of a day that comes again and again."""
FAULTS: Final = _set("""chậm thiếu sai vi phạm không chưa vắng muộn quá trễ lỗi""")
"""Words that name what went wrong."""
ILL: Final = _list(
    """bị | tồn | tồn đọng | nợ | trả lại | nghỉ | bỏ | hủy | huỷ | mất | phạt | kỷ luật | tai nạn |
    xảy ra | vượt cấp | giảm"""
)
"""More of them, in the part of a whole or of what is counted."""
WELL: Final = _list(
    """hoàn thành | đạt | đúng hạn | trước hạn | đúng quy định | đúng kế hoạch | đã giải quyết | được giải quyết |
    đã thực hiện | được thực hiện | được công nhận | được khen thưởng | xuất sắc | tốt"""
)
"""Words that name what went well: of such a part alone a share earns points."""
DONE: Final = _list(
    """kết quả thực hiện | kết quả đạt được | kết quả hoàn thành | kết quả | số thực hiện | số đã thực hiện |
    số đạt được | số đã hoàn thành | số hoàn thành | số liệu thực hiện | thực hiện | số thực hiện được |
    số lượng thực hiện"""
)
PLANNED: Final = _list(
    """kế hoạch | chỉ tiêu | số kế hoạch | số chỉ tiêu | kế hoạch giao | chỉ tiêu giao | kế hoạch được giao |
    chỉ tiêu được giao | số được giao | số giao | số kế hoạch giao | chỉ tiêu kế hoạch | dự toán |
    dự toán giao | dự toán được giao | số phải thực hiện"""
)
"""What was done over what was to be done: a share of the target in words."""
OUTCOME: Final = _list(
    """tỷ lệ thực hiện | tỷ lệ hoàn thành | kết quả thực hiện | kết quả | thực hiện | hoàn thành | nếu"""
)
"""Words for what was reached, before a share of it."""
OF_SHARE: Final = _set(
    """chỉ của giao hiện hoàn hoạch kế kết mức nhiệm quả ra so thành thực tiêu với vụ đã được đạt đề"""
)
"""Words that may follow a share: of what it is one."""
HEAD: Final = _set("""cho chấm của mục này số thì tính điểm được đạt sẽ""")
"""Words that may lead to a share."""


def is_ill(words: str) -> bool:
    """Whether words in small letters name something that went wrong."""
    return bool(FAULTS & set(words.split())) or any(f" {word} " in f" {words} " for word in ILL)
