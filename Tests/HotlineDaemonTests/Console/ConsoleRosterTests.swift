import Foundation
import HotlineTestSupport
import Testing

/// *Ret vagtplan* over HTTP: illness and swaps, by whom, and what becomes of them.
@Suite struct `The console's changes of the roster` {
    private let world: RoleWorld

    init() throws {
        world = try RoleWorld(settings: `The console`.settings, hasRosterFolder: true)
    }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    private var changes: String? {
        try? String(
            contentsOfFile: world.daemon.folder.file("roster.d/90-changes.yaml"), encoding: .utf8)
    }

    /// The fields of the preview's form, which is not filled in by hand.
    private func confirmed(_ browser: Browser) -> [String: String] {
        let names = [
            "kind", "line", "who", "from-day", "from-time", "to-day", "to-time", "note", "seen",
        ]
        return Dictionary(
            names.compactMap { name in browser.value(of: name).map { (name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    private let illness = [
        "kind": "absence", "who": "anna", "from-day": "2026-11-22", "from-time": "03:00",
        "to-day": "2026-11-23", "to-time": "", "note": "ringede 02:50",
    ]

    @Test func `an illness is shown first, then made, and the hole is filled from the page`() throws
    {
        let leader = try signedIn("leader-a")
        try leader.open("/console/roster")
        #expect(leader.page.status == 200)
        #expect(leader.words.contains("Ingen huller."))
        #expect(leader.words.contains("Anna Holm") && !leader.words.contains("Frida Kjær"))

        try leader.submit("/console/roster/plan", illness)
        #expect(leader.page.status == 200)
        #expect(leader.words.contains("Intet er ændret endnu."))
        #expect(leader.words.contains("Anna Holm er fraværende"))
        #expect(leader.words.contains("før Anna Holm → nu ingen: et hul"))
        #expect(leader.words.contains("Anna Holm har first, Døgninstitutionen Egetræet igen"))
        #expect(changes == nil)

        try leader.submit("/console/roster", confirmed(leader))
        #expect(leader.page.status == 200)
        #expect(leader.words.contains("Vagtplanen er rettet, og det gælder nu."))
        let written = try #require(changes)
        #expect(written.contains("by console leader-a: hotlinectl roster sick anna"))
        #expect(written.contains("note: \"ringede 02:50\""))

        // It holds at once: the page tells the hole, and the next call rings somebody else.
        #expect(leader.words.contains("Ingen har first, Døgninstitutionen Egetræet"))
        #expect(leader.words.contains("Ledige: Bo Dam") == false)
        let plan = try world.gateway.callArrives(
            from: "+4500000031", to: RoleWorld.numberA, as: "c-ill")
        #expect(plan.uris.first == "tel:+4500000062")

        let swap = [
            "kind": "swap", "line": "egetraeet/first", "who": "bo", "from-day": "2026-11-22",
            "from-time": "03:00", "to-day": "2026-11-23",
        ]
        try leader.submit("/console/roster/plan", swap)
        #expect(leader.words.contains("før ingen: et hul → nu Bo Dam"))
        try leader.submit("/console/roster", confirmed(leader))
        #expect(leader.words.contains("Ingen huller."))
        try leader.open("/console")
        #expect(leader.words.contains("Bo Dam"))
    }

    @Test func `nothing is changed by whoever may not, nor of what is not theirs`() throws {
        for guest in ["anna", "birgit", "ruth", "study", "audit"] {
            let browser = try signedIn(guest)
            try browser.open("/console/roster")
            #expect(browser.page.status == 403, "\(guest)")
            try browser.submit("/console/roster/plan", illness)
            #expect(browser.page.status == 403, "\(guest)")
            try browser.submit("/console/roster", illness)
            #expect(browser.page.status == 403, "\(guest)")
        }
        let other = try signedIn("leader-b")
        let swap = [
            "kind": "swap", "line": "egetraeet/first", "who": "frida", "from-day": "2026-11-22",
            "to-day": "2026-11-22",
        ]
        let foreign = swap.merging(["line": "solhjem/first", "who": "anna"]) { $1 }
        for form in [illness, swap, foreign] {
            for action in ["/console/roster/plan", "/console/roster"] {
                try other.open("/console/roster")
                try other.submit(action, form)
                #expect(other.page.status == 400)
                #expect(other.words.contains("Vælg på listerne"))
            }
        }
        #expect(changes == nil)
    }

    @Test func `a form that is not understood is told what to write, and keeps what was typed`()
        throws
    {
        let admin = try signedIn("admin")
        try admin.open("/console/roster")
        let flaws: [([String: String], String)] = [
            (["who": ""], "Vælg på listerne"), (["from-day": "i går"], "det begynder"),
            (["to-time": "25:00"], "det slutter"), (["to-day": "2026-11-20"], "før det begynder"),
            (["to-day": "2028-11-20"], "366 dage"),
            (["note": String(repeating: "a", count: 201)], "for lang"),
        ]
        for (flaw, words) in flaws {
            try admin.submit("/console/roster/plan", illness.merging(flaw) { $1 })
            #expect(admin.page.status == 400, "\(flaw)")
            #expect(admin.words.contains(words), "\(words)")
        }
        #expect(admin.page.text.contains("value=\"03:00\""))
        #expect(changes == nil)
    }

    @Test func `what was decided on a roster that has changed is shown anew`() throws {
        let leader = try signedIn("leader-a")
        try leader.open("/console/roster")
        try leader.submit("/console/roster/plan", illness)
        let decided = confirmed(leader)
        let admin = try signedIn("admin")
        try admin.open("/console/roster")
        let other = illness.merging(["who": "gustav"]) { $1 }
        try admin.submit("/console/roster/plan", other)
        try admin.submit("/console/roster", confirmed(admin))
        #expect(admin.words.contains("Vagtplanen er rettet"))
        try leader.submit("/console/roster", decided)
        #expect(leader.page.status == 400 && leader.words.contains("Vagtplanen er ændret imens"))
        #expect(changes?.contains("sick anna") == false)
        // Nothing counts without a preview.
        try leader.submit("/console/roster", illness)
        #expect(leader.page.status == 400)
        #expect(changes?.contains("sick anna") == false)
    }

    @Test func `a roster with errors is not changed, and the old one stands`() throws {
        let leader = try signedIn("leader-a")
        try leader.open("/console/roster")
        try world.daemon.folder.write("roster.d/20-broken.yaml", "professionals: [\n")
        try leader.submit("/console/roster/plan", illness)
        #expect(leader.page.status == 400)
        #expect(leader.words.contains("Vagtplanens filer har fejl"))
        #expect(changes == nil)
    }

    @Test func `a roster that is one file says how it becomes a folder`() throws {
        let world = try RoleWorld(settings: `The console`.settings)
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: "admin"))
        try browser.open("/console/roster")
        #expect(browser.page.status == 200)
        try browser.submit("/console/roster/plan", illness)
        #expect(browser.words.contains("Intet er ændret endnu."))
        try browser.submit("/console/roster", confirmed(browser))
        #expect(browser.page.status == 400 && browser.words.contains("Vagtplanen er én fil"))
    }
}
