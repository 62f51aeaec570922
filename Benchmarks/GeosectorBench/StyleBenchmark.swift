import Foundation
import SimpleFeatures
import StyleSpec

/// What does a property of a style cost for each feature?
struct StyleBenchmark {
    let rounds: Int

    private static let featureCount = 1_000
    private static let style = #"""
        {"version":8,"sources":{"s":{"type":"vector"}},"layers":[
         {"id":"duong","type":"line","source":"s","source-layer":"duong",
          "filter":["all",["==",["get","loai"],"Đường tỉnh"],[">=",["get","cap"],2]],
          "paint":{
           "line-opacity":["interpolate",["linear"],["zoom"],8,0.5,16,1],
           "line-color":["match",["get","loai"],"Quốc lộ","#e63","Cao tốc","#d44","Đường tỉnh","#fb4","#fff"],
           "line-width":["interpolate",["exponential",1.5],["zoom"],
            8,["match",["get","loai"],["Quốc lộ","Cao tốc"],3,"Đường tỉnh",2,1],
            16,["match",["get","loai"],["Quốc lộ","Cao tốc"],14,"Đường tỉnh",9,4]]}}]}
        """#

    func run() throws {
        let style = try Style(try JSONReader.read(Array(Self.style.utf8)))
        let layer = style.layers[0]
        guard case .line(let line) = layer.drawing else { return }
        let roads = Roads(count: Self.featureCount, names: style.propertyNames)
        let context = EvaluationContext(zoom: 12.3, feature: roads)
        measure("interpolate zoom", roads) { line.opacity.value(context) }
        measure("match get", roads) { line.color.value(context).red }
        measure("interpolate zoom between two match get", roads) { line.width.value(context) }
        measure("filter of two comparisons", roads) { layer.accepts(context) ? 1 : 0 }
    }

    private func measure(_ name: String, _ roads: Roads, _ evaluate: () -> Double) {
        let repetitions = 200
        var sum = 0.0
        let times = (0..<max(rounds, 3)).map { _ in
            let start = Timing.ownSeconds()
            for _ in 0..<repetitions {
                for road in 0..<Self.featureCount {
                    roads.current = road
                    sum += evaluate()
                }
            }
            return (Timing.ownSeconds() - start) / Double(repetitions * Self.featureCount) * 1e9
        }
        print("style   \(name): \(Timing.median(times).text(0)) ns CPU (checksum \(sum.text(0)))")
    }

    /// All features of a layer, one after another: values by the index of a property's name, as a decoded tile has them.
    private final class Roads: StyleFeature {
        private static let kinds = ["Quốc lộ", "Cao tốc", "Đường tỉnh", "Đường huyện", "Đường xã"]
        private let values: [[StyleValue]]
        var current = 0

        init(count: Int, names: [String]) {
            values = (0..<count).map { road in
                names.map { $0 == "cap" ? .number(Double(road % 4)) : .string(Self.kinds[road % Self.kinds.count]) }
            }
        }

        func value(of property: PropertyName) -> StyleValue? { property.index.map { values[current][$0] } }

        var properties: StyleObject { StyleObject([]) }
        var id: StyleValue { .null }
        var geometryType: StyleGeometryType { .lineString }
    }
}
