import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Random loads, edits by another program and rollbacks, compared with a model that keeps every version whole.
@Suite struct VersionModelTests {
    private struct Row: Hashable {
        var geometry: Geometry?
        var values: [PropertyValue]
    }

    private struct State: Equatable {
        var schema: FeatureSchema
        var features: [Int64: Row]
    }

    private final class Run {
        let fixture: StoreFixture
        var random: SplitMix
        var states: [Int: State] = [:]
        var highestID: Int64 = 0
        let id: CollectionID
        let key: String?

        init(seed: UInt64, key: String?) throws {
            fixture = try StoreFixture()
            random = SplitMix(seed: seed)
            id = try CollectionID("stations")
            self.key = key
        }

        var current: State? { states.keys.max().flatMap { states[$0] } }

        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

        func row(_ schema: FeatureSchema, key: Int) -> Row {
            let geometry: Geometry? =
                number(0...6) == 0 ? nil : .point(Coordinate(x: 4e5 + Double(number(0...5)), y: 1.5e6))
            let values = schema.properties.map { property -> PropertyValue in
                if property.name == "so" { return .integer(Int64(key)) }
                if number(0...3) == 0 { return .null }
                return property.type == .real ? .real(Double(number(0...2)) / 10) : .text("t\(number(0...2))")
            }
            return Row(geometry: geometry, values: values)
        }

        func schema() -> FeatureSchema {
            var schema = StoreFixture.schema
            if number(0...3) == 0 { schema.properties.remove(at: 0) }
            if number(0...3) == 0 { schema.properties.append(FeatureSchema.Property(name: "moi", type: .text)) }
            return schema
        }

        func read() throws -> State {
            State(
                schema: try fixture.collection().schema,
                features: Dictionary(
                    uniqueKeysWithValues: try fixture.features().map {
                        ($0.id.value, Row(geometry: $0.geometry, values: $0.values))
                    }))
        }

        /// Some rows of now, some changed, some new, in any order.
        func nextRows(_ schema: FeatureSchema) -> [Row] {
            var rows: [Row] = []
            var used: Set<Int> = []
            for feature in (current?.features ?? [:]).sorted(by: { $0.key < $1.key }) where number(0...4) > 0 {
                let old = current!.schema
                var row = Row(geometry: feature.value.geometry, values: [])
                row.values = schema.properties.map { property in
                    old.properties.firstIndex { $0.name == property.name }.map { feature.value.values[$0] } ?? .null
                }
                if number(0...4) == 0 { row = self.row(schema, key: number(0...30)) }
                if key != nil {
                    let position = schema.properties.firstIndex { $0.name == "so" }!
                    guard case .integer(let value) = row.values[position] else { continue }
                    guard used.insert(Int(value)).inserted else { continue }
                }
                rows.append(row)
            }
            for _ in 0..<number(0...4) {
                let value = number(0...30)
                if key != nil, !used.insert(value).inserted { continue }
                rows.append(row(schema, key: value))
            }
            return rows.shuffled(using: &random)
        }

        func load() throws {
            let before = current
            let schema = before == nil ? StoreFixture.schema : number(0...3) == 0 ? schema() : before!.schema
            let rows = nextRows(schema)
            let outcome = try fixture.store.load(
                try StoreFixture.definition(schema: schema), mode: before == nil ? .create : .replace,
                key: key.map { .property($0) } ?? .none
            ) { writer in
                for row in rows { try writer.append(geometry: row.geometry, values: row.values) }
                return Provenance()
            }
            let after = try read()
            #expect(Self.counts(Array(after.features.values)) == Self.counts(rows))
            if let version = outcome.version { states[version.number] = after }
            try checkIDs(before, after, rows)
            #expect(outcome.version != nil || before == after)
            if let before, outcome.version != nil { try expectChanges(outcome.changes, before, after) }
        }

        private func checkIDs(_ before: State?, _ after: State, _ rows: [Row]) throws {
            let old = before?.features ?? [:]
            for id in after.features.keys where old[id] == nil { #expect(id > highestID) }
            highestID = max(highestID, after.features.keys.max() ?? 0)
            guard let before, before.schema == after.schema else { return }
            // Every row whose content is there already keeps a feature that has it.
            let contents = Self.counts(Array(old.values))
            let kept = after.features.filter { old[$0.key] == $0.value }.count
            if key == nil {
                #expect(kept == Self.counts(rows).reduce(0) { $0 + min($1.value, contents[$1.key] ?? 0) })
            } else {
                let position = after.schema.properties.firstIndex { $0.name == "so" }!
                let ids = Dictionary(old.map { ($0.value.values[position], $0.key) }, uniquingKeysWith: min)
                for (id, row) in after.features {
                    if let former = ids[row.values[position]] { #expect(former == id) }
                }
            }
        }

        static func counts(_ rows: [Row]) -> [Row: Int] { rows.reduce(into: [:]) { $0[$1, default: 0] += 1 } }

        /// The values of a row as another schema sees them, by name.
        static func named(_ row: Row, _ schema: FeatureSchema) -> [String: PropertyValue] {
            Dictionary(uniqueKeysWithValues: zip(schema.properties.map(\.name), row.values)).filter {
                $0.value != .null
            }
        }

        static func differences(_ before: State, _ after: State) -> [Int64: FeatureChange.Kind] {
            var kinds: [Int64: FeatureChange.Kind] = [:]
            for (id, row) in before.features {
                guard let other = after.features[id] else {
                    kinds[id] = .removed
                    continue
                }
                let isSame =
                    row.geometry == other.geometry && named(row, before.schema) == named(other, after.schema)
                if !isSame { kinds[id] = .changed }
            }
            for id in after.features.keys where before.features[id] == nil { kinds[id] = .added }
            return kinds
        }

        func expectChanges(_ changes: VersionChanges?, _ before: State, _ after: State) throws {
            let kinds = Self.differences(before, after).values
            #expect(
                changes
                    == VersionChanges(
                        added: kinds.count { $0 == .added }, changed: kinds.count { $0 == .changed },
                        removed: kinds.count { $0 == .removed },
                        unchanged: after.features.count - kinds.count { $0 != .removed }))
        }

        func edit() throws {
            guard let before = current, let last = states.keys.max() else { return }
            var statements: [String] = []
            for _ in 0..<number(1...4) {
                let ids = before.features.keys.sorted()
                let target = ids.isEmpty ? 1 : ids[number(0...ids.count - 1)]
                switch number(0...5) {
                case 0: statements.append("DELETE FROM stations WHERE feature_id = \(target);")
                case 1:
                    statements.append("UPDATE stations SET cao = \(number(0...4)) / 10.0 WHERE feature_id = \(target);")
                case 2: statements.append("INSERT INTO stations (so, geometry) VALUES (\(number(31...60)), NULL);")
                case 3:
                    statements.append(
                        "UPDATE stations SET geometry = MakePoint(\(4e5 + Double(number(0...9))), 1500000, 9218) WHERE feature_id = \(target);"
                    )
                case 4:
                    statements.append(
                        "INSERT OR REPLACE INTO stations (feature_id, so) VALUES (\(target), \(number(61...90)));")
                case _:
                    let other = highestID + Int64(number(1...5))
                    statements.append(
                        "UPDATE OR IGNORE stations SET feature_id = \(other) WHERE feature_id = \(target);")
                }
            }
            try OtherPrograms.spatialite(fixture.path, statements.joined(separator: " "))
            if number(0...3) == 0 {
                try fixture.store.forEachFeature(of: id, atVersion: last) { feature in
                    #expect(before.features[feature.id.value]?.values == feature.values)
                }
            }
            if number(0...1) == 0 {
                try adopt(before)
            } else {
                let held = try read()
                let outcome = try fixture.store.rollBack(id, to: states.keys.sorted()[0])
                if let adopted = outcome.adopted { states[adopted.number] = held }
                if let version = outcome.version { states[version.number] = try read() }
            }
            highestID = max(highestID, current?.features.keys.max() ?? 0)
        }

        private func adopt(_ before: State) throws {
            let held = try read()
            let versions = try fixture.store.adoptOutsideEdits()
            if let version = versions.first {
                states[version.number] = held
                try expectChanges(version.changes, before, held)
            }
        }

        func rollBack() throws {
            let oldest = try fixture.collection().oldestVersion
            let numbers = states.keys.sorted().filter { $0 >= oldest }
            let target = numbers[number(0...numbers.count - 1)]
            let before = current!
            let outcome = try fixture.store.rollBack(id, to: target)
            let after = try read()
            #expect(after == states[target])
            if let version = outcome.version {
                states[version.number] = after
                try expectChanges(version.changes, before, after)
                #expect(version.rolledBackTo == target && version.origin == .rollback)
            } else {
                #expect(before == after)
            }
        }

        func checkAll() throws {
            let oldest = try fixture.collection().oldestVersion
            let numbers = states.keys.sorted().filter { $0 >= oldest }
            for number in numbers {
                var features: [Int64: Row] = [:]
                var last: Int64 = 0
                try fixture.store.forEachFeature(of: id, atVersion: number) { feature in
                    #expect(feature.id.value > last)
                    last = feature.id.value
                    features[last] = Row(geometry: feature.geometry, values: feature.values)
                }
                #expect(features == states[number]!.features)
            }
            for _ in 0..<4 {
                let first = numbers[number(0...numbers.count - 1)]
                let second = numbers[number(0...numbers.count - 1)]
                var kinds: [Int64: FeatureChange.Kind] = [:]
                try fixture.store.forEachChange(of: id, from: first, to: second) { kinds[$0.id.value] = $0.kind }
                #expect(kinds == Self.differences(states[first]!, states[second]!))
                let difference = try fixture.store.changes(of: id, from: first, to: second)
                try expectChanges(difference.changes, states[first]!, states[second]!)
            }
            #expect(try fixture.problems() == [])
        }
    }

    @Test(
        "whatever is loaded, edited and rolled back: every version can be read, compared and restored",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence),
        arguments: [String?.none, "so"], 1...3 as ClosedRange<UInt64>)
    func model(key: String?, seed: UInt64) throws {
        let run = try Run(seed: seed, key: key)
        try run.load()
        for round in 0..<24 {
            switch run.number(0...5) {
            case 0...2: try run.load()
            case 3, 4: try run.edit()
            default: try run.rollBack()
            }
            if round % 8 == 7 { try run.checkAll() }
        }
        let kept = run.number(1...4)
        let before = try run.fixture.store.versions(of: run.id).filter(\.isRestorable).map(\.number)
        let outcome = try run.fixture.store.prune(run.id, keeping: kept)
        #expect(outcome.versions == Array(before.dropFirst(kept)))
        try run.checkAll()
        try run.rollBack()
        try run.checkAll()
    }
}
