import SimpleFeatures

/// Which unit each sampled feature names, found in the text columns of a layer.
struct NameEvidence: Sendable {
    struct Named: Hashable, Sendable {
        /// In the sample.
        let feature: Int
        /// Units that bear the name, at the finest level named.
        let units: [Int]
        /// By `UnitName.key`.
        let key: String
    }

    let named: [Named]
    /// Names of the columns that hold unit names.
    let columns: [String]

    var isEmpty: Bool { named.isEmpty }
    /// Different names met.
    var distinctNames: Int { Set(named.map(\.key)).count }

    /// A column names units when most of its values do. Streets and people share names with communes, but never most.
    private static let shareOfColumn = 0.6
    /// Less will do where values say `xã …` or `phường …` themselves: titles, addresses.
    private static let shareWithKind = 0.3

    /// A unit name found in a value.
    private struct Finding {
        let key: String
        let units: [Int]
        let hasKind: Bool
        let level: UnitName.Level
    }

    init(_ sample: CoordinateSample, columnNames: [String], table: UnitTable) {
        var found: [[[Finding]]] = []
        var columns: [String] = []
        for column in columnNames.indices {
            var cache: [String: [Finding]] = [:]
            var values = 0
            var matches = 0
            var matchesWithKind = 0
            let findings = sample.features.map { feature -> [Finding] in
                guard column < feature.texts.count, let text = feature.texts[column], !text.isEmpty else { return [] }
                let findings = cache[text] ?? Self.findings(in: text, table)
                cache[text] = findings
                // `14` may be a ward and may be anything.
                if !findings.isEmpty || text.contains(where: \.isLetter) { values += 1 }
                if !findings.isEmpty { matches += 1 }
                if findings.contains(where: \.hasKind) { matchesWithKind += 1 }
                return findings
            }
            guard matches > 0,
                Double(matches) >= Self.shareOfColumn * Double(values)
                    || Double(matchesWithKind) >= Self.shareWithKind * Double(values)
            else { continue }
            found.append(findings)
            columns.append(columnNames[column])
        }
        named = sample.features.indices.compactMap { index in
            Self.named(index, found.flatMap { $0[index] }, table)
        }
        self.columns = columns
    }

    private static func findings(in text: String, _ table: UnitTable) -> [Finding] {
        UnitName.mentions(in: text).compactMap { mention in
            for key in mention.keys {
                var units = table.units(named: key)
                if let levels = mention.levels {
                    units = units.filter { levels.contains(table.units[$0].level) }
                } else if units.contains(where: { table.units[$0].level == .province }) {
                    // `Gia Lai` alone is the province, although a commune has the name as well.
                    units = units.filter { table.units[$0].level == .province }
                }
                guard let level = units.map({ table.units[$0].level }).min() else { continue }
                return Finding(key: key, units: units, hasKind: mention.levels != nil, level: level)
            }
            return nil
        }
    }

    /// The finest unit named, among its namesakes those that belong to the coarser units named beside it.
    private static func named(_ index: Int, _ findings: [Finding], _ table: UnitTable) -> Named? {
        let fine = findings.filter { $0.level < .province }
            .min { ($0.level.rawValue, $0.hasKind ? 0 : 1) < ($1.level.rawValue, $1.hasKind ? 0 : 1) }
        guard let fine else { return nil }
        var units = fine.units
        for coarse in findings where coarse.level > fine.level {
            let within = units.filter { table.units[$0].parents.contains(coarse.key) }
            if !within.isEmpty { units = within }
        }
        return Named(feature: index, units: units, key: fine.key)
    }
}
