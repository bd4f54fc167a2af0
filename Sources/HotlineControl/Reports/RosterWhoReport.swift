import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What `roster who` answers: who fills which line at an instant, and until when.
struct RosterWhoReport {
    let document: RosterWhoDocument
    let toned: Toned

    var text: String { toned.text }

    /// Whose lines are asked for.
    enum Scope: Equatable {
        case all
        case institution(InstitutionID)
        /// The lines that a family's call may ring: the municipality's and the institution's.
        case family(FamilyID)
    }

    /// - Throws: if the roster has no such institution or family.
    init(
        _ inForce: Roster, at: Instant, of scope: Scope, in language: WrittenLanguage = .english
    ) throws(Failure) {
        let span = Interval(at - .days(7), at + rosterHorizon + .days(7))
        let table = DutyTable(of: inForce, in: span)
        var lines: [RosterWhoDocument.Line] = []
        var columns = Columns()
        for line in try inForce.lines(of: scope) {
            let duty = table.duty(of: line.id)
            let held = duty.duty(at: at)
            let until = held.flatMap { duty.end(of: $0, knownUntil: span.end) }
            lines.append(
                RosterWhoDocument.Line(
                    institution: line.id.institution?.rawValue,
                    municipality: line.id.municipality?.rawValue, line: line.id.name.rawValue,
                    professional: held?.professional.rawValue, until: until?.description))
            if let held {
                columns.add(
                    line.id.description, line.name, held.professional.rawValue,
                    inForce.name(of: held.professional),
                    until.map {
                        language(DutyWords.until, ["until": inForce.dayText($0, in: language)])
                    } ?? "")
            } else {
                let next = duty.duties.first { $0.interval.start > at }
                let claimed = line.coverage(
                    in: Interval(at, at + .seconds(1)), holidays: inForce.holidays,
                    zone: inForce.zone)
                let isGap = !claimed.subtracting(duty.closed).intervals.isEmpty
                let nobody = Toned(language(DutyWords.nobody), isGap ? .trouble : .caution)
                let words = next.map { next in
                    let from = inForce.dayText(next.interval.start, in: language)
                    return language(
                        DutyWords.next, ["who": next.professional.rawValue, "from": from])
                }
                columns.add(
                    toned: Toned(line.id.description), Toned(line.name), nobody, "",
                    Toned(words ?? ""))
            }
        }
        document = RosterWhoDocument(at: at.description, lines: lines)
        let head = "\(inForce.dayText(at, in: language)), \(inForce.zone.identifier)"
        toned = Toned(lines: [Toned(head, .heading)] + columns.tonedLines)
    }
}

extension Roster {
    fileprivate func lines(of scope: RosterWhoReport.Scope) throws(Failure) -> [Line] {
        switch scope {
        case .all: return lines
        case .institution(let id):
            guard let institution = institutions[id] else {
                throw unknownID(
                    .institution, id.rawValue,
                    among: institutions.values.map(\.id.rawValue))
            }
            return institution.lines
        case .family(let id):
            guard let family = families[id] else {
                throw unknownID(.family, id.rawValue, among: families.values.map(\.id.rawValue))
            }
            let municipality = family.municipality.flatMap { municipalities[$0] }
            return (municipality?.lines ?? []) + (institutions[family.institution]?.lines ?? [])
        }
    }
}
