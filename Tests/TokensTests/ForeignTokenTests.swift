import SimpleFeatures
import Testing

@testable import Tokens

/// Tokens that another implementation signed: joserfc 1.6.5 for Python, with keys made for this test.
@Suite struct ForeignTokenTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let algorithm: String
        let key: String
        let token: String

        var testDescription: String { algorithm }
    }

    @Test("a token of another implementation is read and verified, and only as it was signed", arguments: tokens)
    func verified(example: Example) async throws {
        let token = try BearerToken(example.token)
        #expect(token.algorithm.rawValue == example.algorithm && token.claims["sub"]?.string == "lan")
        let key = try #require(IssuerKey(try JSONReader.read(Array(example.key.utf8))))
        #expect(TokenAlgorithm.allCases.filter { key.fits($0) }.contains(token.algorithm))
        try await key.verify(example.token, token.algorithm)
        let last = example.token.index(before: example.token.endIndex)
        // Not the last letter, of which some bits say nothing.
        let place = example.token.index(last, offsetBy: -8)
        var forged = example.token
        forged.replaceSubrange(place...place, with: example.token[place] == "A" ? "B" : "A")
        await #expect(throws: (any Error).self) {
            try await key.verify(forged, token.algorithm)
        }
    }

    static let tokens = [
        Example(
            algorithm: "RS256",
            key: """
                {"n":"qc0BP3jtcqT9qB9EXK_-1EaS4HbMQge-nsa9rDAnh0jvo99MkxyYwXZslMpab1Pupwuzd10zQBFDL7uqDK0ZfDSxsF\
                Yj0phRrYlAvD54GpifnWn3XjrpbhP60faaze4PuviTGwzBDGL4KaLuGS1DlJVpysMbzcQu0PPBYqY0trokBtoAUfNZK4CPIQ\
                6pQErfwA_ObSTwA_SLr8z-MgBAXbrIcez6KNFhiY8AoC50KioahRKElVA6rB_QBdtNLq6hLUY0hKiXxeVmMqrk_a1A1kUxlm\
                DA1TiJDv9jAT1RXHT2Kc5O7RQftCGaPbLrKTuZ4pxJqXkpjPP2G5xzFO89ww","e":"AQAB","kty":"RSA","kid":"k"}
                """,
            token: """
                eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL3Nzby5naWFsYWkuZ292LnZuI\
                iwic3ViIjoibGFuIn0.IIobN6FdNYnGyTV6qGs1q2ZimR0CUjdVP3OCzyV8uDmM4F1DQxYlF2uiRiqjDEuJy16dL3IqFXiQc\
                ZgL8nq3-Jaq9Vnye-9ZMeQ8d3f5i6zY4dzuYhcH_ZGvvbFYgT8ea9395rR52Jp9-B0_9bGe59CW05kOmZ-gJb8thKQ0UvQ3G\
                xL1aeM2qWOHdG9LH87QpSLp9kARHB45Z1MoMtLejYxpScuVa5RIFTNlU5ZXHLIuIuQotATbAKd3HwseVMp15dDcjwetWV_O_\
                3PZ05NLHekCaDSlqoUnA7cqBZb2IS9TnJnaT3Apf5OjTqbeZJXqF1uCFz07RdO22TRh9giDcA
                """),
        Example(
            algorithm: "PS256",
            key: """
                {"n":"0uo48c3UJOIiPLPyrOt0y5afB89LEmmMdDgMPNEqPte1ktRNmzZJpr_QB42yNWSlsRToyErqyKE5r8dYH4pZAe9d8a\
                ZFLEdUzum-ZX714GJF-5Bn5Duc9WTLNEiMlQnsm8tH20pnNyzZkaHvO3ajwP8mNR-O6OYknF6VaZGMrxWHBAYRRco6bGvpFU\
                pX-xok9jE5LHhM36AIqxRVo2DhR-pV_Kqb3S0QzNu7TFECc1SVeM14_YwYbT2ITL4UuAdeatptx_h-MWXVnfqZ6fae_DvhXr\
                0dZpSt1pI9BwkoC91EJCvddOt1xlN2WzZSabIQshY4l0b1PJmp_L_JpXmdyw","e":"AQAB","kty":"RSA","kid":"k"}
                """,
            token: """
                eyJ0eXAiOiJKV1QiLCJhbGciOiJQUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL3Nzby5naWFsYWkuZ292LnZuI\
                iwic3ViIjoibGFuIn0.zD5gWMia2upUkLx7rmOoDgNrW_P5CShVavCT84H5DSEIx58TSqoMXvHN63d_zm4n_EWADuKh3CizU\
                0uBmcFRwnZlLUsnA7XA-D2LVKBgoQYV7QTY5EuWFtKHV1O7nIj9cwYK0_wQgLywxOEWngi1jhizhlPVIe39sCMrWu0MoW15s\
                KCmzVTyUKKc7T-wz7jCB1b05uV10pCsij40s0mkyKDO5_pOrwgZZZIkoPtX91yndx2q8caGTpWz_Pj-NQ2ylrpxENzjrPoFL\
                jU1w5iSbLy-PiiVhM_YiCfKKZhQ5eSJeQR9OzxIAK2Q1oTLnhhkxr_tXsARzfPurgrlFRRfBA
                """),
        Example(
            algorithm: "ES256",
            key: """
                {"crv":"P-256","x":"XsdXrF5f8caQ9D7F7BQtmTlRIPl4gJg5Rjob0b4c4yM","y":"RavkG9F6Ouj2A37fRLEASVkXJD\
                sxVEJQvORdRelRht0","kty":"EC","kid":"k"}
                """,
            token: """
                eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL3Nzby5naWFsYWkuZ292LnZuI\
                iwic3ViIjoibGFuIn0.y0eVrzEQJo6VbAv2onVpleTbErY7M3IQl9AJklnV49fzuYYUV6txAs4eyNU2X4JVvlJZHjTVGkb4G\
                b9cSaUTBw
                """),
        Example(
            algorithm: "ES384",
            key: """
                {"crv":"P-384","x":"ravVVjL8664SjWJAhgVBP7fowsFfntFctnYd9j48l0CmUI8n5zMV1tPJdSj8ilHh","y":"5HHU4\
                _Mmrfm1Vx20Nh2sk_RIb13PJOoJQhuitqG7CWxE4IlMBuT3qp0i9CneSqc1","kty":"EC","kid":"k"}
                """,
            token: """
                eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzM4NCIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL3Nzby5naWFsYWkuZ292LnZuI\
                iwic3ViIjoibGFuIn0.vqpyAtVAu43cY2hEuLmzL3llYvY5nAiio3YrQUdAKENfaxA9dsCeM0m7kQ8Jjg7fA6dCrQ9-9CVR6\
                WpOqUSIK5zmT4O7cTmtREYXU5rn53nHv2Z1ElN6tJBVwk1LAkjJ
                """),
        Example(
            algorithm: "EdDSA",
            key: """
                {"crv":"Ed25519","x":"S6mOG_wZQxz6mQLJLIBeIpbo4LeznR3sU2IWdPxKO4k","kty":"OKP","kid":"k"}
                """,
            token: """
                eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL3Nzby5naWFsYWkuZ292LnZuI\
                iwic3ViIjoibGFuIn0.L4Hn1KcOcYSgjnjCrvCH6lbV12XMk5NEFNTncUhJMB79T-0lDPeSBBVIT40L1rKj8tWnbICBmWu2N\
                vo3G5MkBA
                """),
    ]
}
