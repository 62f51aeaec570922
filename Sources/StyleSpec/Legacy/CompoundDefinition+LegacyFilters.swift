/// The operators that filters of before expressions are made of. No style should name them, though it may.
extension CompoundDefinition {
    static let legacyFilters: [String: CompoundDefinition] = {
        var all: [String: CompoundDefinition] = [
            "filter-type-==": reading([.string]) { context, compound in
                context.feature.map { .string($0.geometryType.rawValue) } == compound.literal(0)
            },
            "filter-has": reading([.value], ofProperty: true) { context, compound in property(compound, context) != nil
            },
            "filter-has-id": reading([]) { context, _ in context.feature.map { $0.id != .null } ?? false },
            "filter-type-in": reading([.array(.string, count: nil)]) { context, compound in
                let type = context.feature.map { StyleValue.string($0.geometryType.rawValue) } ?? .null
                return compound.literal(0).contains(type)
            },
            "filter-id-in": reading([.anyArray]) { context, compound in
                compound.literal(0).contains(context.feature?.id ?? .null)
            },
            "filter-in-small": reading([.string, .anyArray], ofProperty: true, isAmong),
            // MapLibre sorts long lists; that is its own affair, and makes no difference.
            "filter-in-large": reading([.string, .anyArray], ofProperty: true, isAmong),
        ]
        for comparison in ComparisonOperator.allCases where comparison != .notEqual {
            all["filter-\(comparison.rawValue)"] = reading([.string, .value], ofProperty: true) { context, compound in
                property(compound, context).map { comparison.holds($0, compound.literal(1)) } ?? false
            }
            all["filter-id-\(comparison.rawValue)"] = reading([.value]) { context, compound in
                comparison.holds(context.feature?.id ?? .null, compound.literal(0))
            }
        }
        return all
    }()

    private static func reading(
        _ types: [ExpressionType], ofProperty isOfProperty: Bool = false,
        _ body: @escaping @Sendable (EvaluationContext, Compound) -> Bool
    ) -> CompoundDefinition {
        var definition = CompoundDefinition(.boolean, .exactly(types), .boolean { body($0, $1) }, reads: .feature)
        definition.readsFirstArgument = isOfProperty
        return definition
    }

    /// The property that the first argument names.
    private static func property(_ compound: Compound, _ context: EvaluationContext) -> StyleValue? {
        compound.property.flatMap { context.feature?.value(of: $0) }
    }

    @Sendable private static func isAmong(_ context: EvaluationContext, _ compound: Compound) -> Bool {
        property(compound, context).map(compound.literal(1).contains) ?? false
    }
}

extension StyleValue {
    fileprivate func contains(_ value: StyleValue) -> Bool { array?.contains { $0.isIdentical(to: value) } ?? false }
}
