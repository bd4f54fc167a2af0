import HotlineTestSupport
import Testing

/// From the form to the outbox, to the link that was sent, into the console.
@Suite struct `A link to sign in` {
    private static let settings = """
        console: { public-url: "http://127.0.0.1:8085" }
        access:
          anna: { role: staff, professional: anna }
        messenger:
          sms: { provider: gatewayapi, sender: Akuttlf }
        """
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: Self.settings) }

    private func browser() -> Browser {
        Browser(HTTPClient(port: world.daemon.folder.port, from: "127.0.0.1"))
    }

    /// The addresses and texts of what is to be sent, once there is something: the page does not wait
    /// for it.
    private func sent() throws -> [(to: String?, text: String)] {
        var found: [JSONValue] = []
        _ = try eventually {
            found += try world.administer("messages/due").json["messages"].list
                .filter { $0["kind"].text == "sign-in" }
            return !found.isEmpty
        }
        return found.map { ($0["to"].text, $0["text"].text ?? "") }
    }

    @Test func `goes to its person's own telephone, and opens the console once`() throws {
        let browser = browser()
        try browser.open("/console/sign-in")
        try browser.submit("/console/sign-in/link", ["address": "+45 00 00 00 61"])
        #expect(browser.page.status == 200)
        let messages = try sent()
        #expect(messages.map(\.to) == ["+4500000061"])
        let text = try #require(messages.first?.text)
        let start = try #require(text.firstRange(of: "/console/sign-in/"))
        let path = String(text[start.lowerBound...].prefix { !$0.isWhitespace })
        try browser.open(path)
        try browser.submit(path)
        #expect(browser.page.status == 200 && browser.words.contains("Logget ind som anna"))
        let other = self.browser()
        try other.open(path)
        try other.submit(path)
        #expect(other.page.status == 401)
    }

    @Test(arguments: ["+45 00 00 00 62", "+45 00 00 00 31", "nobody@x.example"])
    func `goes to nobody whom the settings do not let in, and the page says the same`(
        _ address: String
    ) throws {
        let (known, other) = (browser(), browser())
        for (browser, typed) in [(known, "+45 00 00 00 61"), (other, address)] {
            try browser.open("/console/sign-in")
            try browser.submit("/console/sign-in/link", ["address": typed])
        }
        #expect(known.words == other.words && known.page.status == other.page.status)
        #expect(try sent().count == 1)
    }
}
