import GeoStore
import SimpleFeatures
import Testing

@Suite struct AccessPolicyTests {
    private static let clerk = Principal(kind: .user, name: "an", departments: ["health"], roles: ["editor"])
    private static let portal = Principal(kind: .system, name: "lgsp")

    @Test("the first rule that speaks of a principal decides, and whom none speaks of sees nothing")
    func firstRule() throws {
        let policy = AccessPolicy(rules: [
            AccessRule(grantees: [.user("binh")], permission: .none),
            AccessRule(grantees: [.department("health"), .system("lgsp")], permission: .edit),
            AccessRule(grantees: [.signedIn], permission: .read),
        ])
        #expect(policy.rule(for: Self.clerk)?.permission == .edit)
        #expect(policy.rule(for: Self.portal)?.permission == .edit)
        #expect(policy.rule(for: Principal(kind: .user, name: "binh", departments: ["health"])) == nil)
        #expect(policy.rule(for: Principal(kind: .user, name: "cuc"))?.permission == .read)
        #expect(policy.rule(for: .anonymous) == nil)
        #expect(policy.rule(for: Principal(kind: .user, name: "chi", roles: ["administrator"]))?.permission == .publish)
    }

    @Test("a system is no user of the same name, and the other way about")
    func kinds() {
        #expect(!Grantee.user("lgsp").includes(Self.portal))
        #expect(!Grantee.system("an").includes(Self.clerk))
        #expect(!Grantee.signedIn.includes(.anonymous) && Grantee.everyone.includes(.anonymous))
    }

    @Test("a policy is written as it was read")
    func roundTrip() throws {
        let text = """
            {"rules":[{"to":["department:land"],"may":"publish"},{"to":["department:health","system:lgsp"],"may":"read",\
            "rows":"kind = 'ONT'","area":{"collection":"communes","filter":"code = '1'"},\
            "attributes":{"built":"year","id_card":"mask:4","owner":"hide","price":"round:100","street":"start:3"},\
            "precision":100.0,"maxZoom":14},{"to":["public"],"may":"none"}]}
            """
        let policy = try AccessPolicy(json: JSONReader.read(Array(text.utf8)))
        #expect(String(decoding: policy.json.serialized, as: UTF8.self) == text)
        #expect(policy.rules[1].attributes["id_card"] == .masked(keeping: 4))
        #expect(policy.rules[0].isWhole && !policy.rules[1].isWhole)
    }

    @Test(
        "what is wrong is named with its place",
        arguments: [
            (#"{}"#, "rules"), (#"{"rules":[]}"#, "rules"), (#"{"rule":[]}"#, "rule"),
            (#"{"rules":[{"to":[],"may":"read"}]}"#, "rules[0].to"),
            (#"{"rules":[{"to":["everybody"],"may":"read"}]}"#, "rules[0].to"),
            (#"{"rules":[{"to":["public",1],"may":"read"}]}"#, "rules[0].to"),
            (#"{"rules":[{"to":["user:"],"may":"read"}]}"#, "rules[0].to"),
            (#"{"rules":[{"to":["public"],"may":"write"}]}"#, "rules[0].may"),
            (#"{"rules":[{"to":["public"],"may":"read","row":"x"}]}"#, "rules[0].row"),
            (#"{"rules":[{"to":["public"],"may":"read","attributes":{"a":"mask:0"}}]}"#, "rules[0].attributes.a"),
            (#"{"rules":[{"to":["public"],"may":"read","attributes":{"a":"round:-1"}}]}"#, "rules[0].attributes.a"),
            (#"{"rules":[{"to":["public"],"may":"read","precision":0}]}"#, "rules[0].precision"),
            (#"{"rules":[{"to":["public"],"may":"read","maxZoom":25}]}"#, "rules[0].maxZoom"),
            (#"{"rules":[{"to":["public"],"may":"read","area":{"filter":"x"}}]}"#, "rules[0].area.collection"),
        ])
    func faults(text: String, place: String) throws {
        let json = try JSONReader.read(Array(text.utf8))
        let fault = #expect(throws: PolicyFault.self) { try AccessPolicy(json: json) }
        #expect(fault?.place == place)
    }
}
