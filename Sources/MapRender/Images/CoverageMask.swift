internal import CPangoCairo

/// How much of each pixel of the surface something covers: what colours are drawn through.
struct CoverageMask: Sendable {
    /// The place of its first pixel on the surface.
    var column: Int
    var row: Int
    let width: Int
    let height: Int
    /// Bytes per row, as Cairo wants them.
    let stride: Int
    var bytes: [UInt8]

    init(column: Int, row: Int, width: Int, height: Int) {
        self.column = column
        self.row = row
        self.width = width
        self.height = height
        stride = Int(cairo_format_stride_for_width(CAIRO_FORMAT_A8, Int32(width)))
        bytes = [UInt8](repeating: 0, count: stride * height)
    }

    /// Takes over what another mask covers more: two that overlap are one area.
    mutating func unite(with other: CoverageMask, columns: Int, rows: Int) {
        let left = other.column + columns - column
        let top = other.row + rows - row
        let firstColumn = max(0, -left)
        let lastColumn = min(other.width, width - left)
        guard firstColumn < lastColumn else { return }
        for sourceRow in max(0, -top)..<max(max(0, -top), min(other.height, height - top)) {
            let source = sourceRow * other.stride
            let target = (sourceRow + top) * stride + left
            for column in firstColumn..<lastColumn {
                bytes[target + column] = max(bytes[target + column], other.bytes[source + column])
            }
        }
    }

    mutating func blur(radius: Double) {
        let (width, height, stride) = (width, height, stride)
        bytes.withUnsafeMutableBufferPointer {
            BoxBlur.blur($0, width: width, height: height, stride: stride, channels: 1, radius: radius)
        }
    }

    /// Draws into it with Cairo, coordinates in pixels of the surface.
    mutating func draw(_ body: (_ context: OpaquePointer) -> Void) {
        withSurface { surface, column, row in
            guard let context = cairo_create(surface) else { return }
            defer { cairo_destroy(context) }
            cairo_translate(context, Double(-column), Double(-row))
            body(context)
        }
    }

    /// Finishing the surface makes Cairo copy what a document still needs of the bytes.
    fileprivate mutating func withSurface(_ body: (_ surface: OpaquePointer, _ column: Int, _ row: Int) -> Void) {
        let (column, row, width, height, stride) = (column, row, Int32(width), Int32(height), Int32(stride))
        bytes.withUnsafeMutableBufferPointer { buffer in
            guard
                let surface = cairo_image_surface_create_for_data(
                    buffer.baseAddress, CAIRO_FORMAT_A8, width, height, stride)
            else { return }
            defer { cairo_surface_destroy(surface) }
            body(surface, column, row)
            cairo_surface_finish(surface)
        }
    }
}

extension Canvas {
    /// Lays a colour over the canvas, as far as the mask covers it.
    func paint(_ mask: consuming CoverageMask, _ colour: Colour) {
        guard mask.width > 0, mask.height > 0, colour.opacity > 0 else { return }
        cairo_save(context)
        cairo_identity_matrix(context)
        set(colour)
        mask.withSurface { surface, column, row in
            cairo_mask_surface(context, surface, Double(column), Double(row))
        }
        cairo_restore(context)
    }
}
