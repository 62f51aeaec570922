import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Paths and files that mean harm, or are simply broken: one coded outcome each, nothing hangs.
@Suite struct HostileInputTests {
    static func error(_ path: String) -> FeatureExchangeError? {
        do {
            let source = try VectorSource(path: path)
            for layer in source.layers {
                let reader = try source.reader(for: layer)
                while try reader.next() != nil {}
            }
            return nil
        } catch {
            return error as? FeatureExchangeError
        }
    }

    @Test func devicesAndPipesAreNoFiles() throws {
        #expect(Self.error("/dev/zero") == .notAFile(path: "/dev/zero", .characterDevice))
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path("a.csv"), 0o600) == 0)
        #expect(Self.error(folder.path("a.csv")) == .notAFile(path: folder.path("a.csv"), .pipe))
    }

    @Test func aPipeBesideAFileIsNotOpened() throws {
        let folder = try TemporaryFolder()
        try folder.write("a,b\n1,2\n", as: "a.csv")
        #expect(mkfifo(folder.path("a.csvt"), 0o600) == 0)
        guard case .notAFile(let path, .pipe)? = Self.error(folder.path("a.csv")) else {
            Issue.record("it opened")
            return
        }
        #expect(path.hasSuffix("a.csvt"))
    }

    @Test func linksThatLeadNowhereAreSaid() throws {
        let folder = try TemporaryFolder()
        symlink("vong.shp", folder.path("tron.shp"))
        symlink("tron.shp", folder.path("vong.shp"))
        symlink("khong_co.shp", folder.path("dut.shp"))
        symlink(".", folder.path("lap"))
        #expect(Self.error(folder.path("vong.shp")) == .linkLoop(path: folder.path("vong.shp")))
        #expect(
            Self.error(folder.path("dut.shp"))
                == .linkBroken(path: folder.path("dut.shp"), target: "khong_co.shp"))
        #expect(
            Self.error(folder.path("lap"))
                == .notRecognised(path: folder.path("lap"), looksLike: .folderWithoutLayers))
    }

    @Test func aFileThatGrowsWhileItIsReadIsNoSource() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b\n1,2\n3,4\n", as: "a.csv")
        let source = try VectorSource(path: file)
        let reader = try source.reader(for: source.layer())
        _ = try reader.next()
        try folder.write("a,b\n1,2\n3,4\n5,6\n", as: "a.csv")
        #expect {
            while try reader.next() != nil {}
        } throws: { error in
            guard case .sourceChanged? = error as? FeatureExchangeError else { return false }
            return true
        }
        #expect(throws: FeatureExchangeError.self) { try source.checkUnchanged() }
    }

    @Test func aFileThatIsDeletedWhileItIsReadIsNoSource() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b\n1,2\n", as: "a.csv")
        let source = try VectorSource(path: file)
        let reader = try source.reader(for: source.layer())
        _ = try reader.next()
        try FileManager.default.removeItem(atPath: file)
        #expect(throws: FeatureExchangeError.sourceChanged(path: file, .gone(errno: ENOENT))) {
            while try reader.next() != nil {}
        }
    }

    @Test func versionEightIsNamedWhateverTheSuffix() throws {
        let folder = try TemporaryFolder()
        var file = [UInt8](repeating: 0, count: 2048)
        file.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        file[30] = 9
        let name: [UInt8] = Array("Dgn~Mf".utf8).flatMap { [$0, UInt8(0)] }
        file.replaceSubrange(512..<512 + name.count, with: name)
        for suffix in ["dgn", "dxf", "bak", "txt"] {
            let path = folder.path("v8.\(suffix)")
            try Data(file).write(to: URL(filePath: path))
            #expect(Self.error(path) == .notRecognised(path: path, looksLike: .microStationV8))
        }
    }

    @Test(arguments: ["kml", "gml", "gpx"])
    func anEntityBombIsRefused(suffix: String) throws {
        var entities = "<!ENTITY a0 \"lol\">"
        for level in 1...9 {
            entities += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
        }
        let bodies = [
            "kml":
                "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><name>&a9;</name><Point><coordinates>108,14</coordinates></Point></Placemark></kml>",
            "gml":
                "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs/2.0\" xmlns:gml=\"http://www.opengis.net/gml/3.2\"><wfs:member><xa gml:id=\"a\"><b>&a9;</b></xa></wfs:member></wfs:FeatureCollection>",
            "gpx":
                "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"14\" lon=\"108\"><name>&a9;</name></wpt></gpx>",
        ]
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "<?xml version=\"1.0\"?><!DOCTYPE x [\(entities)]>\(bodies[suffix] ?? "")", as: "bomb.\(suffix)")
        guard case .damaged? = Self.error(file) else {
            Issue.record("\(String(describing: Self.error(file)))")
            return
        }
    }

    @Test func nestingWithoutEndIsRefused() throws {
        let folder = try TemporaryFolder()
        let depth = 100_000
        let point = #"{"type":"Point","coordinates":[108,14]}"#
        let nested =
            String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: depth) + point
            + String(repeating: "]}", count: depth)
        let json = try folder.write(
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":\#(nested)}]}"#,
            as: "sau.geojson")
        guard case .damaged? = Self.error(json) else {
            Issue.record("it opened")
            return
        }
        let text =
            String(repeating: "GEOMETRYCOLLECTION (", count: depth) + "POINT (1 1)"
            + String(repeating: ")", count: depth)
        let table = try folder.write("id,wkt\n1,\"\(text)\"\n", as: "sau.csv")
        let source = try VectorSource(path: table)
        let feature = try #require(try TestData.features(source, source.layer()).first)
        #expect(feature.issues.map(\.code) == ["geometry-unreadable"])
    }

    @Test func aDrawingThatWasCutSaysWhere() throws {
        let folder = try TemporaryFolder()
        // Two elements of type 3 (line), the second cut; no end mark.
        let element: [UInt8] = [0x01, 0x03, 34, 0] + [UInt8](repeating: 0, count: 68)
        try Data(element + element.prefix(40)).write(to: URL(filePath: folder.path("a.dgn")))
        let source = try? VectorSource(path: folder.path("a.dgn"))
        if let layer = source?.layers.first { #expect(layer.notes.contains(.recordsUnreadable(fromByte: 72))) }
    }

    @Test func aDeliveredFileNamesNoOtherFile() throws {
        let folder = try TemporaryFolder()
        let secret = try folder.write("a,x,y\n1,108,14\n", as: "mat.csv")
        let vrt =
            "<OGRVRTDataSource><OGRVRTLayer name=\"mat\"><SrcDataSource>\(secret)</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        let file = try folder.write(vrt, as: "la.vrt")
        #expect(Self.error(file) == .notRecognised(path: file, looksLike: nil))
        #expect(Self.error("/vsizip/\(secret)") == .fileNotFound(path: "/vsizip/\(secret)"))
        var options = VectorSource.Options()
        options.allowsConnections = true
        let source = try VectorSource(path: file, options: options)
        #expect(try TestData.features(source, source.layer()).count == 1)
    }

    @Test func aConnectionThatFailsShowsNoPassword() throws {
        var options = VectorSource.Options()
        options.allowsConnections = true
        do {
            _ = try VectorSource(
                path: "PG:host=127.0.0.1 port=1 dbname=a user=b password=bimat connect_timeout=2", options: options)
            Issue.record("it opened")
        } catch {
            #expect(!"\(error)".contains("bimat"))
            guard case .connectionFailed(let name, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(name.contains("password=***"))
        }
        #expect(throws: FeatureExchangeError.driverMissing(driver: "OCI", name: "OCI:a/b@c")) {
            try VectorSource(path: "OCI:a/b@c", options: options)
        }
    }

    @Test(arguments: ["gml", "geojsonl"])
    func aTextBeyondEveryUseIsRefusedBeforeItIsRead(suffix: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("<a>{", as: "a.\(suffix)")
        // A hole of 300 MB: it takes no room on the disk.
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 300 << 20)
        try handle.close()
        #expect(Self.error(path) == .valueTooLong(path: path, limit: 256 << 20))
    }
}
