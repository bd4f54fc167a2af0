import Foundation
import HotlineTestSupport
import Testing

/// What the console shows of follow-ups, and what comes of its forms.
@Suite struct `The console's follow-ups` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: `The console`.settings) }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    private func tasks() throws -> [(id: Int, call: String, isOpen: Bool)] {
        try world.ask("admin", "follow-ups?state=all").json["follow_ups"].list.compactMap { task in
            guard let id = task["id"].whole, let call = task["call"].text else { return nil }
            return (Int(id), call, task["state"].text == "open")
        }
    }

    @Test func `are those of the role`() throws {
        let all = try tasks()
        #expect(all.count >= 5)
        for guest in Guest.all {
            let browser = try signedIn(guest.name)
            let isReader = Guest.readers.contains { $0.name == guest.name }
            var listed: Set<Int> = []
            for show in ["all", "done"] {
                try browser.open("/console/follow-ups?show=\(show)")
                #expect(browser.page.status == (isReader ? 200 : 403), "\(guest.name)")
                listed.formUnion(
                    browser.page.text.matches(of: /href="\/console\/follow-ups\/([0-9]+)"/)
                        .compactMap { Int($0.1) })
            }
            let theirs = all.filter { guest.followUps.contains($0.call) }
            #expect(listed == Set(theirs.map(\.id)), "\(guest.name)")
            for task in all {
                let path = "/console/follow-ups/\(task.id)"
                let isSeen = listed.contains(task.id)
                let expected = isSeen ? 200 : isReader ? 404 : 403
                #expect(try browser.open(path).status == expected, "\(guest.name): \(task.call)")
                guard !isSeen else { continue }
                try browser.submit(path + "/ending", ["how": "not-needed"])
                #expect(browser.page.status == expected, "\(guest.name): \(task.call)")
                try browser.submit(path + "/owner", ["owner": "professional:anna"])
                #expect(browser.page.status == expected, "\(guest.name): \(task.call)")
            }
        }
        #expect(try tasks().map(\.isOpen) == all.map(\.isOpen))
    }

    @Test func `are one's own first, and are done by one press`() throws {
        let bo = try signedIn("bo")
        try bo.open("/console/follow-ups")
        #expect(bo.words.contains("Ring tilbage") && bo.words.contains("Alle åbne"))
        let task = try #require(try tasks().first { $0.call == "c-unknown" })
        try bo.open("/console/follow-ups/\(task.id)")
        #expect(bo.words.contains("Hvad blev det til?") && bo.words.contains("Bo Dam"))
        try bo.submit("/console/follow-ups/\(task.id)/ending", ["how": "reached"])
        #expect(bo.words.contains("Opfølgningen er gjort."))
        #expect(bo.words.contains("Du har intet at følge op på"))
        try bo.open("/console/follow-ups?show=done")
        #expect(bo.words.contains("Familien er nået"))
        try bo.open("/console/follow-ups/\(task.id)")
        #expect(!bo.words.contains("Hvad blev det til?"))
        try bo.submit("/console/follow-ups/\(task.id)/ending", ["how": "reached"])
        #expect(bo.page.status == 409)
        try bo.submit("/console/follow-ups/\(task.id)/ending", ["how": "rang-back"])
        #expect(bo.page.status == 409)
    }

    @Test func `are added to a call, given to somebody, and due when it was said`() throws {
        let jensen = try #require(try world.callNumbers()["c-jensen"])
        let path = "/console/calls/\(jensen)"
        let leader = try signedIn("leader-a")
        try leader.open(path)
        #expect(leader.words.contains("Tilføj en opfølgning"))
        #expect(leader.words.contains("Birgit Lund") && leader.words.contains("Bo Dam"))
        #expect(!leader.words.contains("Frida Kjær"))
        for day in ["i morgen", "2026-11-31", "2020-01-01"] {
            try leader.submit(path + "/follow-ups", ["deadline": day])
            #expect(leader.page.status == 400 && leader.words.contains("er ingen dag, der kommer"))
        }
        try leader.submit(path + "/follow-ups", ["owner": "professional:nobody"])
        #expect(leader.page.status == 400)
        let before = try tasks().count
        try leader.submit(
            path + "/follow-ups",
            ["owner": "contact:birgit", "deadline": "2026-11-25", "message": "Ring <skolen>"])
        #expect(leader.words.contains("Opfølgningen er tilføjet."))
        #expect(leader.page.text.contains("Ring &lt;skolen&gt;"))
        #expect(try tasks().count == before + 1)
        let birgit = try signedIn("birgit")
        try birgit.open("/console/follow-ups")
        #expect(birgit.words.contains("Ring &lt;skolen&gt;"))
        // The end of the day in Denmark.
        let added = try world.ask("admin", "follow-ups?kind=added").json["follow_ups"][0]
        #expect(added["deadline"].text == "2026-11-25T23:00:00Z")
        let id = try #require(added["id"].whole)
        try birgit.open("/console/follow-ups/\(id)")
        try birgit.submit("/console/follow-ups/\(id)/owner", ["owner": "professional:anna"])
        #expect(birgit.words.contains("Opfølgningen er givet videre."))
        let anna = try signedIn("anna")
        try anna.open("/console/follow-ups")
        #expect(anna.words.contains("Opgave fra opkaldet: Familien Jensen"))
        try birgit.submit("/console/follow-ups/\(id)/owner", ["owner": ""])
        #expect(birgit.page.status == 400)
    }

    @Test func `are read once for each page`() throws {
        let bo = try signedIn("bo")
        let task = try #require(try tasks().first { $0.call == "c-unknown" })
        let before = try world.ask("audit", "access-log?who=bo").json["accesses"].list.count
        try bo.open("/console/follow-ups")
        try bo.open("/console/follow-ups/\(task.id)")
        let after = try world.ask("audit", "access-log?who=bo").json["accesses"].list
        #expect(
            after.dropLast(before).map { $0["what"].text } == ["follow-up", "follow-ups"])
    }
}
