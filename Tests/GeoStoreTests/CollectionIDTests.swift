import GeoStore
import Testing

@Suite struct CollectionIDTests {
    @Test(
        "lower-case letters, digits, underscore and hyphen make an id",
        arguments: ["a", "roads", "street-lights", "xa_2025", "z9-_"])
    func good(name: String) throws {
        #expect(try CollectionID(name).name == name)
        #expect(CollectionID.fault(in: name) == nil)
    }

    @Test(
        "anything else is refused with its fault",
        arguments: [
            ("", CollectionID.Fault.empty), ("9a", .firstCharacter), ("-a", .firstCharacter), ("_a", .firstCharacter),
            ("Roads", .firstCharacter), ("rOads", .character("O")), ("a b", .character(" ")), ("a.b", .character(".")),
            ("đường", .firstCharacter), ("duờng", .character("ờ")), ("roads_label", .reservedSuffix),
            ("gs_edit", .reservedPrefix("gs_")), ("idx_a", .reservedPrefix("idx_")),
            ("sqlite_a", .reservedPrefix("sqlite_")),
            ("a\"b", .character("\"")), ("a'b", .character("'")), ("a;b", .character(";")),
        ])
    func bad(name: String, fault: CollectionID.Fault) {
        #expect(throws: GeoStoreError.invalidCollectionID(name, reason: fault)) { try CollectionID(name) }
    }

    @Test("63 bytes are an id, 64 are too long")
    func length() throws {
        _ = try CollectionID(String(repeating: "a", count: 63))
        #expect(CollectionID.fault(in: String(repeating: "a", count: 64)) == .tooLong)
    }
}
