import Foundation
import HotlineTestSupport
import Testing

/// What the console shows to whom, and what stands around it.
@Suite struct `The console's pages` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: `The console`.settings) }

    private func browser() -> Browser { Browser(world.daemon.folder.client) }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = browser()
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    @Test func `are those of the role, in the navigation and when they are asked for`() throws {
        let readers: Set = ["staff", "leader", "consultant", "caseworker"]
        for guest in Guest.all {
            let browser = try signedIn(guest.name)
            let isAdministrator = guest.role == "administrator"
            let seesNow = readers.contains(guest.role) || isAdministrator
            let pages = [
                ("/console", seesNow), ("/console/calls", seesNow),
                ("/console/follow-ups", seesNow),
                ("/console/operations", isAdministrator),
                ("/console/access", isAdministrator || guest.role == "auditor"),
                ("/console/duty", seesNow),
                (
                    "/console/reports",
                    isAdministrator || ["leader", "evaluator"].contains(guest.role)
                ),
            ]
            for (path, isShown) in pages {
                try browser.open("/console")
                let isListed = browser.page.text.contains("<li><a href=\"\(path)\"")
                #expect(isListed == isShown, "\(guest.name): \(path)")
                // The first page is another one for an auditor.
                guard path != "/console" else { continue }
                let status = try browser.open(path, follows: false).status
                #expect(status == (isShown ? 200 : 403), "\(guest.name): \(path)")
            }
        }
        #expect(try signedIn("audit").words.contains("Hver læsning af opkald"))
        let study = try signedIn("study")
        #expect(study.page.status == 200 && study.words.contains("af et helt kvartal"))
    }

    @Test func `tell who is on duty, by name, and of calls what the role may see`() throws {
        let anna = try signedIn("anna")
        #expect(anna.words.contains("Døgninstitutionen Egetræet"))
        #expect(anna.words.contains("Anna Holm"))
        #expect(!anna.words.contains("Solhjem"))
        #expect(anna.words.contains("Ingen åbne opkald"))
        // Others' lines are found by their owner's name.
        try anna.open("/console?q=solhjem")
        #expect(anna.words.contains("Opholdsstedet Solhjem") && anna.words.contains("Frida Kjær"))
        try world.gateway.callArrives(
            from: "+4500000032", to: RoleWorld.numberA, as: "c-now")
        try anna.open("/console")
        #expect(anna.words.contains("1 åbent opkald"))
        #expect(anna.words.contains("Familien Møller"))
        let gustav = try signedIn("gustav")
        #expect(!gustav.words.contains("Familien Møller"))
        // Of the caller who hung up while Anna's telephone rang.
        let bo = try signedIn("bo")
        #expect(bo.words.contains("1 løfte om at ringe tilbage"))
        #expect(bo.words.contains("Ukendt nummer") && bo.words.contains("Bo Dam ringer"))
        for browser in [anna, bo, gustav] {
            #expect(!browser.page.text.contains("0000003") && !browser.page.text.contains("tel:"))
        }
    }

    @Test func `are written into the access log, with the console as the way in`() throws {
        let leader = try signedIn("leader-a")
        let all = try world.ask("audit", "access-log?who=leader-a").json["accesses"].list
        let reads = all.map { read in
            ["role", "door", "what"].map { read[$0].text ?? "-" }.joined(separator: " ")
        }
        #expect(reads == ["leader console follow-ups", "leader console calls"])
        let audit = try signedIn("audit")
        #expect(audit.words.contains("leader-a (leder) liste over opkald"))
        #expect(audit.words.contains("konsollen"))
        try audit.open("/console/access?who=leader-a&from=2026-11-22&to=2026-11-22")
        #expect(audit.page.status == 200 && audit.words.contains("leader-a (leder)"))
        try audit.open("/console/access?from=2026-11-23")
        #expect(!audit.words.contains("leader-a (leder)"))
        try audit.open("/console/access?from=i+morgen")
        #expect(audit.page.status == 400 && audit.words.contains("er ingen dag"))
        // Who may not see a page has read nothing.
        _ = try leader.open("/console/access")
        let after = try world.ask("audit", "access-log?who=leader-a").json["accesses"].list
        #expect(after.count == all.count)
    }

    @Test func `turn over the access log`() throws {
        for _ in 0..<60 { _ = try world.ask("bo", "calls") }
        let audit = try signedIn("audit")
        let older = try #require(
            audit.page.text.firstMatch(of: /href="(\/console\/access\?after=[0-9]+)"/))
        try audit.open(String(older.1))
        #expect(audit.page.status == 200)
        #expect(audit.words.contains("Nyeste"))
    }

    @Test func `tell an administrator how the daemon is`() throws {
        let admin = try signedIn("admin")
        try admin.open("/console/operations")
        for words in ["Alarmer", "kamailio", "Filerne er i kraft", "Frida Kjær", "denne session"] {
            #expect(admin.words.contains(words), "\(words)")
        }
    }

    @Test func `speak Danish first, and what the browser or the visitor prefers`() throws {
        let browser = browser()
        try browser.open("/console/sign-in")
        #expect(browser.page.text.contains("<html lang=\"da\">"))
        browser.fields = [(name: "Accept-Language", value: "de, en-GB;q=0.8, da;q=0.5")]
        try browser.open("/console/sign-in")
        #expect(browser.page.text.contains("<html lang=\"en\">"))
        try browser.open("/console/sign-in?language=da")
        #expect(browser.page.text.contains("<html lang=\"da\">"))
        try browser.open("/console/sign-in")
        #expect(browser.page.text.contains("<html lang=\"da\">"))
        try browser.open("/console/sign-in?language=tlh")
        #expect(browser.page.text.contains("<html lang=\"da\">"))
    }

    @Test func `have the same fields around them, whatever is answered`() throws {
        let browser = try signedIn("admin")
        let style = try #require(
            browser.page.text.firstMatch(of: /\/console\/assets\/console-[0-9a-f]+\.css/))
        let asset = String(style.0)
        var replies = [(asset, try browser.open(asset, follows: false))]
        #expect(replies[0].1.status == 200)
        #expect(replies[0].1.header("content-type") == "text/css; charset=utf-8")
        let paths = [
            ("/console", 200), ("/console/", 200), ("/console/operations", 200),
            ("/console/none", 404), ("/console/sign-out", 405),
            ("/console/assets/console-0.css", 404), ("/console/sign-in", 200),
            ("/console/sign-in/x", 200), ("/console/access?from=x", 400),
        ]
        for (path, status) in paths {
            let reply = try browser.open(path, follows: false)
            #expect(reply.status == status, "\(path): \(reply.status)")
            replies.append((path, reply))
        }
        replies.append(("a form", try browser.submit("/console/sign-out", seal: "x")))
        replies.append(("a redirect", try self.browser().open("/console", follows: false)))
        let client = world.daemon.folder.client
        replies.append(
            (
                "PUT",
                try client.exchange(HTTPClient.request("PUT", "/console", headers: [], body: []))
            ))
        for (path, reply) in replies {
            #expect(
                reply.header("content-security-policy")
                    == "default-src 'none'; style-src 'self'; script-src 'self'; "
                    + "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'; base-uri 'none'", "\(path)")
            #expect(reply.header("x-content-type-options") == "nosniff", "\(path)")
            #expect(reply.header("referrer-policy") == "no-referrer", "\(path)")
            #expect(reply.header("cross-origin-opener-policy") == "same-origin", "\(path)")
            #expect(reply.header("permissions-policy")?.contains("camera=()") == true, "\(path)")
            #expect(reply.header("strict-transport-security") == nil, "\(path)")
            let keeping = path == asset ? "public, max-age=31536000, immutable" : "no-store"
            #expect(reply.header("cache-control") == keeping, "\(path)")
        }
    }

    @Test func `are not there without settings for them`() throws {
        let daemon = try DaemonProcess()
        #expect(try daemon.folder.client.get("/console").status == 404)
        #expect(try daemon.folder.client.get("/console/sign-in").status == 404)
    }
}
