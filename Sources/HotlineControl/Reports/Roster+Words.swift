import OnCallRoster

extension Roster {
    /// A wall time with its weekday: `Thu 2026-12-24 15:00`.
    func dayText(_ instant: Instant) -> String {
        let weekday = zone.date(of: instant).weekday.rawValue
        return "\(weekday.prefix(1).uppercased())\(weekday.dropFirst().prefix(2)) "
            + wallText(instant)
    }

    func name(of professional: ProfessionalID) -> String {
        professionals[professional]?.name ?? ""
    }
}

extension Interval {
    /// The interval as two instants of a document.
    var texts: (from: String, to: String) { (start.description, end.description) }
}

/// What is said of an id that the roster does not have.
func unknownID(_ kind: String, _ id: String, among known: [String]) -> Failure {
    let near = suggestion(for: id, among: known)
    let advice =
        near.map { "did you mean '\($0)'?" }
        ?? (known.isEmpty ? "the roster has none" : "the roster has \(listed(known))")
    return Failure(.answerIsNo, "no \(kind) '\(id)': \(advice)")
}

private func listed(_ ids: [String]) -> String {
    let most = 20
    let shown = ids.sorted().prefix(most).joined(separator: ", ")
    return ids.count > most ? "\(shown) and \(ids.count - most) more" : shown
}
