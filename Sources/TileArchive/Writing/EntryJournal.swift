internal import Foundation
internal import SimpleFeatures

/// Which tiles lie safely in the unfinished archive: a file beside it, with a line that says what is being exported
/// and one record for each tile. What it names is on the disk, whenever the process or the machine stops.
///
/// ```
///   GeoSector export 1⏎ state of the data and arguments⏎ │ record │ record │ …   40 bytes each, little endian:
///   id 8 · offset 8 · content digest 16 · length 4 · check 4
/// ```
final class EntryJournal {
    struct Record: Hashable {
        /// The tile, as `TileID.value`.
        var id: UInt64
        /// Place in the tile data, or number of the content.
        var offset: UInt64
        var length: UInt32
        var digest: Digest
    }

    private static let recordSize = 40
    private static let heading = "GeoSector export 1\n"
    /// Records read at a time: 160 kB.
    private static let readAhead = 4096

    private let file: ArchiveFile
    private let start: UInt64
    /// The text that the file was begun with.
    let state: String
    private(set) var count = 0

    /// Opens the journal at `path`, or begins one.
    /// - Returns: with its records when it was begun with the same state, without any otherwise; and whether there was
    ///   any record, of whichever state and however damaged.
    /// - Throws: `TileArchiveError.busy` when another process has it open.
    static func open(path: String, state: String) throws(TileArchiveError) -> (journal: EntryJournal, hadRecords: Bool)
    {
        let file = try ArchiveFile(writing: path)
        try file.lock()
        let former = try formerState(file)
        let hadRecords = former.map { file.end > UInt64((heading + $0 + "\n").utf8.count) } ?? false
        let line = heading + state.replacing("\n", with: " ") + "\n"
        let journal = EntryJournal(file: file, start: UInt64(line.utf8.count), state: state)
        if former == state.replacing("\n", with: " ") {
            try journal.countRecords()
        } else {
            try journal.file.truncate(to: 0)
            try journal.file.append(Array(line.utf8))
            try journal.file.synchronize()
        }
        return (journal, hadRecords)
    }

    private init(file: ArchiveFile, start: UInt64, state: String) {
        self.file = file
        self.start = start
        self.state = state
    }

    /// Longer lines are none of ours.
    private static let longestState: UInt64 = 1 << 20

    private static func formerState(_ file: ArchiveFile) throws(TileArchiveError) -> String? {
        guard let bytes = try file.read(Int(min(file.end, longestState)), at: 0), bytes.starts(with: heading.utf8)
        else { return nil }
        let line = bytes.dropFirst(heading.utf8.count).prefix { $0 != UInt8(ascii: "\n") }
        return String(validating: line, as: UTF8.self)
    }

    /// Takes the records up to the first that is cut, damaged or out of order, and cuts off the rest.
    private func countRecords() throws(TileArchiveError) {
        count = Int((file.end - min(start, file.end)) / UInt64(Self.recordSize))
        var good = 0
        var last: UInt64?
        try forEachRecord { record in
            guard let record, last.map({ $0 < record.id }) ?? true, record.id < TileID.end else { return false }
            last = record.id
            good += 1
            return true
        }
        try keep(good)
    }

    /// Forgets all records but the first.
    func keep(_ records: Int) throws(TileArchiveError) {
        count = records
        try file.truncate(to: start + UInt64(records * Self.recordSize))
    }

    /// - Parameter body: gets nil for a damaged record; false ends the reading.
    func forEachRecord(_ body: (Record?) throws(TileArchiveError) -> Bool) throws(TileArchiveError) {
        var place = 0
        while place < count {
            let step = min(Self.readAhead, count - place)
            let offset = start + UInt64(place * Self.recordSize)
            guard let bytes = try file.read(step * Self.recordSize, at: offset) else {
                _ = try body(nil)
                return
            }
            for number in 0..<step {
                guard try body(Self.record(bytes, at: number * Self.recordSize)) else { return }
            }
            place += step
        }
    }

    private static func record(_ bytes: [UInt8], at offset: Int) -> Record? {
        let check = bytes.littleEndian(at: offset + 36, as: UInt32.self)
        guard check == self.check(bytes, at: offset) else { return nil }
        return Record(
            id: bytes.littleEndian(at: offset, as: UInt64.self),
            offset: bytes.littleEndian(at: offset + 8, as: UInt64.self),
            length: bytes.littleEndian(at: offset + 32, as: UInt32.self),
            digest: Digest(
                high: bytes.littleEndian(at: offset + 16, as: UInt64.self),
                low: bytes.littleEndian(at: offset + 24, as: UInt64.self)))
    }

    private static func check(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        var digester = Digester(0x6A6F_7572)
        bytes.withUnsafeBytes { digester.add(UnsafeRawBufferPointer(rebasing: $0[offset..<offset + 36])) }
        return UInt32(truncatingIfNeeded: digester.digest.low)
    }

    /// Adds records for tiles that are on the disk already.
    func append(_ records: [Record]) throws(TileArchiveError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(records.count * Self.recordSize)
        for record in records {
            var fields: [UInt8] = []
            fields.reserveCapacity(Self.recordSize)
            fields.appendLittleEndian(record.id)
            fields.appendLittleEndian(record.offset)
            fields.appendLittleEndian(record.digest.high)
            fields.appendLittleEndian(record.digest.low)
            fields.appendLittleEndian(record.length)
            fields.appendLittleEndian(Self.check(fields, at: 0))
            bytes += fields
        }
        try file.append(bytes)
        try file.synchronize()
        count += records.count
    }
}
