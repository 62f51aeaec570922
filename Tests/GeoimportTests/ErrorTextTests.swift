import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import Testing

@testable import geoimport

/// A sentence says what happened, and what would have worked.
struct ErrorTextTests {
    @Test(arguments: [
        (GeoStoreError.diskFull(path: "a.sqlite"), ["disk", "full", "nothing was changed"]),
        (.busy(path: "a.sqlite"), ["locked by another program", "try again"]),
        (.readOnly(path: "a.sqlite"), ["cannot be written", "permissions"]),
        (.newerSchema(path: "a.sqlite", found: 9, supported: 1), ["schema 9", "up to 1", "update"]),
        (.storeNotFound(path: "a.sqlite"), ["does not exist", "geoimport load FILE --store a.sqlite"]),
        (.collectionNotFound("roads", known: ["duong", "xa"]), ["'roads'", "duong, xa"]),
        (.collectionNotFound("roads", known: []), ["none yet"]),
        (.sqlite(attempted: "creating the store", code: 14, message: "unable"), ["creating the store", "folder"]),
        (.sqlite(attempted: "x", code: 1, message: "no such table"), ["no such table", "SQLite 1"]),
    ])
    func ofTheStore(error: GeoStoreError, words: [String]) {
        let sentence = ErrorText.sentence(error)
        for word in words { #expect(sentence.contains(word)) }
    }

    @Test(arguments: [
        (UnreadableFormat.microStationV8, "save it as DXF"), (.autoCADDrawing, "save it as DXF"),
        (.accessDatabase, "export"), (.htmlPage, "download it again"), (.empty, "empty"),
        (.shapefilePart(missing: "shp"), "shp is missing"),
    ])
    func ofAFileThatNobodyReads(format: UnreadableFormat, words: String) {
        let sentence = ErrorText.sentence(FeatureExchangeError.notRecognised(path: "a.x", looksLike: format))
        #expect(sentence.hasPrefix("a.x: "))
        #expect(sentence.contains(words))
    }

    @Test func aFullDiskIsToldFromADamagedArchive() {
        let full = ErrorText.sentence(FeatureExchangeError.scratchFailed(path: "/tmp/x", errno: ENOSPC))
        #expect(full.contains("full") && full.contains("TMPDIR"))
        let damaged = ErrorText.sentence(
            FeatureExchangeError.archiveUnusable(path: "a.zip", member: "a.shp", .checksumWrong))
        #expect(damaged.contains("a.shp") && damaged.contains("checksum"))
    }

    @Test(arguments: [
        ("dat_label", "_label"), ("", "empty"), ("Dat", "small letter"), ("đat", "small letter"), ("d at", "' '"),
        ("gs_dat", "gs_"),
    ])
    func ofAnIdNamesTheFault(id: String, words: String) throws {
        let fault = try #require(CollectionID.fault(in: id))
        #expect(ErrorText.sentence(collectionID: id, fault: fault).contains(words))
    }

    @Test func ofANoteIsOneLineWhateverItQuotes() {
        let note = SourceNoteText.sentence(SourceNote.encodingFileUnusable(beginning: "<html>\n\t<head>\r\n"))
        #expect(note.en == "the .cpg names no encoding: '<html>  <head> '")
    }
}
