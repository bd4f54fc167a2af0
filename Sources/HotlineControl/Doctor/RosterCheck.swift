import HotlineAPI
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
            problem.code == .unreachable
                ? .danger(.roster, problem.description) : .mend(.roster, problem.description)
        }
        if all.count > told.count {
            return told + [
                .mend(
                    .roster, "there are \(all.count - told.count) more problems",
                    run: "hotlinectl roster check")
            ]
        }
        guard told.isEmpty else { return told }
        let warnings = reading.count(.warning)
        return [
            .ok(
                .roster,
                "no error and no alarm"
                    + (warnings > 0
                        ? "; \(counted(warnings, "warning")): hotlinectl roster check" : ""))
        ]
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
            let more = shortage.gaps.intervals.count - 1
            return .mend(
                .roster,
                "nobody fills \(shortage.line.id) "
                    + (first.start <= now ? "now, " : "from \(roster.wallText(first.start)) ")
                    + "until \(roster.wallText(first.end))"
                    + (more > 0 ? ", nor in \(counted(more, "other gap"))" : "")
                    + ", \(hours(of: shortage.gaps)) of the next 30 days",
                roster.fixOfGap(first, on: shortage.line.id))
        }
        let closed: [Finding] = shortages.filter { !$0.closed.isEmpty }.map { shortage in
            .note(
                .roster,
                "\(shortage.line.id) is closed by 'who: nobody' for "
                    + "\(hours(of: shortage.closed)) of the "
                    + "next 30 days")
        }
        guard gaps.isEmpty else { return gaps + closed }
        return closed + [
            .ok(.roster, "every line is filled as it claims for the next 30 days")
        ]
    }

    private func hours(of set: IntervalSet) -> String {
        let minutes = set.duration.wholeSeconds / 60
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h"
    }

    /// Whether the daemon routes by what stands in the files.
    private var standing: [Finding] {
        guard let inForce else { return [] }
        guard let sha256 = inForce.sha256 else {
            return [
                .danger(
                    .roster, "no roster is in force: every call goes to the settings' last resort",
                    "mend what 'hotlinectl roster check' tells")
            ]
        }
        let loaded = inForce.loaded.map { ", loaded \($0)" } ?? ""
        if reading.roster == nil {
            return [
                .note(.roster, "until the errors are mended, the last good one stands\(loaded)")
            ]
        }
        guard sha256 == reading.sha256 else {
            return [
                .mend(
                    .roster, "calls are routed by another roster than the files hold\(loaded)",
                    "let the daemon read them", run: "systemctl reload hotlined")
            ]
        }
        guard let until = inForce.expandedUntil.flatMap({ Instant(rfc3339: $0) }) else { return [] }
        if until < now + RosterCheck.ahead {
            return [
                .mend(
                    .roster, "the daemon knows duty until \(until) only",
                    "it should be 30 days at least: let it expand the roster anew",
                    run: "systemctl reload hotlined")
            ]
        }
        return [.ok(.roster, "in force as the files hold it; duty is known until \(until)")]
    }
}

extension RosterReading {
    /// The roster, also if only time has passed since it was good.
    var standing: Roster? { roster ?? onceGood }
}
