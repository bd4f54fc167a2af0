import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct PlanTextTests {
    /// A day on which a swap and a gap lie, and the closed day after it.
    @Test func `two days read like this`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-21", "2026-10-23")
        let hash = plan.roster.sha256.prefix(12)
        let text = PlanText(plan, .danish).text
        #expect(
            text == """
                Vagtplan 21.–22. oktober 2026
                Europe/Copenhagen, sha256 \(hash)

                UGE 43  21.–22. oktober 2026
                \(String(repeating: "-", count: 80))
                Familieplejen, Fjordby Kommune (fjordby/office)
                  ons 21. okt. 08:00 - 15:00               Familieplejen (kontor)
                  tor 22. okt. 08:00 - 15:00               Familieplejen (kontor)
                Forvagt, Døgninstitutionen Egetræet (egetraeet/first)
                  tir 20. okt. 08:00 - ons 21. okt. 07:00  Anna Holm (anna)
                ! ons 21. okt. 07:00 - 08:00               *** HUL: INGEN PÅ VAGT ***
                  ons 21. okt. 08:00 - 16:00               Bo Sønderskov (bo)
                  ons 21. okt. 16:00 - 20:00               Carla Nørgaard (carla)
                                                           ændring: byttet
                  ons 21. okt. 20:00 - 24:00               Bo Sønderskov (bo)
                ! tor 22. okt. 00:00 - 24:00               LUKKET: ingen på vagt  kursus
                Bagvagt, Døgninstitutionen Egetræet (egetraeet/backup)
                  man 19. okt. 08:00 - man 26. okt. 08:00  Carla Nørgaard (carla)
                """)
    }

    @Test func `a year is never wider than 80 characters, in either language`() throws {
        let yaml = PlanRosters.line(
            """
            rotations:
              - professionals: [a, b, \(PlanTextTests.longID), d]
                starts: 2026-01-05
                turn: 1 day
                handover: 02:30
                windows: ["Mon-Fri 00:30-23:30", "Sat,Sun 02:30-02:30"]
            overrides:
              - { who: b, from: 2026-03-28 20:00, to: 2026-03-30, note: "\(PlanTextTests.longNote)" }
              - { who: nobody, from: 2026-10-24, to: 2026-10-25, note: "\(PlanTextTests.longNote)" }
              - { who: d, from: 2026-05-01, to: 2026-05-02 }
            """, people: PlanTextTests.longPeople)
        for plan in [
            try ResolvedPlan(yaml, "2026-01-01", "2027-01-01"),
            try ResolvedPlan(PlanRosters.example(), "2026-01-01", "2027-01-01"),
        ] {
            for words in [PlanWords.danish, .english] {
                let lines = PlanText(plan, words).text.split(separator: "\n")
                #expect(lines.count > 1000)
                #expect(lines.filter { $0.count > 80 }.isEmpty)
                for id in Set(plan.lines.flatMap(\.shifts).map(\.professional.rawValue))
                where id.count < 70 {
                    #expect(lines.contains { $0.contains("(\(id))") }, "\(id)")
                }
            }
        }
    }

    private static let longID = "c-" + String(repeating: "langt-", count: 8) + "id"
    private static let longNote =
        "byttet med en kollega fra " + String(repeating: "institutionen", count: 8)
        + ", som ringede i går og heller ikke kunne"
    private static let longPeople = """
        professionals:
          a: { name: Anna-Margrethe Constantia Holm-Rosenkrantz-Gyldenstjerne, phones: ["112"] }
          b: { name: "B\\tved\\nlinjeskift", phones: ["112"] }
          \(longID): { name: Carla, phones: ["112"] }
          d: { name: "D", phones: ["112"] }
        """

    @Test func `a name or an id of any length keeps to its column`() throws {
        var people: [(id: String, name: String)] = []
        for length in 1...90 {
            people.append(("n\(length)", String(repeating: "æ", count: length)))
            people.append(("\(length)i" + String(repeating: "d", count: length), "Bo"))
        }
        let rules = """
            rotations:
              - professionals: [\(people.map(\.id).joined(separator: ", "))]
                starts: 2026-01-05
                turn: 1 day
            """
        let named = people.map { "  \($0.id): { name: \($0.name), phones: [\"112\"] }\n" }.joined()
        let yaml = PlanRosters.line(rules, people: "professionals:\n" + named)
        let plan = try ResolvedPlan(yaml, "2026-01-05", "2026-07-06")
        for words in [PlanWords.danish, .english] {
            let text = PlanText(plan, words).text
            #expect(text.split(separator: "\n").filter { $0.count > 80 }.isEmpty)
            for person in people where person.id.count <= 70 {
                #expect(text.contains("(\(person.id))"), "\(person.id)")
            }
            #expect(text.contains(" \(people[0].name) (n1)\n"))
        }
    }

    @Test(arguments: [
        ("2026-03-29", "! søn 29. mar.  uret stilles en time frem kl. 02:00"),
        ("2026-10-25", "! søn 25. okt.  uret stilles en time tilbage kl. 03:00"),
    ])
    func `a night in which the clocks change is told`(day: String, line: String) throws {
        let date = try #require(CivilDate(day))
        let plan = try ResolvedPlan(PlanRosters.small, day, "\(date + 1)")
        #expect(PlanText(plan, .danish).text.contains("\n\(line)\n"))
        let before = try ResolvedPlan(PlanRosters.small, "\(date + -1)", day)
        #expect(!PlanText(before, .danish).text.contains("uret"))
    }

    @Test func `a clock change is told in English, and by its minutes where it is no hour`() throws
    {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-03-29", "2026-03-30")
        #expect(
            PlanText(plan, .english).text.contains(
                "\n! Sun 29 Mar  clocks go forward one hour at 02:00\n"))
        let islands = "timezone: Australia/Lord_Howe\n" + PlanRosters.small
        let half = try ResolvedPlan(islands, "2026-04-05", "2026-04-06")
        #expect(
            PlanText(half, .english).text.contains(
                "\n! Sun  5 Apr  clocks go back 30 minutes at 02:00\n"))
    }

    @Test func `holidays are named, and the shifts that begin on one are marked`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-12-24", "2026-12-26")
        let danish = PlanText(plan, .danish).text
        #expect(danish.contains("\n* tor 24. dec.  juleaftensdag\n* fre 25. dec.  juledag\n"))
        #expect(danish.contains("\n  ons 23. dec. 08:00 - tor 24. dec. 07:00  Anna Holm (anna)\n"))
        #expect(
            danish.contains("\n* tor 24. dec. 08:00 - fre 25. dec. 07:00  Bo Sønderskov (bo)\n"))
        let english = PlanText(plan, .english).text
        #expect(english.contains("\n* Thu 24 Dec  Christmas Eve\n* Fri 25 Dec  Christmas Day\n"))
        let half = try ResolvedPlan(PlanRosters.small, "2026-06-05", "2026-06-06")
        #expect(
            PlanText(half, .danish).text.contains("\n* fre  5. juni  grundlovsdag fra kl. 12:00\n"))
        #expect(
            PlanText(half, .danish).text.contains("\n  fre  5. juni 08:00 - lør  6. juni 07:00  "))
    }

    @Test func `each week stands for itself`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-11-02")
        let text = PlanText(plan, .english).text
        let row = "  Mon 19 Oct 08:00 - Mon 26 Oct 08:00  Carla Nørgaard (carla)\n"
        #expect(text.components(separatedBy: row) == 3)
        #expect(text.contains("\nWEEK 43  19–25 October 2026\n"))
        #expect(text.contains("\nWEEK 44  26 October – 1 November 2026\n"))
    }

    @Test func `an end that lies far off is not told as if it were near`() throws {
        let rules = "rotations: [{ professionals: [anna], starts: 2026-01-05, turn: 1 week }]"
        let plan = try ResolvedPlan(PlanRosters.line(rules), "2026-11-02", "2026-11-03")
        let text = PlanText(plan, .english).text
        #expect(text.hasSuffix("\n                 … - …                 Anna Holm (anna)"))
    }

    @Test func `a plan of one professional tells whose it is`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-10-26").only("carla")
        let text = PlanText(plan, .danish).text
        #expect(text.hasPrefix("Vagtplan 19.–25. oktober 2026\nCarla Nørgaard (carla)\n"))
        #expect(!text.contains("HUL"))
        let none = try ResolvedPlan(PlanRosters.small, "2026-11-02", "2026-11-03").only("kontor")
        #expect(PlanText(none, .danish).text.contains("Familieplejen (kontor)"))
        let away = try ResolvedPlan(PlanRosters.small, "2026-11-07", "2026-11-08").only("kontor")
        #expect(PlanText(away, .danish).text.hasSuffix("\nIngen vagter."))
    }
}

extension String {
    /// How many parts the text falls into.
    fileprivate func components(separatedBy separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
