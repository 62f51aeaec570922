import Foundation
import TestSupport
import Testing

/// Exit statuses, streams and words of the built program.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"))
struct ProgramTests {
    @Test func aLoadAnswersOnStandardOutputAndExitsWith0() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 5)
        let outcome = try fixture.load("diem.csv")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("diem: version 1 published, 5 features in all\n"))
        #expect(outcome.errors == "")
        #expect(try fixture.contents == ["diem.csv", "store.sqlite", "store.sqlite-overviews"], "nothing else is left")
    }

    @Test(
        arguments: [
            (["load", "no.shp", "--store", "store.sqlite", "--sector", "land"], 1, "no.shp does not exist"),
            (
                ["load", "diem.csv", "--store", "store.sqlite", "--sector", "nosuch", "--source-crs", "EPSG:4326"], 1,
                "sectors: transport"
            ),
            (
                ["load", "diem.csv", "--store", "no/store.sqlite", "--sector", "land", "--source-crs", "EPSG:4326"], 1,
                "folder"
            ),
            (["load", "diem.csv", "--store", "store.sqlite"], 64, "--sector"),
            (["load", "diem.csv", "--sector", "land"], 64, "--store PATH"),
            (
                ["load", "diem.csv", "--store", "s", "--sector", "land", "--replace", "--append"], 64,
                "had already been set with flag"
            ),
            (["load", "diem.csv", "--store", "s", "--sector", "land", "--collection", "dat_label"], 64, "_label"),
            (["load", "diem.csv", "--store", "s", "--sector", "land", "--source-crs", "VN2000"], 64, "EPSG:9218"),
            (["load", "diem.csv", "--store", "s", "--sector", "land", "--max-rejected", "half"], 64, "5%"),
            (["load", "diem.csv", "--store", "s", "--sector", "land", "--nosuch"], 64, "--nosuch"),
            (["nosuch"], 64, "nosuch"),
            (["list", "--store", "no.sqlite"], 1, "does not exist"),
            (["verify", "--store", "no.sqlite"], 1, "does not exist"),
            (["inspect", "no.shp"], 1, "does not exist"),
            (["drop", "dat", "--store", "no.sqlite"], 64, "--yes"),
            (["drop", "dat", "--store", "no.sqlite", "--yes"], 1, "does not exist"),
            (["backup", "copy.sqlite", "--store", "no.sqlite"], 1, "does not exist"),
        ] as [([String], Int32, String)])
    func aFailureHasItsStatusAndAWordOnStandardError(arguments: [String], status: Int32, words: String) throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 2)
        let outcome = try BuiltProgram(arguments, in: fixture.folder).outcome()
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(words))
        #expect(outcome.output == "")
        #expect(try fixture.contents == ["diem.csv"], "a store that got nothing is not left behind")
    }

    @Test(arguments: ["load", "inspect", "list", "drop", "verify", "backup"])
    func everyCommandsHelpHasExamples(command: String) throws {
        let outcome = try ProgramFixture().run(command, "--help")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("EXAMPLES"))
        #expect(outcome.output.contains("  geoimport \(command) "))
    }

    @Test func jsonParsesEverywhere() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 3)
        for arguments in [
            ProgramFixture.loading("diem.csv", ["--json"]), ["inspect", "diem.csv", "--json"],
            ["list", "--store", "store.sqlite", "--json"], ["verify", "--store", "store.sqlite", "--json"],
        ] {
            let outcome = try BuiltProgram(arguments, in: fixture.folder).outcome()
            #expect(outcome.status == 0)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) }
        }
    }

    @Test func theEnvironmentMayNameTheStore() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 3)
        #expect(try fixture.load("diem.csv").status == 0)
        let outcome = try fixture.run("list", environment: ["GEOSECTOR_STORE": fixture.store])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("diem"))
        #expect(!outcome.output.contains(" \n"))
    }

    @Test func aRehearsalLeavesNoStore() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 3)
        let outcome = try fixture.load("diem.csv", "--dry-run")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("diem: dry run, nothing published"))
        #expect(try fixture.contents == ["diem.csv"])
    }

    @Test func aRehearsalOnAStoreChangesNothingInIt() throws {
        let sqlite = try #require(Program("sqlite3"), "install sqlite3")
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 3)
        try #require(try fixture.load("diem.csv").status == 0)
        let before = try sqlite.run([fixture.store, ".dump"])
        #expect(try fixture.load("diem.csv", "--dry-run", "--replace").status == 0)
        #expect(try fixture.load("diem.csv").status == 1, "nor does a load that is refused")
        #expect(try sqlite.run([fixture.store, ".dump"]) == before)
        #expect(try fixture.contents == ["diem.csv", "store.sqlite", "store.sqlite-overviews"])
    }

    @Test func dropTakesACollectionOut() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 1)
        try #require(try fixture.load("diem.csv").status == 0)
        let outcome = try fixture.run("drop", "diem", "--store", "store.sqlite", "--yes")
        #expect(outcome.status == 0)
        #expect(outcome.output == "diem: dropped, 1 feature\n")
        #expect(try fixture.contents == ["diem.csv", "store.sqlite"])
        #expect(try fixture.run("verify", "--store", "store.sqlite").status == 0)
    }

    @Test func dropTakesAwayWhatAnotherProgramLeft() throws {
        let fixture = try ProgramFixture()
        let sqlite = try #require(Program("sqlite3"))
        try fixture.points("diem.csv", 3)
        try #require(try fixture.load("diem.csv").status == 0)
        _ = try sqlite.run([fixture.store, "DROP TABLE diem"])
        let outcome = try fixture.run("drop", "diem", "--store", "store.sqlite", "--yes")
        #expect(outcome.status == 0 && outcome.output == "diem: dropped, 0 features\n", "\(outcome.errors)")
        let again = try fixture.run("drop", "diem", "--store", "store.sqlite", "--yes")
        #expect(again.status == 1 && again.errors.contains("there is no collection 'diem'"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
    func anAnswerThatCannotBeWrittenIsSaidAndNoCrash() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 3)
        let shell = try #require(Program("sh"))
        let binary = try #require(BuiltProgram.folder).appending(path: "geoimport").path
        let command = ProgramFixture.loading("diem.csv").joined(separator: " ")
        let said = try shell.run([
            "-c",
            """
            cd '\(fixture.folder.url.path)' && export GEOSECTOR_HOME='\(TestData.packageRoot.path)'
            '\(binary)' \(command) 2>&1 >/dev/full; echo "status $?"
            '\(binary)' list --store store.sqlite 2>&1 >/dev/full; echo "status $?"
            """,
        ])
        #expect(
            said == """
                geoimport: the report cannot be written (No space left on device), but diem is published
                status 0
                geoimport: standard output cannot be written: No space left on device
                status 1

                """)
    }
}
