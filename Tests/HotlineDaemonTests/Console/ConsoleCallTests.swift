import Foundation
import HotlineTestSupport
import Testing

/// What the pages of calls show to whom, and what comes of their forms.
@Suite struct `The console's calls` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: `The console`.settings) }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    private func numbers() throws -> [String: Int] { try world.callNumbers() }

    /// The calls that links of the latest page lead to.
    private func linked(_ browser: Browser) -> Set<Int> {
        Set(
            browser.page.text.matches(of: /href="\/console\/calls\/([0-9]+)"/)
                .compactMap { Int($0.1) })
    }

    private func reads(of guest: String) throws -> [String] {
        try world.ask("audit", "access-log?who=\(guest)").json["accesses"].list.reversed()
            .map { "\($0["what"].text ?? "-") \($0["call"].text ?? "-")" }
    }

    @Test func `are there for whom the call is there, and for nobody else`() throws {
        let numbers = try numbers()
        #expect(numbers.count == RoleWorld.calls.count)
        for guest in Guest.all {
            let browser = try signedIn(guest.name)
            let reads = Guest.readers.contains { $0.name == guest.name }
            for (call, number) in numbers {
                let expected = guest.calls.contains(call) ? 200 : reads ? 404 : 403
                for page in ["", "/card", "/note"] {
                    let path = "/console/calls/\(number)\(page)"
                    let status = try browser.open(path, follows: false).status
                    #expect(status == expected, "\(guest.name): \(call)\(page)")
                }
                guard expected != 200 else { continue }
                let theirs = browser.words
                try browser.open("/console/calls/999999/note", follows: false)
                let none = browser.words.replacing("#999999", with: "#\(number)")
                #expect(theirs == none, "\(guest.name): \(call)")
                for (path, form) in [
                    ("note", ["theme.behaviour": "yes"]), ("follow-ups", ["message": "x"]),
                ] {
                    try browser.submit("/console/calls/\(number)/\(path)", form)
                    #expect(browser.page.status == expected, "\(guest.name): \(call) \(path)")
                }
            }
        }
        #expect(try world.ask("admin", "calls/c-jensen/note").json["note"] == .null)
    }

    @Test func `list what the role may see, by name and without a number`() throws {
        let numbers = try numbers()
        for guest in Guest.readers {
            let browser = try signedIn(guest.name)
            try browser.open("/console/calls")
            let expected = Set(guest.calls.compactMap { numbers[$0] })
            #expect(linked(browser) == expected, "\(guest.name)")
            for digits in RoleWorld.secrets where digits.allSatisfy(\.isNumber) {
                #expect(!browser.page.text.contains(digits), "\(guest.name)")
            }
        }
        let admin = try signedIn("admin")
        let chosen: [(String, [String])] = [
            ("outcome=failed", ["c-dahl"]), ("state=open", []),
            ("institution=solhjem&outcome=answered", ["c-frida", "c-saebye"]),
            ("institution=Opholdsstedet+Solhjem&outcome=failed", ["c-dahl"]),
            ("from=2026-11-22&to=2026-11-22&outcome=failed", ["c-dahl"]),
            ("from=2026-11-23", []),
        ]
        for (query, calls) in chosen {
            try admin.open("/console/calls?" + query)
            #expect(linked(admin) == Set(calls.compactMap { numbers[$0] }), "\(query)")
        }
        #expect(admin.words.contains("Ingen opkald svarer til dit valg"))
        let refused = [
            ("from=i+morgen", "er ingen dag"), ("institution=intet", "Ingen institution hedder"),
            ("institution=o", "Flere institutioner passer"),
        ]
        for (query, words) in refused {
            try admin.open("/console/calls?" + query)
            #expect(admin.page.status == 400 && admin.words.contains(words), "\(query)")
        }
        try admin.open("/console/calls?outcome=lost")
        #expect(admin.page.status == 400)
    }

    @Test func `find a call by its number and by the gateway's id`() throws {
        let numbers = try numbers()
        let number = try #require(numbers["c-moeller"])
        let anna = try signedIn("anna")
        for reference in ["%23\(number)", "\(number)", "c-moeller", "+%23\(number)+"] {
            try anna.open("/console/calls?ref=\(reference)", follows: false)
            #expect(anna.page.header("location") == "/console/calls/\(number)", "\(reference)")
        }
        let dahl = try #require(numbers["c-dahl"])
        for reference in ["%23\(dahl)", "c-dahl", "%23999999", "%3Cscript%3E"] {
            try anna.open("/console/calls?ref=\(reference)", follows: false)
            #expect(anna.page.status == 404, "\(reference)")
            #expect(anna.words.contains("Intet opkald, som du må se"))
        }
        for number in ["0\(number)", "-1", "99999999999999999999", "x"] {
            #expect(try anna.open("/console/calls/\(number)").status == 404, "\(number)")
        }
    }

    @Test func `tell a call as a story, and of a family's other calls what one may see`() throws {
        let gustav = try signedIn("gustav")
        let dahl = try #require(try numbers()["c-dahl"])
        try gustav.open("/console/calls/\(dahl)")
        for words in [
            "Opkald #\(dahl)", "Familien Dahl", "ingen tog det", "Der ringes til Frida Kjær",
            "Frida Kjær: svarer ikke", "loves at blive ringet op", "Løftet er holdt",
        ] {
            #expect(gustav.words.contains(words), "\(words)")
        }
        // A later call of the family that did not ring Gustav.
        try world.gateway.callArrives(from: "+4500000046", to: RoleWorld.numberB, as: "c-later")
        try world.gateway.accepts("1.1")
        let later = try #require(try numbers()["c-later"])
        try gustav.open("/console/calls/\(dahl)/card")
        #expect(gustav.words.contains("Familien Dahl"))
        #expect(gustav.words.contains("Familieplejekonsulent Maja Friis"))
        #expect(!linked(gustav).contains(later))
        #expect(gustav.words.contains("Ingen andre opkald fra familien"))
        let maja = try signedIn("maja")
        try maja.open("/console/calls/\(dahl)/card")
        #expect(linked(maja).contains(later) && maja.words.contains("Frida Kjær tog det"))
        try maja.open("/console")
        #expect(linked(maja) == [later])
        for browser in [gustav, maja] {
            #expect(!browser.page.text.contains("0000004") && !browser.page.text.contains("tel:"))
        }
    }

    @Test func `take a note with one form, and say what was noted`() throws {
        let moeller = try #require(try numbers()["c-moeller"])
        let path = "/console/calls/\(moeller)/note"
        let bo = try signedIn("bo")
        try bo.open(path)
        try bo.submit(path)
        #expect(bo.page.status == 400 && bo.words.contains("Notatet siger intet endnu"))
        try bo.submit(
            path, ["theme.behaviour": "yes", "done.advice": "yes", "caseworker": "yes"])
        #expect(bo.page.status == 200 && bo.words.contains("Notatet er gemt."))
        #expect(bo.words.contains("Hvad handlede det om? Adfærd"))
        let note = try world.ask("admin", "calls/c-moeller/note").json["note"]
        #expect(note["themes"].list.compactMap(\.text) == ["behaviour"])
        #expect(note["by"].text == "bo" && note["went"] == .null)
        // What was chosen is taken back by choosing something else; what was not asked stays.
        try bo.submit(path, ["theme.school": "yes"])
        let mended = try world.ask("admin", "calls/c-moeller/note").json["note"]
        #expect(mended["themes"].list.compactMap(\.text) == ["school"])
        #expect(mended["done"].list.isEmpty && mended["caseworker"].flag == true)
        try bo.submit(path, ["went": "4"])
        #expect(bo.page.status == 403)
        try bo.submit(path, ["noted": "<b>"])
        #expect(bo.page.status == 400 && !bo.page.text.contains("<b>"))
        let birgit = try signedIn("birgit")
        try birgit.open(path)
        try birgit.submit(path, ["theme.school": "yes", "went": "4"])
        #expect(birgit.words.contains("Godt"))
    }

    @Test func `show a caseworker what a note says that they are to hear`() throws {
        let jensen = try #require(try numbers()["c-jensen"])
        let (anna, tove) = (try signedIn("anna"), try signedIn("tove"))
        try tove.open("/console/calls/\(jensen)")
        #expect(tove.page.status == 404)
        try anna.open("/console/calls/\(jensen)/note")
        try anna.submit("/console/calls/\(jensen)/note", ["caseworker": "yes"])
        try tove.open("/console/calls/\(jensen)")
        #expect(tove.page.status == 200 && tove.words.contains("Familien Jensen"))
    }

    @Test func `show a rehearsal as one, which has no note`() throws {
        let reply = try world.administer("rehearsals", #"{"from":"+4500000031"}"#)
        #expect(reply.status == 200 || reply.status == 201)
        let known = Set(RoleWorld.calls)
        let all = try numbers()
        let number = try #require(all.first { !known.contains($0.key) }?.value)
        let admin = try signedIn("admin")
        for page in ["", "/card", "/note"] {
            try admin.open("/console/calls/\(number)\(page)")
            #expect(admin.words.contains("prøveopkald"), "\(page)")
        }
        #expect(admin.words.contains("Et prøveopkald har intet notat"))
        try admin.submit("/console/calls/\(number)/note", ["theme.school": "yes"])
        #expect(admin.page.status == 409)
    }

    @Test func `are written into the access log once for each page`() throws {
        let jensen = try #require(try numbers()["c-jensen"])
        let leader = try signedIn("leader-a")
        let before = try reads(of: "leader-a").count
        for path in ["calls", "calls/\(jensen)", "calls/\(jensen)/card", "calls/\(jensen)/note"] {
            try leader.open("/console/" + path)
        }
        try leader.open("/console/calls/999999")
        try leader.open("/console/calls?ref=c-dahl")
        let after = Array(try reads(of: "leader-a").dropFirst(before))
        #expect(after == ["calls -", "call c-jensen", "call c-jensen", "note c-jensen"])
    }
}

/// With `access-reason: required`.
@Suite struct `A call that one says why one reads` {
    @Test func `is asked about once in a session, but for one's own`() throws {
        let world = try RoleWorld(
            settings: `The console`.settings + "\naccess-reason: required")
        let jensen = try #require(try world.callNumbers()["c-jensen"])
        let path = "/console/calls/\(jensen)"
        func browser(_ guest: String) throws -> Browser {
            let browser = Browser(world.daemon.folder.client)
            try browser.signIn(try world.token(of: guest))
            return browser
        }
        let anna = try browser("anna")
        #expect(try anna.open(path + "/card").status == 200)
        let birgit = try browser("birgit")
        for page in ["", "/card", "/note"] {
            try birgit.open(path + page)
            #expect(birgit.page.status == 400, "\(page)")
            #expect(birgit.words.contains("Hvorfor læser du dette opkald?"))
            #expect(!birgit.words.contains("Familien Jensen"))
        }
        let call = try #require(birgit.value(of: "call"))
        try birgit.submit(
            "/console/reason", ["call": call, "next": path + "/card", "reason": "opfølgning"])
        #expect(birgit.page.status == 200 && birgit.words.contains("Familien Jensen"))
        #expect(try birgit.open(path).status == 200)
        let log = try world.ask("audit", "access-log?who=birgit").json["accesses"].list
        let whys = log.filter { $0["what"].text == "call" }.map { $0["why"].text }
        #expect(whys == ["opfølgning", "opfølgning"])
        let others = try #require(try world.callNumbers()["c-moeller"])
        #expect(try birgit.open("/console/calls/\(others)").status == 400)
    }
}
