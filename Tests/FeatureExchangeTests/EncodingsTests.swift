import FeatureExchange
import Foundation
import SimpleFeatures
import Testing
import VietnameseText

@Suite(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"))
struct EncodingsTests {
    @Test(arguments: [
        ("gl_tcvn3", ByteReading.encoding(.tcvn3), "TEN_HOA_TCVN3"),
        ("gl_vni", .encoding(.vni), "TEN_HOA"), ("gl_cp1258", .encoding(.cp1258), "TEN_HOA"),
        ("gl_utf8", .encoding(.utf8), "TEN_HOA"),
        ("gl_tcvn3_mojibake_utf8", .misread(.encoding(.tcvn3), as: .western), "TEN_HOA_TCVN3"),
    ])
    func namesComeThroughTheCallersDecoder(
        file: String, reading: ByteReading, capitals: String
    ) throws {
        let source = try TestData.source("encodings/\(file).shp")
        let layer = try source.layer()
        var options = FeatureReader.Options()
        options.decoders = layer.fields.map { _ in TestData.decoder(reading) }
        let features = try TestData.features(source, layer, options: options)
        let expected = try TestData.table("encodings/gl_mongdoi.csv")
        #expect(features.count == 60)
        #expect(features.allSatisfy { $0.issues.isEmpty })
        for (feature, row) in zip(features, expected) {
            #expect(feature.text("MA_XA", in: layer) == row["MA_XA"])
            #expect(feature.text("TEN_HUYEN", in: layer) == row["TEN_HUYEN"])
            #expect(feature.text("TEN_HOA", in: layer) == row[capitals])
            #expect(feature.values.last == .integer(Int64(row["SO"] ?? "") ?? -1))
        }
    }

    @Test func theSystemsCP1258LosesNoLastLetter() throws {
        let features = try TestData.features("encodings/gl_cp1258.shp")
        let layer = try TestData.source("encodings/gl_cp1258.shp").layer()
        let expected = try TestData.table("encodings/gl_mongdoi.csv")
        #expect(features.map { $0.text("MA_XA", in: layer) } == expected.map { $0["MA_XA"] })
        #expect(
            features.map { $0.text("TEN_XA", in: layer)?.precomposedStringWithCanonicalMapping }
                == expected.map { $0["TEN_XA"] })
        #expect(layer.fields.map(\.name) == ["MA_XA", "TEN_XA", "TEN_HUYEN", "TEN_TINH", "TEN_HOA", "SO"])
    }

    @Test func aTableThatNamesNoEncodingIsReportedNotGuessed() throws {
        let features = try TestData.features("encodings/gl_tcvn3.shp")
        #expect(features.allSatisfy { $0.issues.contains { $0.code == "text-undecodable" } })
    }

    @Test func aSampleIsEnoughToSuggestTheEncodingOfAColumn() throws {
        let source = try TestData.source("encodings/gl_vni.shp")
        let layer = try source.layer()
        let sample = try source.textSample(of: layer)
        #expect(sample.featuresScanned == 60)
        #expect(sample.values[0].isEmpty, "codes are ASCII and tell nothing")
        #expect(ColumnDiagnosis(samples: sample.values[1], claim: .none).reader.reading == .encoding(.vni))
        #expect(try TestData.features(source, layer).count == 60, "a reader still starts at the first feature")
    }

    @Test func aMapInfoTableIsReadRawWhateverItsCharset() throws {
        let folder = try TemporaryFolder()
        let vni = LegacyEncoding.vni.encode("Xã Ia Băng").bytes
        try Data(vni + [0x0A]).write(to: URL(filePath: folder.path("xa.mid")))
        let file = try folder.write(
            """
            Version 300
            Charset "WindowsLatin1"
            Delimiter ","
            CoordSys Earth Projection 1, 104
            Columns 1
              TEN_XA Char(40)
            Data

            Point 108 14

            """, as: "xa.mif")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        #expect(layer.notes == [.charsetNamed("WindowsLatin1")])
        var options = FeatureReader.Options()
        options.decoders = [TestData.decoder(.encoding(.vni))]
        #expect(try TestData.features(source, layer, options: options).map(\.values) == [[.text("Xã Ia Băng")]])
        #expect(try folder.contents == ["xa.mid", "xa.mif"])
    }

    @Test func aMapInfoTableInFourFilesIsLinkedNotCopied() throws {
        let folder = try TemporaryFolder()
        try folder.copy("formats/pleiku_xa", suffixes: ["dat", "map", "id"], as: "xa")
        let tab = try String(contentsOfFile: TestData.path("formats/pleiku_xa.tab"), encoding: .utf8)
        let file = try folder.write(tab.replacing("Neutral", with: "WindowsLatin1"), as: "xa.tab")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        #expect(layer.declaredEncoding.codePage?.name == "CP1252")
        var options = FeatureReader.Options()
        options.decoders = layer.fields.map { _ in SourceText.utf8 }
        let features = try TestData.features(source, layer, options: options)
        #expect(features[0].text("TEN_XA", in: layer) == "Diên Hồng")
    }
}
