import CSQLite
import HotlineTestSupport
import Testing

/// Who is let in over TCP.
@Suite struct `A token` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld() }

    private func status(of token: String, from source: String = "127.0.0.1") throws -> Int {
        try world.ask("status", authorization: "Bearer \(token)", from: source).status
    }

    @Test func `that is none is refused, and whoever tries on is told to wait`() throws {
        let token = try world.token(of: "admin")
        let wrong: [String?] = [
            nil, "", "Bearer", "Bearer ", "Bearer none", "Bearer \(token.dropLast())",
            "Bearer \(token)x", "Bearer \(token.uppercased())", "Bearer \(token) x",
            "Basic \(token)", "Token \(token)", token,
        ]
        for (number, field) in wrong.enumerated() {
            let reply = try world.ask(
                "calls", authorization: field, from: "127.0.0.\(10 + number)")
            #expect(reply.status == 401, "\(field ?? "none")")
            #expect(reply.header("www-authenticate") == "Bearer")
            #expect(reply.header("content-type") == "application/problem+json")
        }
        #expect(try status(of: token) == 200)
        // Schemes are told apart without regard to case (RFC 9110, section 11.1).
        let shouted = try world.ask("status", authorization: "BEARER \(token)", from: "127.0.0.1")
        #expect(shouted.status == 200)
        let tries = try (0..<11).map { _ in try status(of: "none", from: "127.0.0.9") }
        #expect(tries == Array(repeating: 401, count: 10) + [429])
        #expect(try status(of: token, from: "127.0.0.9") == 200)
    }

    @Test func `ends at its instant, and at once when it is revoked`() throws {
        let brief = try world.makeToken(
            #""name":"brief","role":"auditor","expires":"2026-11-22T12:00:00Z""#)
        let lasting = try world.token(of: "audit")
        func set(_ instant: String) throws {
            let change = try world.administer("test-clock", #"{"at":"\#(instant)"}"#)
            #expect(change.status == 200)
        }
        try set("2026-11-22T11:59:59Z")
        #expect(try status(of: brief) == 200)
        try set("2026-11-22T12:00:00Z")
        #expect(try status(of: brief) == 401)
        #expect(try status(of: lasting) == 200)
        let list = try world.administer("tokens").json["tokens"].list
        #expect(list.first { $0["name"].text == "brief" }?["state"].text == "expired")
        let id = try #require(list.first { $0["name"].text == "audit" }?["id"].whole)
        #expect(try world.daemon.hotlinectl("token", "revoke", "\(id)").end == .exited(0))
        #expect(try status(of: lasting) == 401)
        #expect(try world.daemon.hotlinectl("token", "revoke", "\(id)").end == .exited(1))
    }

    @Test func `shows a family's calls to whoever is its consultant now, and not to who was`()
        throws
    {
        func sees(_ guest: String) throws -> Bool {
            try world.ask(guest, "calls/c-jensen").status == 200
        }
        #expect(try sees("birgit"))
        #expect(try !sees("maja"))
        let former = "group: nord, consultant: birgit"
        try #require(RoleWorld.roster.contains(former))
        try world.daemon.folder.replace(
            "roster.yaml",
            by: RoleWorld.roster.replacing(former, with: "group: nord, consultant: maja"))
        world.daemon.hangUp()
        #expect(try eventually { try sees("maja") })
        #expect(try !sees("birgit"))
    }

    @Test func `is made by an administrator on the machine, and shown once`() throws {
        let made = try world.daemon.hotlinectl(
            "token", "create", "--name", "VIVE", "--role", "evaluator", "--format", "json")
        #expect(made.end == .exited(0), "\(made.errors)")
        let json = try #require(JSONValue.parse(Array(made.output.utf8)))
        let token = try #require(json["token"].text)
        // 256 bits, in base64url.
        #expect(token.count == "akt_".count + 43)
        #expect(try status(of: token) == 200)
        let list = try world.daemon.hotlinectl("token", "list")
        #expect(list.output.contains("VIVE"))
        #expect(!list.output.contains(token))
        for guest in Guest.all {
            let more = try world.ask(guest.name, "tokens", #"{"name":"x","role":"administrator"}"#)
            #expect(more.status == 403, "\(guest.name)")
            let mayList = guest.role == "administrator"
            #expect(try world.ask(guest.name, "tokens").status == (mayList ? 200 : 403))
        }
        let wrong = [
            (#""name":"x","role":"boss""#, "use one of staff"),
            (#""name":"x","role":"staff""#, "needs 'professional'"),
            (#""name":"x","role":"staff","professional":"ana""#, "did you mean 'anna'?"),
            (#""name":"x","role":"auditor","contact":"ruth""#, "leave it out"),
            (#""name":"x","role":"leader","institutions":["none"]"#, "no institution 'none'"),
            (#""name":"","role":"auditor""#, "1 to 100"),
            (#""name":"x","role":"auditor","expires":"2026-11-22T02:00:00Z""#, "from now"),
            (#""name":"x","role":"auditor","expires":"2029-01-01T00:00:00Z""#, "two years"),
        ]
        for (grant, words) in wrong {
            let reply = try world.administer("tokens", "{\(grant)}")
            #expect(reply.status == 400, "\(grant)")
            #expect(reply.json["detail"].text?.contains(words) == true, "\(reply.text)")
        }
    }
}

/// Who has read what, and why.
@Suite struct `The access log` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: "access-reason: required") }

    /// Reads as lines, newest first: who, role, door, what, call, rows shown, why.
    private func lines(_ query: String = "") throws -> [String] {
        let reply = try world.ask("audit", "access-log\(query)")
        #expect(reply.status == 200, "\(reply.text)")
        return reply.json["accesses"].list.map { read in
            let members = ["who", "role", "door", "what", "call"].map { read[$0].text ?? "-" }
            let shown = read["shown"].whole.map(String.init) ?? "-"
            return (members + [shown, read["why"].text ?? "-"]).joined(separator: " ")
        }
    }

    @Test func `has each read, with who and why, and none that was refused`() throws {
        _ = try world.ask("leader-a", "calls", reason: "tilsyn")
        _ = try world.ask("leader-a", "calls/c-jensen")
        _ = try world.ask("leader-a", "calls/c-saebye", reason: "nysgerrig")
        _ = try world.ask("leader-a", "calls/c-jensen", reason: "klage%20over%20l%C3%B8ftet")
        _ = try world.ask("anna", "calls/c-jensen")
        _ = try world.ask("anna", "calls/c-jensen/note", #"{"themes":["behaviour"]}"#)
        _ = try world.ask("birgit", "calls/c-moeller/note", reason: "opf%C3%B8lgning")
        _ = try world.ask("ruth", "follow-ups")
        _ = try world.ask("study", "calls")
        _ = try world.ask("gustav", "calls")
        let told = try world.daemon.hotlinectl(
            "calls", "show", "c-dahl", "--reason", "aktindsigt, æøå")
        #expect(told.end == .exited(0), "\(told.errors)")
        let all = try lines()
        let user = try #require(all.first?.split(separator: " ").first)
        #expect(
            all.prefix(8) == [
                "\(user) administrator control call c-dahl 1 aktindsigt, æøå",
                "gustav staff token calls - 1 -",
                "ruth caseworker token follow-ups - 1 -",
                "birgit consultant token note c-moeller 1 opfølgning",
                "anna staff token note c-jensen 1 -",
                "anna staff token call c-jensen 1 -",
                "leader-a leader token call c-jensen 1 klage over løftet",
                "leader-a leader token calls - 4 tilsyn",
            ])
        #expect(!all.contains { $0.contains("nysgerrig") || $0.hasPrefix("study") })
        // The auditor's own reading is a read as well.
        #expect(try lines("?limit=1") == ["audit auditor token access-log - \(all.count) -"])
        #expect(
            try lines("?who=leader-a").map { $0.split(separator: " ")[3] } == ["call", "calls"])
        let ofJensen = try lines("?family=jensen").filter { !$0.hasPrefix("audit") }
        #expect(ofJensen == all.filter { $0.contains("c-jensen") || $0.hasPrefix("leader-a") })
        #expect(try lines("?to=2026-11-22T02:00:00Z").isEmpty)
    }

    @Test func `is written before anything is shown, and while it cannot be nothing is`() throws {
        let reads = [
            ("leader-a", "calls"), ("leader-a", "calls/c-jensen"), ("leader-a", "follow-ups"),
            ("audit", "access-log"),
        ]
        for (guest, path) in reads {
            #expect(try world.ask(guest, path, reason: "tilsyn").status == 200, "\(path)")
        }
        var connection: OpaquePointer?
        let file = world.daemon.folder.file("state/calls.sqlite")
        try #require(sqlite3_open(file, &connection) == SQLITE_OK)
        defer { sqlite3_close(connection) }
        sqlite3_busy_timeout(connection, 2000)
        // Others may read meanwhile, and write nothing.
        try #require(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        for (guest, path) in reads {
            let reply = try world.ask(guest, path, reason: "tilsyn")
            #expect(reply.status == 503, "\(path)")
            #expect(reply.json["detail"].text?.contains("cannot be written down") == true)
            #expect(!reply.text.contains("c-jensen"), "\(path)")
        }
        #expect(try world.ask("leader-a", "on-call").status == 200)
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
        #expect(try eventually { try world.ask("leader-a", "calls").status == 200 })
    }

    @Test func `takes no read of a call without a reason, but of one's own`() throws {
        let own: Set = ["anna", "bo", "frida", "gustav"]
        for guest in Guest.readers where !guest.calls.isEmpty {
            for path in ["calls/\(guest.calls[0])", "calls/\(guest.calls[0])/note"] {
                let reply = try world.ask(guest.name, path)
                let isOwn = own.contains(guest.name)
                #expect(reply.status == (isOwn ? 200 : 400), "\(guest.name): \(path)")
                if !isOwn { #expect(reply.json["detail"].text?.contains("Access-Reason") == true) }
                let blank = try world.ask(guest.name, path, reason: "%20")
                #expect(blank.status == (isOwn ? 200 : 400), "\(guest.name): \(path)")
                #expect(try world.ask(guest.name, path, reason: "tilsyn").status == 200)
            }
        }
        let silent = try world.daemon.hotlinectl("calls", "show", "c-jensen")
        #expect(silent.end != .exited(0))
        #expect(silent.errors.contains("--reason"))
        #expect(silent.output.isEmpty)
    }

    @Test func `is shown to auditors and administrators only`() throws {
        for guest in Guest.all {
            let isShown = ["auditor", "administrator"].contains(guest.role)
            let status = try world.ask(guest.name, "access-log").status
            #expect(status == (isShown ? 200 : 403), "\(guest.name)")
        }
        let shown = try world.daemon.hotlinectl("access", "list", "--who", "audit")
        #expect(shown.end == .exited(0), "\(shown.errors)")
        #expect(shown.output.contains("auditor"))
    }
}
