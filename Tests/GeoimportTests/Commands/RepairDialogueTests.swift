import GeoStore
import SimpleFeatures
import Synchronization
import TestSupport
import Testing

@testable import geoimport

/// `--repair ask` with somebody who answers, who is not there, or who has had enough.
struct RepairDialogueTests {
    /// Answers one after the other, then none; remembers what was shown.
    private final class Person: Sendable {
        private let answers: Mutex<[String]>
        private let heard = Mutex<[String]>([])

        init(_ answers: [String]) { self.answers = Mutex(answers) }

        var questions: [String] { heard.withLock { $0 } }

        func dialogue(in language: Language = .en) -> RepairDialogue {
            RepairDialogue(
                language: language, show: { text in self.heard.withLock { $0.append(text) } },
                answer: { self.answers.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
        }
    }

    /// Four bow ties, a square and a bow tie more.
    private static func load(_ answers: [String], _ language: Language = .en) throws -> (
        Person, ImportReport, [Feature]
    ) {
        let fixture = try ImportFixture()
        func shape(_ number: Int, _ corners: String) -> (geometry: String, properties: String) {
            let place = corners.replacing("X", with: "108.\(number)")
            return (#"{"type":"Polygon","coordinates":[[\#(place)]]}"#, #"{"SO":\#(number)}"#)
        }
        let bowTie = "[X1,14.01],[X2,14.02],[X2,14.01],[X1,14.02],[X1,14.01]"
        let square = "[X1,14.01],[X2,14.01],[X2,14.02],[X1,14.02],[X1,14.01]"
        let file = try fixture.geoJSON(
            "thua.geojson", [1, 2, 3, 4].map { shape($0, bowTie) } + [shape(5, square), shape(6, bowTie)])
        let person = Person(answers)
        let report = try fixture.load(file, limit: try #require(RejectLimit("100%"))) {
            $0.repair.mode = .ask
            $0.dialogue = person.dialogue(in: language)
        }
        return (person, report, try fixture.features("thua"))
    }

    @Test(
        "each answer does what it says; after the last word nobody is asked again",
        arguments: [
            (["a", "s", "a", "s", "s"], 2, 3, 5), (["s", "A"], 4, 1, 2), (["a", "q"], 1, 4, 2), (["q"], 0, 5, 1),
            ([], 0, 5, 1), (["a"], 1, 4, 2), (["A"], 5, 0, 1), (["", "x", "a", "q"], 1, 4, 4),
        ])
    func answers(given: [String], repaired: Int, rejected: Int, questions: Int) throws {
        let (person, report, features) = try Self.load(given)
        #expect((report.repaired, report.rejected) == (repaired, rejected))
        #expect(features.count == repaired + 1, "and the square")
        #expect(person.questions.count == questions)
    }

    @Test("the question names the row, the rule, the areas and the answers, in both languages")
    func question() throws {
        let english = try #require(try Self.load(["q"]).0.questions.first)
        #expect(english.contains("row 0: ") && english.contains("ring-crosses-itself"), "\(english)")
        #expect(english.contains("area as drawn") && english.contains("a = accept"), "\(english)")
        let vietnamese = try #require(try Self.load(["q"], .vi).0.questions.first)
        #expect(vietnamese.contains("dòng 0: ") && vietnamese.contains("A = nhận tất cả"), "\(vietnamese)")
    }
}
