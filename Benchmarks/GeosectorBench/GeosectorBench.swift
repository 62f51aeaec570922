import ArgumentParser
import Foundation

/// `make bench`: one file for each question, figures as medians over rounds, beside a peer in the same run.
@main
struct GeosectorBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geosector-bench", abstract: "Measures what GeoSector does, on generated data.")

    @Argument(help: ArgumentHelp("Which benchmarks: \(Self.all.joined(separator: ", ")) (default: all)."))
    var names: [String] = Self.all
    @Option(help: "How many parcels.")
    var parcels = 200_000
    @Option(help: "Rounds of each measurement.")
    var rounds = 5

    private static let all = [
        "import", "tiles", "items", "serving", "search", "editing", "crowd", "backup", "styles",
    ]

    func validate() throws {
        if let stranger = names.first(where: { !Self.all.contains($0) }) {
            throw ValidationError("'\(stranger)' is no benchmark; there are \(Self.all.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let bench = try Workbench(parcelCount: parcels, rounds: rounds)
        print(
            "\(parcels) parcels in EPSG:9218, \(rounds) rounds, medians; \(ProcessInfo.processInfo.activeProcessorCount) cores"
        )
        if names.contains("import") { try ImportBenchmark(bench: bench).run() }
        if names.contains("tiles") { try TileBenchmark(bench: bench).run() }
        if names.contains("items") { try await ItemsBenchmark(bench: bench).run() }
        if names.contains("serving") { try ServingBenchmark(bench: bench).run() }
        if names.contains("search") { try SearchBenchmark(bench: bench).run() }
        if names.contains("editing") { try await EditingBenchmark(bench: bench).run() }
        if names.contains("crowd") { try CrowdBenchmark(bench: bench).run() }
        if names.contains("backup") { try BackupBenchmark(bench: bench).run() }
        if names.contains("styles") { try StyleBenchmark(rounds: rounds).run() }
    }
}
