import HotlineAPI
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// Colour helps a reader at a terminal, and is nowhere else.
@Suite struct ColourTests {
    private func isColoured(
        _ choice: ColourChoice = .auto, onTerminal: Bool = true, in environment: [String: String]
    ) -> Bool {
        choice.isColoured(onTerminal: onTerminal) { environment[$0] }
    }

    @Test func `colour is for terminals that have it`() {
        #expect(isColoured(in: ["TERM": "xterm-256color"]))
        #expect(!isColoured(onTerminal: false, in: ["TERM": "xterm-256color"]))
        #expect(!isColoured(in: ["TERM": "dumb"]))
        #expect(!isColoured(in: ["TERM": ""]))
        #expect(!isColoured(in: [:]))
    }

    @Test func `NO_COLOR keeps it away when it is set to something`() {
        #expect(!isColoured(in: ["TERM": "xterm", "NO_COLOR": "1"]))
        #expect(!isColoured(in: ["TERM": "xterm", "NO_COLOR": "0"]))
        #expect(isColoured(in: ["TERM": "xterm", "NO_COLOR": ""]))
    }

    @Test func `the option comes before the environment`() {
        #expect(!isColoured(.never, in: ["TERM": "xterm"]))
        #expect(isColoured(.always, onTerminal: false, in: ["NO_COLOR": "1", "TERM": "dumb"]))
    }

    @Test func `the text is the same with colour and without`() {
        let line: Toned = "alarms  \("no roster", .trouble) (since \("today"))"
        #expect(line.text == "alarms  no roster (since today)")
        #expect(line.coloured == "alarms  \u{1B}[1;31mno roster\u{1B}[0m (since today)")
    }

    @Test func `a name cannot colour anything`() {
        let line: Toned = "\("a\u{1B}[2Jb", .caution) c\u{9B}\("\u{1B}[0m")"
        let escapes = line.coloured.unicodeScalars.count { $0 == "\u{1B}" }
        #expect(escapes == 2)
        #expect(line.coloured.hasPrefix("\u{1B}[33ma\u{FFFD}[2Jb\u{1B}[0m c\u{FFFD}"))
    }

    @Test func `columns are as wide as their words, whatever the colour`() {
        var columns = Columns()
        columns.add(toned: "", Toned("red", .trouble), "x")
        columns.add("name", "yellow", "")
        #expect(columns.lines == ["      red     x", "name  yellow"])
        #expect(columns.tonedLines[0].coloured == "      \u{1B}[1;31mred\u{1B}[0m     x")
        var spaced = Columns()
        spaced.add("a", "unknown ", "")
        #expect(spaced.lines == ["a  unknown"])
    }

    @Test func `a problem's severity is seen first`() {
        let place = Place(file: "a.yaml", line: 3, column: 5)
        let gap = OnCallRoster.Problem(.gap, at: place, "nobody fills a/b", fix: "fill it")
        #expect(Toned(gap).text == gap.description)
        #expect(Toned(gap).stretches.contains { $0.text == "alarm:" && $0.tone == .trouble })
        let short = OnCallRoster.Problem(.shortRest, at: place, "8 hours", fix: "rest")
        #expect(Toned(short).text == short.description)
        #expect(Toned(short).stretches.contains { $0.text == "warning:" && $0.tone == .caution })
    }

    @Test func `what is to be mended is coloured by how much it matters`() {
        let findings: [Finding] = [
            .danger(.log, .plain("x")), .mend(.disk, .plain("y")), .ok(.port, .plain("z")),
        ]
        let marks = DoctorText(findings).toned.stretches.filter { $0.tone != nil }
        #expect(marks.map(\.text) == ["mend", "mend", "ok"])
        #expect(marks.map(\.tone) == [.trouble, .caution, .good])
    }

    @Test func `who has not been rung back in time stands out`() {
        var followUp = FollowUpFacts(
            id: 7, call: "c-1", gateway: "g", callNumber: 1, kind: "promise", family: nil,
            institution: nil,
            municipality: nil, owner: "anna", ownerKind: "professional",
            made: "2026-11-22T02:10:00Z", deadline: "2026-11-22T02:40:00Z", state: "open",
            overdue: true, code: nil, reminded: nil, escalated: nil, ended: nil, how: nil,
            note: nil)
        #expect(FollowUpListText.line(followUp).stretches.contains { $0.tone == .trouble })
        followUp.overdue = false
        #expect(!FollowUpListText.line(followUp).stretches.contains { $0.tone == .trouble })
    }
}
