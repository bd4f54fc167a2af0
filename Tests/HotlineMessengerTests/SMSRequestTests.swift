import Foundation
import HotlineAPI
import HotlineSettings
import OnCallRoster
import Testing

@testable import HotlineMessenger

@Suite struct `A request for an SMS` {
    private let text = "Løftet \"#12\" udløber & \\ 100 %\n+45"

    private func settings(_ sms: String) throws -> SMSSettings {
        let file = NSTemporaryDirectory() + "akuttelefon-sms-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let yaml = "last-resort: \"114\"\nmessenger: { sms: \(sms) }\n"
        try Data(yaml.utf8).write(to: URL(filePath: file))
        return try #require(try Settings.load(file: file, environment: [:]).messenger?.sms)
    }

    private func request(_ sms: String, secret: String = "geheim") throws -> SMSRequest {
        SMSRequest(
            try settings(sms),
            for: DueMessage(
                id: 3, key: "0123456789abcdef0123456789abcdef", attempt: 1, kind: "ringing",
                channel: "sms", to: "+4500000061", subject: nil, text: text, language: "da",
                deadline: "2026-11-22T12:05:00Z"), secret: secret)
    }

    private func header(_ name: String, _ request: SMSRequest) -> String? {
        request.headers.first { $0.name == name }?.value
    }

    /// A form read back.
    private func fields(_ body: String) -> [String: String] {
        let pairs = body.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (parts[0], (parts.count == 2 ? parts[1] : "").removingPercentEncoding ?? "")
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    @Test func `of GatewayAPI is JSON with our key, and the token as the user`() throws {
        let request = try request("{ provider: gatewayapi, sender: Akuttlf }")
        #expect(request.url == "https://gatewayapi.com/rest/mtsms")
        #expect(header("Content-Type", request) == "application/json")
        #expect(header("Authorization", request) == "Basic Z2VoZWltOg==")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any])
        #expect(json["message"] as? String == text)
        #expect(json["sender"] as? String == "Akuttlf")
        #expect(json["userref"] as? String == "0123456789abcdef0123456789abcdef")
        let recipients = try #require(json["recipients"] as? [[String: String]])
        #expect(recipients == [["msisdn": "4500000061"]])
    }

    @Test func `of 46elks and Twilio is a form with their names`() throws {
        let elks = try request("{ provider: 46elks, account: u1, sender: Akuttlf }")
        #expect(elks.url == "https://api.46elks.com/a1/sms")
        #expect(
            fields(elks.body) == ["from": "Akuttlf", "to": "+4500000061", "message": text])
        #expect(header("Authorization", elks) == "Basic dTE6Z2VoZWlt")
        let twilio = try request("{ provider: twilio, account: AC12, sender: \"+4500000099\" }")
        #expect(
            twilio.url == "https://api.twilio.com/2010-04-01/Accounts/AC12/Messages.json")
        #expect(
            fields(twilio.body) == ["From": "+4500000099", "To": "+4500000061", "Body": text])
    }

    @Test func `puts nothing beside a header's value`() throws {
        let request = try request(
            """
            { url: "https://sms.example/{to-digits}", body: "{text}", \
            headers: ["X-Key: {secret}"] }
            """, secret: "a\r\nX-Other: b")
        #expect(header("X-Key", request) == "aX-Other: b")
        #expect(request.url == "https://sms.example/4500000061")
    }

    @Test func `is tried again where the provider may get well, and not where it said no`() {
        #expect(SMSSender.delivery(status: 201, successes: [200, 201]) == .sent)
        for status in [408, 425, 429, 500, 502, 503, 599] {
            #expect(
                SMSSender.delivery(status: status, successes: [200]) == .delayed("http-\(status)"))
        }
        for status in [202, 302, 400, 401, 402, 403, 404, 422] {
            #expect(
                SMSSender.delivery(status: status, successes: [200]) == .failed("http-\(status)"))
        }
    }
}
