import HotlineTestSupport
import OnCallRoster
import Testing

/// What a running daemon hands out to be sent, hour by hour. It is ten past three at night.
@Suite struct `Messages of a day` {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    fileprivate static let roster = """
        roster: 1
        timezone: Europe/Copenhagen
        numbers:
          "+45 70 20 10 00": { municipality: fjordby, institution: egetraeet }
        municipalities:
          fjordby: { name: Fjordby Kommune, after-call: { digest: [consultant] } }
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            municipalities: [fjordby]
            lines:
              first:
                name: Forvagt
                rotations:
                  - { professionals: [anna, bo], starts: 2026-11-02, turn: 1 day, handover: "08:00" }
              second: { rotations: [{ professionals: [cora], starts: 2026-01-01, turn: 1 week }] }
        professionals:
          anna: { name: Anna Holm, phones: ["+45 00 00 00 61"] }
          bo: { name: Bo Bæk, phones: ["+45 00 00 00 62"] }
          cora: { name: Cora Lund, phones: ["+45 00 00 00 63"], languages: [en] }
        contacts:
          birgit: { name: Birgit Dam, role: family-consultant, municipality: fjordby,
                    email: birgit@fjordby.example }
        families:
          jensen: { name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby,
                    institution: egetraeet, consultant: birgit }
        routing:
          steps: [{ ring: [first], seconds: 20 }, { ring: [second], seconds: 20 }]
          callback: { within: 30 min, owner: first, escalate: second }
        """

    init() throws { try self.init(console: "https://hotline.example") }

    private init(console: String) throws {
        var lab = DaemonSettings()
        lab.more = """
            console: { public-url: "\(console)" }
            messenger:
              from: hotline@fjordby.example
              confirm-duty: true
              kinds: [duty-reminder, duty-unconfirmed, digest, roster-change]
              sms: { provider: gatewayapi, sender: Akuttlf }
            """
        let folder = try DaemonFolder(settings: lab, roster: Self.roster)
        daemon = try DaemonProcess(in: folder)
        gateway = GatewayDouble(of: folder)
    }

    private func post(_ path: String, _ body: String) throws -> HTTPReply {
        try daemon.folder.control.post(
            "/api/v1/" + path, headers: [(name: "Content-Type", value: "application/json")],
            body: Array(body.utf8))
    }

    /// Time passes until an instant, and what is due then is put into the outbox.
    private func pass(to instant: Instant) throws {
        let wait = max(.zero, instant - daemon.folder.clock.now)
        daemon.folder.clock.pass(wait)
        let reply = try post("test-clock", "{\"passes\":\(wait.wholeMilliseconds)}")
        #expect(reply.status == 200)
    }

    private func due() throws -> [JSONValue] {
        try daemon.folder.control.get("/api/v1/messages/due").json["messages"].list
    }

    private func settle(
        _ message: JSONValue, _ outcome: String, _ more: String = ""
    ) throws -> Int {
        let id = try #require(message["id"].whole)
        let channel = try #require(message["channel"].text)
        return try post(
            "messages/\(id)/outcome",
            #"{"outcome":"\#(outcome)","attempt":1,"channel":"\#(channel)"\#(more)}"#
        ).status
    }

    @Test func `come at their time, to whom they are for, and once`() throws {
        try gateway.callArrives(from: "+4500000031", to: "+4570201000", as: "c-1")
        try gateway.accepts("1.1")
        gateway.clock.pass(.seconds(20))
        try gateway.callerHangsUp()
        try pass(to: instant("2026-11-22T05:59Z"))
        #expect(try due().isEmpty)

        // Anna's duty begins at eight.
        try pass(to: instant("2026-11-22T06:05Z"))
        let reminders = try due()
        let reminder = try #require(reminders.first)
        #expect(reminders.count == 1 && reminder["kind"].text == "duty-reminder")
        #expect(reminder["to"].text == "+4500000061" && reminder["channel"].text == "sms")
        #expect(reminder["text"].text?.contains("https://hotline.example/console/duty/") == true)
        #expect(try due().isEmpty)
        #expect(try settle(reminder, "sent") == 200)

        // She does not answer, and Cora hears of it.
        try pass(to: instant("2026-11-22T06:21Z"))
        let silence = try due()
        #expect(silence.map { $0["kind"].text } == ["duty-unconfirmed"])
        #expect(silence.map { $0["to"].text } == ["+4500000063"])
        #expect(silence.first?["language"].text == "en")
        #expect(try settle(try #require(silence.first), "sent") == 200)

        try pass(to: instant("2026-11-22T06:31Z"))
        let digests = try due()
        let digest = try #require(digests.first)
        #expect(digests.count == 1 && digest["kind"].text == "digest")
        #expect(digest["to"].text == "birgit@fjordby.example")
        #expect(digest["text"].text?.contains("1 (#1)") == true)
        #expect(digest["text"].text?.contains("Jensen") == false)
        #expect(try settle(digest, "sent") == 200)
        #expect(try settle(digest, "sent") == 200)
        try pass(to: instant("2026-11-22T06:50Z"))
        #expect(try due().isEmpty)

        // A changed roster is told once it has stood for ten minutes.
        let old = try daemon.status()["roster"]["sha256"]
        try daemon.folder.replace(
            "roster.yaml", by: Self.roster.replacing("[anna, bo]", with: "[bo, anna]"))
        daemon.hangUp()
        #expect(try eventually { try daemon.status()["roster"]["sha256"] != old })
        try pass(to: instant("2026-11-22T07:05Z"))
        let news = try due().filter { $0["kind"].text == "roster-change" }
        #expect(
            news.map { $0["to"].text }.sorted { ($0 ?? "") < ($1 ?? "") } == [
                "+4500000061", "+4500000062",
            ])

        let outbox = try daemon.folder.control.get("/api/v1/messages").json
        #expect(outbox["sent"].whole == 3 && outbox["failed"].whole == 0)
        #expect(outbox["asked"].text != nil)
    }

    @Test func `that ask whether one is there are answered on a page, and nobody else hears`()
        throws
    {
        let day = try Self(console: "http://127.0.0.1:8085")
        try day.pass(to: instant("2026-11-22T06:05Z"))
        let reminder = try #require(try day.due().first)
        let text = try #require(reminder["text"].text)
        let start = try #require(text.firstRange(of: "/console/duty/"))
        let path = String(text[start.lowerBound...].prefix { !$0.isWhitespace })
        #expect(try day.settle(reminder, "sent") == 200)
        let browser = Browser(HTTPClient(port: day.daemon.folder.port, from: "127.0.0.1"))
        try browser.open(path)
        #expect(browser.page.status == 200 && browser.words.contains("Er du på vagt?"))
        #expect(browser.words.contains("kl. 08:00"))
        #expect(!browser.words.contains("Anna") && !browser.words.contains("Egetræet"))
        try browser.submit(path)
        #expect(browser.page.status == 200 && browser.words.contains("Tak. God vagt."))
        try browser.open("/console/duty/none")
        #expect(browser.page.status == 404)
        try day.pass(to: instant("2026-11-22T06:25Z"))
        #expect(try day.due().isEmpty)
    }

    @Test func `that fail raise an alarm, which tells nobody of itself`() throws {
        try pass(to: instant("2026-11-22T06:05Z"))
        let reminder = try #require(try due().first)
        #expect(try settle(reminder, "failed", #","reason":"HTTP 400""#) == 400)
        #expect(try settle(reminder, "lost") == 400)
        #expect(try settle(reminder, "failed", #","reason":"http-400""#) == 200)
        #expect(try post("messages/999/outcome", "{}").status == 400)
        try pass(to: instant("2026-11-22T06:06Z"))
        #expect(try daemon.status()["alarms"].texts("code").contains("messages-fail"))
        #expect(try daemon.status()["state"].text == "ok")
        let outbox = try daemon.folder.control.get("/api/v1/messages")
        #expect(outbox.json["failures"].list.first?["reason"].text == "http-400")
        #expect(outbox.json["failures"].list.first?["recipient"].text == "anna")
        #expect(!outbox.text.contains("00000061"))
        let listed = try daemon.hotlinectl("messages", "list")
        #expect(listed.end == .exited(0), "\(listed.errors)")
        #expect(
            listed.output.contains("0 waiting; in the last 24 hours 0 sent, 1 failed, 0 dropped"))
        #expect(listed.output.contains("duty-reminder  anna"))
        #expect(listed.output.contains("http-400"))
        #expect(!listed.output.contains("00000061"))
        let waiting = try daemon.hotlinectl("messages", "list", "--state", "waiting")
        #expect(waiting.end == .exited(0) && waiting.output.hasSuffix("none\n"))
        let json = try daemon.hotlinectl("messages", "list", "--format", "json").output
        let told = try #require(JSONValue.parse(Array(json.utf8)))
        #expect(told["messages"].list.map { $0["state"].text } == ["failed"])
        #expect(told["waiting_since"] == .null)
        let none = try daemon.folder.control.get("/api/v1/messages?state=sent").json
        #expect(none["messages"].list.isEmpty && none["failures"].list.count == 1)
        #expect(try daemon.folder.control.get("/api/v1/messages?state=lost").status == 400)
        try pass(to: instant("2026-11-22T06:10Z"))
        #expect(try due().isEmpty)
    }
}
