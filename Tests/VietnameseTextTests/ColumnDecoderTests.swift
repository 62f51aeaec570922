import Foundation
import Testing
import VietnameseText

@Suite struct ColumnDecoderTests {
    private func bytes(_ texts: [String], _ encoding: LegacyEncoding = .utf8) -> [[UInt8]] {
        texts.map { encoding.encode($0).bytes }
    }

    private func decoder(_ samples: [[UInt8]], claim: EncodingClaim = .wellFounded) -> ColumnDecoder {
        ColumnDecoder(ColumnDiagnosis(samples: samples, claim: claim))
    }

    @Test(arguments: [
        ["École française de Pleiku", "Évêché de Kontum", "café", "Théâtre", "Région des Moïs", "Thé", "Père Ngô"],
        ["naïve", "résumé", "Café Zoë", "© 2024", "25 °C", "½ mile", "€ 20", "it’s", "Smörgåsbord"],
        ["čư̆ Prông", "Ia Kŏ", "Plơi Bŏng", "ƀuôn Ma", "Hñăp", "Čar", "Ƀơ Nông"],
        ["ປະເທດລາວ", "ແຂວງ ອັດຕະປື", "Attapeu ອັດຕະປື"], ["北京", "广东省", "Pleiku 波来古"],
        ["Garðabær", "Ísafjörður", "Viðey"], ["Straße", "Köln", "Größe", "Übung"],
        ["Phuờng Hoa Lư", "Trưòng tiểu học", "TP.Pleiku", "QĐ", "Đ", "ĐH", "m²", "≥ 5 ha", "45° Bắc", "“Nhà”"],
        ["123", "A-15/2024", "5'30", "I'm", "C++", "Address", "O'Brien", "Co.", "x^2"],
    ])
    func goodTextStaysAsItIs(texts: [String]) {
        for claim in [EncodingClaim.none, .wellFounded, .declared(.utf8)] {
            let diagnosis = ColumnDiagnosis(samples: bytes(texts), claim: claim)
            #expect([.asClaimed, .silent].contains(diagnosis.verdict))
            let decoder = ColumnDecoder(diagnosis)
            for text in texts {
                let value = decoder.decode(Array(text.utf8))
                #expect(value.text == text)
                #expect(value.remarks.subtracting(.composed).isEmpty)
                #expect(ColumnDiagnosis(samples: [Array(text.utf8)], claim: claim).verdict != .overruled)
            }
        }
    }

    @Test func aDeclaredCodePageOfAnotherLanguageIsBelieved() {
        let french = bytes(["École française", "Évêché", "café", "Forêt", "Délégué", "Rivière"], .windows1252)
        let diagnosis = ColumnDiagnosis(samples: french, claim: .declared(TextReader(.encoding(.windows1252))))
        #expect(diagnosis.verdict == .asClaimed)
        #expect(ColumnDiagnosis(samples: french, claim: .none).verdict == .ambiguous)
    }

    @Test func chineseThatIsUTF8ByChanceStaysChinese() throws {
        // `学校` in GBK.
        let school: [UInt8] = [0xD1, 0xA7, 0xD0, 0xA3]
        let city: [UInt8] = [0xB2, 0xA8, 0xC0, 0xB4, 0xB9, 0xC5, 0xCA, 0xD0]
        let system = try #require(SystemDecoder("GBK"))
        let reader = TextReader(codePage: "CP936") { bytes in
            system.decode([UInt8](bytes)).map { ($0, 0) } ?? ("\u{FFFD}", 1)
        }
        let diagnosis = ColumnDiagnosis(samples: [school, city, school], claim: .declared(reader))
        #expect(diagnosis.verdict == .asClaimed)
        #expect(diagnosis.others.isEmpty)
        #expect(ColumnDecoder(diagnosis).decode(school).text == "学校")
    }

    @Test func halfAColumnOfEachIsNoReasonToRefuse() {
        let names = [
            "Phường Hội Thương", "Xã Chư Prông", "Thị trấn Đak Đoa", "Huyện Đức Cơ", "Xã Ia Băng", "Đường Hùng Vương",
        ]
        for other in [LegacyEncoding.tcvn3, .vni, .cp1258] {
            let samples = names.enumerated().map { ($0.offset % 2 == 0 ? other : .utf8).encode($0.element).bytes }
            let diagnosis = ColumnDiagnosis(samples: samples, claim: .none)
            #expect(diagnosis.verdict != .ambiguous)
            let decoder = ColumnDecoder(diagnosis)
            #expect(samples.map { decoder.decode($0).text } == names)
        }
    }

    @Test func aLyingClaimIsOverruledByStrongEvidenceAndAskedAboutWhenThin() {
        let claim = EncodingClaim.declared(TextReader(.encoding(.windows1252)))
        let names = ["Phường Hoa Lư", "Xã Chư Prông", "Thị trấn Phú Túc", "Xã Ia Băng"]
        let diagnosis = ColumnDiagnosis(samples: bytes(names, .tcvn3), claim: claim)
        #expect(diagnosis.verdict == .overruled)
        #expect(diagnosis.reader.reading == .encoding(.tcvn3))
        #expect(diagnosis.confidence > 0.95)
        #expect(ColumnDiagnosis(samples: bytes(["Chơ Long"], .cp1258), claim: claim).verdict == .ambiguous)
    }

    @Test(arguments: [
        ("Ðường Lê Lợi", "Đường Lê Lợi"), ("Ðắk Ðoa", "Đắk Đoa"), ("QÐ-UBND", "QĐ-UBND"), ("ðất ở", "đất ở"),
        ("Ɖông", "Đông"), ("Ð", "Đ"),
    ])
    func ethInVietnameseTextBecomesTheRightLetter(typed: String, right: String) {
        let value = decoder(bytes(["Xã An Phú", typed])).decode(Array(typed.utf8))
        #expect(value.text == right)
        #expect(value.remarks == .lettersFolded)
    }

    @Test(arguments: [
        ("Ph??ng", true), ("H? N?i", true), ("?ường 5", true), ("Th\u{FFFD}nh", true), ("Mấy loại?", false),
        ("http://a.b/c?d", false),
    ])
    func lettersThatAreGoneAreReportedNotGuessed(text: String, areLost: Bool) {
        let value = decoder(bytes(["Xã An Phú"])).decode(Array(text.utf8))
        #expect(value.text == text)
        #expect(value.remarks.contains(.lettersLost) == areLost)
    }

    @Test(arguments: ByteReading.CodePageGuise.allCases)
    func textTakenForAnotherCodePageComesBack(guise: ByteReading.CodePageGuise) {
        for origin in [LegacyEncoding.utf8, .tcvn3, .vni, .cp1258] {
            let way = EncodedCorpus.Way(reading: .misread(.encoding(origin), as: guise))
            for text in ["Phường Hội Thương", "Xã Chư Prông", "Tài chính", "Huyện Đức Cơ", "Nguyễn Thị Bé"] {
                guard let bytes = way.bytes(of: text) else { continue }
                #expect(way.reading.decode(bytes)?.text == text, "\(way.reading.option)")
            }
        }
    }

    @Test func textDamagedTwiceAndTextThatLostItsNoBreakSpacesComesBack() {
        let utf8 = ByteReading.encoding(.utf8)
        let twice = EncodedCorpus.Way(reading: .misread(.misread(utf8, as: .western), as: .western))
        let names = ["Phường Hội Thương", "Xã Chư Prông", "Tài chính", "Huyện Đức Cơ"]
        let samples = names.compactMap(twice.bytes)
        let decoder = decoder(samples)
        #expect(samples.map { decoder.decode($0).text } == names)
        #expect(decoder.decode(samples[0]).remarks == .misreadRepaired)
        #expect(ByteReading.misread(utf8, as: .western).decode(Array("TÃ i chÃ­nh".utf8))?.text == "Tài chính")
    }

    @Test func oneDamagedValueAmongGoodOnesIsRepairedAndNamed() {
        let good = bytes(["Xã An Phú", "Phường Hoa Lư", "Xã Ia Kênh"])
        let value = decoder(good).decode(Array("Ph­êng NguyÔn V¨n Cõ".utf8))
        #expect(value.text == "Phường Nguyễn Văn Cừ")
        #expect(value.remarks == [.otherEncoding, .misreadRepaired])
        #expect(value.otherReading == "misread-tcvn3")
    }

    @Test func aValueThatTheSampleDidNotShowIsReadByTheSameRules() {
        let decoder = decoder(bytes(["Xã An Phú", "Phường Hoa Lư"]), claim: .none)
        let value = decoder.decode(LegacyEncoding.tcvn3.encode("Phường Nguyễn Văn Cừ").bytes)
        #expect(value.text == "Phường Nguyễn Văn Cừ")
        #expect(value.otherReading == "tcvn3")
        let broken = decoder.decode([0x41, 0xFF])
        #expect(broken.undecodableBytes > 0)
    }

    @Test func aColumnForACapitalFontIsReadInCapitalsAndItsExceptionsAsTheyAre() {
        let samples = bytes(["PHƯỜNG HOA LƯ", "XÃ IA KÊNH", "THỊ TRẤN PHÚ TÚC", "XÃ", "HUYỆN CHƯ SÊ", "QĐ"], .tcvn3)
        let diagnosis = ColumnDiagnosis(samples: samples, claim: .none)
        #expect(diagnosis.isCapitalFont)
        let decoder = ColumnDecoder(diagnosis)
        #expect(
            samples.map { decoder.decode($0).text } == [
                "PHƯỜNG HOA LƯ", "XÃ IA KÊNH", "THỊ TRẤN PHÚ TÚC", "XÃ", "HUYỆN CHƯ SÊ", "QĐ",
            ])
        #expect(decoder.decode(LegacyEncoding.tcvn3.encode("Xã An Phú").bytes).text == "Xã An Phú")
    }

    @Test func aNameWithTwoCapitalsMakesNoCapitalFont() {
        let names = ["Xã AL Bá", "Xã Bờ Ngoong", "Xã Ia Glai", "Xã Ayun"]
        for texts in [names, ["Xã AL Bá"]] {
            let samples = bytes(texts, .tcvn3)
            let diagnosis = ColumnDiagnosis(samples: samples, claim: .none)
            #expect(!diagnosis.isCapitalFont)
            #expect(samples.map { ColumnDecoder(diagnosis).decode($0).text } == texts)
        }
        let capitals = bytes(["XÃ AL BÁ", "XÃ BỜ NGOONG", "XÃ IA GLAI", "XÃ AYUN"], .tcvn3)
        let decoder = decoder(capitals, claim: .none)
        #expect(decoder.decode(capitals[0]).text == "XÃ AL BÁ", "there the column decides")
    }

    @Test(arguments: [
        (["phường yên đỗ", "xã đăk rong", "thị trấn đak đoa"], true),
        (["phường yên đỗ", "Xã đăk rong", "thị trấn đak đoa"], false), (["phường yên đỗ", "phường yên đỗ"], false),
    ])
    func textWithoutACapitalMayBeACapitalFonts(texts: [String], lacksCapitals: Bool) {
        let diagnosis = ColumnDiagnosis(samples: bytes(texts, .tcvn3), claim: .none)
        #expect(diagnosis.lacksCapitals == lacksCapitals)
        #expect(!diagnosis.isCapitalFont, "the bytes do not tell: nothing is guessed")
        #expect(!ColumnDiagnosis(samples: bytes(texts), claim: .none).lacksCapitals, "other encodings have capitals")
    }

    @Test func viqrIsReadOnlyWhenItIsConvincing() {
        let names = ["Phường Hoa Lư", "Xã Chư Prông", "Thị trấn Phú Túc", "Gia Lai"]
        let samples = bytes(names, .viqr)
        let decoder = decoder(samples, claim: .none)
        #expect(samples.map { decoder.decode($0).text } == names)
        #expect(decoder.decode(Array("it's 5'30".utf8)).text == "it's 5'30")
    }

    @Test func decomposedTextIsComposedAndSaidSo() {
        let value = decoder(bytes(["Xã An Phú"])).decode(Array("Die\u{302}n Ho\u{300}ng".utf8))
        #expect(value.text.unicodeScalars.count == 9)
        #expect(value.remarks == .composed)
    }

    @Test func aLetterCutOffByTheWidthOfTheColumnMakesNoOtherEncoding() {
        let samples = bytes(["Xã An Phú", "Phường Hoa Lư"]) + [Array("Phường Nguyễ".utf8.dropLast())]
        let diagnosis = ColumnDiagnosis(samples: samples, claim: .none)
        #expect(diagnosis.reader.reading == .encoding(.utf8))
        #expect(ColumnDecoder(diagnosis).decode(samples[2]).undecodableBytes == 1)
    }

    @Test func theNameOfEveryReadingIsUnderstood() {
        let guises = ByteReading.CodePageGuise.allCases
        for encoding in LegacyEncoding.allCases {
            let plain = ByteReading.encoding(encoding)
            for reading in [plain] + guises.map({ ByteReading.misread(plain, as: $0) }) + [
                .misread(.misread(plain, as: .western), as: .cp437)
            ] {
                #expect(ByteReading(option: reading.option) == reading)
            }
        }
        #expect(ByteReading(option: "misread-klingon") == nil)
    }
}
