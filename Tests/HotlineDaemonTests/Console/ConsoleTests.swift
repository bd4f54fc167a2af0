import Foundation
import HotlineTestSupport
import Testing

/// The console over HTTP, as a browser has it.
@Suite struct `The console` {
    static let settings = "console: { public-url: \"http://127.0.0.1:8085\" }"
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: Self.settings) }

    private func browser(from source: String = "127.0.0.1") -> Browser {
        Browser(HTTPClient(port: world.daemon.folder.port, from: source))
    }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = browser()
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    private func set(_ instant: String) throws {
        let change = try world.administer("test-clock", #"{"at":"\#(instant)"}"#)
        #expect(change.status == 200)
    }

    // MARK: Signing in and out

    @Test func `gives a session for a token, and takes it back`() throws {
        let browser = browser()
        try browser.open("/console/access")
        #expect(browser.page.status == 200)
        #expect(browser.value(of: "next") == "/console/access")
        try browser.signIn(try world.token(of: "admin"), next: "/console/access")
        #expect(browser.page.status == 200)
        #expect(browser.words.contains("Logget ind som admin"))
        #expect(browser.words.contains("Hver læsning af opkald"))
        let secret = try #require(browser.cookies["hotline"])
        #expect(secret.utf8.count == 43)
        try browser.submit("/console/sign-out")
        #expect(browser.words.contains("Du er logget ud."))
        #expect(browser.cookies["hotline"] == nil)
        // Whoever has kept the cookie is out as well.
        browser.keep("hotline", secret)
        #expect(try browser.open("/console", follows: false).status == 303)
        #expect(browser.page.header("location") == "/console/sign-in?next=%2Fconsole")
    }

    @Test func `gives cookies that no script and no other site has`() throws {
        let browser = browser()
        try browser.open("/console/sign-in")
        let form = try #require(browser.page.header("set-cookie"))
        try browser.submit(
            "/console/sign-in", ["token": try world.token(of: "anna")], follows: false)
        #expect(browser.page.status == 303)
        let session = try #require(browser.page.header("set-cookie"))
        #expect(session.hasPrefix("hotline="))
        for field in [form, session] {
            let parts = field.components(separatedBy: "; ").dropFirst()
            #expect(parts.contains("HttpOnly") && parts.contains("SameSite=Lax"))
            #expect(parts.contains("Path=/") && !parts.contains("Secure"))
        }
        #expect(session.contains("Max-Age=28800"))
    }

    @Test func `refuses a wrong token, and lets whoever tries on wait`() throws {
        let browser = browser(from: "127.0.0.9")
        let token = try world.token(of: "anna")
        for wrong in ["", "none", token + "x", token.uppercased()] {
            try browser.signIn(wrong)
            #expect(browser.page.status == 401, "\(wrong)")
            #expect(browser.words.contains("Adgangsnøglen gælder ikke"))
            #expect(browser.cookies["hotline"] == nil)
        }
        for _ in 0..<6 { try browser.signIn("none") }
        #expect(browser.page.status == 401)
        try browser.signIn("none")
        #expect(browser.page.status == 429)
        #expect(browser.page.header("retry-after") == "60")
        // Whoever has a token is let in all the same; it may be pasted with blanks around it.
        try browser.signIn(" \(token)\n")
        #expect(browser.page.status == 200 && browser.cookies["hotline"] != nil)
    }

    @Test func `sends nobody elsewhere after signing in`() throws {
        let token = try world.token(of: "admin")
        let elsewhere = [
            "https://evil.example/", "//evil.example/console", "/consolex", "/api/v1/calls",
            "/console\\@evil.example", "/console\r\nLocation: x", "console",
        ]
        for next in elsewhere {
            let browser = browser()
            try browser.open("/console/sign-in")
            try browser.submit("/console/sign-in", ["token": token, "next": next], follows: false)
            #expect(browser.page.status == 303)
            #expect(browser.page.header("location") == "/console", "\(next)")
        }
    }

    @Test func `says that links are not set up where none can be sent`() throws {
        let browser = browser()
        try browser.open("/console/sign-in")
        #expect(browser.words.contains("Links er ikke sat op her"))
        try browser.submit("/console/sign-in/link", ["address": "anna@egetraeet.example"])
        #expect(browser.page.status == 404)
        // A link that is none signs nobody in; looking at it is no try.
        try browser.open("/console/sign-in/none")
        #expect(browser.page.status == 200)
        try browser.submit("/console/sign-in/none")
        #expect(browser.page.status == 401)
        #expect(browser.words.contains("Linket er brugt eller for gammelt"))
    }

    // MARK: Ending

    @Test func `ends a session after its hours, and after an hour without a question`() throws {
        let (busy, idle) = (try signedIn("anna"), try signedIn("bo"))
        for time in ["03:00", "03:50", "04:40", "05:30", "06:20", "07:10", "08:00", "08:50"] {
            try set("2026-11-22T\(time):00Z")
            #expect(try busy.open("/console", follows: false).status == 200, "\(time)")
        }
        #expect(try idle.open("/console", follows: false).status == 303)
        try set("2026-11-22T09:40:00Z")
        #expect(try busy.open("/console", follows: false).status == 200)
        try set("2026-11-22T10:20:00Z")
        #expect(try busy.open("/console", follows: false).status == 303)
    }

    @Test func `ends a session with its token, and when an administrator says so`() throws {
        let (first, second) = (try signedIn("anna"), try signedIn("bo"))
        let tokens = try world.administer("tokens").json["tokens"].list
        let token = try #require(tokens.first { $0["name"].text == "anna" }?["id"].whole)
        #expect(try world.administer("tokens/\(token)/revocation", "{}").status == 200)
        #expect(try first.open("/console", follows: false).status == 303)
        let sessions = try world.administer("sessions").json["sessions"].list
        #expect(sessions.map { $0["who"].text } == ["anna", "bo"])
        #expect(sessions.allSatisfy { $0["way"].text == "token" })
        let id = try #require(sessions.last?["id"].whole)
        let told = try world.daemon.hotlinectl("session", "list")
        #expect(told.end == .exited(0) && told.output.contains("bo"))
        #expect(try second.open("/console", follows: false).status == 200)
        #expect(try world.daemon.hotlinectl("session", "revoke", "\(id)").end == .exited(0))
        #expect(try second.open("/console", follows: false).status == 303)
        #expect(try world.daemon.hotlinectl("session", "revoke", "\(id)").end == .exited(1))
    }

    @Test func `ends another's session from Drift`() throws {
        let (admin, bo) = (try signedIn("admin"), try signedIn("bo"))
        try admin.open("/console/operations")
        #expect(admin.words.contains("Hvem er logget ind"))
        let number = try #require(admin.value(of: "session"))
        try admin.submit("/console/operations/session", ["session": number])
        #expect(admin.words.contains("Sessionen er slut."))
        #expect(try bo.open("/console", follows: false).status == 303)
        #expect(try admin.open("/console", follows: false).status == 200)
    }

    // MARK: Forms

    @Test func `takes no form without its seal, nor from another site`() throws {
        let (browser, other) = (try signedIn("anna"), try signedIn("bo"))
        let seals = ["", "x", try #require(other.seal)]
        for seal in seals {
            try browser.submit("/console/sign-out", seal: seal)
            #expect(browser.page.status == 403, "\(seal)")
            #expect(browser.words.contains("Formularen gælder ikke længere"))
        }
        try browser.open("/console")
        let seal = try #require(browser.seal)
        let foreign = [
            ("Origin", "https://evil.example"), ("Origin", "http://127.0.0.1:9999"),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
        ]
        for (name, value) in foreign {
            browser.fields = [(name: name, value: value)]
            try browser.submit("/console/sign-out", seal: seal)
            #expect(browser.page.status == 403, "\(name): \(value)")
        }
        browser.fields = []
        #expect(try browser.open("/console", follows: false).status == 200)
        // A browser that sends no referrer names no origin of its own.
        browser.fields = [
            (name: "Origin", value: "null"), (name: "Sec-Fetch-Site", value: "same-origin"),
        ]
        try browser.submit("/console/sign-out", seal: seal, follows: false)
        #expect(browser.page.status == 303)
        let stranger = self.browser()
        #expect(try stranger.submit("/console/sign-in", ["token": "x"]).status == 403)
        try stranger.open("/console/sign-in")
        let sealOfForm = try #require(stranger.seal)
        stranger.forget("hotline-form")
        let token = try world.token(of: "anna")
        try stranger.submit("/console/sign-in", ["token": token], seal: sealOfForm)
        #expect(stranger.page.status == 403)
    }

    @Test func `takes no form that is too large or none`() throws {
        let browser = try signedIn("anna")
        let large = String(repeating: "x", count: 70_000)
        try browser.submit("/console/reason", ["reason": large])
        #expect(browser.page.status == 413)
        let reply = try world.daemon.folder.client.post(
            "/console/sign-in", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{}".utf8))
        #expect(reply.status == 400)
    }
}
