extension CompoundDefinition {
    /// What is read of the feature and of the map.
    static let readings: [String: CompoundDefinition] = [
        "get": CompoundDefinition(
            .value,
            [
                (.exactly([.string]), .value(computedProperty)),
                (
                    .exactly([.string, .object]),
                    .value { (context, compound) throws(EvaluationError) in
                        try member(context, compound) ?? .null
                    }
                ),
            ], reads: .feature),
        "has": CompoundDefinition(
            .boolean,
            [
                (
                    .exactly([.string]),
                    .boolean { (context, compound) throws(EvaluationError) in
                        let name = PropertyName(text: try compound.text(0, context), index: nil)
                        return context.feature?.value(of: name) != nil
                    }
                ),
                (
                    .exactly([.string, .object]),
                    .boolean { (context, compound) throws(EvaluationError) in
                        try member(context, compound) != nil
                    }
                ),
            ], reads: .feature),
        "properties": CompoundDefinition(
            .object, .exactly([]), .value { context, _ in .object(context.feature?.properties ?? StyleObject([])) },
            reads: .feature),
        "feature-state": CompoundDefinition(
            .value, .exactly([.string]),
            .value { (context, compound) throws(EvaluationError) in
                context.feature?.state(of: try compound.text(0, context)) ?? .null
            }, reads: [.feature, .featureState]),
        "geometry-type": CompoundDefinition(
            .string, .exactly([]),
            .value { context, _ in context.feature.map { .string($0.geometryType.rawValue) } ?? .null },
            reads: .feature),
        "id": CompoundDefinition(
            .value, .exactly([]), .value { context, _ in context.feature?.id ?? .null }, reads: .feature),
        "zoom": CompoundDefinition(.number, .exactly([]), .contextual { $0.zoom }, reads: .zoom),
        "heatmap-density": CompoundDefinition(
            .number, .exactly([]), .contextual { $0.heatmapDensity }, reads: .heatmapDensity),
        "elevation": CompoundDefinition(.number, .exactly([]), .contextual { $0.elevation }, reads: .elevation),
        "line-progress": CompoundDefinition(
            .number, .exactly([]), .contextual { $0.lineProgress }, reads: .lineProgress),
        "accumulated": CompoundDefinition(
            .value, .exactly([]), .value { context, _ in context.surroundings.accumulated }, reads: .accumulated),
    ]

    @Sendable private static func computedProperty(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue {
        let name = PropertyName(text: try compound.text(0, context), index: nil)
        return context.feature?.value(of: name) ?? .null
    }

    /// The member of an object that the two arguments name.
    private static func member(
        _ context: EvaluationContext, _ compound: Compound
    ) throws(EvaluationError) -> StyleValue? {
        let key = try compound.text(0, context)
        guard case .object(let object) = try compound.arguments[1].evaluate(context) else { return nil }
        return object[key]
    }
}
