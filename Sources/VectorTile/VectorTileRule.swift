/// The rules of MVT 2.1 that the decoder and the validator check; `section` says where each is written.
public enum VectorTileRule: String, Hashable, Sendable, CaseIterable {
    case layerVersionMissing, layerVersionUnknown, layerNameMissing, layerNameRepeated, layerExtentZero
    case valueWithoutOneType
    case featureTypeMissing, featureTypeUnknown, featureGeometryMissing, featureGeometryRepeated, featureIDRepeated
    case tagCountOdd, keyIndexOutside, valueIndexOutside, keyRepeatedInFeature
    case commandUnknown, commandUnexpected, parametersMissing
    case moveToCount, lineToCount, lineToWithoutMove, closePathCount
    case firstRingNotExterior, ringWithoutArea, ringCrossesItself, ringTouchesItself, ringsCross, holeOutsideExterior
    case ringRepeatsFirstPosition

    /// Section of mapbox/vector-tile-spec 2.1.
    public var section: String {
        switch self {
        case .layerVersionMissing, .layerVersionUnknown, .layerNameMissing, .layerNameRepeated, .layerExtentZero,
            .valueWithoutOneType:
            "4.1"
        case .featureTypeMissing, .featureGeometryMissing, .featureGeometryRepeated, .featureIDRepeated: "4.2"
        case .featureTypeUnknown: "4.3.4"
        case .tagCountOdd, .keyIndexOutside, .valueIndexOutside, .keyRepeatedInFeature: "4.4"
        case .commandUnknown: "4.3.1"
        case .commandUnexpected: "4.3.4"
        case .parametersMissing: "4.3.2"
        case .moveToCount: "4.3.3.1"
        case .lineToCount, .lineToWithoutMove: "4.3.3.2"
        case .closePathCount: "4.3.3.3"
        case .firstRingNotExterior, .ringWithoutArea, .ringCrossesItself, .ringTouchesItself, .ringsCross,
            .holeOutsideExterior, .ringRepeatsFirstPosition:
            "4.3.4.4"
        }
    }
}
