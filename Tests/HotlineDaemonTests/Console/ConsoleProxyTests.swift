import Foundation
import HotlineTestSupport
import Testing

/// The console over TLS, behind a proxy with a municipality's single sign-on.
@Suite struct `The console behind a proxy` {
    private static let secret = "proxy-secret-0123456789abcdef"
    private let daemon: DaemonProcess

    init() throws {
        var settings = DaemonSettings()
        settings.more = """
            console:
              public-url: https://hotline.example.dk
              proxy: { addresses: [127.0.0.2], user-header: X-Auth-Request-Email }
            access:
              "anna@fjordby.example": { role: staff, professional: v1 }
              "revision@fjordby.example": { role: auditor }
              "@akuttelefon-admin": { role: administrator }
            """
        let folder = try DaemonFolder(settings: settings)
        try folder.write("credentials/console-proxy", Self.secret + "\n", mode: 0o600)
        daemon = try DaemonProcess(in: folder)
    }

    private func browser(
        _ user: String?, secret: String? = Self.secret, from source: String = "127.0.0.2"
    ) -> Browser {
        let browser = Browser(HTTPClient(port: daemon.folder.port, from: source))
        browser.fields =
            (user.map { [(name: "X-Auth-Request-Email", value: $0)] } ?? [])
            + (secret.map { [(name: "Hotline-Proxy-Secret", value: $0)] } ?? [])
        return browser
    }

    @Test func `lets in whom the proxy names, and gives cookies for TLS only`() throws {
        let browser = browser("anna@fjordby.example")
        let page = try browser.open("/console", follows: false)
        #expect(page.status == 200)
        #expect(browser.words.contains("Logget ind som anna@fjordby.example"))
        #expect(browser.words.contains("Vera Holm"))
        let cookie = try #require(page.header("set-cookie"))
        #expect(cookie.hasPrefix("__Host-hotline="))
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            #expect(cookie.components(separatedBy: "; ").contains(part), "\(part)")
        }
        #expect(!cookie.contains("Domain"))
        #expect(page.header("strict-transport-security") == "max-age=31536000")
        // The session goes on; another user gets another one.
        #expect(try browser.open("/console", follows: false).header("set-cookie") == nil)
        browser.fields[0].value = "revision@fjordby.example"
        try browser.open("/console")
        #expect(browser.words.contains("Logget ind som revision@fjordby.example"))
    }

    @Test func `believes nobody else, whatever they say`() throws {
        let name = "anna@fjordby.example"
        let strangers = [
            ("from elsewhere", browser(name, from: "127.0.0.1")),
            ("without the secret", browser(name, secret: nil)),
            ("with a wrong secret", browser(name, secret: Self.secret + "x")),
            ("with half of it", browser(name, secret: String(Self.secret.dropLast()))),
            ("without a name", browser(nil)), ("with an empty name", browser("")),
        ]
        for (what, browser) in strangers {
            let page = try browser.open("/console", follows: false)
            #expect(page.status == 303, "\(what)")
            #expect(browser.cookies["__Host-hotline"] == nil, "\(what)")
        }
        let twice = browser(name)
        twice.fields.append((name: "X-Auth-Request-Email", value: "revision@fjordby.example"))
        #expect(try twice.open("/console", follows: false).status == 303)
    }

    @Test func `tells whom the settings do not know that they have no role`() throws {
        for user in ["bo@fjordby.example", "@akuttelefon-admin", "root"] {
            let browser = browser(user)
            let page = try browser.open("/console", follows: false)
            #expect(page.status == 403, "\(user)")
            #expect(browser.words.contains("har ingen rolle her"), "\(user)")
            #expect(browser.cookies["__Host-hotline"] == nil, "\(user)")
        }
    }

    @Test func `without the secret's file believes nobody, and says so`() throws {
        var settings = DaemonSettings()
        settings.more = """
            console:
              public-url: https://hotline.example.dk
              proxy: { addresses: [127.0.0.2], user-header: X-Auth-Request-Email }
            access: { "anna@fjordby.example": { role: staff, professional: v1 } }
            """
        let daemon = try DaemonProcess(in: try DaemonFolder(settings: settings))
        #expect(daemon.journal.contains("The console's proxy has no secret"))
        let browser = Browser(HTTPClient(port: daemon.folder.port, from: "127.0.0.2"))
        browser.fields = [
            (name: "X-Auth-Request-Email", value: "anna@fjordby.example"),
            (name: "Hotline-Proxy-Secret", value: ""),
        ]
        #expect(try browser.open("/console", follows: false).status == 303)
    }
}
