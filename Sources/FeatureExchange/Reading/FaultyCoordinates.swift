import Foundation
import SimpleFeatures

/// Words of a KML, GML or MIF that stand where a coordinate must be and are no numbers.
///
/// GDAL reads `abc` as 0 and `12a` as 12, and says nothing (LIBKML, gml2ogrgeometry.cpp, mitab_middatafile.cpp). A copy
/// of the file is read instead, in which each such word is a number that no place has: what comes back with it is
/// rejected, and the word is shown.
struct FaultyCoordinates: Hashable, Sendable {
    /// One word, as the file has it.
    struct Word: Hashable, Sendable {
        let offset: Int64
        let count: Int
        /// A position of one number: the other one is missing too.
        let isAlone: Bool
    }

    private let texts: [String]

    /// Numbers from 8e298 on, one for each word up to a million, in steps that survive being read by anybody.
    private static let step = 1e292
    private static let first = 8_000_000.0
    private static let limit = 1_000_000
    /// Enough of a word to find it by.
    private static let shownBytes = 40

    /// The word that became a coordinate of `geometry`; nil when there is none.
    func text(in geometry: Geometry) -> String? {
        for sequence in geometry.sequences {
            for value in sequence.values where value >= Self.first * Self.step && value.isFinite {
                let place = Int((value / Self.step - Self.first).rounded())
                return texts.indices.contains(place) ? texts[place] : texts.last
            }
        }
        return nil
    }

    /// Reads the file once.
    /// - Returns: the plan for a copy of the file, or `plan` where every coordinate is a number.
    /// - Throws: `FeatureExchangeError`.
    static func screening(
        _ plan: OpenPlan, known name: String, as kind: CoordinateWords.Kind,
        _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        var plan = plan
        var file = try BinaryFile(path: plan.path)
        var found = try CoordinateWords(kind).faulty(in: file, atMost: limit)
        if found.mixesData {
            let copy = "\(try scratch().makePart())/\(URL(filePath: plan.path).lastPathComponent)"
            try KMLDataCopy.write(file, to: copy, in: scratch())
            plan.name = plan.name ?? name
            plan.path = copy
            file = try BinaryFile(path: copy)
            found = try CoordinateWords(kind).faulty(in: file, atMost: limit)
        }
        let words = found.words
        plan.columnNames = KMLColumnNames(found.columns)
        guard !words.isEmpty else { return plan }
        let scratch = try scratch()
        let part = try scratch.makePart()
        for companion in try SourceNode.companions(of: plan.path) where companion != plan.path {
            try scratch.link(companion, as: "\(part)/\(URL(filePath: companion).lastPathComponent)")
        }
        var texts: [String] = []
        for word in words {
            let bytes = try file.read(min(word.count, shownBytes), at: word.offset)
            texts.append(String(decoding: bytes, as: UTF8.self))
        }
        var copied = plan
        copied.path = "\(part)/\(URL(filePath: plan.path).lastPathComponent)"
        copied.name = plan.name ?? name
        copied.faultyCoordinates = FaultyCoordinates(texts: texts)
        try write(file, to: copied.path, words, separator: kind.separator)
        return copied
    }

    private static func write(
        _ file: BinaryFile, to path: String, _ words: [Word], separator: String
    ) throws(FeatureExchangeError) {
        do {
            try Data().write(to: URL(filePath: path))
            let copy = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? copy.close() }
            var position: Int64 = 0
            func copyBytes(to end: Int64) throws {
                while position < end {
                    let bytes = try file.read(Int(min(CoordinateWords.chunk, end - position)), at: position)
                    guard !bytes.isEmpty else { throw FeatureExchangeError.notReadable(path: file.path, errno: EIO) }
                    try copy.write(contentsOf: Data(bytes))
                    position += Int64(bytes.count)
                }
            }
            for (place, word) in words.enumerated() {
                try copyBytes(to: word.offset)
                let number = "\(Int(first) + place)e292"
                try copy.write(contentsOf: Data((word.isAlone ? number + separator + number : number).utf8))
                position = word.offset + Int64(word.count)
            }
            try copyBytes(to: file.size)
        } catch let error as FeatureExchangeError {
            throw error
        } catch {
            throw .scratchFailed(path: path, errno: ScratchFolder.number(of: error))
        }
    }
}
