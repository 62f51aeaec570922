import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures
import Yams

/// Policies in YAML files.
enum PolicyFile {
    /// - Parameter path: `-` reads standard input.
    /// - Throws: `PolicyFault`, `Fault`.
    static func read(_ path: String) throws -> AccessPolicy {
        let text: String
        do {
            text =
                path == "-"
                ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
                : try String(contentsOfFile: path, encoding: .utf8)
        } catch { throw Fault(path: path, reason: "it cannot be read") }
        return try policy(of: text, from: path)
    }

    /// - Parameter source: what errors call the text.
    /// - Throws: `PolicyFault`, `Fault`.
    static func policy(of text: String, from source: String) throws -> AccessPolicy {
        do {
            guard let value = try Yams.load(yaml: text) else { throw Fault(path: source, reason: "it is empty") }
            return try AccessPolicy(json: json(value))
        } catch let error as YamlError {
            throw Fault(path: source, reason: "\(error)")
        }
    }

    /// As `read` takes it.
    static func text(_ policy: AccessPolicy) -> String {
        policy.rules.reduce(into: "rules:\n") { text, rule in
            let members = AccessPolicy(rules: [rule]).json["rules"]?[0]?.object?.members ?? []
            for (index, member) in members.enumerated() {
                // JSON is YAML's flow style.
                let value = String(decoding: member.value.serialized, as: UTF8.self)
                text += "\(index == 0 ? "  - " : "    ")\(member.key): \(value)\n"
            }
        }
    }

    struct Fault: Error, Hashable {
        let path: String
        let reason: String
    }

    private static func json(_ value: Any) -> JSONValue {
        switch value {
        case let members as [String: Any]:
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        case let values as [Any]: .array(values.map(json))
        case let flag as Bool: .boolean(flag)
        case let number as Int: .integer(Int64(number))
        case let number as Double: .real(number)
        case let text as String: .string(text)
        default: .string("\(value)")
        }
    }
}

/// Says what went wrong in a command about access, and what to try.
enum AccessFailure {
    static func reporting(_ body: () async throws -> Void) async throws {
        do { return try await body() } catch { throw try said(error) }
    }

    /// - Throws: what is not ours to say.
    private static func said(_ error: any Error) throws -> ExitCode {
        let sentence: String
        switch error {
        case let fault as PolicyFault: sentence = "\(fault.place): expected \(fault.expected)"
        case let fault as PolicyFile.Fault: sentence = "\(fault.path): \(fault.reason)"
        case GeoStoreError.collectionNotFound(let id, let known):
            sentence = "there is no collection '\(id)'; collections: \(known.joined(separator: ", "))"
        case let error as GeoStoreError:
            sentence = StartupError.sentence(error, configuration: ServerConfiguration())
        default: throw error
        }
        FileHandle.standardError.write(Data("tileserver: \(sentence)\n".utf8))
        return ExitCode.failure
    }
}
