import ArgumentParser
import Testing

@testable import geoimport

/// A command line that is wrong, said in the language of the person who typed it.
struct UsageTextTests {
    private func text(_ arguments: [String], _ language: Language) throws -> String {
        do {
            _ = try GeoimportCommand.parseAsRoot(arguments)
        } catch {
            return UsageText(GeoimportCommand.fullMessage(for: error), arguments: arguments).text(in: language)
        }
        Issue.record("\(arguments) is no wrong command line")
        return ""
    }

    @Test(
        "every kind of wrong command line has a Vietnamese sentence, near matches included",
        arguments: [
            (
                ["load", "a.shp", "--store=s", "--sectr", "land"],
                "Còn thiếu '--sector <sector>'. '--sectr' có phải là '--sector' không?"
            ),
            (
                ["inspect", "a.shp", "--stor", "x"],
                "Không có tuỳ chọn '--stor'. Có phải bạn muốn dùng '--store'?"
            ),
            (["inspect", "a.shp", "--không-có"], "Không có tuỳ chọn '--không-có'"),
            (["load", "a.shp", "--store=s"], "Còn thiếu '--sector <sector>'"),
            (["load"], "Còn thiếu '<file>'"),
            (["load", "a.shp", "--store=s", "--sector"], "Sau '--sector <sector>' còn thiếu giá trị"),
            (["inspect", "a.shp", "b.shp"], "Không hiểu 'b.shp' trong lệnh này."),
            (["inspect", "a.shp", "b.shp", "c.shp"], "Không hiểu 2 chữ trong lệnh này: 'b.shp', 'c.shp'"),
            (["inspect", "a.shp", "--json=1"], "Tuỳ chọn '--json' không nhận giá trị, nhưng có '1'."),
            (
                ["inspect", "a.shp", "--lang", "fr"],
                "Giá trị 'fr' không dùng được cho '--lang <vi|en>'. Hãy dùng một trong 'vi' hoặc 'en'."
            ),
            (["prune", "a", "--keep", "năm", "--store=s"], "Giá trị 'năm' không dùng được cho '--keep <keep>'"),
            (
                ["load", "a.shp", "--store=s", "--sector=land", "--replace", "--append"],
                "'--append' và '--replace' không đi cùng nhau."
            ),
            (["laod"], "Không hiểu 'laod' trong lệnh này. 'laod' có phải là 'load' không?"),
        ])
    func vietnamese(arguments: [String], sentence: String) throws {
        let lines = try text(arguments, .vi).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first ?? "" == "Lỗi: " + sentence)
        #expect(lines.contains { $0.hasPrefix("Cách dùng: geoimport") })
        #expect(!lines.contains { $0.contains("for more information") })
    }

    @Test("in English it is the parser's own text, and a misspelt command has its near match too")
    func english() throws {
        #expect(try text(["load"], .en).hasPrefix("Error: Missing expected argument '<file>'\n"))
        #expect(
            try text(["formts"], .en).hasPrefix(
                "Error: Unexpected argument 'formts'. Did you mean 'formats' by 'formts'?\n"))
        #expect(try !text(["bản đồ"], .en).contains("Did you mean"))
    }

    @Test("the language of a run is known before its command line is understood")
    func language() {
        #expect(Language.said(in: ["geoimport", "load", "--lang", "vi", "--sectr"]) == .vi)
        #expect(Language.said(in: ["geoimport", "load", "--lang=en"]) == .en)
        #expect(Language.said(in: ["geoimport", "load", "--lang"]) == nil)
        #expect(Language.said(in: ["geoimport", "load", "--lang", "fr"]) == nil)
    }
}
