/// Remembers what was used lately: two generations, of which the older one is forgotten when the younger is full.
struct GenerationCache<Key: Hashable, Value> {
    /// Entries in a generation.
    let capacity: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    init(capacity: Int) { self.capacity = capacity }

    /// What is remembered, or what `make` says and will be.
    mutating func value<Failure>(for key: Key, _ make: () throws(Failure) -> Value) throws(Failure) -> Value {
        if let value = young[key] { return value }
        let value: Value
        if let known = old[key] { value = known } else { value = try make() }
        if young.count >= capacity {
            old = young
            young = [:]
        }
        young[key] = value
        return value
    }
}
