import CGDAL
import Foundation

/// Raw bytes of the text columns of a layer: what a guess at their encoding is made from.
public struct TextSample: Sendable {
    /// By field, in the order of `SourceLayer.fields`: telling values, as found, each once. Empty for columns that are
    /// not text.
    public let values: [[[UInt8]]]
    /// How many features were looked at.
    public let featuresScanned: Int
}

extension VectorSource {
    /// Scans a layer from its start, without geometries, until every text column has `limit` telling values or
    /// `scanning` features are read.
    /// - Parameter isTelling: whether a value tells encodings apart; a byte outside ASCII does.
    /// - Throws: `.layerInUse` while a reader of the layer lives; `.readStopped`.
    public func textSample(
        of layer: SourceLayer, limit: Int = 500, scanning: Int = 50_000,
        isTelling: (UnsafeRawBufferPointer) -> Bool = { $0.contains { $0 >= 0x80 } }
    ) throws(FeatureExchangeError) -> TextSample {
        let dataset = dataset(of: layer)
        guard dataset.layersBeingRead.insert(layer.layerIndex).inserted else { throw .layerInUse(name: layer.name) }
        defer { dataset.layersBeingRead.remove(layer.layerIndex) }
        let handle: OGRLayerH
        do {
            handle = try dataset.layer(at: layer.layerIndex)
        } catch {
            throw .unexpected(error)
        }
        OGR_L_ResetReading(handle)
        // OGR_L_SetIgnoredFields: a hint; drivers that cannot do it read the geometry all the same.
        var ignored: [UnsafePointer<CChar>?] = [strdup("OGR_GEOMETRY").map { UnsafePointer($0) }, nil]
        _ = OGR_L_SetIgnoredFields(handle, &ignored)
        defer {
            _ = OGR_L_SetIgnoredFields(handle, nil)
            free(UnsafeMutableRawPointer(mutating: ignored[0]))
            _ = GDALMessages.take()
        }
        let columns = layer.fields.indices.filter { layer.fields[$0].isText }
        var found = Array(repeating: [[UInt8]](), count: layer.fields.count)
        var seen = Array(repeating: Set<[UInt8]>(), count: layer.fields.count)
        var scanned = 0
        while scanned < scanning, columns.contains(where: { found[$0].count < limit }) {
            guard let feature = OGR_L_GetNextFeature(handle) else {
                let messages = GDALMessages.take()
                guard messages.contains(where: { $0.severity == .failure }) else { break }
                let error = GDALError(function: "OGR_L_GetNextFeature", messages: messages, fallback: "")
                throw .readStopped(layer: layer.name, afterFeatures: scanned, error)
            }
            defer { OGR_F_Destroy(feature) }
            scanned += 1
            for column in columns where found[column].count < limit {
                let bytes = ValueReader.bytes(of: feature, field: layer.fields[column])
                guard isTelling(bytes) else { continue }
                let value = [UInt8](bytes)
                if seen[column].insert(value).inserted { found[column].append(value) }
            }
        }
        return TextSample(values: found, featuresScanned: scanned)
    }
}
