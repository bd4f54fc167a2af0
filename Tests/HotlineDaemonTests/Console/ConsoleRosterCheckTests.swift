import Foundation
import HotlineTestSupport
import Testing

@testable import HotlineDaemon

/// *Kontrollér en vagtplan* over HTTP.
@Suite struct `The console's check of a roster` {
    private static let path = "/console/roster/check"
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: `The console`.settings) }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    /// An administrator with the page before them.
    private func administrator() throws -> Browser {
        let admin = try signedIn("admin")
        try admin.open(Self.path)
        #expect(admin.page.status == 200)
        return admin
    }

    private var roster: String { RoleWorld.roster }

    /// The roster with somebody else on Egetræet's first line.
    private var mended: String {
        roster.replacing("professionals: [anna]", with: "professionals: [gustav]")
    }

    private var onDisk: String { Program.text(of: world.daemon.folder.file("roster.yaml")) }

    private func reads() throws -> Int {
        try world.ask("audit", "access-log?who=admin").json["accesses"].list
            .count { $0["what"].text == "roster-check" }
    }

    @Test func `is for administrators only`() throws {
        for guest in Guest.all {
            let browser = try signedIn(guest.name)
            let isShown = guest.role == "administrator"
            let status = try browser.open(Self.path, follows: false).status
            #expect(status == (isShown ? 200 : 403), "\(guest.name)")
            try browser.open("/console")
            try browser.upload(Self.path, ["place": "whole", "text": roster])
            #expect(browser.page.status == (isShown ? 200 : 403), "\(guest.name)")
            #expect(browser.words.contains("er kontrolleret") == isShown, "\(guest.name)")
        }
        let admin = try signedIn("admin")
        try admin.open("/console/operations")
        #expect(admin.page.text.contains("href=\"\(Self.path)\""))
        let stranger = Browser(world.daemon.folder.client)
        #expect(try stranger.open(Self.path, follows: false).status == 303)
        #expect(try stranger.upload(Self.path, ["place": "whole", "text": roster]).status == 401)
    }

    @Test func `marks what is wrong, and then tells what the mended text changes`() throws {
        let admin = try administrator()
        let before = try world.administer("status").json["roster"]["sha256"].text
        #expect(admin.page.text.contains("<option value=\"file:roster.yaml\">"))
        #expect(!admin.page.text.contains("name=\"name\""))
        let broken = roster.replacing("professionals: [anna]", with: "professionals: [annna]")
        let lines = broken.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("[annna]") }) + 1
        try admin.upload(Self.path, ["place": "file:roster.yaml", "text": broken])
        #expect(admin.page.status == 200)
        for words in [
            "roster.yaml er kontrolleret", "1 fejl, ingen alarmer, ingen advarsler",
            "Intet er ændret. Ret fejlene", "roster.yaml, linje \(line), tegn", "unknown-id",
            "ret stavemåden", "no professional &#39;annna&#39;", "Når fejlene er rettet",
        ] {
            #expect(admin.words.contains(words), "\(words)")
        }
        #expect(admin.page.text.contains("href=\"#line-\(line)\""))
        #expect(admin.page.text.contains("id=\"line-\(line)\""))
        #expect(admin.page.text.contains("href=\"#problem-1\">Fejl 1</a>"))
        #expect(admin.page.body.count < 60_000)
        #expect(admin.page.header("cache-control") == "no-store")

        try admin.upload(Self.path, ["place": "file:roster.yaml", "text": mended])
        for words in [
            "Ingen fejl", "Intet er ændret. For at tage den i brug", "Europe/Copenhagen",
            "Anna Holm (anna)", "Gustav Bæk (gustav)", "egetraeet/first",
        ] {
            #expect(admin.words.contains(words), "\(words)")
        }
        try admin.upload(Self.path, ["place": "whole", "text": roster])
        #expect(admin.words.contains("Intet: vagter, mennesker og regler"))

        #expect(onDisk == roster)
        #expect(try world.administer("status").json["roster"]["sha256"].text == before)
        #expect(try reads() == 3)
        for secret in ["annna", "470811", "0000031", "Familien Jensen"] {
            #expect(!world.daemon.journal.contains(secret), "\(secret)")
        }
    }

    @Test func `takes a file as well as a text, and says what it cannot read`() throws {
        let admin = try administrator()
        let place = ["place": "file:roster.yaml"]
        try admin.upload(Self.path, place, file: Array(mended.utf8))
        #expect(admin.words.contains("Gustav Bæk (gustav)"))
        // A chosen file counts, whatever is typed.
        let both = place.merging(["text": "roster: 2"]) { $1 }
        try admin.upload(Self.path, both, file: Array(mended.utf8))
        #expect(admin.words.contains("Ingen fejl"))
        let latin = Array(mended.utf8) + [0xE6]
        let refused: [([String: String], [UInt8], String)] = [
            (place, latin, "ikke tekst i UTF-8"), (place, [0xFF, 0xFE, 0x61, 0x00], "UTF-8"),
            (place, [], "Der er ingen tekst"),
            (["text": " \n", "place": "whole"], [], "ingen tekst"),
            (["text": roster], [], "Vælg, om teksten er"),
            (["text": roster, "place": "file:hotlined.yaml"], [], "Vælg, om teksten er"),
            (["text": roster, "place": "new", "name": "b.yaml"], [], "Vælg, om teksten er"),
        ]
        let count = try reads()
        for (form, file, words) in refused {
            try admin.upload(Self.path, form, file: file)
            #expect(admin.page.status == 400 && admin.words.contains(words), "\(words)")
        }
        #expect(try reads() == count)
        try admin.submit(Self.path, ["place": "whole", "text": roster])
        #expect(admin.page.status == 400 && admin.words.contains("kom ikke helt frem"))
    }

    /// The roster of the tests lies beside the settings and the credentials.
    @Test func `reads no file for a text but the roster's own and tables`() throws {
        let admin = try administrator()
        for name in ["hotlined.yaml", "credentials/gateway-canonical"] {
            let text = mended + "\nfamilies-from: \(name)\n"
            try admin.upload(Self.path, ["place": "whole", "text": text])
            #expect(admin.words.contains("no file &#39;\(name)&#39; beside"), "\(name)")
            #expect(!admin.page.text.contains(GatewayDouble.secret))
        }
        let families = "id;name;institution;phones\nholm;Familien Holm;egetraeet;+45 00 00 00 71\n"
        try world.daemon.folder.write("families.csv", families)
        try admin.upload(
            Self.path, ["place": "whole", "text": mended + "\nfamilies-from: families.csv\n"])
        #expect(admin.words.contains("Ingen fejl") && admin.words.contains("familier: 1 tilføjet"))
    }

    @Test func `takes no upload without its seal, nor from another site`() throws {
        let admin = try administrator()
        let seal = try #require(admin.seal)
        let form = ["place": "whole", "text": roster]
        #expect(try admin.upload(Self.path, form, seal: "x").status == 403)
        admin.fields = [(name: "Sec-Fetch-Site", value: "cross-site")]
        #expect(try admin.upload(Self.path, form, seal: seal).status == 403)
        admin.fields = []
        #expect(try admin.upload(Self.path, form, seal: seal).status == 200)
    }

    // MARK: How much

    /// A request's head alone: its body is announced, and does not come.
    private func head(_ path: String, _ lengths: String, _ browser: Browser?) -> String {
        let cookie = browser.map { "Cookie: \($0.cookieField.value)\r\n" } ?? ""
        return "POST \(path) HTTP/1.1\r\nHost: localhost\r\n\(cookie)"
            + "Content-Type: \(Browser.multipart)\r\n\(lengths)\r\n\r\n"
    }

    private func answer(
        _ path: String, _ lengths: String, _ browser: Browser?
    ) throws -> HTTPReply {
        let connection = try world.daemon.folder.client.open()
        connection.put(head(path, lengths, browser))
        let reply = try connection.reply()
        #expect(reply.header("connection") == "close", "\(path): \(lengths)")
        #expect(connection.isEnded(), "\(path): \(lengths)")
        return reply
    }

    @Test func `refuses a large body before it comes to whoever may not send one`() throws {
        let (admin, anna) = (try administrator(), try signedIn("anna"))
        for lengths in ["Content-Length: 2000000", "Transfer-Encoding: chunked"] {
            #expect(try answer(Self.path, lengths, nil).status == 401)
            #expect(try answer(Self.path, lengths, anna).status == 403)
            #expect(try answer("/console/none", lengths, admin).status == 404)
        }
        // As much is taken nowhere else, and more by nobody.
        let others = ["/console/reason", "/console/sign-in", "/console/operations/session"]
        for path in others {
            let reply = try answer(path, "Content-Length: 2000000", admin)
            #expect([400, 413].contains(reply.status), "\(path): \(reply.status)")
        }
        let largest = 2 << 20
        let reply = try answer(Self.path, "Content-Length: \(largest + 1)", admin)
        #expect(reply.status == 413)
        #expect(reply.text.contains("Det er mere end 2 MiB"))
    }

    @Test func `shows of a long text what a page can, and takes 2 MiB at most`() throws {
        let admin = try administrator()
        let comment = String(repeating: "#", count: 1023) + "\n"
        let text = String(repeating: comment, count: 500) + mended + "\nprofesionals:\n"
        let place = ["place": "file:roster.yaml"]
        try admin.upload(Self.path, place, file: Array(text.utf8))
        #expect(admin.page.status == 200)
        #expect(admin.words.contains("unknown-key") && admin.words.contains("linjer er ikke vist"))
        #expect(admin.words.contains("Teksten er for lang til at stå her igen"))
        #expect(admin.page.body.count < 60_000)
        // One byte more than there may be, its length not told.
        var body = admin.body(of: place, file: Array(text.utf8))
        body += [UInt8](repeating: 0x23, count: (2 << 20) + 1 - body.count)
        let connection = try world.daemon.folder.client.open()
        connection.put(head(Self.path, "Transfer-Encoding: chunked", admin))
        connection.put("\(String(body.count, radix: 16))\r\n")
        connection.put(body)
        connection.put("\r\n0\r\n\r\n")
        #expect(try connection.reply().status == 413)
    }

    @Test func `takes one at a time`() throws {
        let uploads = ConsoleUploads()
        #expect(uploads.enter() && !uploads.enter())
        uploads.leave()
        #expect(uploads.enter())

        let first = try administrator()
        let form = ["place": "whole", "text": roster]
        let body = first.body(of: form)
        let connection = try world.daemon.folder.client.open()
        connection.put(head(Self.path, "Content-Length: \(body.count)", first))
        connection.put(Array(body.prefix(100)))
        // Who signs in meanwhile comes second.
        let second = try administrator()
        #expect(try second.upload(Self.path, form).status == 503)
        #expect(second.words.contains("En anden er ved at kontrollere"))
        connection.put(Array(body.dropFirst(100)))
        #expect(try connection.reply().status == 200)
        #expect(try second.upload(Self.path, form).status == 200)
    }
}
