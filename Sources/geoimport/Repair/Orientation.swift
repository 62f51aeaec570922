import SimpleFeatures

/// On which side of the line from `a` to `b` the point `c` lies: 1 left, −1 right, 0 exactly on it.
///
/// The sign is always that of exact arithmetic: by a floating-point filter in the usual case, by expansions where the
/// filter cannot tell (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
/// Predicates", 1997, section 4.2).
@inline(__always)
func orientation(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
    let left = (a.x - c.x) * (b.y - c.y)
    let right = (a.y - c.y) * (b.x - c.x)
    let determinant = left - right
    // Shewchuk's ccwerrboundA: (3 + 16ε)ε, ε = 2^−53.
    let bound = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
    if determinant > bound { return 1 }
    if determinant < -bound { return -1 }
    return exactOrientation(a, b, c)
}

/// The six products of the determinant, each split into its rounded value and its error, added without loss.
@inline(never)
private func exactOrientation(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
    let products = [
        (a.x, b.y), (-a.x, c.y), (-c.x, b.y), (-a.y, b.x), (a.y, c.x), (c.y, b.x),
    ]
    var expansion: [Double] = []
    for (left, right) in products {
        let product = left * right
        grow(&expansion, by: (-product).addingProduct(left, right))
        grow(&expansion, by: product)
    }
    // The components do not overlap and grow in size: the last that is not 0 has the sign of the sum.
    guard let largest = expansion.last(where: { $0 != 0 }) else { return 0 }
    return largest > 0 ? 1 : -1
}

/// GROW-EXPANSION of Shewchuk, figure 6.
private func grow(_ expansion: inout [Double], by value: Double) {
    var carry = value
    for index in expansion.indices {
        let sum = carry + expansion[index]
        let virtual = sum - carry
        expansion[index] = (carry - (sum - virtual)) + (expansion[index] - virtual)
        carry = sum
    }
    expansion.append(carry)
}
