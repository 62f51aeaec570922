import Foundation

/// How a colour looks to people who see all colours, and to those whose eyes lack one kind of cone.
enum ColourVision: CaseIterable {
    case usual, protanopia, deuteranopia, tritanopia

    /// On linear red, green and blue, row by row: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
    /// Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.
    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// How far apart two colours look: 0.02 is just seen, 1 is from black to white.
    func distance(_ one: PaletteColour, _ other: PaletteColour) -> Double {
        let (a, b) = (seen(one).oklab, seen(other).oklab)
        return zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private func seen(_ colour: PaletteColour) -> PaletteColour {
        PaletteColour(
            linear: matrix.map { row in min(max(zip(row, colour.linear).map { $0 * $1 }.reduce(0, +), 0), 1) })
    }
}

struct PaletteColour {
    /// Red, green, blue from 0 to 1, in proportion to light.
    let linear: [Double]

    init(linear: [Double]) { self.linear = linear }

    /// - Parameter hex: `#rrggbb`.
    init(hex: String) {
        let bits = Int(hex.dropFirst(), radix: 16) ?? 0
        linear = [16, 8, 0].map { shift in
            let value = Double(bits >> shift & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    /// Lightness and two axes of hue, in which distances are as large as they look (Björn Ottosson, "A perceptual color
    /// space for image processing", 2020).
    var oklab: [Double] {
        func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
            matrix.map { row in zip(row, vector).map { $0 * $1 }.reduce(0, +) }
        }
        let cones = times(
            [
                [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ], linear)
        return times(
            [
                [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ], cones.map { cbrt($0) })
    }

    private var luminance: Double { 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] }

    /// From 1 to 21 (WCAG 2.2, contrast ratio).
    func contrast(with other: PaletteColour) -> Double {
        (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
    }
}
