import Foundation
import HotlineSettings
import OnCallRoster
import Testing

/// What an administrator writes about the console, and what is said of a mistake.
@Suite struct `The settings of the console` {
    private func load(_ lines: String, _ environment: [String: String] = [:]) throws -> Settings {
        let file = NSTemporaryDirectory() + "akuttelefon-settings-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = "last-resort: \"sip:vagt@fjordby.example\"\n\(lines)\n"
        try Data(text.utf8).write(to: URL(filePath: file))
        return try Settings.load(file: file, environment: environment)
    }

    private func problems(_ lines: String) throws -> [String] {
        do {
            _ = try load(lines)
            return []
        } catch let error as SettingsError {
            return error.problems
        }
    }

    @Test func `are none where nothing is said`() throws {
        #expect(try load("").console == nil)
    }

    @Test func `are an address, and hours that may be left out`() throws {
        let plain = try #require(
            try load("console: { public-url: https://Hotline.example.dk/ }").console)
        #expect(plain.publicURL == "https://hotline.example.dk" && plain.isSecure)
        #expect(plain.sessionLength == .hours(8) && plain.proxy == nil)
        let own = try #require(
            try load("console: { public-url: \"http://127.0.0.1:8085\", session-hours: 12 }")
                .console)
        #expect(own.publicURL == "http://127.0.0.1:8085" && !own.isSecure)
        #expect(own.sessionLength == .hours(12))
        let set = try load("", ["HOTLINE_CONSOLE_PUBLIC_URL": "https://other.example.dk"])
        #expect(set.console?.publicURL == "https://other.example.dk")
    }

    @Test func `believe a proxy at its addresses`() throws {
        let settings = try load(
            """
            console:
              public-url: https://hotline.example.dk
              proxy: { addresses: ["127.0.0.1", "::1"], user-header: X-Auth-Request-Email }
            """)
        let proxy = try #require(settings.console?.proxy)
        #expect(proxy.addresses == ["127.0.0.1", "::1"])
        #expect(proxy.userHeader == "X-Auth-Request-Email")
        #expect(proxy.secretHeader == "Hotline-Proxy-Secret")
    }

    @Test(arguments: [
        ("console: { session-hours: 8 }", "'console.public-url' is missing"),
        ("console: { public-url: http://hotline.example.dk }", "http:// only for this machine"),
        ("console: { public-url: https://hotline.example.dk/console }", "without a path"),
        ("console: { public-url: hotline.example.dk }", "without a path"),
        ("console: { public-url: https://h.dk, session-hours: 25 }", "whole hours, 1 to 24"),
        ("console: { public-url: https://h.dk, session-hours: 0 }", "whole hours, 1 to 24"),
        ("console: { public-urll: https://h.dk }", "did you mean 'public-url'?"),
        ("console: { public-url: https://h.dk, proxy: {} }", nil),
        (
            "console: { public-url: https://h.dk, proxy: { user-header: X-User } }",
            "who may say who asks?"
        ),
        (
            "console: { public-url: https://h.dk, proxy: { addresses: [127.0.0.1] } }",
            "in which header does the proxy name the user?"
        ),
        (
            "console: { public-url: https://h.dk, proxy: { addresses: [10.0.0.0/8] } }",
            "holds '10.0.0.0/8'"
        ),
        (
            "console: { public-url: https://h.dk, proxy: { addresses: [127.0.0.1], user-header: \"a b\" } }",
            "a header's name"
        ),
        ("console: { public-url: https://h.dk, proxy: { user: x } }", "unknown key 'user'"),
        ("access: { a: { role: leader, institutions: [x], sign-in: dorte } }", "professional:ID"),
        (
            "access: { a: { role: staff, professional: x, sign-in: \"professional:x\" } }",
            "says again who professional:x is"
        ),
    ])
    func `say what is wrong`(_ lines: String, _ words: String?) throws {
        let found = try problems(lines)
        guard let words else {
            #expect(found == [])
            return
        }
        #expect(found.contains { $0.contains(words) }, "\(found)")
        #expect(found.allSatisfy { $0.contains(".yaml:2:") }, "\(found)")
    }

    @Test func `tell who of the roster signs in to what`() throws {
        let settings = try load(
            """
            access:
              anna: { role: staff, professional: anna }
              birgit: { role: consultant, contact: b1 }
              dorte: { role: leader, institutions: [x], sign-in: "professional:dorte" }
              tom: { role: auditor }
            """)
        #expect(
            settings.access.map(\.signIn) == [
                "professional:anna", "contact:b1", "professional:dorte", nil,
            ])
    }
}
