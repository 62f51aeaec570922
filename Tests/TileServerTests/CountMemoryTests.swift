import Testing
import TileEngine

@testable import TileServer

@Suite struct CountMemoryTests {
    private struct TooSlow: Error {}

    @Test("a selection is counted once; what could not be counted is tried again")
    func once() async throws {
        let memory = CountMemory()
        await #expect(throws: TooSlow.self) { try await memory.count(of: Fingerprint("a")) { throw TooSlow() } }
        #expect(try await memory.count(of: Fingerprint("a")) { 7 } == 7)
        #expect(try await memory.count(of: Fingerprint("a")) { 8 } == 7)
        #expect(try await memory.count(of: Fingerprint("b")) { 9 } == 9)
    }

    @Test("what was asked for first is forgotten first")
    func bounded() async throws {
        let memory = CountMemory()
        for number in 0...4096 { _ = try await memory.count(of: Fingerprint("\(number)")) { number } }
        #expect(try await memory.count(of: Fingerprint("0")) { -1 } == -1)
        #expect(try await memory.count(of: Fingerprint("4096")) { -1 } == 4096)
    }
}
