import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at the roster` {
    private func findings(
        _ text: RosterText, now: Instant = Fixtures.now, inForce: Status.RosterInForce? = nil
    ) -> [Finding] {
        RosterCheck(reading: read(text.yaml, now: now), now: now, inForce: inForce).findings
    }

    /// A roster whose first line is filled by a shift until 10 December only.
    private var endsSoon: RosterText {
        var text = RosterText()
        text.lines[0] = """
            first: { shifts: [{ who: v1, from: 2026-11-01 00:00, to: 2026-12-10 08:00 }] }
            """
        return text
    }

    @Test func `finds nothing where every line is filled`() {
        let found = findings(RosterText())
        #expect(found.bad.isEmpty, "\(found)")
        #expect(found.contains { $0.message.hasPrefix("no error and no alarm") })
        #expect(found.contains { $0.message.contains("is filled as it claims for the next 30") })
    }

    @Test func `tells each error with its place and its mend`() throws {
        var text = RosterText()
        text.more = ["profesionals: {}"]
        let bad = try findings(text).onlyBad()
        #expect(bad.message.contains("roster.yaml:"))
        #expect(bad.message.contains("did you mean 'professionals'?"))
    }

    @Test func `tells ten problems, and how many more there are`() throws {
        var text = RosterText()
        text.more = (1...14).map { "unknown\($0): 1" }
        let bad = findings(text).bad
        #expect(bad.count == 11)
        #expect(bad.last?.message == "there are 4 more problems: hotlinectl roster check")
    }

    @Test func `tells once, with its hours, when a line will be empty`() throws {
        let bad = findings(endsSoon).bad
        #expect(bad.count == 1, "\(bad)")
        let told = try #require(bad.first?.message)
        // The horizon of 30 days ends on 22 December at 12:00 UTC.
        #expect(told.hasPrefix("nobody fills egetraeet/first from 2026-12-10 08:00 until "))
        #expect(told.contains(", 293 h of the next 30 days"))
        #expect(told.contains("add to 'overrides': - { line: egetraeet/first, who: ID, from: "))
    }

    @Test func `tells a gap of the next days with its hours, a later one as the check does`() throws
    {
        var weekdays = RosterText()
        weekdays.lines[0] = """
            first: { rotations: [{ professionals: [v1], starts: 2026-01-01, turn: 1 week, \
            windows: ["Mon-Fri 00:00-24:00"] }] }
            """
        let soon = try findings(weekdays).onlyBad().message
        #expect(soon.hasPrefix("nobody fills egetraeet/first now, until 2026-11-23 00:00, nor in "))
        var away = RosterText()
        away.more = ["absences:", "  - { who: v1, from: 2027-01-04, to: 2027-01-05 }"]
        #expect(try findings(away).onlyBad().message.hasSuffix("[gap]"))
    }

    @Test func `tells who is missing now`() throws {
        let told = findings(endsSoon, now: instant("2026-12-10T07:30Z")).bad.map(\.message)
        #expect(told.contains { $0.hasPrefix("nobody fills egetraeet/first now, until ") })
    }

    @Test func `does not count what somebody closed on purpose`() {
        var text = RosterText()
        text.lines[2] = RosterText.line(
            "third", of: "v3",
            "overrides: [{ who: nobody, from: 2026-11-30 08:00, to: 2026-12-01 08:00 }]")
        let found = findings(text)
        #expect(found.bad.isEmpty, "\(found)")
        #expect(
            found.contains {
                $0.severity == .note && $0.message.contains("closed by 'who: nobody' for 24 h")
            })
    }

    @Test func `finds families out of reach to be the worst`() throws {
        let folder = RosterFolder(path: "\(Fixtures.rosters)/bad-unreachable.yaml")
        let reading = try folder.read(now: Fixtures.now)
        let found = RosterCheck(reading: reading, now: Fixtures.now, inForce: nil).findings
        #expect(found.contains { $0.severity == .danger && $0.message.contains("[unreachable]") })
    }

    private func standing(
        _ sha256: String?, until: String? = "2027-01-17T12:00:00Z"
    ) -> Status.RosterInForce {
        Status.RosterInForce(
            sha256: sha256, files: ["roster.yaml"], loaded: "2026-11-20T08:00:00Z", good: true,
            expandedUntil: until)
    }

    @Test func `knows whether the daemon routes by it, and how far it knows duty`() throws {
        let sha256 = read(RosterText().yaml).sha256
        let found = findings(RosterText(), inForce: standing(sha256))
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.message.contains("duty is known until 2027-01-17T12:00:00Z") })
        let other = try findings(RosterText(), inForce: standing("00")).onlyBad()
        #expect(other.message.contains("routed by another roster than the files hold"))
        #expect(other.command == "systemctl reload hotlined")
        let short = try findings(
            RosterText(), inForce: standing(sha256, until: "2026-12-01T00:00:00Z")
        ).onlyBad()
        #expect(short.message.contains("knows duty until 2026-12-01T00:00:00Z only"))
        let none = try findings(RosterText(), inForce: standing(nil, until: nil)).onlyBad()
        #expect(none.severity == .danger)
        #expect(none.message.contains("every call goes to the settings' last resort"))
    }

    @Test func `says that the last good one stands while the files have errors`() {
        var text = RosterText()
        text.more = ["profesionals: {}"]
        let found = findings(text, inForce: standing("00"))
        #expect(found.bad.count == 1)
        #expect(found.contains { $0.message.contains("the last good one stands, loaded 2026-11") })
    }
}

@Suite struct `A look at who has a role` {
    private static let access = """
        control: { administrators: [root, "@planner"] }
        access:
          vera: { role: staff, professional: v1 }
          "@leaders": { role: leader, institutions: [egetraeet] }
        """

    private func findings(_ settings: String, unknown: Set<String> = []) throws -> [Finding] {
        let roster = try #require(read(RosterText().yaml).roster)
        return AccessCheck(settings: try Clinic().settings(settings), roster: roster) {
            !unknown.contains($0)
        }.findings
    }

    @Test func `finds nothing where all are known`() throws {
        let found = try findings(Self.access)
        #expect(found.map(\.message) == ["4 users and groups with a role, all of them known"])
        #expect(try findings("").map(\.severity) == [.ok])
    }

    @Test func `finds users and groups that the machine does not have`() throws {
        let bad = try findings(Self.access, unknown: ["vera", "@planner"]).bad
        #expect(bad.count == 2)
        #expect(bad[0].message.contains("role to the group planner, which this machine does not"))
        #expect(bad[1].message.contains("role to the user vera, which"))
    }

    @Test(arguments: [
        ("{ role: staff, professional: v4 }", "the professional 'v4'"),
        ("{ role: leader, institutions: [egetrae] }", "did you mean 'egetraeet'?"),
        ("{ role: consultant, contact: bente }", "the contact 'bente'"),
    ])
    func `finds whom the roster does not have`(_ entry: String, _ words: String) throws {
        let bad = try findings("access:\n  vera: \(entry)").onlyBad()
        #expect(bad.message.contains(words))
    }
}
