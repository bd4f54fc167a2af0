import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import WebConsole

/// What *Ret vagtplan* offers.
@Suite struct `The page Ret vagtplan` {
    private let samples = SamplePages(.danish)

    @Test func `proposes from now until the end of tomorrow`() throws {
        let page = samples.rosterForms(SamplePages.dutyRoster)
        let absence = try #require(page.forms.first)
        #expect(absence.kind == "absence" && absence.lines.isEmpty)
        #expect((absence.fromDay, absence.fromTime) == ("2026-11-22", "03:10"))
        #expect((absence.toDay, absence.toTime) == ("2026-11-23", ""))
    }

    @Test func `offers a leader's own lines and people, and nobody's phone`() throws {
        let roster = try #require(SamplePages.dutyNation)
        let page = samples.rosterForms(roster, of: ["opholdsstedet-nummer-7"])
        let swap = try #require(page.forms.last)
        #expect(swap.lines.map(\.value) == ["opholdsstedet-nummer-7/first"])
        let team = Set(
            roster.institutions["opholdsstedet-nummer-7"]?.lines.first?
                .rotations.flatMap(\.professionals).map(\.rawValue) ?? [])
        #expect(Set(swap.people.map(\.value)) == team.union([RosterDraft.nobody]))
        #expect(page.forms.first?.people.map(\.value).contains(RosterDraft.nobody) == false)
    }

    @Test func `asks for an institution where the lists would be too long`() {
        let page = samples.rosterForms(SamplePages.dutyNation) { $0.query = "" }
        #expect(page.mustChoose == (page.forms.isEmpty))
        let one = samples.rosterForms(SamplePages.dutyNation) {
            $0.query = "opholdsstedet nummer 7"
        }
        #expect(one.forms.count == 2 && one.found == "Viser Opholdsstedet Nummer 7.")
    }

    @Test func `leads from a gap to the form that fills it, and the form reads its own address`()
        throws
    {
        let gap = RosterPage.Gap(
            line: LineID(.institution("egetraeet"), "second"),
            interval: Interval(instant("2026-11-22T05:00Z"), instant("2026-11-22T23:00Z")),
            free: ["v2"])
        let page = samples.rosterForms(SamplePages.dutyRoster, gaps: [gap])
        let path = try #require(page.gaps.first?.path)
        #expect(
            path == "/console/roster?kind=swap&line=egetraeet%2Fsecond&who=v2"
                + "&from-day=2026-11-22&from-time=06%3A00&to-day=2026-11-22#swap")
        let read = RosterDraft { name in
            [
                "kind": "swap", "line": "egetraeet/second", "who": "v2",
                "from-day": "2026-11-22", "from-time": "06:00", "to-day": "2026-11-22",
            ][name]
        }
        #expect(read.path == path)
        let filled = samples.rosterForms(SamplePages.dutyRoster) { $0 = read }
        let swap = try #require(filled.forms.last)
        #expect(swap.lines.filter(\.isChosen).map(\.value) == ["egetraeet/second"])
        #expect(swap.people.filter(\.isChosen).map(\.value) == ["v2"])
        // The other form stays as it is proposed.
        #expect(filled.forms.first?.fromTime == "03:10")
    }

    @Test func `keeps a note out of addresses`() {
        var draft = RosterDraft(.absence)
        draft.note = "feber"
        #expect(!draft.path.contains("feber"))
        #expect(draft.fields.contains { $0.name == "note" && $0.value == "feber" })
    }

    @Test func `of another place's people takes those who take turns here, for swaps only`() throws
    {
        var text = RosterText()
        text.institutions += [
            "nabo:", "  name: Nabo", "  municipalities: [fjordby]", "  lines:",
            "    first: { rotations: [{ professionals: [v1, n1], starts: 2026-01-05, turn: 1 day }] }",
        ]
        text.professionals.append(
            "n1: { name: Nina, institution: nabo, phones: [\"sip:n@n.example\"] }")
        text.professionals[0] =
            "v1: { name: Vera, institution: egetraeet, phones: [\"sip:v@n.example\"] }"
        let roster = try #require(read(text.yaml).roster)
        func reach(_ id: ProfessionalID, _ institution: InstitutionID) throws -> RosterReach {
            RosterReach(
                of: try #require(roster.professionals[id]), for: [institution], in: roster)
        }
        #expect(try reach("v1", "egetraeet") == .own)
        #expect(try reach("v1", "nabo") == .helper)
        #expect(try reach("n1", "nabo") == .own)
        #expect(try reach("n1", "egetraeet") == .none)
    }

    @Test func `of what is typed no mark with an accent on it ends an attribute`() throws {
        let page = samples.rosterForms(SamplePages.dutyRoster) {
            $0.query = "\"\u{301} autofocus x=\"<\u{301}b>"
        }
        let html = try ConsolePages().html(page, in: samples.frame(of: page))
        let text = String(decoding: html, as: UTF8.self)
        let scalars = Array(text.unicodeScalars)
        let accents = scalars.indices.filter { scalars[$0] == "\u{301}" }
        #expect(accents.count >= 2)
        #expect(accents.allSatisfy { scalars[$0 - 1] == ";" })
    }
}
