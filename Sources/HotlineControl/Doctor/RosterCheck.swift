import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What is wrong with the roster, whether it is the one in force, and who is missing in the next
/// days.
struct RosterCheck {
    let reading: RosterReading
    let now: Instant
    /// Of the daemon; `nil` where it does not answer.
    let inForce: Status.RosterInForce?
    private let shortages: [Shortage]

    private static let mostTold = 10
    private static let ahead: Duration = .days(30)

    init(reading: RosterReading, now: Instant, inForce: Status.RosterInForce?) {
        self.reading = reading
        self.now = now
        self.inForce = inForce
        shortages = RosterCheck.shortages(of: reading.standing, from: now)
    }

    var findings: [Finding] { problems + coverage + standing }

    private var problems: [Finding] {
        let short = Set(shortages.map(\.line.place))
        let all = reading.problems.filter { problem in
            // These are told with their hours.
            let isShortage = problem.code == .gap || problem.code == .endsEarly
            return problem.severity != .warning && !(isShortage && short.contains(problem.place))
        }
        let told: [Finding] = all.prefix(RosterCheck.mostTold).map { problem in
            let words = Text.plain(problem.description)
            return problem.code == .unreachable ? .danger(.roster, words) : .mend(.roster, words)
        }
        if all.count > told.count {
            return told + [
                .mend(
                    .roster,
                    RosterFindings.moreProblems.with(["count": all.count - told.count]),
                    run: "hotlinectl roster check")
            ]
        }
        guard told.isEmpty else { return told }
        switch reading.count(.warning) {
        case 0: return [.ok(.roster, RosterFindings.good.text)]
        case 1: return [.ok(.roster, RosterFindings.oneWarning.text)]
        case let count: return [.ok(.roster, RosterFindings.warnings.with(["count": count]))]
        }
    }

    private struct Shortage {
        let line: Line
        let gaps: IntervalSet
        let closed: IntervalSet
    }

    /// Lines that claim hours of the next days which nobody fills.
    private static func shortages(of roster: Roster?, from now: Instant) -> [Shortage] {
        guard let roster else { return [] }
        let span = Interval(now, now + ahead)
        let table = DutyTable(of: roster, in: span)
        return roster.lines.compactMap { line in
            let duty = table.duty(of: line.id)
            let empty = line.coverage(in: span, holidays: roster.holidays, zone: roster.zone)
                .subtracting(duty.filled)
            guard !empty.isEmpty else { return nil }
            return Shortage(
                line: line, gaps: empty.subtracting(duty.closed),
                closed: empty.intersection(duty.closed))
        }
    }

    private var coverage: [Finding] {
        guard let roster = reading.standing else { return [] }
        let gaps: [Finding] = shortages.compactMap { shortage in
            guard let first = shortage.gaps.intervals.first else { return nil }
            let found: RosterFindings = first.start <= now ? .gapNow : .gap
            return .mend(
                .roster,
                found.with([
                    "line": "\(shortage.line.id)", "from": roster.wallText(first.start),
                    "until": roster.wallText(first.end),
                    "more": others(shortage.gaps.intervals.count - 1),
                    "hours": hours(of: shortage.gaps),
                ]),
                RosterFindings.fillGap.with([
                    "entry": roster.overrideOfGap(first, on: shortage.line.id)
                ]))
        }
        let closed: [Finding] = shortages.filter { !$0.closed.isEmpty }.map { shortage in
            .note(
                .roster,
                RosterFindings.closed.with([
                    "line": "\(shortage.line.id)", "hours": hours(of: shortage.closed),
                ]))
        }
        guard gaps.isEmpty else { return gaps + closed }
        return closed + [.ok(.roster, RosterFindings.filled.text)]
    }

    private func others(_ count: Int) -> Text {
        switch count {
        case ..<1: .plain("")
        case 1: RosterFindings.otherGap.text
        default: RosterFindings.otherGaps.with(["count": count])
        }
    }

    private func hours(of set: IntervalSet) -> Text {
        let minutes = Int(set.duration.wholeSeconds / 60)
        return minutes < 60
            ? RosterFindings.minutes.with(["count": minutes])
            : RosterFindings.hours.with(["count": minutes / 60])
    }

    /// Whether the daemon routes by what stands in the files.
    private var standing: [Finding] {
        guard let inForce else { return [] }
        guard let sha256 = inForce.sha256 else {
            return [
                .danger(
                    .roster, RosterFindings.noneInForce.text, RosterFindings.mendProblems.text)
            ]
        }
        let loaded = ["at": inForce.loaded ?? ""]
        if reading.roster == nil {
            let stands: RosterFindings = inForce.loaded == nil ? .lastGood : .lastGoodLoaded
            return [.note(.roster, stands.with(loaded))]
        }
        guard sha256 == reading.sha256 else {
            let other: RosterFindings =
                inForce.loaded == nil ? .otherThanFiles : .otherThanFilesLoaded
            return [
                .mend(
                    .roster, other.with(loaded), RosterFindings.readThem.text,
                    run: "systemctl reload hotlined")
            ]
        }
        guard let until = inForce.expandedUntil.flatMap({ Instant(rfc3339: $0) }) else { return [] }
        if until < now + RosterCheck.ahead {
            return [
                .mend(
                    .roster,
                    RosterFindings.knownTooShortly.with(["until": until.description]),
                    RosterFindings.expand.text,
                    run: "systemctl reload hotlined")
            ]
        }
        return [.ok(.roster, RosterFindings.inForce.with(["until": until.description]))]
    }
}

extension RosterReading {
    /// The roster, also if only time has passed since it was good.
    var standing: Roster? { roster ?? onceGood }
}
