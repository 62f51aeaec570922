internal import Foundation

/// Work on several threads whose results are taken in the order of the inputs, on the calling thread. No more than a
/// window of them is ahead, so that memory stays bounded when the taker is slow.
final class OrderedWork<Input: Sendable, Output: Sendable>: @unchecked Sendable {
    // What is below is touched under `condition` only; `work` may run anywhere.
    private let condition = NSCondition()
    private var inputs: any IteratorProtocol<Input>
    private var given = 0
    private var taken = 0
    private var results: [Int: Result<Output, any Error>] = [:]
    private var isExhausted = false
    private var isStopped = false
    private var running = 0
    private let window: Int
    private let work: @Sendable (Input) throws -> Output

    private init(
        inputs: any IteratorProtocol<Input>, window: Int, work: @escaping @Sendable (Input) throws -> Output
    ) {
        self.inputs = inputs
        self.window = window
        self.work = work
    }

    /// - Throws: what `work` or `take` throws first, in the order of inputs; no thread works any more then.
    static func run(
        _ inputs: some Sequence<Input>, threads: Int, work: @escaping @Sendable (Input) throws -> Output,
        take: (Output) throws -> Void
    ) throws {
        let own = OrderedWork(inputs: inputs.makeIterator(), window: threads * 4, work: work)
        own.start(max(1, threads))
        defer { own.stop() }
        while let result = own.next() { try take(result.get()) }
    }

    private func start(_ threads: Int) {
        running = threads
        for _ in 0..<threads {
            let thread = Thread { [self] in workOn() }
            // Tiles of large features recurse; the system's own size for the first thread.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private func workOn() {
        condition.lock()
        while let (number, input) = nextInput() {
            condition.unlock()
            let result = Result { try work(input) }
            condition.lock()
            results[number] = result
            // Only the result that is waited for wakes anybody.
            if number == taken { condition.broadcast() }
        }
        running -= 1
        condition.broadcast()
        condition.unlock()
    }

    /// Called locked.
    private func nextInput() -> (number: Int, input: Input)? {
        while !isStopped, !isExhausted, given - taken >= window { condition.wait() }
        guard !isStopped, !isExhausted else { return nil }
        guard let input = inputs.next() else {
            isExhausted = true
            condition.broadcast()
            return nil
        }
        defer { given += 1 }
        return (given, input)
    }

    private func next() -> Result<Output, any Error>? {
        condition.lock()
        defer { condition.unlock() }
        while results[taken] == nil {
            guard !isExhausted || taken < given else { return nil }
            condition.wait()
        }
        defer {
            taken += 1
            if given - taken == window - 1 { condition.broadcast() }
        }
        return results.removeValue(forKey: taken)
    }

    private func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        while running > 0 { condition.wait() }
        condition.unlock()
    }
}
