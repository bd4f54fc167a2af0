import GatewayWebhooks
import Testing

@Suite struct GatewaySecretsTests {
    /// The problem of these lines; `nil` if they can be used.
    private func problem(
        _ lines: [String], _ authentication: GatewayAuthentication
    ) -> GatewaySecretProblem? {
        do {
            _ = try GatewaySecrets(lines: lines, for: authentication)
            return nil
        } catch {
            return error
        }
    }

    @Test func `blank lines and comments are left out`() throws {
        let lines = [
            "# since May", "", "  \t", CanonicalSender.secret + "\r", "  # the next one",
            " " + CanonicalSender.newSecret + " ",
        ]
        #expect(try GatewaySecrets(lines: lines, for: .standardWebhooks).count == 2)
        #expect(try GatewaySecrets(lines: ["", "# none"], for: .bearer).count == 0)
    }

    @Test(arguments: [
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    ])
    func `a key may stand without prefix and without padding`(_ secret: String) throws {
        let webhook = try CanonicalSender.webhook(.standardWebhooks, secrets: [secret])
        let authentic = try webhook.authenticate(
            CanonicalSender.signed(CanonicalSender.incoming), now: CanonicalSender.now,
            clockIsSynchronised: true)
        #expect(authentic.delivery?.rawValue == "d-1")
    }

    @Test(arguments: [24, 25, 26, 63, 64])
    func `a key of 24 to 64 bytes is taken`(_ count: Int) {
        #expect(problem([base64(count)], .standardWebhooks) == nil)
    }

    @Test(arguments: [1, 23, 65, 200])
    func `a key of another length is refused with its line`(_ count: Int) {
        let found = problem(["# old", "whsec_" + base64(count)], .standardWebhooks)
        #expect(found?.line == 2)
        #expect(found?.reason == .keyLength(count))
    }

    @Test(arguments: ["whsec_ß", "not base64 at all, is it", "whsec_AAAA-_AA"])
    func `a key that is no base64 is refused`(_ secret: String) {
        #expect(problem([secret], .standardWebhooks)?.reason == .notBase64)
    }

    @Test func `a bearer token has at least 16 visible characters`() {
        #expect(problem(["0123456789abcdef"], .bearer) == nil)
        #expect(problem(["0123456789abcde"], .bearer)?.reason == .tokenLength(15))
        #expect(problem(["0123456789 abcdef"], .bearer)?.reason == .notVisibleASCII)
        #expect(problem(["0123456789abcdeø"], .bearer)?.reason == .notVisibleASCII)
    }

    @Test func `neither secrets nor their problems are printed`() throws {
        let secrets = try GatewaySecrets(lines: [CanonicalSender.secret], for: .standardWebhooks)
        #expect("\(secrets)" == "1 secret")
        #expect(String(reflecting: secrets) == "1 secret")
        let text = problem(["hemmelig"], .bearer)?.description ?? ""
        #expect(text == "line 1: the token has 8 characters; it needs at least 16")
    }

    /// So many bytes as base64 with padding.
    private func base64(_ count: Int) -> String {
        let rest = ["", "AA==", "AAA="][count % 3]
        return String(repeating: "AAAA", count: count / 3) + rest
    }
}
