import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// `tileserver manifest`, as somebody runs it who got a file years ago.
@Suite struct ManifestCommandTests {
    @Test("a file is the one that was handed over, or it is not; and so is its manifest")
    func verify() async throws {
        let place = try await AccountCommandTests.Place.made()
        let file = place.folder.path("thua.csv")
        try "SO,TEN\r\n1,Đất ở\r\n".write(toFile: file, atomically: true, encoding: .utf8)
        let (bytes, digest) = try FileDigest.sha256(ofFileAt: file)
        let result = ExportResult(
            rows: 1, notes: [], origin: nil, bytes: bytes, digest: digest)
        let origin = ExportResult.Origin(
            state: "s", version: 3, crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
        let features = ExportedFeatures(collection: "thua", view: nil, narrowing: "", format: .csv)
        let job = ExportJob(
            id: "1", owner: Principal(kind: .system, name: "lgsp"), subject: .features(features),
            fileName: FileName(id: "thua", title: "Thửa đất", fileExtension: "csv"), created: .now)
        let accounts = try AccountStore(path: place.accounts)
        let document = try await ExportManifest(
            job: job, features: features, origin: origin, result: result, publisher: "https://gis.gialai.gov.vn"
        ).document(signedBy: accounts)
        try await accounts.close()
        let manifest = place.folder.path("thua.csv.manifest.json")
        try Data(document.serialized).write(to: URL(filePath: manifest))

        let whole = try await place.run("manifest", "verify", manifest, "--file", file)
        #expect(whole.status == 0, "\(whole.said)")
        #expect(whole.output.contains("nothing was changed") && whole.output.contains("system:lgsp"))
        let keys = try await place.run("manifest", "keys")
        let keyFile = place.folder.path("keys.json")
        try keys.output.write(toFile: keyFile, atomically: true, encoding: .utf8)
        // Elsewhere, without the accounts.
        let nowhere = ["GEOSECTOR_STORE": place.folder.path("none.sqlite")]
        let elsewhere = try await place.run(
            "manifest", "verify", manifest, "--file", file, "--keys", keyFile, "--json", environment: nowhere)
        #expect(elsewhere.status == 0, "\(elsewhere.said)")
        #expect(try JSONReader.read(Array(elsewhere.output.utf8))["version"]?.integer == 3)
        let renewed = try await place.run("manifest", "renew")
        #expect(renewed.status == 0, "\(renewed.said)")
        #expect(try await place.run("manifest", "verify", manifest).status == 0)

        try "SO,TEN\r\n1,Đất khác\r\n".write(toFile: file, atomically: true, encoding: .utf8)
        let changed = try await place.run("manifest", "verify", manifest, "--file", file)
        #expect(changed.status == 1 && changed.said.contains("is not the file that was handed over"))
        let text = String(decoding: document.serialized, as: UTF8.self)
        try text.replacing("system:lgsp", with: "public").write(toFile: manifest, atomically: true, encoding: .utf8)
        let forged = try await place.run("manifest", "verify", manifest, "--lang", "vi")
        #expect(forged.status == 1 && forged.said.contains("đã bị sửa sau khi ký"))
        let missing = try await place.run("manifest", "verify", place.folder.path("none.json"))
        #expect(missing.status == 1 && missing.said.contains("none.json cannot be read"))
    }
}
