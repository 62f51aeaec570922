import GeoStore

extension ImportIssue {
    /// Every code there is. The raw values are stable: people filter by them, programs count by them.
    enum Code: String, CaseIterable, Sendable {
        case geometryNull = "geometry-null"
        case geometryEmpty = "geometry-empty"
        case geometryRepaired = "geometry-repaired"
        case geometryRepairExceeds = "geometry-repair-exceeds"
        case geometryRepairUnconfirmed = "geometry-repair-unconfirmed"
        case geometryInvalid = "geometry-invalid"
        case geometryUnrepairable = "geometry-unrepairable"
        case geometryUnreadable = "geometry-unreadable"
        case geometryType = "geometry-type"
        case geometrySliver = "geometry-sliver"
        case geometrySpike = "geometry-spike"
        case geometryRepeatedVertex = "geometry-repeated-vertex"
        case lineShort = "line-short"
        case pointAtOrigin = "point-at-origin"
        case featureDuplicate = "feature-duplicate"
        case coordinateNotNumber = "coordinate-not-number"
        case coordinateNotFinite = "coordinate-not-finite"
        case coordinateOutOfRange = "coordinate-out-of-range"
        case heightMissing = "height-missing"
        case heightDropped = "height-dropped"
        case measuresDropped = "measures-dropped"
        case curvesLinearised = "curves-linearised"
        case surfaceConverted = "surface-converted"
        case textComposed = "text-composed"
        case textUndecodable = "text-undecodable"
        case textOtherEncoding = "text-other-encoding"
        case textMisreadRepaired = "text-misread-repaired"
        case letterFolded = "letter-folded"
        case capitalsRestored = "capitals-restored"
        case textLettersLost = "text-letters-lost"
        case crsResolved = "crs-resolved"
        case crsLabelledWGS84 = "crs-label-wgs84"
        case crsDoubtful = "crs-doubtful"
        case crsZoneUntested = "crs-zone-untested"
        case crsDatumUntested = "crs-datum-untested"
        case crsShiftMissing = "crs-shift-missing"
        case crsRotationsMissing = "crs-rotations-missing"
        case crsRotationsReversed = "crs-rotations-reversed"
        case crsShiftOfMekongDelta = "crs-shift-mekong"
        case crsShiftUnknown = "crs-shift-unknown"
        case crsScaleFactor = "crs-scale-factor"
        case crsOutsideArea = "crs-area"
        case axesSwapped = "axes-swapped"
        case coordinatesAdjusted = "coordinates-adjusted"
        case unitsMissing = "units-missing"
        case keyDuplicate = "key-duplicate"
        case keyMissing = "key-missing"
        case valueInvalid = "value-invalid"
        case numberNotFinite = "number-not-finite"
        case numberComma = "number-comma"
        case numberUnreadable = "number-unreadable"
        case dateInvalid = "date-invalid"
        case logicalInvalid = "logical-invalid"
        case libraryMessage = "library-message"

        var outcome: Outcome { entry.outcome }
        /// What is wrong and what to do.
        var reason: LocalizedText { LocalizedText(vi: entry.vi, en: entry.en) }
    }
}

extension ImportIssue.Code {
    private typealias Entry = (outcome: ImportIssue.Outcome, vi: String, en: String)

    private var entry: Entry {
        switch self {
        case .geometryNull:
            (
                .noted, "Dòng này không có hình; thuộc tính vẫn được lưu. Nếu cần hình thì vẽ bổ sung trong tệp gốc.",
                "The row has no geometry; its values are stored. Draw the geometry in the source if one is needed."
            )
        case .geometryEmpty:
            (
                .noted, "Hình rỗng, được lưu như không có hình. Nếu cần hình thì vẽ bổ sung trong tệp gốc.",
                "The geometry is empty and stored as none. Draw it in the source if one is needed."
            )
        case .geometryRepaired:
            (
                .repaired,
                "Hình đã được sửa trong giới hạn cho phép. Nên sửa cả tệp gốc để lần sau không phải sửa lại.",
                "The geometry was repaired within the limits. Mend the source too, so that it need not be repaired again."
            )
        case .geometryRepairExceeds:
            (
                .rejected,
                "Sửa tự động sẽ làm hình thay đổi quá giới hạn, hoặc có hai cách hiểu. Xem hình đề nghị trong sổ lỗi: nhận (ghi 'accept' vào cột gs_decision) hoặc sửa lại, rồi nộp lại.",
                "A repair would change the geometry beyond the limits, or there are two readings. Look at the proposal in the "
                    + "ledger: accept it (write 'accept' in column gs_decision) or mend the row, then resubmit."
            )
        case .geometryRepairUnconfirmed:
            (
                .rejected,
                "Có một cách sửa được đề nghị, cần người quyết định: ghi 'accept' vào cột gs_decision, rồi nộp lại.",
                "A repair is proposed and needs a person's decision: write 'accept' in column gs_decision, then resubmit."
            )
        case .geometryInvalid:
            (
                .rejected,
                "Lần nhập này không cho phép sửa hình. Sửa hình trong tệp gốc hoặc trong sổ lỗi rồi nộp lại.",
                "This import repairs nothing. Mend the geometry in the source or in the ledger and resubmit."
            )
        case .geometryUnrepairable:
            (
                .rejected, "Hình không sửa tự động được: không còn lại phần nào hợp lệ. Vẽ lại hình rồi nộp lại.",
                "The geometry cannot be repaired: nothing valid of its kind is left. Draw it again and resubmit."
            )
        case .geometryUnreadable:
            (
                .rejected, "Hình không đọc được. Mở tệp gốc bằng phần mềm đã tạo ra nó, lưu lại rồi nhập lại.",
                "The geometry cannot be read. Open the source with the program that made it, save it again and import."
            )
        case .geometryType:
            (
                .rejected, "Kiểu hình khác với lớp dữ liệu. Chuyển đối tượng sang lớp đúng kiểu rồi nộp lại.",
                "The geometry is of another type than the layer. Move the feature to a layer of its type and resubmit."
            )
        case .geometrySliver:
            (
                .noted, "Vùng rất hẹp, thường là khe hở giữa hai thửa. Kiểm tra, nếu thừa thì xoá trong tệp gốc.",
                "The area is very narrow, often a gap between two parcels. Check it and delete it if it is none."
            )
        case .geometrySpike:
            (
                .noted, "Ranh giới có gai nhọn: một đỉnh chạy ra rồi quay về gần như đường cũ. Kiểm tra đỉnh ấy.",
                "The boundary has a spike: it runs out to a vertex and back along nearly the same line. Check the vertex."
            )
        case .geometryRepeatedVertex:
            (
                .noted, "Có đỉnh lặp lại liền nhau. Hình vẫn hợp lệ và được giữ nguyên.",
                "A vertex is repeated. The geometry is valid and kept as delivered."
            )
        case .lineShort:
            (
                .noted, "Đường quá ngắn, có thể do bấm nhầm khi vẽ. Kiểm tra, nếu thừa thì xoá trong tệp gốc.",
                "The line is very short, perhaps a slip of the hand. Check it and delete it if it is none."
            )
        case .pointAtOrigin:
            (
                .noted, "Điểm nằm ở toạ độ (0, 0), thường là chưa nhập toạ độ. Bổ sung toạ độ đúng.",
                "The point lies at (0, 0), which usually means that no coordinates were entered. Enter the right ones."
            )
        case .featureDuplicate:
            (
                .noted, "Đối tượng trùng hoàn toàn (hình và thuộc tính) với một dòng trước. Kiểm tra và xoá dòng thừa.",
                "The feature equals an earlier row in geometry and values. Check and delete the surplus one."
            )
        case .coordinateNotNumber:
            (
                .rejected, "Toạ độ không phải là số (chữ, giá trị null hoặc còn thiếu). Nhập toạ độ đúng rồi nộp lại.",
                "A coordinate is no number (letters, null, or missing). Enter the right coordinates and resubmit."
            )
        case .coordinateNotFinite:
            (
                .rejected, "Toạ độ không phải là số (NaN hoặc vô cực). Nhập lại toạ độ đúng rồi nộp lại.",
                "A coordinate is no number (NaN or infinite). Enter the right coordinates and resubmit."
            )
        case .coordinateOutOfRange:
            (
                .rejected,
                "Toạ độ không có chỗ trên trái đất trong hệ toạ độ này. Kiểm tra hệ toạ độ và số liệu rồi nộp lại.",
                "The coordinates are no place on earth in this CRS. Check the CRS and the numbers and resubmit."
            )
        case .heightMissing:
            (
                .repaired, "Lớp có độ cao nhưng đối tượng này không có: đã lưu độ cao 0.",
                "The layer has heights and this feature none: a height of 0 was stored."
            )
        case .heightDropped:
            (
                .repaired, "Lớp không có độ cao nhưng đối tượng này có: độ cao không được lưu.",
                "The layer has no heights and this feature has: the heights were not stored."
            )
        case .measuresDropped:
            (.repaired, "Giá trị đo M không được lưu.", "Measures (M values) are not stored.")
        case .curvesLinearised:
            (
                .repaired, "Cung tròn đã được thay bằng các đoạn thẳng ngắn.",
                "Arcs were replaced by short straight lines."
            )
        case .surfaceConverted:
            (
                .repaired, "Bề mặt ba chiều (TIN, multipatch) đã được chuyển thành vùng.",
                "A surface (TIN, multipatch) was converted to polygons."
            )
        case .textComposed:
            (
                .repaired, "Chữ ở dạng Unicode tổ hợp đã được chuyển sang dựng sẵn.",
                "Text in decomposed Unicode was brought to its composed form."
            )
        case .textUndecodable:
            (
                .noted,
                "Có ký tự không đọc được theo bảng mã của cột. Kiểm tra bảng mã, nhập lại với --encoding nếu cần.",
                "Some bytes do not exist in the column's encoding. Check it, and import again with --encoding if needed."
            )
        case .textOtherEncoding:
            (
                .noted, "Giá trị này dùng bảng mã khác với cột và đã được đọc theo bảng mã của nó.",
                "The value is in another encoding than its column and was read by its own."
            )
        case .textMisreadRepaired:
            (
                .repaired, "Chữ đã hỏng từ một lần chuyển mã trước đó và được khôi phục. Đọc lại xem đã đúng chưa.",
                "The text had been damaged by an earlier conversion and was recovered. Read it over."
            )
        case .letterFolded:
            (
                .repaired, "Chữ Ð (U+00D0) đã được thay bằng Đ tiếng Việt (U+0110).",
                "The letter Ð (U+00D0) was replaced by the Vietnamese Đ (U+0110)."
            )
        case .capitalsRestored:
            (
                .noted,
                "Chữ hoa có dấu mà bảng TCVN3 không có đã được khôi phục theo chính tả. Đọc lại xem đã đúng chưa.",
                "Capitals with tones, which TCVN3 lacks, were restored by spelling. Read them over."
            )
        case .textLettersLost:
            (
                .noted,
                "Một số chữ đã mất từ trước khi tệp được tạo (còn lại dấu ? hoặc ô vuông), không khôi phục được. Sửa trong tệp gốc.",
                "Letters were lost before the file was made (a ? or a box is left); nothing brings them back. Correct the source."
            )
        case .crsResolved:
            (
                .noted,
                "Tệp không ghi hệ toạ độ; hệ toạ độ được tìm ra từ dữ liệu. Kiểm tra vị trí trên bản đồ, rồi ghi rõ cho lần sau (.prj hoặc --source-crs).",
                "The file states no CRS; it was found from the data. Check the place on the map, then state it (a .prj, or --source-crs)."
            )
        case .crsLabelledWGS84:
            (
                .noted, "Tệp ghi WGS 84 nhưng toạ độ là VN-2000; đã dùng VN-2000. Sửa ở tệp gốc.",
                "The file says WGS 84, but its coordinates are VN-2000, which was used. Correct the source."
            )
        case .crsDoubtful:
            (
                .noted, "Dữ liệu không hợp với hệ toạ độ đã chọn bằng --source-crs. Kiểm tra lại hồ sơ đo đạc.",
                "The data speak against the CRS given with --source-crs. Check it against the survey's papers."
            )
        case .crsZoneUntested:
            (
                .noted, "Không có cột nào nêu tên xã, huyện để kiểm múi chiếu mà tệp ghi. Kiểm tra vị trí trên bản đồ.",
                "No column names communes or districts by which to test the zone the file states. Check the map."
            )
        case .crsDatumUntested:
            (
                .noted,
                "Tệp ghi Hà Nội 1972, hệ đã thôi dùng từ năm 2000, và dữ liệu không cho biết có đúng không. Hỏi nơi làm tệp.",
                "The file says Hanoi 1972, given up in 2000, and the data do not tell whether that is true. Ask its maker."
            )
        case .crsShiftMissing:
            (
                .noted,
                "Định nghĩa hệ toạ độ trong tệp thiếu tham số chuyển sang WGS 84; đã dùng VN-2000 đúng quy định. Sửa ở tệp gốc.",
                "The file's definition lacks the shift to WGS 84; VN-2000 as decreed was used. Correct the source."
            )
        case .crsRotationsMissing:
            (
                .noted,
                "Định nghĩa trong tệp chỉ có ba tham số tịnh tiến; đã dùng đủ bảy tham số của VN-2000. Sửa ở tệp gốc.",
                "The file's definition has three translations only; all seven parameters were used. Correct the source."
            )
        case .crsRotationsReversed:
            (
                .noted,
                "Định nghĩa trong tệp có ba góc xoay ngược dấu; đã dùng tham số đúng của VN-2000. Sửa ở tệp gốc.",
                "The file's definition has its rotations with the wrong sign; the right ones were used. Correct the source."
            )
        case .crsShiftOfMekongDelta:
            (
                .noted,
                "Định nghĩa trong tệp có tham số của đồng bằng sông Cửu Long; đã dùng tham số cả nước. Sửa ở tệp gốc.",
                "The file's definition has the parameters of the Mekong delta; the national ones were used. Correct the source."
            )
        case .crsShiftUnknown:
            (
                .noted,
                "Định nghĩa trong tệp có tham số chuyển không rõ nguồn gốc; đã dùng tham số của VN-2000. Sửa ở tệp gốc.",
                "The file's definition has a shift of unknown origin; that of VN-2000 was used. Correct the source."
            )
        case .crsScaleFactor:
            (
                .noted,
                "Hệ số tỉ lệ của múi chiếu trong tệp là 0,9996 thay cho 0,9999; toạ độ đã được hiệu chỉnh. Kiểm tra hồ sơ.",
                "The file's zone has the scale factor 0.9996 for 0.9999; coordinates were corrected. Check the papers."
            )
        case .crsOutsideArea:
            (
                .noted, "Lớp nằm ngoài vùng áp dụng của phép chuyển toạ độ, độ chính xác ở đó không rõ.",
                "The layer lies outside the area of use of the operation; its accuracy there is unknown."
            )
        case .axesSwapped:
            (
                .noted, "Hai trục toạ độ của tệp bị đảo (X là hướng bắc) và đã được đổi lại.",
                "The file's axes are swapped (X is north) and have been put right."
            )
        case .coordinatesAdjusted:
            (
                .noted, "Toạ độ của tệp đã được quy đổi (đơn vị, số hiệu múi ở đầu, hệ số tỉ lệ) trước khi lưu.",
                "The file's coordinates were converted (unit, zone prefix, scale factor) before they were stored."
            )
        case .unitsMissing:
            (
                .noted,
                "Không tìm thấy danh sách đơn vị hành chính, nên không so được tên xã, huyện. Đặt biến GEOSECTOR_HOME.",
                "The lists of administrative units were not found, so names were not compared. Set GEOSECTOR_HOME."
            )
        case .keyDuplicate:
            (
                .rejected,
                "Giá trị khoá trùng với một dòng khác; cả hai dòng đều bị loại. Sửa khoá cho khác nhau rồi nộp lại.",
                "The key is that of another row; both are rejected. Make the keys differ and resubmit."
            )
        case .keyMissing:
            (
                .rejected, "Dòng này không có giá trị khoá. Điền khoá rồi nộp lại.",
                "The row has no value in the key column. Fill it in and resubmit."
            )
        case .valueInvalid:
            (
                .rejected, "Giá trị không đúng kiểu của cột (ví dụ chữ trong cột số). Sửa giá trị rồi nộp lại.",
                "A value is not of its column's type, for example letters in a column of numbers. Correct it and resubmit."
            )
        case .numberNotFinite:
            (
                .repaired, "Số không hợp lệ (NaN hoặc vô cực) đã được để trống.",
                "A number that is none (NaN or infinite) became null."
            )
        case .numberComma:
            (
                .repaired, "Số viết bằng dấu phẩy thập phân đã được đọc đúng như viết.",
                "A number with a decimal comma was read as it is written."
            )
        case .numberUnreadable:
            (
                .repaired, "Giá trị trong cột số không phải là số, đã được để trống. Sửa trong tệp gốc.",
                "A value in a column of numbers is none and became null. Correct the source."
            )
        case .dateInvalid:
            (
                .repaired, "Ngày không có thật đã được để trống. Kiểm tra lại ngày.",
                "No such date: it became null. Check it."
            )
        case .logicalInvalid:
            (
                .repaired, "Giá trị đúng/sai không hiểu được đã được để trống.",
                "A truth value that says neither yes nor no became null."
            )
        case .libraryMessage:
            (
                .noted, "Thư viện đọc tệp có lời nhắn về đối tượng này; đọc phần chi tiết.",
                "The library that reads the file said something about this feature; see the detail."
            )
        }
    }
}
