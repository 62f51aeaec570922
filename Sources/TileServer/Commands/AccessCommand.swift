import Accounts
import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `tileserver access`.
struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Say who may see what, and look at what somebody sees.",
        discussion: """
            A policy is a list of rules; the first that speaks of whoever asks decides, and whom none speaks of sees \
            nothing. Collections without a policy of their own follow that of '*'; where there is none either, everybody \
            reads them. A policy is in force at once, on every route, for every server that has the store open.
            """,
        subcommands: [AccessShow.self, AccessSet.self, AccessExplain.self])
}

/// What all of them are given.
struct AccessStoreOption: ParsableArguments {
    @Option(help: ArgumentHelp("The store (default: GEOSECTOR_STORE).", valueName: "path"))
    var store: String?
    @Flag(help: "Print JSON.")
    var json = false

    func open(_ access: Store.Access) throws -> Store {
        guard let path = store ?? ProcessInfo.processInfo.environment["GEOSECTOR_STORE"], !path.isEmpty else {
            throw ValidationError("Name the store with --store, or in GEOSECTOR_STORE.")
        }
        return try Store(path: path, access: access)
    }

    static func subject(_ text: String) throws -> PolicySubject {
        guard let subject = PolicySubject(text) else {
            throw ValidationError("'\(text)' is neither the id of a collection, nor archive:NAME, nor '*'.")
        }
        return subject
    }

    func print(_ document: JSONValue) { Swift.print(String(decoding: document.serialized, as: UTF8.self)) }
}

/// `tileserver access show`.
struct AccessShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the policy in force, or all that were.",
        discussion: """
            EXAMPLES
              tileserver access show --store gialai.sqlite
              tileserver access show parcels --store gialai.sqlite > parcels.yaml
              tileserver access show parcels --history --store gialai.sqlite
            """)

    @Argument(help: "A collection, archive:NAME, or '*'; every collection when left out.")
    var subject: String?
    @Flag(help: "Every policy that it had, with who set it and when.")
    var history = false
    @OptionGroup var options: AccessStoreOption

    func run() async throws {
        try await AccessFailure.reporting {
            let store = try options.open(.readOnly)
            let catalog = try store.catalog()
            guard let subject = try subject.map(AccessStoreOption.subject) else { return list(catalog) }
            if case .collection(let id) = subject { _ = try catalog.collection(id.name) }
            guard history else {
                let policy = catalog.policy(of: subject)
                return options.json ? options.print(policy.json) : print(PolicyFile.text(policy), terminator: "")
            }
            let versions = try store.policies(of: subject)
            if options.json { return options.print(.array(versions.map(Self.document))) }
            for version in versions {
                let comment = version.comment.map { ": \($0)" } ?? ""
                print("# \(version.number), \(version.changedAt), \(version.author)\(comment)")
                print(version.policy.map(PolicyFile.text) ?? "# taken away\n", terminator: "")
            }
        }
    }

    private func list(_ catalog: Catalog) {
        let rows = catalog.collections.map { collection -> (String, JSONValue) in
            (collection.id.name, catalog.policy(of: collection.id).json)
        }
        if options.json { return options.print(.object(JSONObject(rows.map { ($0.0, $0.1) }))) }
        let width = rows.map(\.0.count).max() ?? 0
        for collection in catalog.collections {
            let name = collection.id.name.padding(toLength: width, withPad: " ", startingAt: 0)
            print("\(name)  \(catalog.policy(of: collection.id).summary(in: .en))")
        }
    }

    private static func document(_ version: AccessPolicyVersion) -> JSONValue {
        [
            "number": JSONValue(version.number), "changedAt": .string(version.changedAt),
            "author": .string(version.author), "comment": JSONValue(version.comment),
            "policy": version.policy?.json ?? .null,
        ]
    }
}

/// `tileserver access set`.
struct AccessSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put a policy in force, or take it away.",
        discussion: """
            The file is YAML as 'access show' prints it:

              rules:
                - to: [department:land]
                  may: publish
                - to: [department:health, system:lgsp]
                  may: read
                  rows: "kind = 'ONT'"
                  area: {collection: communes, filter: "code = '23563'"}
                  attributes: {owner: hide, id_card: "mask:4", built: year, price: "round:1000"}
                  precision: 100
                  maxZoom: 14

            EXAMPLES
              tileserver access set parcels --file parcels.yaml --comment 'Luật Đất đai 2024' --store gialai.sqlite
              tileserver access set parcels --file parcels.yaml --dry-run --store gialai.sqlite
              tileserver access set parcels --clear --store gialai.sqlite
              tileserver access set '*' --file others.yaml --store gialai.sqlite
            """)

    @Argument(help: "A collection, archive:NAME, or '*' for all that have no policy of their own.")
    var subject: String
    @Option(help: ArgumentHelp("YAML file with the policy; - reads standard input.", valueName: "path"))
    var file: String?
    @Flag(help: "Take the policy away: that of '*' is in force then, or everybody reads.")
    var clear = false
    @Option(help: "Why; kept with the policy.")
    var comment: String?
    @Flag(name: .customLong("dry-run"), help: "Check the policy, say what it would show, and change nothing.")
    var dryRun = false
    @OptionGroup var options: AccessStoreOption

    func validate() throws {
        guard (file == nil) == clear else { throw ValidationError("Give --file or --clear.") }
    }

    func run() async throws {
        try await AccessFailure.reporting {
            let subject = try AccessStoreOption.subject(subject)
            let policy = try file.map(PolicyFile.read)
            let store = try options.open(dryRun ? .readOnly : .readWrite)
            if let policy { try store.check(policy, of: subject) }
            if dryRun {
                print("the policy fits; nothing was changed")
            } else {
                let version = try store.setPolicy(policy, of: subject, author: NSUserName(), comment: comment)
                try await Self.note(version, of: subject, beside: store.path)
                print("\(subject): policy \(version.number) is in force")
            }
            try store.close()
        }
    }
}

extension AccessSet {
    /// Into the audit log, where there is one.
    fileprivate static func note(
        _ version: AccessPolicyVersion, of subject: PolicySubject, beside store: String
    ) async throws {
        let path = AccountStore.path(besideStore: store)
        guard FileManager.default.fileExists(atPath: path) else { return }
        let accounts = try AccountStore(path: path)
        try await accounts.audit.record([
            AuditEvent(
                .policyChange, by: AuditActor(kind: .program, name: version.author), target: subject.auditTarget,
                detail: version.auditDetail)
        ])
        try await accounts.close()
    }
}

/// `tileserver access explain`.
struct AccessExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what somebody sees of each collection, and which rule says so.",
        discussion: """
            EXAMPLES
              tileserver access explain --as public --store gialai.sqlite
              tileserver access explain parcels --as department:health --store gialai.sqlite
              tileserver access explain --as system:lgsp --json --store gialai.sqlite
            """)

    @Argument(help: "A collection; all of them when left out.")
    var collection: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Whose eyes: \(Grantee.forms.joined(separator: ", ")); several joined by commas are one person's.",
            valueName: "who"))
    var viewer = "public"
    @OptionGroup var options: AccessStoreOption

    func run() async throws {
        try await AccessFailure.reporting {
            let parts = viewer.split(separator: ",").map(String.init)
            let all = try parts.map { part in
                guard let principal = Principal(standingFor: part) else {
                    throw ValidationError("'\(part)' is none of \(Grantee.forms.joined(separator: ", ")).")
                }
                return principal
            }
            let principal = Principal(
                kind: all.map(\.kind).first { $0 != .anonymous } ?? .anonymous,
                name: all.map(\.name).first { !$0.isEmpty } ?? "",
                departments: all.reduce(into: []) { $0.formUnion($1.departments) },
                roles: all.reduce(into: []) { $0.formUnion($1.roles) })
            let store = try options.open(.readOnly)
            let catalog = try store.catalog()
            let wanted = try collection.map { [try catalog.collection($0)] } ?? catalog.collections
            let rows = try wanted.map { try Self.row($0, principal, store, catalog) }
            if options.json { return options.print(.array(rows.map(\.json))) }
            for row in rows { print(row.text, terminator: "") }
        }
    }

    private static func row(
        _ collection: PublishedCollection, _ principal: Principal, _ store: Store, _ catalog: Catalog
    ) throws -> (json: JSONValue, text: String) {
        let policy = catalog.policy(of: collection.id)
        guard let rule = policy.rule(for: principal) else {
            return (
                ["collection": .string(collection.id.name), "may": "none"],
                "\(collection.id): not there (404 on every route)\n"
            )
        }
        let place = policy.rules.firstIndex(of: rule).map { "rule \($0 + 1)" } ?? "administrator"
        let seen = try store.seen(collection, under: rule, in: catalog)
        let hidden = collection.schema.properties.map(\.name).filter { seen.schema.property(named: $0) == nil }
        var text = "\(collection.id): \(rule.permission.rawValue), by \(place)\n"
        text += "  features    \(seen.featureCount) of \(collection.featureCount)\n"
        if !hidden.isEmpty { text += "  hidden      \(hidden.joined(separator: ", "))\n" }
        let changed = rule.attributes.filter { $0.value != .hidden }.sorted { $0.key < $1.key }
        if !changed.isEmpty {
            text += "  changed     \(changed.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))\n"
        }
        if let precision = rule.precision { text += "  places      to \(precision) m\n" }
        if let zoom = rule.maxZoom { text += "  maps        to zoom \(zoom)\n" }
        let json: JSONValue = [
            "collection": .string(collection.id.name), "may": .string(rule.permission.rawValue), "by": .string(place),
            "features": JSONValue(seen.featureCount), "ofFeatures": JSONValue(collection.featureCount),
            "hidden": .array(hidden.map { .string($0) }),
            "rule": AccessPolicy(rules: [rule]).json["rules"]?[0] ?? .null,
        ]
        return (json, text)
    }
}
