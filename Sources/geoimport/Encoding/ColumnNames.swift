import FeatureExchange
import VietnameseText

/// The names of a layer's columns, which in old tables are as encoded as the values.
struct ColumnNames {
    private let layer: SourceLayer
    private let claim: EncodingClaim

    init(layer: SourceLayer, claim claimed: TextReader?) {
        self.layer = layer
        let isRaw = layer.fields.contains(where: \.isRawText)
        claim = isRaw ? claimed.map { .declared($0) } ?? .none : .wellFounded
    }

    /// - Parameter leaning: what the columns' values are in.
    func decoder(leaning: [ByteReading]) -> TextDecoder {
        let names = layer.fields.map(\.rawName).filter { $0.contains { $0 >= 0x80 } }
        guard !names.isEmpty else { return SourceText.utf8 }
        let diagnosis = ColumnDiagnosis(samples: names, claim: claim, leaning: leaning)
        // A name is needed in any case: the likeliest reading, however thin the evidence.
        return ColumnDecoder(diagnosis, leaning: leaning).textDecoder
    }

    /// As they read without a look at the values.
    var texts: [String] {
        let decoder = decoder(leaning: [])
        return layer.fields.map { ComposedText.of($0.name(by: decoder).text) }
    }

    /// The field a person means: its name with or without marks, in capitals or not, in whatever encoding it is.
    func field(called name: String) -> Int? {
        let wanted = VietnameseFolding.fold(name)
        let decoders = [decoder(leaning: [])] + [.tcvn3, .vni, .cp1258].map { decoder(leaning: [.encoding($0)]) }
        let readings = decoders.map { decoder in layer.fields.map { ComposedText.of($0.name(by: decoder).text) } }
        for texts in readings {
            if let exact = texts.firstIndex(of: name) { return exact }
        }
        for texts in readings {
            let folded = texts.map(VietnameseFolding.fold)
            if let index = folded.firstIndex(of: wanted) { return index }
            if let index = texts.map(SchemaPlan.safe).firstIndex(where: { $0.lowercased() == wanted }) { return index }
        }
        return nil
    }
}
