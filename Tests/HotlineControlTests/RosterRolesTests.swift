import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// `roster roles`: the page that is handed out.
@Suite struct RosterRolesTests {
    private func page(
        _ institution: InstitutionID?, in language: WrittenLanguage, of yaml: String = roster,
        lastResort: DialTarget? = nil
    ) throws -> String {
        var roster = try #require(read(yaml).roster)
        roster.sha256 = "3f2a9c1b04de77"
        return try RosterRolesReport(
            roster, of: institution, at: Fixtures.now, in: language, lastResort: lastResort
        ).text
    }

    @Test func `an institution that serves two municipalities, in Danish`() throws {
        #expect(try page("solhjem", in: .danish) == RosterRolesTests.danish)
    }

    @Test func `an institution with a code and rounds, in English`() throws {
        #expect(try page("egetraeet", in: .english) == RosterRolesTests.english)
    }

    @Test func `without an institution there is a page for each`() throws {
        let pages = try page(nil, in: .danish)
        let first = try page("egetraeet", in: .danish)
        #expect(pages == first + "\n\n\n" + RosterRolesTests.danish)
    }

    @Test func `an unknown institution names a near one`() throws {
        let failure = try #require(throws: Failure.self) { try page("solhjm", in: .danish) }
        #expect(failure.status == .answerIsNo)
        #expect(failure.message == "no institution 'solhjm': did you mean 'solhjem'?")
        #expect(failure.text.danish == "ingen institution 'solhjm': mente du 'solhjem'?")
    }

    @Test(arguments: WrittenLanguage.allCases)
    func `no family, no private number and no long line is on the pages`(
        _ language: WrittenLanguage
    ) throws {
        let pages = try page(nil, in: language)
        let secrets = ["Jensen", "0000003", "00 00 00 3", "anna@", "00 00 00 11", "470811"]
        for secret in secrets { #expect(!pages.contains(secret)) }
        #expect(pages.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `who has left or is not enrolled yet is not counted`() throws {
        let pages = try page("egetraeet", in: .english)
        #expect(pages.contains("Fjordby Kommune: 2 foster families"))
    }

    @Test func `a roster without municipalities has fewer sections`() throws {
        let yaml = """
            roster: 1
            institutions:
              egetraeet:
                name: Egetræet
                lines:
                  first:
                    covers: never
                    shifts: [{ who: anna, from: 2026-12-24 15:00, to: 2026-12-25 08:00 }]
            professionals:
              anna: { name: Anna Holm, phones: ["sip:anna@egetraeet.example"] }
            routing:
              steps: [{ ring: [first], seconds: 90 }]
              callback: { within: 2 hours, escalate: first }
              confirm: false
            """
        let known = try page("egetraeet", in: .english, of: yaml, lastResort: DialTarget("114"))
        #expect(
            known == """
                The hotline: roles and a call's path
                Egetræet
                The roster on 2026-11-22, Europe/Copenhagen, 3f2a9c1b04de
                =========================================================

                Who is on duty
                  - first: at no fixed times. Standby. Anna Holm.

                When a family calls
                 1. first, 90 seconds
                 2. The last resort (see below), 60 seconds
                  - A step that nobody fills is passed over. Nobody is rung twice in one round.
                  - The family waits 4 minutes at most.

                The promise to ring back
                  - If nobody answers, the family gets a promise: it is rung back within 2
                    hours. Owner of the promise: first. If anyone is in danger now: ring 112.

                The last resort
                  - 114
                """)
        let unknown = try page("egetraeet", in: .danish, of: yaml)
        #expect(unknown.contains("  - det nummer, som akuttelefonens indstillinger nævner"))
    }

    @Test(arguments: [
        ("Mon-Fri 16:00-08:00", "mandag-fredag 16:00-08:00 næste dag"),
        ("Sat,Sun,holiday 08:00-08:00", "lørdag, søndag og helligdage 08:00-08:00 næste dag"),
        ("Mon-Sun 08:00-24:00", "alle dage 08:00-24:00"),
        (
            "Fri-Mon 08:00-15:00 except holiday",
            "mandag og fredag-søndag 08:00-15:00, undtagen helligdage"
        ),
        ("tir,tor 12:00-13:00", "tirsdag og torsdag 12:00-13:00"),
    ])
    func `a window is told in words`(_ window: String, _ told: String) throws {
        let yaml = """
            roster: 1
            institutions:
              egetraeet:
                lines:
                  first:
                    covers: ["\(window)"]
                    rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }]
            professionals:
              anna: { name: Anna Holm, phones: ["sip:anna@egetraeet.example"] }
            routing: { steps: [{ ring: [first], seconds: 25 }], callback: { escalate: first } }
            """
        let text = try page("egetraeet", in: .danish, of: yaml)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("- first: \(told). Rådighedsvagt."))
    }

    @Test(arguments: [
        (1, "1 sekund"), (25, "25 sekunder"), (60, "60 sekunder"), (120, "2 minutter"),
        (3600, "1 time"), (172_800, "48 timer"), (604_800, "7 dage"), (90, "90 sekunder"),
    ])
    func `a span is told in a unit that it is a whole number of`(_ seconds: Int, _ told: String) {
        #expect(RosterRolesWords(.danish).span(.seconds(seconds)) == told)
    }
}
