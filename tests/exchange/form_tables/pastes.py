"""More tables of other builds, as they come by the clipboard: rows with | between cells, and their outlines."""

from __future__ import annotations

from typing import Final, NamedTuple


class Paste(NamedTuple):
    """Rows, the outline a reader must get (as in `builds`), the total, and questions that must be asked."""

    rows: str
    outline: str
    total: str | None = "100"
    asks: frozenset[str] = frozenset()


PASTES: Final[dict[str, Paste]] = {
    "a-title-that-begins-with-total": Paste(
        """STT|Nội dung|Điểm tối đa
        I|Kinh doanh|70
        1|Tổng doanh thu|40
        2|Tổng thu|30
        II|Quản lý|30
        3|An toàn|30
        |Tổng điểm chuẩn|100
        III|ĐIỂM THƯỞNG, ĐIỂM PHẠT|
        5|Điểm thưởng sáng kiến|+5
        6|Điểm phạt vi phạm|-5""",
        """I|Kinh doanh|70
        > 1|Tổng doanh thu|40
        > 2|Tổng thu|30
        II|Quản lý|30
        > 3|An toàn|30
        III|ĐIỂM THƯỞNG, ĐIỂM PHẠT|
        > 5|Điểm thưởng sáng kiến|5|+
        > 6|Điểm phạt vi phạm|5|-""",
    ),
    "points-of-parts-beside-points-of-groups": Paste(
        """Số TT|Tiêu chuẩn thi đua|Điểm tối đa của tiêu chuẩn|Điểm chi tiết|Lý do cộng, trừ
        I|Xây dựng Hội|50||
        |1. Tổ chức cơ sở||30|Mỗi chi hội yếu trừ 2 điểm
        |2. Hội viên||20|
        II|Phong trào|50||
        |1. Làm kinh tế||25|
        |2. An ninh||25|
        |Tổng điểm|100|100|""",
        """I|Xây dựng Hội|50
        > 1|Tổ chức cơ sở|30
        > 2|Hội viên|20
        II|Phong trào|50
        > 1|Làm kinh tế|25
        > 2|An ninh|25""",
    ),
    "the-total-is-that-of-the-standard": Paste(
        """TT|Chỉ tiêu|Thang điểm|Mức điểm chấm
        A|Thu ngân sách|60 điểm|Đạt 100% dự toán: 60 điểm; đạt dưới 100%: tính theo tỷ lệ
        B|Cải cách|40 điểm|Trễ 01 hồ sơ trừ 0,5 điểm, không quá 10 điểm
        |Cộng (A+B)|100 điểm|
        C|Điểm thưởng|Tối đa 10 điểm|
        1|Vượt thu|5 điểm|
        2|Sáng kiến|5 điểm|
        |Tổng cộng (A+B+C)|110 điểm|""",
        """A|Thu ngân sách|60
        B|Cải cách|40
        C|Điểm thưởng|10|+
        > 1|Vượt thu|5|+
        > 2|Sáng kiến|5|+""",
    ),
    "long-words-under-the-codes": Paste(
        """STT|Tiêu chí|Điểm|Cách tính
        1|Chấp hành pháp luật|60|Vi phạm trừ 5 điểm
        2|Nhiệm vụ chuyên môn|40|
        |Tổng|100|
        |||
        Quy định về điểm cộng, điểm trừ của khối:|||
        - Đơn vị đăng cai hội nghị được cộng 1 điểm;|||
        - Nộp báo cáo chậm thì trừ 0,5 điểm/ngày.|||
        - Các trường hợp khác do khối trưởng xem xét.|||
        - Mọi vướng mắc gửi về thường trực khối.|||""",
        """1|Chấp hành pháp luật|60
        2|Nhiệm vụ chuyên môn|40""",
        asks=frozenset({"rule-in-note"}),
    ),
    "levels-with-points": Paste(
        """TT|Tiêu chí|Mức điểm
        1|Tỷ lệ hoàn thành kế hoạch|20
        |Đạt từ 100% trở lên|20
        |Đạt từ 90% đến dưới 100%|15
        2|Các việc khác|80
        |Việc chung|30
        |Việc riêng|50
        |Cộng|100""",
        """1|Tỷ lệ hoàn thành kế hoạch|20|one-of
        > |Đạt từ 100% trở lên|20
        > |Đạt từ 90% đến dưới 100%|15
        2|Các việc khác|80
        > |Việc chung|30
        > |Việc riêng|50""",
        asks=frozenset({"one-of"}),
    ),
    "heading-of-two-lines-without-merges": Paste(
        """||Điểm||
        TT|Nội dung|Tối đa|Tự chấm|Thẩm định
        A|Phần chung|70||
        1|Việc một|30||
        2|Việc hai|40||
        B|Phần riêng|30||
        1|Việc ba|30||
        |TỔNG|100||""",
        """A|Phần chung|70
        > 1|Việc một|30
        > 2|Việc hai|40
        B|Phần riêng|30
        > 1|Việc ba|30""",
    ),
    "headings-without-code-points-or-dress": Paste(
        """STT|Nội dung thi đua|Điểm tối đa|Ghi chú
        |Công tác chuyên môn||
        1|Làm việc một|30|Thiếu một báo cáo trừ 2 điểm
        2|Làm việc hai|20|
        |Công tác đoàn thể||
        3|Làm việc ba|25|
        4|Làm việc bốn|25|
        |Tổng cộng|100|""",
        """|Công tác chuyên môn|
        > 1|Làm việc một|30
        > 2|Làm việc hai|20
        |Công tác đoàn thể|
        > 3|Làm việc ba|25
        > 4|Làm việc bốn|25""",
        asks=frozenset({"group-points-missing"}),
    ),
    "codes-in-titles": Paste(
        """Tiêu chí đánh giá|Thang điểm|Điểm thực hiện
        I/ LÃNH ĐẠO|Tối đa 30 điểm|
        1.1 Ban hành kế hoạch|10 điểm|
        1.2 Kiểm tra|từ 0 đến 20 điểm|
        II/ THỰC HIỆN|Tối đa 70 điểm|
        2.1 Kết quả|70 điểm|
        CỘNG (I + II)|100 điểm|
        Ghi chú: có người bị kỷ luật thì không xét.||""",
        """I|LÃNH ĐẠO|30
        > 1.1|Ban hành kế hoạch|10
        > 1.2|Kiểm tra|20
        II|THỰC HIỆN|70
        > 2.1|Kết quả|70""",
        asks=frozenset({"points-range"}),
    ),
    "signs-inside-signs": Paste(
        """TT|Nội dung|Điểm
        1|Nhóm thứ nhất|40
        |- Việc một|15
        |+ Phần a|5
        |+ Phần b|10
        |- Việc hai|25
        2|Nhóm thứ hai|60
        |- Việc ba|60
        |Tổng cộng|100""",
        """1|Nhóm thứ nhất|40
        > |Việc một|15
        > > |Phần a|5
        > > |Phần b|10
        > |Việc hai|25
        2|Nhóm thứ hai|60
        > |Việc ba|60""",
    ),
    "conditions-without-points": Paste(
        """STT|Nội dung|Điểm tối đa
        A|ĐIỀU KIỆN|
        1|Không có đảng viên bị khởi tố|
        2|Nộp báo cáo đúng hạn|
        B|TIÊU CHÍ CHẤM ĐIỂM|100
        1|Việc một|60
        2|Việc hai|40
        |Tổng cộng|100""",
        """A|ĐIỀU KIỆN|
        > 1|Không có đảng viên bị khởi tố|
        > 2|Nộp báo cáo đúng hạn|
        B|TIÊU CHÍ CHẤM ĐIỂM|100
        > 1|Việc một|60
        > 2|Việc hai|40""",
        asks=frozenset({"points-missing"}),
    ),
    "total-first-and-columns-of-two-kinds-of-units": Paste(
        """STT|Nội dung|Điểm tối đa khối xã|Điểm tối đa khối phường
        |TỔNG ĐIỂM|100|100
        I|Kinh tế|60|50
        1|Nông nghiệp|40|10
        2|Dịch vụ|20|40
        II|Xã hội|40|50
        1|Y tế|40|50""",
        """I|Kinh tế|60
        > 1|Nông nghiệp|40
        > 2|Dịch vụ|20
        II|Xã hội|40
        > 1|Y tế|40""",
        asks=frozenset({"two-point-columns"}),
    ),
    "no-heading": Paste(
        """Tiêu chí 1|Công tác lập kế hoạch|40
        1.1|Có kế hoạch năm|15
        1.2|Có kế hoạch tháng|25
        Tiêu chí 2|Thực hiện|60
        2.1|Kết quả tháng|60
        |Tổng|100""",
        """Tiêu chí 1|Công tác lập kế hoạch|40
        > 1.1|Có kế hoạch năm|15
        > 1.2|Có kế hoạch tháng|25
        Tiêu chí 2|Thực hiện|60
        > 2.1|Kết quả tháng|60""",
        asks=frozenset({"no-heading"}),
    ),
    "a-table-of-bonuses-below": Paste(
        """TT|Nội dung|Điểm chuẩn
        1|Việc một|60
        2|Việc hai|40
        |Tổng|100
        ||
        TT|Nội dung cộng điểm|Điểm cộng
        1|Có sáng kiến|3
        2|Được khen|2""",
        """1|Việc một|60
        2|Việc hai|40
        |Điểm cộng||+
        > 1|Có sáng kiến|3|+
        > 2|Được khen|2|+""",
        "100",
    ),
    "points-that-cannot-be-read-keep-their-line": Paste(
        """TT|Nội dung|Điểm chuẩn|Cách chấm
        I|Một|30|
        1|Hai|đạt|Chậm trừ 1 điểm
        2|Ba|20|
        |Tổng|30|""",
        """I|Một|30
        > 1|Hai|
        > 2|Ba|20""",
        "30",
    ),
    "sums-below-the-groups": Paste(
        """Tiêu chuẩn/Mục|Nội dung|Điểm|Điểm đạt
        Tiêu chuẩn 1|Tổ chức bộ máy||
        Mục 1.1|Quy chế làm việc|8|
        Mục 1.2|Phân công nhiệm vụ|12|
        Cộng Tiêu chuẩn 1||20|
        Tiêu chuẩn 2|Kết quả hoạt động||
        Mục 2.1|Thường xuyên|50|
        Mục 2.2|Trọng điểm|30|
        Cộng Tiêu chuẩn 2||80|
        CỘNG TOÀN BẢNG||100|""",
        """Tiêu chuẩn 1|Tổ chức bộ máy|20
        > Mục 1.1|Quy chế làm việc|8
        > Mục 1.2|Phân công nhiệm vụ|12
        Tiêu chuẩn 2|Kết quả hoạt động|80
        > Mục 2.1|Thường xuyên|50
        > Mục 2.2|Trọng điểm|30""",
    ),
    "criteria-that-read-like-a-heading": Paste(
        """Nội dung, tiêu chí chấm điểm|Hướng dẫn chấm
        I. Nhiệm vụ được giao: 60 điểm|
        1. Chương trình công tác (40 điểm)|Mỗi nhiệm vụ chậm trừ 1 điểm, tối đa 20 điểm
        2. Tham mưu (20 điểm)|
        II. Chấp hành pháp luật: 40 điểm|
        1. Không có cán bộ vi phạm (40 điểm)|Có vi phạm: 0 điểm
        Tổng cộng: 100 điểm|""",
        """I|Nhiệm vụ được giao|60
        > 1|Chương trình công tác|40
        > 2|Tham mưu|20
        II|Chấp hành pháp luật|40
        > 1|Không có cán bộ vi phạm|40""",
    ),
    "what-shuts-out-and-numbered-notes": Paste(
        """TT|Nội dung|Điểm
        A|ĐIỂM CHUẨN|100
        1|Chỉ tiêu|60
        2|Hồ sơ|40
        B|ĐIỂM CỘNG (không quá 5 điểm)|
        1|Sáng kiến|5
        C|ĐIỂM LIỆT|
        -|Có người bị truy tố: không xếp hạng|
        |Điểm tối đa (A)|100
        Ghi chú:||
        1.|Nộp chậm trừ 2 điểm vào tổng điểm.|
        2.|Số liệu chốt ngày 30/11.|""",
        """A|ĐIỂM CHUẨN|100
        > 1|Chỉ tiêu|60
        > 2|Hồ sơ|40
        B|ĐIỂM CỘNG (không quá 5 điểm)|5|+
        > 1|Sáng kiến|5|+""",
        asks=frozenset({"rule-in-note"}),
    ),
    "sections-as-bands-after-a-flat-table": Paste(
        """TT|Nội dung và cách chấm|Điểm
        1|Chấp hành|20
        2|Nhiệm vụ|60
        3|Tập thể|20
        Tổng điểm chuẩn||100
        Điểm thưởng||
        1|Bằng khen cấp bộ|2
        2|Sáng kiến|3
        Điểm trừ||
        1|Đơn thư vượt cấp|2""",
        """1|Chấp hành|20
        2|Nhiệm vụ|60
        3|Tập thể|20
        |Điểm thưởng||+
        > 1|Bằng khen cấp bộ|2|+
        > 2|Sáng kiến|3|+
        |Điểm trừ||-
        > 1|Đơn thư vượt cấp|2|-""",
    ),
    "articles-under-a-heading-that-says-nothing": Paste(
        """Điều, khoản|Nội dung|Điểm quy định
        Điều 1|Nhiệm vụ chính trị|70
        Khoản 1|Chỉ tiêu pháp lệnh|40
        Khoản 2|Chỉ tiêu hướng dẫn|30
        Điều 2|Công tác khác|30
        Khoản 1|Hội họp|30
        Tổng: 100 điểm (Một trăm điểm)||""",
        """Điều 1|Nhiệm vụ chính trị|70
        > Khoản 1|Chỉ tiêu pháp lệnh|40
        > Khoản 2|Chỉ tiêu hướng dẫn|30
        Điều 2|Công tác khác|30
        > Khoản 1|Hội họp|30""",
    ),
    "small-roman-numbers": Paste(
        """TT|Tiêu chí|Điểm tối đa
        I|Chính trị|60
        i|Nghị quyết|35
        ii|Sinh hoạt|25
        II|Đạo đức|40
        i|Nêu gương|30
        ii|Tiết kiệm|10
        |Cộng|100""",
        """I|Chính trị|60
        > i|Nghị quyết|35
        > ii|Sinh hoạt|25
        II|Đạo đức|40
        > i|Nêu gương|30
        > ii|Tiết kiệm|10""",
    ),
    "each-group-a-table-of-its-own": Paste(
        """BẢNG CHẤM ĐIỂM|||
        I. Nhiệm vụ trọng tâm (60 điểm)|||
        TT|Tiêu chí|Điểm chuẩn|Tự chấm
        1|Chuyển đổi số|35|
        2|Số hóa hồ sơ|25|
        |Cộng I|60|
        |||
        II. Nhiệm vụ thường xuyên (40 điểm)|||
        TT|Tiêu chí|Điểm chuẩn|Tự chấm
        1|Trực lãnh đạo|20|
        2|Tiếp dân|20|
        |Cộng II|40|
        |||
        |TỔNG CỘNG (I + II)|100|""",
        """I|Nhiệm vụ trọng tâm|60
        > 1|Chuyển đổi số|35
        > 2|Số hóa hồ sơ|25
        II|Nhiệm vụ thường xuyên|40
        > 1|Trực lãnh đạo|20
        > 2|Tiếp dân|20""",
    ),
    "goals-and-figures": Paste(
        """Mục tiêu|Chỉ số|Điểm tối đa
        Mục tiêu 1|Tăng trưởng|60
        1|Doanh thu|35
        2|Lợi nhuận|25
        Mục tiêu 2|Bền vững|40
        1|An toàn|40
        Tổng điểm||100""",
        """Mục tiêu 1|Tăng trưởng|60
        > 1|Doanh thu|35
        > 2|Lợi nhuận|25
        Mục tiêu 2|Bền vững|40
        > 1|An toàn|40""",
    ),
}
