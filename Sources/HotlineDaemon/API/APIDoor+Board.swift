import CallRouting
import HotlineAPI
import OnCallRoster

extension APIDoor {
    /// Who fills the lines now, until when, and who is next.
    ///
    /// - Parameter owners: Lines of these institutions and municipalities only; `nil`: all.
    func board(of owners: Set<LineID.Owner>? = nil) throws(APIFlaw) -> DutyBoard {
        guard let inForce = rosters.inForce else {
            throw APIFlaw("no roster is in force", status: 409)
        }
        let now = clock.now
        guard inForce.duty.span.contains(now) else {
            throw APIFlaw(
                "duty is known from \(inForce.duty.span.start) until \(inForce.duty.span.end)",
                status: 409)
        }
        let lines = inForce.roster.lines.filter { line in
            owners.map { $0.contains(line.id.owner) } ?? true
        }
        return DutyBoard(
            at: now.description, knownUntil: inForce.duty.span.end.description,
            lines: lines.map { inForce.board(of: $0, at: now) })
    }
}

extension RosterInForce {
    fileprivate func board(of line: Line, at now: Instant) -> DutyBoard.Line {
        let known = duty.duty(of: line.id)
        let held = known.duty(at: now)
        let end = held.flatMap { known.end(of: $0, knownUntil: duty.span.end) }
        let from = held == nil ? now : end ?? duty.span.end
        let next = known.duties.first { $0.interval.start >= from }
        return DutyBoard.Line(
            institution: line.id.institution?.rawValue,
            municipality: line.id.municipality?.rawValue, line: line.id.name.rawValue,
            professional: held?.professional.rawValue, until: end?.description,
            next: next.map {
                DutyBoard.Next(
                    professional: $0.professional.rawValue, from: $0.interval.start.description)
            }, gap: held == nil && isToBeFilled(line, at: now))
    }

    /// Whether a line claims to be filled at an instant; what a rule closes (`who: nobody`) is
    /// somebody's will.
    private func isToBeFilled(_ line: Line, at now: Instant) -> Bool {
        guard !duty.duty(of: line.id).closed.contains(now) else { return false }
        let moment = Interval(now, now + .milliseconds(1))
        return line.coverage(in: moment, holidays: roster.holidays, zone: roster.zone)
            .contains(now)
    }
}
