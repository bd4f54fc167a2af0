import HotlineAPI
import OnCallRoster

/// A route as lines to read, wall times of the roster's zone.
struct RouteText {
    let document: RouteDocument
    let at: Instant
    let deadline: Instant
    /// Whether the caller has a number to be rung back at.
    let hasNumber: Bool
    let roster: Roster

    var text: String {
        var lines = ["\(roster.dayText(at)), \(roster.zone.identifier): \(caller)"]
        var columns = Columns()
        for step in document.steps {
            for (index, target) in step.targets.enumerated() {
                let id = target.professional.map { ProfessionalID(rawValue: $0) }
                let isFirst = index == 0
                columns.add(
                    isFirst ? "step \(step.step)" : "", isFirst ? "\(step.ringSeconds) s" : "",
                    target.professional ?? "-", id.map { roster.name(of: $0) } ?? "",
                    target.uri ?? "-", target.because, target.confirm ? "by key" : "")
            }
        }
        lines += columns.lines
        lines.append(ending)
        lines += document.leftOut.map { "left out: \($0.professional) (\($0.because))" }
        return lines.joined(separator: "\n")
    }

    private var caller: String {
        var words = "caller \(document.caller.kind)"
        if let family = document.caller.family {
            let name = roster.families[FamilyID(rawValue: family)]?.name ?? ""
            words += " \(family) (\(name))"
        }
        if let institution = document.caller.institution { words += ", \(institution)" }
        if let municipality = document.caller.municipality { words += ", \(municipality)" }
        return words
    }

    private var ending: String {
        let owner = document.endsWith.owner.map { ", owed by \($0)" } ?? ""
        let promise = "the promise to ring back by \(roster.dayText(deadline))\(owner)"
        return hasNumber
            ? "then \(promise)" : "then a number is asked for; if one is given, \(promise)"
    }
}
