import ArgumentParser
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `roster diff`
struct RosterDiffCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell who gains and who loses which hours between two rosters.",
        discussion: """
            Examples:
              hotlinectl roster diff roster.d new.d
              hotlinectl roster diff roster.d new.d --from 2026-12-01 --to 2027-01-01
            """)

    @Argument(help: ArgumentHelp("The file or folder of the roster that was.", valueName: "old"))
    var oldPath: String

    @Argument(
        help: ArgumentHelp(
            "The file or folder of the roster that takes its place.", valueName: "new"))
    var newPath: String

    @Option(
        help: ArgumentHelp(
            "The first day, in the new roster's zone. Default: today.", valueName: "D"),
        transform: Moment.parseDate)
    var from: CivilDate?

    @Option(
        help: ArgumentHelp(
            "The day after the last one. Default: 56 days after the first.", valueName: "D"),
        transform: Moment.parseDate)
    var to: CivilDate?

    @OptionGroup var writing: WritingOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let now = systemNow()
            // Rotations that overlap are an error within the horizon only. It begins on the first
            // day, as near as that is known before a roster has told its zone.
            let horizon = from.map { TimeZoneRules.utc.instant($0) } ?? now
            let (old, new) = try Self.rosters(old: oldPath, new: newPath, at: horizon)
            let report = RosterDiffReport(
                from: old, to: new,
                in: try Self.interval(from: from, to: to, in: new.zone, now: now),
                language: writing.language)
            try format.show(report.document, Toned(report.text), writing)
            return .done
        }
    }

    /// Both rosters, checked from `now` on.
    ///
    /// - Throws: `Failure`, with the errors of both where either has any.
    static func rosters(
        old oldPath: String, new newPath: String, at now: Instant
    ) throws -> (old: Roster, new: Roster) {
        let old = try RosterFolder(path: oldPath).reading(at: now)
        let new = try RosterFolder(path: newPath).reading(at: now)
        if let old = old.roster, let new = new.roster { return (old, new) }
        let both: [(TroubleWords, String, RosterReading)] = [
            (.oldRoster, oldPath, old), (.newRoster, newPath, new),
        ]
        let told = both.flatMap { which, path, reading -> [Text] in
            let errors = reading.problems.filter { $0.severity == .error }
            if errors.isEmpty { return [] }
            return [which.with(["path": path])] + errors.map { .plain($0.description) }
        }
        throw Failure(.answerIsNo, .joined(told, by: "\n"))
    }

    /// From the midnight of the first day to that of the day after the last one.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func interval(
        from: CivilDate?, to: CivilDate?, in zone: TimeZoneRules, now: Instant
    ) throws -> Interval {
        let first = from ?? zone.date(of: now)
        if let to, to <= first {
            throw ValidationError(.period, ["from": "\(first)", "to": "\(to)"])
        }
        return RosterDiff.interval(from: first, to: to, in: zone)
    }
}
