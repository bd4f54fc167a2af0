extension RosterChecker {
    /// Warns of short rest between waking duties: one line a professional and month.
    ///
    /// The days before the horizon count as the roster tells them, so that its first duties are
    /// seen with the rest before them.
    mutating func checkRest() {
        let awake = roster.lines.filter { $0.duty == .awake }
        guard !awake.isEmpty else { return }
        let span = Interval(horizon.start - .days(roster.rest.daysInARow + 2), horizon.end)
        let absent = roster.absent
        var worked: [ProfessionalID: [Duty]] = [:]
        for line in awake {
            let duty = line.duty(
                in: span, absences: absent, holidays: roster.holidays, zone: roster.zone)
            for duty in duty.duties
            where roster.professionals[duty.professional]?.kind == .person {
                worked[duty.professional, default: []].append(duty)
            }
        }
        for (professional, duties) in worked.sorted(by: { $0.key < $1.key }) {
            checkRest(of: professional, duties)
        }
    }

    private mutating func checkRest(of professional: ProfessionalID, _ duties: [Duty]) {
        let check = RestCheck(
            rules: roster.rest, zone: roster.zone, worked: IntervalSet(duties.map(\.interval)))
        let months = Dictionary(grouping: check.breaches(within: horizon)) {
            String(roster.zone.date(of: $0.during.start).description.prefix(7))
        }
        for (month, breaches) in months.sorted(by: { $0.key < $1.key }) {
            guard let first = breaches.map(\.during.start).min(),
                let duty = duties.filter({ $0.interval.end > first })
                    .min(by: { $0.interval.start < $1.interval.start })
            else { continue }
            var (found, asked): ([String], [String]) = ([], [])
            for rule in RestBreach.Rule.allCases {
                let ofRule = breaches.filter { $0.rule == rule }
                guard let breach = ofRule.first else { continue }
                let more = ofRule.count - 1
                found.append(
                    text(of: breach, check)
                        + (more > 0 ? " and \(more) more \(more == 1 ? "time" : "times")" : ""))
                asked.append(text(of: rule))
            }
            report(
                .shortRest, at: duty.source,
                "in \(month) '\(professional)' \(found.joined(separator: "; "))",
                fix: "let others take some of it: asked for are \(asked.joined(separator: ", "))")
        }
    }

    private func text(of breach: RestBreach, _ check: RestCheck) -> String {
        switch breach.rule {
        case .daily:
            let rest = check.longestRest(before: breach.during.end)
            return "rests \(rest.hoursText) in the 24 hours before "
                + roster.wallText(breach.during.end)
        case .weekly:
            return "has had no rest of \(roster.rest.weekly.hoursText) for "
                + "\(roster.rest.daysInARow) days by \(roster.wallText(breach.during.start))"
        case .hoursAWeek:
            let average = check.hoursAWeek(over: breach.during)
            return "is on for \(average.hoursText) a week on average"
        }
    }

    private func text(of rule: RestBreach.Rule) -> String {
        switch rule {
        case .daily: "\(roster.rest.daily.hoursText) of rest in every 24 hours"
        case .weekly:
            "\(roster.rest.weekly.hoursText) once a week, after \(roster.rest.daysInARow) days at "
                + "most"
        case .hoursAWeek: "\(RestCheck.mostAWeek.hoursText) a week at most"
        }
    }
}

extension Duration {
    /// `11 h` or `7 h 30 min`, seconds cut off.
    fileprivate var hoursText: String {
        let (hours, minutes) = (wholeSeconds / 3600, wholeSeconds / 60 % 60)
        return minutes == 0 ? "\(hours) h" : "\(hours) h \(minutes) min"
    }
}
