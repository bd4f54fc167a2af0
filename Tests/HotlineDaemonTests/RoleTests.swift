import HotlineTestSupport
import Testing

/// What each of the seven roles is told, and what it must not be (design.md, section 6).
@Suite struct `A role` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld() }

    private func calls(_ reply: HTTPReply, _ list: String = "calls") -> [String] {
        Set(reply.json[list].texts("call").compactMap { $0 }).sorted()
    }

    /// Every operation of the description, a question for it, and who may ask it. Whoever adds an
    /// operation decides here.
    private static let operations:
        [(operation: String, path: String, body: String?, roles: Set<String>)] = {
            let readers: Set = ["staff", "leader", "consultant", "caseworker", "administrator"]
            let all = readers.union(["evaluator", "auditor"])
            let administrators: Set = ["administrator"]
            let days = "reports?from=2026-07-01&to=2026-10-01"
            return [
                ("get /status", "status", nil, all),
                ("get /openapi.json", "openapi.json", nil, all),
                ("get /on-call", "on-call", nil, readers),
                ("get /duty-board", "duty-board", nil, readers),
                ("get /calls", "calls", nil, readers),
                ("get /calls/{call}", "calls/none", nil, readers),
                ("get /calls/{call}/note", "calls/none/note", nil, readers),
                ("post /calls/{call}/note", "calls/none/note", "{}", readers),
                ("get /note-codes", "note-codes", nil, readers),
                ("get /follow-ups", "follow-ups", nil, readers),
                ("post /follow-ups", "follow-ups", #"{"call":"none"}"#, readers),
                ("post /follow-ups/{id}/owner", "follow-ups/999/owner", "{}", readers),
                ("post /follow-ups/{id}/ending", "follow-ups/999/ending", "{}", readers),
                ("get /reports", days, nil, ["leader", "evaluator", "administrator"]),
                (
                    "post /exports/evaluation", "exports/evaluation", "{}",
                    ["evaluator", "administrator"]
                ),
                ("get /access-log", "access-log", nil, ["auditor", "administrator"]),
                ("get /tokens", "tokens", nil, administrators),
                // Tokens are made where the kernel says who asks.
                ("post /tokens", "tokens", #"{"name":"x","role":"auditor"}"#, []),
                ("post /tokens/{id}/revocation", "tokens/999/revocation", "{}", administrators),
                ("get /sessions", "sessions", nil, administrators),
                ("post /sessions/{id}/revocation", "sessions/999/revocation", "{}", administrators),
                ("get /backups", "backups", nil, administrators),
                ("post /backups", "backups", "{}", []),
                ("post /log/purge", "log/purge", "{}", []),
                ("get /log/erasures", "log/erasures", nil, administrators),
                ("get /holds", "holds", nil, administrators),
                ("post /holds", "holds", "{}", administrators),
                ("post /holds/{id}/lifting", "holds/999/lifting", "{}", administrators),
                ("post /subjects/record", "subjects/record", "{}", []),
                ("post /subjects/erasure", "subjects/erasure", "{}", []),
                ("get /messages", "messages", nil, administrators),
                // Handed out where the kernel says who asks.
                ("get /messages/due", "messages/due", nil, []),
                ("post /messages/{id}/outcome", "messages/999/outcome", "{}", []),
                ("get /failing-numbers", "failing-numbers", nil, administrators),
                ("get /gateways/{name}", "gateways/canonical", nil, administrators),
                ("post /replays", "replays", "{}", administrators),
                ("get /replays/latest", "replays/latest", nil, administrators),
                ("post /rehearsals", "rehearsals", #"{"from":"anonymous"}"#, administrators),
                ("post /rehearsals/{call}/events", "rehearsals/r/events", "{}", administrators),
                ("post /test-clock", "test-clock", #"{"passes":0}"#, []),
            ]
        }()

    @Test func `does what it may and nothing else`() throws {
        for guest in Guest.all {
            for (operation, path, body, roles) in Self.operations {
                let status = try world.ask(guest.name, path, body).status
                let mayAsk = roles.contains(guest.role)
                #expect((status == 403) == !mayAsk, "\(guest.name): \(operation): \(status)")
                #expect(status != 401 && status < 500, "\(guest.name): \(operation): \(status)")
            }
        }
        guard case .object(let paths) = try world.ask("audit", "openapi.json").json["paths"] else {
            Issue.record("the description has no paths")
            return
        }
        let described = paths.flatMap { path, item -> [String] in
            guard case .object(let methods) = item else { return [] }
            return methods.keys.map { "\($0) \(path)" }
        }
        #expect(described.sorted() == Self.operations.map(\.operation).sorted())
    }

    @Test func `sees its own calls, and of no other that there is one`() throws {
        for guest in Guest.readers {
            let name = guest.name
            #expect(calls(try world.ask(name, "calls")) == guest.calls, "\(name)")
            for call in RoleWorld.calls + ["none"] {
                let isSeen = guest.calls.contains(call)
                let questions = [
                    try world.ask(name, "calls/\(call)"),
                    try world.ask(name, "calls/\(call)?gateway=canonical"),
                    try world.ask(name, "calls/\(call)/note"),
                ]
                #expect(
                    questions.allSatisfy { $0.status == (isSeen ? 200 : 404) }, "\(name): \(call)")
                guard !isSeen else { continue }
                let writing = [
                    try world.ask(name, "calls/\(call)/note", #"{"themes":["behaviour"]}"#),
                    try world.ask(name, "follow-ups", #"{"call":"\#(call)","note":"x"}"#),
                ]
                #expect(writing.allSatisfy { $0.status == 404 }, "\(name): \(call)")
                // One that there is and one that there is not read alike.
                let words = Set((questions + writing).compactMap { $0.json["detail"].text })
                #expect(words == ["the log has no call '\(call)'"], "\(name): \(words)")
            }
        }
    }

    @Test func `finds nothing more by asking in another way`() throws {
        let spans = "from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z"
        let answered = ["c-birgit", "c-frida", "c-jensen", "c-moeller", "c-saebye"]
        for guest in Guest.readers {
            let name = guest.name
            let ofAnswered = calls(try world.ask(name, "calls?outcome=answered"))
            #expect(ofAnswered == guest.calls.filter(answered.contains), "\(name)")
            // A report counts families and unknown callers only.
            let counted = calls(try world.ask(name, "calls?in=answered&\(spans)"))
            let families = ["c-jensen", "c-moeller", "c-saebye"]
            #expect(counted == guest.calls.filter(families.contains), "\(name)")
            let first = try world.ask(name, "calls?limit=1")
            var (paged, next) = (calls(first), first.json["next"].text)
            while let after = next, paged.count <= RoleWorld.calls.count {
                let page = try world.ask(name, "calls?limit=1&after=\(after)")
                paged += calls(page)
                next = page.json["next"].text
            }
            #expect(paged.sorted() == guest.calls, "\(name)")
        }
        for (leader, other) in [("leader-a", "solhjem"), ("leader-b", "egetraeet")] {
            #expect(calls(try world.ask(leader, "calls?institution=\(other)")).isEmpty)
            let tasks = try world.ask(leader, "follow-ups?state=all&institution=\(other)")
            #expect(calls(tasks, "follow_ups").isEmpty)
        }
    }

    @Test func `sees and moves its own follow-ups`() throws {
        let all = try world.ask("admin", "follow-ups?state=all").json["follow_ups"].list
        for guest in Guest.readers {
            let name = guest.name
            let seen = calls(try world.ask(name, "follow-ups?state=all"), "follow_ups")
            #expect(seen == guest.followUps, "\(name)")
            for task in all where !guest.followUps.contains(task["call"].text ?? "") {
                let id = try #require(task["id"].whole)
                let owner = #"{"owner":"gustav"}"#
                #expect(try world.ask(name, "follow-ups/\(id)/owner", owner).status == 404)
                #expect(try world.ask(name, "follow-ups/\(id)/ending", "{}").status == 404)
            }
        }
        let after = try world.ask("admin", "follow-ups?state=all").json["follow_ups"].list
        #expect(after == all)
    }

    @Test func `tells nobody's number or name to whom it is not due`() throws {
        for guest in Guest.all {
            for (_, path, body, _) in Self.operations where body == nil {
                _ = try world.ask(guest.name, path)
            }
            for call in RoleWorld.calls {
                _ = try world.ask(guest.name, "calls/\(call)")
                _ = try world.ask(guest.name, "calls/\(call)/note")
            }
            _ = try world.ask(guest.name, "follow-ups?state=all")
            let told = try #require(world.heard[guest.name]).joined(separator: "\n")
            #expect(!told.isEmpty)
            for secret in RoleWorld.secrets {
                #expect(!told.contains(secret), "\(guest.name) was told \(secret)")
            }
            let phones = ["61", "62", "63", "64"].filter { told.contains("000000" + $0) }
            #expect(phones == guest.phones, "\(guest.name)")
        }
        // The callback's leg is there, without the family's number.
        let leg = try world.ask("frida", "calls/c-frida").json["legs"][0]
        #expect(leg["because"].text == "callback")
        #expect(leg["uri"] == .null)
    }

    @Test func `of a caseworker depends on the division of roles`() throws {
        #expect(try world.ask("tove", "calls/c-jensen").status == 404)
        let told = #"{"caseworker":true}"#
        #expect(try world.ask("anna", "calls/c-jensen/note", told).status == 200)
        #expect(calls(try world.ask("tove", "calls")) == ["c-jensen"])
        #expect(try world.ask("tove", "calls/c-jensen").json["caller"]["family"].text == "jensen")
        // Birgit's other family has no caseworker, and stays unseen whatever a note says.
        #expect(try world.ask("anna", "calls/c-moeller/note", told).status == 200)
        #expect(try world.ask("tove", "calls/c-moeller").status == 404)
    }

    @Test func `of staff does not say how a call went`() throws {
        let went = #"{"went":"4"}"#
        #expect(try world.ask("anna", "calls/c-jensen/note", went).status == 403)
        #expect(try world.ask("birgit", "calls/c-jensen/note", went).status == 200)
        #expect(try world.ask("anna", "calls/c-jensen/note").json["note"]["went"].text == "4")
    }

    @Test func `of a leader counts the own institution, of an evaluator nothing small`() throws {
        let days = "reports?from=2026-10-01&to=2027-01-01"
        func institutions(_ reply: HTTPReply) -> [String?] {
            reply.json["tables"].list.first { $0["by"].text == "institution" }?["rows"]
                .texts("part") ?? []
        }
        func offered(_ reply: HTTPReply) -> JSONValue {
            reply.json["figures"].list.first { $0["figure"].text == "offered" }?["value"] ?? .null
        }
        let (ofA, ofB) = (try world.ask("leader-a", days), try world.ask("leader-b", days))
        #expect(institutions(ofA) == ["egetraeet"])
        #expect(offered(ofA) == .number(3))
        #expect(!ofA.text.contains("solhjem") && !ofA.text.contains("aahavn"))
        #expect(institutions(ofB) == ["solhjem"])
        #expect(offered(ofB) == .number(2))
        #expect(!ofB.text.contains("egetraeet") && !ofB.text.contains("fjordby"))
        // The quarter is not over: whoever may ask for parts of it can subtract them.
        #expect(try world.ask("study", days).status == 400)
        #expect(try world.administer("test-clock", #"{"at":"2027-01-02T12:00:00Z"}"#).status == 200)
        let study = try world.ask("study", days)
        #expect(study.status == 200, "\(study.text)")
        // Four families, of whom none may be guessed.
        #expect(offered(study) == .null)
        for id in RoleWorld.calls + ["jensen", "moeller", "saebye", "dahl", "anna", "frida"] {
            #expect(!study.text.contains("\"\(id)\""), "\(id)")
        }
    }

    @Test func `tells one call from another of the same name by what may be seen`() throws {
        try world.gateway.callArrives(
            from: "+4500000031", to: RoleWorld.numberA, as: "c-twin")
        try GatewayDouble(kamailioOf: world.daemon.folder).callArrives(
            from: "+4500000045", to: RoleWorld.numberB, as: "c-twin")
        let (ofA, ofB) = (
            try world.ask("leader-a", "calls/c-twin"), try world.ask("leader-b", "calls/c-twin")
        )
        #expect(ofA.json["caller"]["family"].text == "jensen")
        #expect(ofB.json["caller"]["family"].text == "saebye")
        #expect(try world.ask("leader-a", "calls/c-twin?gateway=kamailio").status == 404)
        #expect(try world.ask("bo", "calls/c-twin").status == 404)
        let all = try world.ask("admin", "calls/c-twin")
        #expect(all.status == 409)
        #expect(all.json["detail"].text?.contains("canonical/c-twin, kamailio/c-twin") == true)
    }
}
