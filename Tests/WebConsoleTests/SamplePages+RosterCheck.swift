import HotlineTestSupport
import HotlineTexts
import OnCallRoster

@testable import WebConsole

/// *Kontrollér en vagtplan* in each state that it has.
extension SamplePages {
    /// A roster in blocks, without a brace in it, whose first line Vera and Viggo take in turns.
    static let rosterText = """
        roster: 1
        institutions:
          egetraeet:
            name: "Egetræet & <b>Bøgen</b>"
            lines:
              first:
                name: Forvagt
                rotations:
                  - professionals: [v1, v2]
                    starts: 2026-01-05
                    turn: 1 week
        professionals:
          v1:
            name: "Vera & <b>Holm</b>"
            phones: ["sip:v1@egetraeet.example"]
          v2:
            name: Viggo Bæk
            phones: ["sip:v2@egetraeet.example"]
        families:
          jensen:
            name: Familien Jensen
            phones: ["+45 00 00 00 31"]
            institution: egetraeet
            pin: "470811"
        routing:
          steps:
            - ring: [first]

        """

    /// With a name that nobody has in its ninth line, and a key that there is none of in its last.
    static let brokenRosterText =
        rosterText.replacing("[v1, v2]", with: "[v1, who]") + "profesionals:\n"

    /// Viggo alone, and one family more.
    static let changedRosterText =
        rosterText.replacing("[v1, v2]", with: "[v2]")
        .replacing(
            "routing:", with: "  holm:\n    name: Holm\n    institution: egetraeet\nrouting:")

    /// As many problems as lines, and more than a page holds.
    static let endlessRosterText =
        rosterText
        + (1...400).map { "\"unknown <key> & '\($0)'\":\n# a comment\n" }.joined()

    func checked(
        _ text: String, inForce: String? = SamplePages.rosterText, isWhole: Bool = false
    ) -> RosterCheckPage.Outcome {
        let reading = read(text, now: words.now)
        return outcome(
            reading, text, inForce: inForce.flatMap { read($0, now: words.now).roster },
            isWhole: isWhole)
    }

    func outcome(
        _ reading: RosterReading, _ text: String, inForce: Roster?, isWhole: Bool = false
    ) -> RosterCheckPage.Outcome {
        let diff = reading.roster.flatMap { new in
            inForce.map { old in
                let period = RosterDiff.interval(from: new.zone.date(of: words.now), in: new.zone)
                return RosterDiff(from: old, to: new, in: period)
            }
        }
        return RosterCheckPage.Outcome(
            reading: reading, file: "roster.yaml", path: "/etc/akuttelefon/roster.d/roster.yaml",
            isWhole: isWhole, text: text, inForce: inForce, diff: diff)
    }

    func roster(
        _ outcome: RosterCheckPage.Outcome?, flaw: RosterCheckPage.Flaw? = nil, files: Int = 2
    ) -> RosterCheckPage {
        var choice = RosterCheckPage.Choice(
            files: ["roster.yaml"] + (1..<max(files, 1)).map { "<\($0)>.yaml" },
            takesFiles: files > 0)
        if files == 0 { choice.files = [] }
        choice.part = outcome == nil ? nil : .file("roster.yaml")
        choice.name = "sommer.yaml"
        choice.text = outcome?.text ?? ""
        return RosterCheckPage(outcome, choice, flaw: flaw, words: words)
    }

    var rosterCheckPages: [(name: String, page: any ConsolePage)] {
        let nation = SamplePages.dutyNation
        // Of the text nothing is read but its lines.
        let parsed = RosterReading(roster: nation, problems: [], sha256: "")
        let flaws: [RosterCheckPage.Flaw] = [
            .noText, .notText, .badPlace, .busy, .tooLarge, .malformed, .badName("a/<b>.yaml"),
            .unreadable("/etc/akuttelefon/roster.d: Permission <denied>"),
        ]
        return [
            ("roster, empty", roster(nil)), ("roster, none on disk", roster(nil, files: 0)),
            ("roster, many files", roster(nil, files: 400)),
            ("roster, with errors", roster(checked(SamplePages.brokenRosterText))),
            ("roster, changed", roster(checked(SamplePages.changedRosterText))),
            ("roster, the same", roster(checked(SamplePages.rosterText, isWhole: true))),
            ("roster, first", roster(checked(SamplePages.rosterText, inForce: nil))),
            ("roster, endless", roster(checked(SamplePages.endlessRosterText), files: 400)),
            (
                "roster, nation",
                roster(
                    outcome(
                        parsed, SamplePages.endlessRosterText, inForce: SamplePages.dutyRoster),
                    files: 400)
            ),
        ] + flaws.map { ("roster, \($0)", roster(nil, flaw: $0)) }
    }
}
