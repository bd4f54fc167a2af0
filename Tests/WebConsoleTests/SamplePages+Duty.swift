import HotlineTestSupport
import HotlineTexts
import OnCallRoster

@testable import WebConsole

/// *Vagter* in each state that it has.
extension SamplePages {
    /// Four take turns on the first line, by day and night; the second has a gap and is closed once.
    static let dutyRoster: Roster? = {
        var text = RosterText()
        text.professionals[0] = RosterText.professional("v1", "\"Vera & <b>Holm</b>\"")
        text.professionals.append(RosterText.professional("v4", "Villy Friis"))
        text.lines = [
            "first: { rotations: [{ professionals: [v1, v2, v4], starts: 2026-01-05, "
                + "turn: 1 day, handover: \"08:00\" }] }",
            "second: { rotations: [{ professionals: [v3], starts: 2026-01-05, turn: 1 week, "
                + "windows: [\"mon-fri 00:00-24:00\"] }] }",
            "third: { covers: never }",
        ]
        text.more = [
            "overrides:",
            "  - { line: egetraeet/second, who: nobody, from: 2026-11-21, to: 2026-11-21 }",
        ]
        return read(text.yaml).roster
    }()

    /// A nation: more lines than a page holds, each with more duties than a week has days.
    static let dutyNation: Roster? = {
        var text = RosterText()
        let people = (1...60).map { "p\($0)" }
        text.professionals += people.map { RosterText.professional($0, "Person Nummer \($0)") }
        text.institutions = (1...45).flatMap { number in
            let team = people[(number % 10 * 6)..<(number % 10 * 6 + 6)].joined(separator: ", ")
            return [
                "opholdsstedet-nummer-\(number):", "  name: Opholdsstedet Nummer \(number)",
                "  municipalities: [fjordby]", "  lines:",
                "    first: { rotations: [{ professionals: [\(team)], starts: 2026-01-05, "
                    + "turn: 1 day, handover: \"08:00\" }] }",
            ]
        }
        return read(text.yaml).roster
    }()

    func duty(
        _ roster: Roster?, own: Set<ProfessionalID> = [], owners: Set<LineID.Owner>? = nil,
        showsLoad: Bool = true, _ change: (inout DutyChoice) -> Void = { _ in }
    ) -> DutyPage {
        var choice = DutyChoice(day: words.zone.date(of: words.now))
        change(&choice)
        return DutyPage(
            DutyPage.Facts(roster: roster, owners: owners, own: own, showsLoad: showsLoad), choice,
            names: ConsoleNames(roster), words: words)
    }

    var dutyPages: [(name: String, page: any ConsolePage)] {
        let roster = SamplePages.dutyRoster
        let nation = SamplePages.dutyNation
        let own: Set = [ProfessionalID(rawValue: "v1")]
        return [
            ("duty, week", duty(roster, own: own)),
            ("duty, month", duty(roster, own: own) { $0.span = .month }),
            ("duty, without load", duty(roster, showsLoad: false)),
            ("duty, largest", duty(nation)),
            ("duty, largest month", duty(nation) { $0.span = .month }),
            ("duty, none", duty(roster, owners: [])),
            ("duty, searched", duty(roster) { $0.query = "\"<Åhavn>\"" }),
            ("duty, one line", duty(roster) { $0.line = "egetraeet/third" }),
            ("duty, bad day", duty(roster) { $0.badDay = "i <går>" }),
            ("duty, no roster", duty(nil)),
        ]
    }
}
