import HotlineTestSupport
import Testing

/// *Vagter* and *Rapporter* over HTTP: whose lines and figures, to whom.
@Suite struct `The console's duty and reports` {
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: `The console`.settings) }

    private func signedIn(_ guest: String) throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest))
        return browser
    }

    @Test func `shows the lines of the visitor's own institution, and marks their own duty`() throws
    {
        let anna = try signedIn("anna")
        try anna.open("/console/duty")
        #expect(anna.page.status == 200)
        #expect(anna.words.contains("Anna Holm dig") && anna.words.contains("Bo Dam"))
        #expect(!anna.words.contains("Frida Kjær") && !anna.words.contains("Bo Dam dig"))
        #expect(anna.words.contains("Belastning") && anna.words.contains("Fordeling"))
        // Neither a line's name nor a search leads to another institution's.
        for query in ["line=solhjem/first", "q=solhjem"] {
            try anna.open("/console/duty?" + query)
            #expect(anna.page.status == 200 && !anna.words.contains("Frida Kjær"))
        }
        let leader = try signedIn("leader-b")
        try leader.open("/console/duty?span=month")
        #expect(leader.words.contains("Frida Kjær") && !leader.words.contains("Anna Holm"))
        #expect(leader.words.contains("november 2026"))
    }

    @Test func `shows all lines to an administrator, and load to whoever plans only`() throws {
        let admin = try signedIn("admin")
        try admin.open("/console/duty")
        #expect(admin.words.contains("Frida Kjær") && admin.words.contains("Anna Holm"))
        try admin.open("/console/duty?line=solhjem/backup")
        #expect(admin.words.contains("Gustav Bæk") && !admin.words.contains("Anna Holm"))
        let birgit = try signedIn("birgit")
        try birgit.open("/console/duty")
        #expect(birgit.words.contains("Anna Holm") && !birgit.words.contains("Belastning"))
        #expect(!birgit.words.contains("Frida Kjær"))
    }

    @Test func `refuses a day that is none, and shows no telephone number`() throws {
        let admin = try signedIn("admin")
        for day in ["i+morgen", "1926-11-23", "2026-13-01"] {
            try admin.open("/console/duty?day=" + day)
            #expect(admin.page.status == 400 && admin.words.contains("er ingen dag"), "\(day)")
        }
        try admin.open("/console/duty?day=2027-03-10")
        #expect(admin.page.status == 200 && admin.words.contains("Uge 10"))
        #expect(!admin.page.text.contains("0000006"))
    }

    @Test func `tell a leader's figures in full, and an evaluator's of quarters that are over`()
        throws
    {
        let leader = try signedIn("leader-a")
        try leader.open("/console/reports?from=2026-11-01&to=2026-11-30")
        #expect(leader.page.status == 200)
        #expect(leader.words.contains("Opkald fra og med 2026-11-01 og før 2026-12-01"))
        try leader.open("/console/reports?from=2026-11-01&to=2026-11-30&part=places")
        #expect(leader.words.contains("egetraeet") && !leader.words.contains("solhjem"))
        let study = try signedIn("study")
        try study.open("/console/reports?from=2026-11-01&to=2026-11-30")
        #expect(study.page.status == 400 && study.words.contains("Vælg en af perioderne"))
        try study.open("/console/reports")
        #expect(study.page.status == 200)
        #expect(study.words.contains("Opkald fra og med 2026-07-01 og før 2026-10-01"))
        for query in ["from=i+går&to=2026-11-30", "from=2026-11-30&to=2026-11-01", "from=x"] {
            try leader.open("/console/reports?" + query.replacing("å", with: "%C3%A5"))
            #expect(leader.page.status == 400, "\(query)")
        }
        let style = try #require(
            leader.page.text.firstMatch(of: /\/console\/assets\/report-[0-9a-f]+\.css/))
        try leader.open(String(style.0), follows: false)
        #expect(leader.page.header("content-type") == "text/css; charset=utf-8")
    }
}
