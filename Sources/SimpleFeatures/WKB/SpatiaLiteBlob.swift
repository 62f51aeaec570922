/// The geometry blob of a SpatiaLite column ("Internal BLOB geometry format" of the SpatiaLite manual).
///
/// ```
/// 00 | 01 little-endian | SRID int32 | min x, min y, max x, max y | 7C | type, content | FE
/// ```
public enum SpatiaLiteBlob {
    static let startMark: UInt8 = 0x00
    static let envelopeEndMark: UInt8 = 0x7C
    static let memberMark: UInt8 = 0x69
    static let endMark: UInt8 = 0xFE
    /// Bytes before the type code.
    static let headerLength = 39

    /// A blob as SpatiaLite itself writes it, bit for bit. A collection's members are taken apart into points, lines
    /// and polygons, the only ones SpatiaLite reads.
    /// - Parameter srid: the key in `spatial_ref_sys`, the EPSG code for every CRS GeoSector stores.
    public static func write(_ geometry: Geometry, srid: Int32) -> [UInt8] {
        let box = geometry.envelope(in: .crs84)
        let count = headerLength + geometry.bodyLength(in: .spatiaLite) + 1
        return WKBWriter.bytes(count: count, layout: .spatiaLite) { writer in
            writer.append(byte: startMark)
            writer.append(byte: 1)
            writer.append(UInt32(bitPattern: srid))
            writer.append(box?.minX ?? .greatestFiniteMagnitude)
            writer.append(box?.minY ?? .greatestFiniteMagnitude)
            writer.append(box?.maxX ?? -.greatestFiniteMagnitude)
            writer.append(box?.maxY ?? -.greatestFiniteMagnitude)
            writer.append(byte: envelopeEndMark)
            writer.append(body: geometry)
            writer.append(byte: endMark)
        }
    }

    /// - Throws: `WKBError`; compressed geometries (types above 1,000,000) are not written by anyone we know and refused.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WKBError) -> (geometry: Geometry, srid: Int32) {
        guard bytes.count > headerLength + 5, bytes[0] == startMark, bytes[38] == envelopeEndMark,
            bytes[bytes.count - 1] == endMark, bytes[1] <= 1
        else { throw WKBError.notSpatiaLite }
        let littleEndian = bytes[1] == 1
        let raw = bytes.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
        // Without the end mark: it must not become the last byte of a number.
        let content = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
        var reader = WKBReader(bytes: content, offset: headerLength, layout: .spatiaLite)
        let geometry = try reader.readBody(littleEndian: littleEndian)
        return (geometry, Int32(bitPattern: littleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)))
    }

    public static func read(_ bytes: [UInt8]) throws(WKBError) -> Geometry {
        let result: Result<Geometry, WKBError> = bytes.withUnsafeBytes { buffer in
            do throws(WKBError) { return .success(try read(buffer).geometry) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
