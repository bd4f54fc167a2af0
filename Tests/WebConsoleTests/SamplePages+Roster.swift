import HotlineTestSupport
import OnCallRoster

@testable import WebConsole

/// *Ret vagtplan* in each state that it has.
extension SamplePages {
    private var gap: RosterPage.Gap {
        RosterPage.Gap(
            line: LineID(.institution("egetraeet"), "second"),
            interval: Interval(instant("2026-11-22T05:00Z"), instant("2026-11-22T23:00Z")),
            free: ["v1", "v2"])
    }

    func rosterForms(
        _ roster: Roster?, of institutions: Set<InstitutionID>? = nil, mayWrite: Bool = true,
        gaps: [RosterPage.Gap] = [], problem: String? = nil,
        _ change: (inout RosterDraft) -> Void = { _ in }
    ) -> RosterPage {
        var draft = RosterDraft(.absence)
        change(&draft)
        return RosterPage(
            RosterPage.Facts(
                roster: roster, institutions: institutions, mayWrite: mayWrite, gaps: gaps,
                file: "90-changes.yaml"),
            draft, problem: problem, names: ConsoleNames(roster), words: words)
    }

    func rosterPreview(
        _ kind: RosterDraft.Kind, who: ProfessionalID?, stretches: Int, problems: Int = 0
    ) -> RosterPreviewPage {
        var draft = RosterDraft(kind)
        draft.who = who?.rawValue ?? RosterDraft.nobody
        draft.line = kind == .swap ? "egetraeet/second" : ""
        draft.note = "\"><script>"
        let span = gap.interval
        let stretch = RosterPreviewPage.Stretch(
            line: gap.line, interval: span, was: .professional("v1"),
            now: who == nil ? .closed : .gap)
        let place = Place(file: "roster.d/90-changes.yaml", line: 3, column: 5)
        let problem = Problem(
            .unreachable, at: place, "nobody can be rung on <first>", fix: "give it a number")
        return RosterPreviewPage(
            RosterPreviewPage.Facts(
                draft: draft, seen: String(repeating: "a", count: 64), who: who, interval: span,
                stretches: Array(repeating: stretch, count: stretches),
                gaps: stretches > 0 ? [gap] : [], resumptions: [(gap.line, span)],
                problems: Array(repeating: problem, count: problems)),
            names: ConsoleNames(SamplePages.dutyRoster), words: words)
    }

    var rosterPages: [(name: String, page: any ConsolePage)] {
        let roster = SamplePages.dutyRoster
        let own: Set<InstitutionID> = ["egetraeet"]
        return [
            ("roster, a leader's", rosterForms(roster, of: own, gaps: [gap])),
            ("roster, an administrator's", rosterForms(roster)),
            ("roster, many gaps", rosterForms(roster, gaps: Array(repeating: gap, count: 30))),
            ("roster, a nation", rosterForms(SamplePages.dutyNation)),
            (
                "roster, one of a nation",
                rosterForms(SamplePages.dutyNation) { $0.query = "Opholdsstedet Nummer 7" }
            ),
            ("roster, none", rosterForms(nil)),
            ("roster, closed", rosterForms(roster, of: own, mayWrite: false, gaps: [gap])),
            (
                "roster, refused",
                rosterForms(roster, problem: "Skriv <dagen>") {
                    $0.who = "v2"
                    $0.note = "\"><script>"
                }
            ),
            ("roster preview, absence", rosterPreview(.absence, who: "v1", stretches: 2)),
            ("roster preview, nothing", rosterPreview(.absence, who: "v1", stretches: 0)),
            (
                "roster preview, largest",
                rosterPreview(.swap, who: nil, stretches: 100, problems: 40)
            ),
        ]
    }
}
