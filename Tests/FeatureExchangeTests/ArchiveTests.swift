import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Archives that lie, climb, swell or are locked, and those that only have old names. Made by python3, which `make deps`
/// installs.
@Suite struct ArchiveTests {
    /// Runs `script` with `zipfile`, `struct` and the variable `out`.
    static func make(_ path: String, _ script: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let prelude =
            "import zipfile,struct,sys\nout=sys.argv[1]\nZ=lambda:zipfile.ZipFile(out,'w',zipfile.ZIP_DEFLATED)\n"
        process.arguments = ["python3", "-c", prelude + script, path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    static let csv = "'a,x,y\\n1,108,14\\n'"

    static func fault(_ script: String) throws -> FeatureExchangeError? {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try make(path, script)
        return HostileInputTests.error(path)
    }

    @Test func namesThatClimbOutAreNotUnpacked() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(
            path,
            "z=Z()\nz.writestr('../../ra_ngoai.csv',\(Self.csv))\nz.writestr('/tmp/ra_ngoai.csv',\(Self.csv))\nz.writestr('trong.csv',\(Self.csv))\nz.close()"
        )
        let source = try VectorSource(path: path)
        #expect(source.layers.map(\.name) == ["trong"])
        #expect(try folder.contents == ["a.zip"])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/ra_ngoai.csv"))
    }

    @Test func bombsAreRefusedBeforeTheyAreUnpacked() throws {
        let swollen = try Self.fault("z=Z()\nz.writestr('a.shp',bytes(250000000))\nz.close()")
        guard case .archiveUnusable(_, nil, .ratioTooHigh(let ratio))? = swollen else {
            Issue.record("\(String(describing: swollen))")
            return
        }
        #expect(ratio > 900)
        let many = try Self.fault("z=Z()\nfor i in range(100001): z.writestr('%d.txt'%i,'')\nz.close()")
        guard case .archiveUnusable(_, nil, .tooManyMembers(100_001, limit: 100_000))? = many else {
            Issue.record("\(String(describing: many))")
            return
        }
    }

    @Test(
        arguments: [
            ("a false size", "b[i+24:i+28]=struct.pack('<I',3)", ArchiveFault.sizeDisagrees(declared: 3)),
            ("a false checksum", "b[i+16]^=1", .checksumWrong), ("a password", "b[i+8]|=1", .encrypted),
            ("a foreign method", "b[i+10]=9", .methodUnsupported(method: 9)),
            ("data beyond the end", "b[i+20:i+24]=struct.pack('<I',99999)", .directoryDamaged),
        ] as [(String, String, ArchiveFault)])
    func aDirectoryThatLiesIsFoundOut(what: String, change: String, fault: ArchiveFault) throws {
        let found = try Self.fault(
            "z=Z()\nz.writestr('a.csv',\(Self.csv)*100)\nz.close()\nb=bytearray(open(out,'rb').read())\ni=b.rfind(b'PK\\x01\\x02')\n\(change)\nopen(out,'wb').write(b)"
        )
        guard case .archiveUnusable(_, "a.csv", fault)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func aCutArchiveIsNone() throws {
        let found = try Self.fault(
            "z=Z()\nz.writestr('a.csv',\(Self.csv)*100)\nz.close()\nb=open(out,'rb').read()\nopen(out,'wb').write(b[:len(b)//2])"
        )
        guard case .notRecognised(_, .notAnArchive)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test(arguments: [
        ("TCVN3", "b'X\\xb7 ph\\xad\\xeang'"), ("UTF-8 without its flag", "'Xã phường'.encode()"),
    ])
    func namesOfOldPackersAreRead(what: String, name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(
            path,
            "n=\(name)\np=b'Q'*len(n)\nz=Z()\nz.writestr(p.decode()+'.csv',\(Self.csv))\nz.close()\nb=open(out,'rb').read().replace(p,n)\nopen(out,'wb').write(b)"
        )
        let source = try VectorSource(path: path)
        #expect(source.layers.map(\.name) == ["Xã phường"])
        #expect(try TestData.features(source, source.layer()).count == 1)
    }

    @Test func layersOfOneNameAreToldApart() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(
            path,
            "z=Z()\nfor f in ['2024/xa.csv','2025/xa.csv','2025/cho.csv']: z.writestr(f,\(Self.csv))\nz.close()")
        let source = try VectorSource(path: path)
        #expect(source.layers.map(\.name) == ["2024/xa", "cho", "2025/xa"])
        #expect(try source.layer(named: "2024/xa").featureCount == 1)
    }

    @Test func archivesInsideAreNamedNotOpened() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(path, "z=Z()\nz.writestr('xa.csv',\(Self.csv))\nz.writestr('nua.zip','PK')\nz.close()")
        #expect(try VectorSource(path: path).layer().notes.contains(.nestedArchivesIgnored(members: ["nua.zip"])))
    }

    @Test func aLinkIsNamedWithItsArchive() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(
            path,
            "z=Z()\ni=zipfile.ZipInfo('lop/xa.shp')\ni.create_system=3\ni.external_attr=0o120777<<16\nz.writestr(i,'/etc/passwd')\nz.close()"
        )
        #expect(
            HostileInputTests.error(path) == .archiveUnusable(path: path, member: "lop/xa.shp", .symbolicLink))
    }

    @Test func whatIsWrongWithAnUnpackedFileIsSaidOfTheArchive() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try Self.make(path, "z=Z()\nz.writestr('lop/xa.shp','/etc/passwd')\nz.writestr('b.gpkg','x')\nz.close()")
        let error = String(describing: HostileInputTests.error(path))
        #expect(error.contains("a.zip (b.gpkg)") || error.contains("a.zip (lop/xa.shp)"), "\(error)")
        #expect(!error.contains("geosector-source"))
    }
}
