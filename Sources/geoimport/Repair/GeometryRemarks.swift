import Foundation
import GeoStore
import SimpleFeatures

/// What is worth telling of a geometry though every rule is kept: slivers, spikes, repeated vertices, short lines, points
/// at the origin. One pass over the vertices, nothing allocated.
struct GeometryRemarks {
    let measure: GroundMeasure
    let limits: RepairPolicy.Remarks
    private let spikeTangent: Double

    private(set) var repeatedVertices = 0
    private(set) var repeatedAt: Coordinate?
    private(set) var spike: (at: Coordinate, length: Double)?
    private(set) var sliver: (area: Double, width: Double, at: Coordinate)?
    /// Metres.
    private(set) var shortLine: (length: Double, at: Coordinate)?
    private(set) var isAtOrigin = false

    init(measure: GroundMeasure, limits: RepairPolicy.Remarks) {
        self.measure = measure
        self.limits = limits
        spikeTangent = tan(limits.spikeAngleInDegrees * .pi / 180)
    }

    private mutating func clear() {
        repeatedVertices = 0
        repeatedAt = nil
        spike = nil
        sliver = nil
        shortLine = nil
        isAtOrigin = false
    }

    mutating func look(at geometry: Geometry) {
        clear()
        visit(geometry)
    }

    private mutating func visit(_ geometry: Geometry) {
        switch geometry {
        case .point(let sequence): point(sequence)
        case .multiPoint(let sequences): for sequence in sequences { point(sequence) }
        case .lineString(let sequence): line(sequence)
        case .multiLineString(let sequences): for sequence in sequences { line(sequence) }
        case .polygon(let polygon): rings(polygon)
        case .multiPolygon(let polygons): for polygon in polygons { rings(polygon) }
        case .geometryCollection(let members): for member in members { visit(member) }
        }
    }

    private mutating func point(_ sequence: CoordinateSequence) {
        guard !sequence.isEmpty, sequence[0].x == 0, sequence[0].y == 0 else { return }
        isAtOrigin = true
    }

    private mutating func line(_ sequence: CoordinateSequence) {
        guard sequence.count > 0 else { return }
        let length = walk(sequence, isRing: false).length
        if length < limits.shortLineInMetres, shortLine == nil { shortLine = (length, sequence[0]) }
    }

    private mutating func rings(_ polygon: Geometry.Polygon) {
        for index in polygon.rings.indices {
            let ring = polygon.rings[index]
            guard ring.count > 2 else { continue }
            let walked = walk(ring, isRing: true)
            guard index == 0, sliver == nil, walked.length > 0 else { continue }
            let width = 2 * walked.area / walked.length
            let thinness = 4 * .pi * walked.area / (walked.length * walked.length)
            if width < limits.sliverWidthInMetres, thinness < limits.sliverThinness {
                sliver = (walked.area, width, ring[0])
            }
        }
    }

    /// Perimeter or length in metres, area in square metres (0 for lines).
    private mutating func walk(_ sequence: CoordinateSequence, isRing: Bool) -> (length: Double, area: Double) {
        let count = sequence.count
        let stride = sequence.stride
        let origin = sequence[0]
        let scale = measure.metres(atY: origin.y)
        let longSpike = limits.spikeLengthInMetres
        var length = 0.0
        var doubledArea = 0.0
        var repeats = 0
        var firstRepeat: Coordinate?
        var found: (at: Coordinate, length: Double)?
        sequence.values.withUnsafeBufferPointer { values in
            var x = 0.0
            var y = 0.0
            // The step by which the vertex before was reached; for a ring's first that of its closing segment.
            var stepX = 0.0
            var stepY = 0.0
            var stepLength = 0.0
            var lastX = 0.0
            var lastY = 0.0
            func test(_ nextX: Double, _ nextY: Double, _ nextLength: Double) {
                // The angle between the way back and the way on is small when the steps oppose each other.
                let dot = -(stepX * nextX + stepY * nextY)
                guard dot > 0, min(stepLength, nextLength) >= longSpike, found == nil else { return }
                let cross = abs(stepX * nextY - stepY * nextX)
                if cross < spikeTangent * dot {
                    found = (
                        Coordinate(x: lastX / scale.x + origin.x, y: lastY / scale.y + origin.y),
                        min(stepLength, nextLength)
                    )
                }
            }
            var firstStep = (x: 0.0, y: 0.0, length: 0.0)
            for index in 1..<max(count, 1) {
                x = (values[index * stride] - origin.x) * scale.x
                y = (values[index * stride + 1] - origin.y) * scale.y
                let nextX = x - lastX
                let nextY = y - lastY
                if nextX == 0 && nextY == 0 {
                    repeats += 1
                    if firstRepeat == nil {
                        firstRepeat = Coordinate(x: values[index * stride], y: values[index * stride + 1])
                    }
                    continue
                }
                let nextLength = (nextX * nextX + nextY * nextY).squareRoot()
                doubledArea += lastX * y - x * lastY
                length += nextLength
                if isRing, stepLength > 0 { test(nextX, nextY, nextLength) }
                if firstStep.length == 0 { firstStep = (nextX, nextY, nextLength) }
                (stepX, stepY, stepLength) = (nextX, nextY, nextLength)
                (lastX, lastY) = (x, y)
            }
            if isRing, stepLength > 0 { test(firstStep.x, firstStep.y, firstStep.length) }
        }
        repeatedVertices += repeats
        if repeatedAt == nil { repeatedAt = firstRepeat }
        if spike == nil { spike = found }
        return (length, isRing ? abs(doubledArea) / 2 : 0)
    }

    /// As issues, for the report and the ledger.
    var issues: [ImportIssue] {
        var issues: [ImportIssue] = []
        if let sliver {
            let width = Figure.metres(sliver.width)
            let area = Figure.squareMetres(sliver.area)
            issues.append(
                ImportIssue(
                    .geometrySliver,
                    detail: "\(width.en) wide on average, \(area.en), at \(place(sliver.at))",
                    vi: "rộng trung bình \(width.vi), \(area.vi), tại \(place(sliver.at))"))
        }
        if let spike {
            let length = Figure.metres(spike.length)
            issues.append(
                ImportIssue(
                    .geometrySpike, detail: "\(length.en) long, at \(place(spike.at))",
                    vi: "dài \(length.vi), tại \(place(spike.at))"))
        }
        if let repeatedAt {
            issues.append(
                ImportIssue(
                    .geometryRepeatedVertex, detail: "\(repeatedVertices) repeated, first at \(place(repeatedAt))",
                    vi: "\(repeatedVertices) đỉnh lặp, đỉnh đầu tại \(place(repeatedAt))"))
        }
        if let shortLine {
            let length = Figure.metres(shortLine.length)
            issues.append(
                ImportIssue(
                    .lineShort, detail: "\(length.en), at \(place(shortLine.at))",
                    vi: "\(length.vi), tại \(place(shortLine.at))"))
        }
        if isAtOrigin { issues.append(ImportIssue(.pointAtOrigin, detail: "x = 0, y = 0")) }
        return issues
    }

    private func place(_ coordinate: Coordinate) -> String { Figure.place(coordinate, isDegrees: measure.isGeographic) }
}
