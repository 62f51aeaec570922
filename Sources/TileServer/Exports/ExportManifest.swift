import Accounts
import Foundation
import GeoStore
import SimpleFeatures

/// What goes with a file that was taken out: what it is and what it is of, so that years later somebody can tell whether
/// a file is the one that was handed over.
struct ExportManifest: Sendable {
    /// The member that holds the signature of all others.
    static let signature = "signature"

    let job: ExportJob
    let features: ExportedFeatures
    let origin: ExportResult.Origin
    let result: ExportResult
    /// The address that the server is known by.
    let publisher: String

    private var members: JSONObject {
        var members: JSONObject = [
            "manifest": "geosector-export", "publisher": .string(publisher),
            "file": [
                "name": .string(job.fileName.plain), "format": .string(features.format.rawValue),
                "type": .string(features.format.mediaType.value), "bytes": JSONValue(result.bytes),
                "sha256": .string(result.digest),
            ],
            "collection": .string(features.collection), "version": JSONValue(origin.version),
            "state": .string(origin.state), "filter": .string(features.narrowing), "crs": .string(origin.crs),
            "numberOfFeatures": JSONValue(result.rows),
            // Less than there is, when the policy says so.
            "isWhole": .boolean(features.view == nil), "recipient": .string(recipient),
            "made": .string((job.finished ?? job.created).formatted(.iso8601)),
        ]
        if !result.notes.isEmpty { members["notes"] = .array(result.notes.map(JSONValue.string)) }
        return members
    }

    private var recipient: String {
        job.owner.kind == .anonymous ? "public" : "\(AuditActor.Kind(job.owner.kind).rawValue):\(job.owner.name)"
    }

    /// - Parameter accounts: whose key signs; without them it is not signed.
    /// - Throws: `AccountError`.
    func document(signedBy accounts: AccountStore?) async throws -> JSONValue {
        var members = members
        if let accounts {
            let content = JSONValue.object(members).serialized
            members[Self.signature] = .string(try await accounts.sign(content))
        }
        return .object(members)
    }
}

extension ExportResult {
    /// The digest as a header field has it (RFC 9530).
    var digestField: String {
        let digits = Array(digest)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return "sha-256=:\(Data(bytes).base64EncodedString()):"
    }
}

extension MediaType {
    /// RFC 7517, 8.5.2.
    static let keySet = MediaType("application/jwk-set+json")
}
