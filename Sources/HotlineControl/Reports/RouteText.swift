import HotlineAPI
import HotlineTexts
import OnCallRoster

/// A route as lines to read, wall times of the roster's zone.
struct RouteText {
    let document: RouteDocument
    let at: Instant
    let deadline: Instant
    /// Whether the caller has a number to be rung back at.
    let hasNumber: Bool
    let roster: Roster
    let say: WrittenLanguage

    var toned: Toned {
        let head = "\(roster.dayText(at, in: say)), \(roster.zone.identifier): \(caller)"
        var columns = Columns()
        for step in document.steps {
            for (index, target) in step.targets.enumerated() {
                let id = target.professional.map { ProfessionalID(rawValue: $0) }
                let isFirst = index == 0
                columns.add(
                    isFirst ? say(RouteWords.step, ["step": "\(step.step)"]) : "",
                    isFirst ? "\(step.ringSeconds) s" : "",
                    target.professional ?? "-", id.map { roster.name(of: $0) } ?? "",
                    target.uri ?? "-", say.because(target.because),
                    target.confirm ? say(RouteWords.byKey) : "")
            }
        }
        let leftOut = document.leftOut.map { left in
            let because = say.code(left.because)
            return Toned(
                say(RouteWords.leftOut, ["who": left.professional, "because": because]), .aside)
        }
        return Toned(
            lines: [Toned(head, .heading)] + columns.tonedLines + [Toned(ending)] + leftOut)
    }

    private var caller: String {
        var words = say(RouteWords.caller, ["kind": say.code(document.caller.kind)])
        if let family = document.caller.family {
            let name = roster.families[FamilyID(rawValue: family)]?.name ?? ""
            words += " \(family) (\(name))"
        }
        if let institution = document.caller.institution { words += ", \(institution)" }
        if let municipality = document.caller.municipality { words += ", \(municipality)" }
        return words
    }

    private var ending: String {
        let owner = document.endsWith.owner.map { ", " + say(RouteWords.owedBy, ["owner": $0]) }
        let by = roster.dayText(deadline, in: say)
        let promise = say(RouteWords.promise, ["by": by]) + (owner ?? "")
        return say(hasNumber ? RouteWords.then : .numberFirst, ["promise": promise])
    }
}
