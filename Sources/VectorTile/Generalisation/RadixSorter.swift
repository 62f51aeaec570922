/// A number to sort by, and what it belongs to.
struct KeyedIndex {
    var key: UInt64
    var index: UInt32
}

/// Sorts by whole numbers, digit by digit; what has a key in common keeps its order. 16 bytes for each element while it
/// runs.
struct RadixSorter {
    private static let digitBits = 11
    /// So few are compared.
    private static let smallCount = 128

    private var other: [KeyedIndex] = []
    private var starts = [Int](repeating: 0, count: 1 << digitBits)

    mutating func sort(_ elements: inout [KeyedIndex]) {
        guard let first = elements.first else { return }
        var (isSorted, last) = (true, first.key)
        var differing: UInt64 = 0
        for element in elements {
            if element.key < last { isSorted = false }
            last = element.key
            differing |= element.key ^ first.key
        }
        if isSorted { return }
        guard elements.count > Self.smallCount else {
            elements.withUnsafeMutableBufferPointer(Self.insertionSort)
            return
        }
        if other.count < elements.count {
            other = [KeyedIndex](repeating: KeyedIndex(key: 0, index: 0), count: elements.count)
        }
        let count = elements.count
        let mask = UInt64(1 << Self.digitBits - 1)
        elements.withUnsafeMutableBufferPointer { elements in
            other.withUnsafeMutableBufferPointer { other in
                starts.withUnsafeMutableBufferPointer { starts in
                    var (source, target) = (elements.baseAddress!, other.baseAddress!)
                    for shift in stride(from: UInt64(0), to: 64, by: Self.digitBits)
                    where differing >> shift & mask != 0 {
                        starts.update(repeating: 0)
                        for index in 0..<count { starts[Int(source[index].key >> shift & mask)] += 1 }
                        var sum = 0
                        for index in starts.indices { (starts[index], sum) = (sum, sum + starts[index]) }
                        for index in 0..<count {
                            let digit = Int(source[index].key >> shift & mask)
                            target[starts[digit]] = source[index]
                            starts[digit] += 1
                        }
                        swap(&source, &target)
                    }
                    if source != elements.baseAddress! { target.update(from: source, count: count) }
                }
            }
        }
    }

    /// Gives back what it needed for many elements.
    mutating func removeAll() { other = [] }

    private static func insertionSort(_ elements: inout UnsafeMutableBufferPointer<KeyedIndex>) {
        for index in elements.indices.dropFirst() {
            let moving = elements[index]
            var place = index
            while place > 0, elements[place - 1].key > moving.key {
                elements[place] = elements[place - 1]
                place -= 1
            }
            elements[place] = moving
        }
    }
}
