import HotlineTexts
import OnCallRoster

extension Roster {
    /// A wall time with its weekday: `Thu 2026-12-24 15:00`, `tor 2026-12-24 15:00`.
    func dayText(_ instant: Instant, in language: WrittenLanguage = .english) -> String {
        "\(language.name(zone.date(of: instant).weekday).prefix(3)) \(wallText(instant))"
    }

    func name(of professional: ProfessionalID) -> String {
        professionals[professional]?.name ?? ""
    }
}

extension Interval {
    /// The interval as two instants of a document.
    var texts: (from: String, to: String) { (start.description, end.description) }
}

/// A thing of the roster that is asked for by its id.
enum RosterThing: Sendable {
    case institution, family, line, professional

    fileprivate func unknown(_ id: String) -> Text {
        let danish =
            switch self {
            case .institution: "ingen institution"
            case .family: "ingen familie"
            case .line: "ingen vagtlinje"
            case .professional: "ingen kollega"
            }
        let english =
            switch self {
            case .institution: "institution"
            case .family: "family"
            case .line: "line"
            case .professional: "professional"
            }
        return Text("\(danish) '\(id)'", "no \(english) '\(id)'")
    }
}

/// What is said of an id that the roster does not have.
func unknownID(_ thing: RosterThing, _ id: String, among known: [String]) -> Failure {
    let advice: Text
    if let near = suggestion(for: id, among: known) {
        advice = Text("mente du '\(near)'?", "did you mean '\(near)'?")
    } else if known.isEmpty {
        advice = Text("vagtplanen har ingen", "the roster has none")
    } else {
        let ids = listed(known)
        advice = Text("vagtplanen har \(ids.danish)", "the roster has \(ids.english)")
    }
    let unknown = thing.unknown(id)
    return Failure(
        .answerIsNo,
        Text("\(unknown.danish): \(advice.danish)", "\(unknown.english): \(advice.english)"))
}

private func listed(_ ids: [String]) -> Text {
    let most = 20
    let shown = ids.sorted().prefix(most).joined(separator: ", ")
    guard ids.count > most else { return Text(shown, shown) }
    let rest = ids.count - most
    return Text("\(shown) og \(rest) flere", "\(shown) and \(rest) more")
}
