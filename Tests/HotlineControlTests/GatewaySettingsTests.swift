import Foundation
import HotlineSettings
import OnCallRoster
import Testing

/// What an administrator writes about gateways, and what is said of a mistake.
@Suite struct `The settings of gateways` {
    private func load(_ gateways: String, top: String = "") throws -> Settings {
        let file = NSTemporaryDirectory() + "akuttelefon-settings-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = "last-resort: \"sip:vagt@fjordby.example\"\n\(top)gateways:\n\(gateways)\n"
        try Data(text.utf8).write(to: URL(filePath: file))
        do throws(SettingsError) {
            return try Settings.load(file: file, environment: [:])
        } catch {
            throw SettingsError(
                error.problems.map { $0.replacingOccurrences(of: file, with: "FILE") })
        }
    }

    private func problems(_ gateways: String, top: String = "") throws -> [String] {
        do {
            _ = try load(gateways, top: top)
            return []
        } catch let error as SettingsError {
            return error.problems
        }
    }

    @Test func `each dialect proves itself in its own way where nothing is said`() throws {
        let settings = try load(
            """
              a: { dialect: canonical }
              b: { dialect: twilio }
              c: { dialect: jambonz }
              d: { dialect: 46elks }
            """, top: "public-url: https://hotline.example.dk/\n")
        #expect(
            settings.gateways.map(\.authentication) == [
                "standard-webhooks", "twilio", "jambonz", "path-token",
            ])
        #expect(settings.gateways.map(\.gathers) == [true, true, true, false])
        #expect(settings.gateways[1].publicURL == "https://hotline.example.dk")
    }

    @Test(arguments: [
        "https://hotline.example.dk", "https://hotline.example.dk/",
        "https://hotline.example.dk//", "https://hotline.example.dk/gateway",
        "https://hotline.example.dk/gateway/", "https://hotline.example.dk/gateway/tw",
        "https://hotline.example.dk/gateway/tw/voice",
    ])
    func `the public address may be written up to where the gateway begins`(
        _ address: String
    ) throws {
        let settings = try load("  tw: { dialect: twilio, public-url: \"\(address)\" }")
        #expect(settings.gateways.first?.publicURL == "https://hotline.example.dk")
    }

    @Test func `a host may be called gateway`() throws {
        let settings = try load(
            "  tw: { dialect: twilio, public-url: \"http://gateway/gateway/tw\" }")
        #expect(settings.gateways.first?.publicURL == "http://gateway")
    }

    @Test func `voices, recordings and addresses are read`() throws {
        let settings = try load(
            """
              tw:
                dialect: twilio
                public-url: http://10.0.0.1:8080/telefon
                account: AC1
                voices: [da=Polly.Naja, en=Polly.Amy]
                sounds: https://lyd.example.dk/filer/
                callback-key: 9
                self-call: "00 00 00 99"
              el:
                dialect: 46elks
                public-url: https://hotline.example.dk
                addresses: ["192.0.2.1"]
                connect-timeout: true
            """)
        let twilio = settings.gateways[0]
        #expect(twilio.publicURL == "http://10.0.0.1:8080/telefon")
        #expect(twilio.account == "AC1")
        #expect(twilio.voices == ["da": "Polly.Naja", "en": "Polly.Amy"])
        #expect(twilio.sounds == "https://lyd.example.dk/filer")
        #expect(twilio.callbackKey == "9")
        #expect(twilio.selfCall?.e164 == "+4500000099")
        #expect(settings.gateways[1].addresses == ["192.0.2.1"])
        #expect(settings.gateways[1].limitsRinging)
    }

    @Test(arguments: [
        (
            "  tw: { dialect: twilo }",
            "FILE:3:18: error: 'gateways.tw.dialect' is 'twilo' (use one of: canonical, twilio, "
                + "jambonz, 46elks)"
        ),
        (
            "  tw: { dialect: twilio }",
            "FILE:3:18: error: 'public-url' is missing: where does gateway 'tw' reach the daemon? "
                + "(add 'public-url: https://hotline.example.dk')"
        ),
        (
            "  tw: { dialect: jambonz, authentication: bearer }",
            "FILE:3:43: error: 'gateways.tw.authentication' is 'bearer' (with dialect jambonz use "
                + "jambonz)"
        ),
        (
            "  tw: { dialect: jambonz, public-url: \"ftp://x\" }",
            "FILE:3:39: error: 'gateways.tw.public-url' is 'ftp://x' (write an address without "
                + "query: https://hotline.example.dk)"
        ),
        (
            "  tw: { dialect: jambonz, voices: [dansk] }",
            "FILE:3:35: error: a voice is 'dansk' (write LANGUAGE=VOICE: da=Polly.Naja)"
        ),
        (
            "  tw: { dialect: jambonz, callback-key: star }",
            "FILE:3:41: error: 'gateways.tw.callback-key' is 'star' (write one key, 0 to 9)"
        ),
        (
            "  tw: { dialect: jambonz, callback-key: 9, gather: false }",
            "FILE:3:41: error: a gateway that asks for no keys hears none (leave 'callback-key' out)"
        ),
        (
            "  tw: { dialect: jambonz, addresses: [\"192.0.2.1\"] }",
            "FILE:3:38: error: 'addresses' means nothing with dialect jambonz (leave it out)"
        ),
        (
            "  tw: { dialect: jambonz, public-url: \"https://a.dk:x\" }",
            "FILE:3:39: error: 'gateways.tw.public-url' is 'https://a.dk:x' (write an address "
                + "without query: https://hotline.example.dk)"
        ),
        (
            "  tw: { dialect: jambonz, account: \"\" }",
            "FILE:3:36: error: 'gateways.tw.account' is '' (write the vendor's name of your "
                + "account, or leave it out)"
        ),
        (
            "  tw: { dialect: 46elks, public-url: \"https://a.dk\", addresses: [\"192.0.2.0/24\"] }",
            "FILE:3:65: error: 'gateways.tw.addresses' holds '192.0.2.0/24' (write IP addresses "
                + "without range or name: [192.0.2.1, \"2001:db8::1\"])"
        ),
        (
            "  tw: { dialect: 46elks, public-url: \"https://a.dk\", gather: true }",
            "FILE:3:62: error: 46elks speaks no text, and there are no recordings (add 'sounds: "
                + "https://…', or leave 'gather' out)"
        ),
        (
            "  tw: { dialect: jambonz, self-call: nobody }",
            "FILE:3:38: error: 'gateways.tw.self-call' is 'nobody' (write a telephone number)"
        ),
        (
            "  tw: { dialect: jambonz, max-steps: 0 }",
            "FILE:3:38: error: 'gateways.tw.max-steps' is '0' (write a whole number from 1 to 1000)"
        ),
        (
            "  tw: { dialect: jambonz, public-ur: x }",
            "FILE:3:27: error: unknown key 'public-ur' in 'gateways.tw' (did you mean "
                + "'public-url'?)"
        ),
    ])
    func `a mistake is told with its place and what to write`(
        _ gateway: String, _ problem: String
    ) throws {
        #expect(try problems(gateway) == [problem])
    }
}
