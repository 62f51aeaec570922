import Foundation

/// A MicroStation drawing of version 7: elements one after the other, ended by the word 0xFFFF (Intergraph ISFF).
///
/// GDAL takes the end of the file for the end of the drawing: a file that was cut would be read without its rest.
enum DGNFile {
    static func plan(_ path: String) throws(FeatureExchangeError) -> OpenPlan {
        var plan = OpenPlan(path: path, drivers: ["DGN"])
        if let cut = try firstCutElement(BinaryFile(path: path)) {
            plan.notes.append(.recordsUnreadable(fromByte: cut))
        }
        return plan
    }

    /// Where the element begins that the file does not hold in full; nil for a whole drawing.
    private static func firstCutElement(_ file: BinaryFile) throws(FeatureExchangeError) -> Int64? {
        let windowBytes = 1 << 20
        var window: [UInt8] = []
        var windowStart: Int64 = 0
        var offset: Int64 = 0
        while offset + 4 <= file.size {
            if offset < windowStart || offset + 4 > windowStart + Int64(window.count) {
                window = try file.read(windowBytes, at: offset)
                windowStart = offset
            }
            let index = Int(offset - windowStart)
            guard window.count >= index + 4 else { return offset }
            if window[index] == 0xFF && window[index + 1] == 0xFF { return nil }
            // Type and level, then the number of 16-bit words that follow.
            let next = offset + 4 + Int64(window.littleEndianUInt16(at: index + 2)) * 2
            if next > file.size { return offset }
            offset = next
        }
        return nil
    }
}
