import ArgumentParser
import Glibc
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Which roster a command reads.
struct RosterOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A roster's file or folder. Default: the settings' roster, else config/roster.d.",
            valueName: "path"),
        completion: .file())
    var path: String?

    @OptionGroup var settings: SettingsOptions

    /// Where a roster is looked for when neither the command nor the settings say.
    private static let places = [
        "config/roster.d", "/etc/akuttelefon/roster.d", "/etc/akuttelefon/roster.yaml",
    ]

    /// The roster's file or folder. `otherwise` is a path from another option.
    func place(otherwise: String? = nil) throws -> String {
        if let given = path ?? otherwise { return given }
        if let settings = try settings.ifAny() { return settings.rosterPath }
        guard let found = RosterOptions.places.first(where: { access($0, F_OK) == 0 }) else {
            let places = RosterOptions.places.joined(separator: ", ")
            throw Failure(.unusableInput, TroubleWords.noRoster.with(["places": places]))
        }
        return found
    }

    /// A roster without errors, and the instant that was asked for.
    ///
    /// Its alarms are those of the horizon that begins at that instant. A wall time can be placed
    /// only once the roster has told its zone.
    func answering(
        at moment: Moment?, otherwise: String? = nil
    ) throws -> (reading: RosterReading, roster: Roster, at: Instant) {
        let folder = RosterFolder(path: try place(otherwise: otherwise))
        switch moment {
        case nil: return try folder.answering(at: systemNow().wholeSecond)
        case .instant(let instant)?: return try folder.answering(at: instant)
        case .wall(let date, let time)?:
            // A large roster is read once, if its zone is what it seems.
            let seeming = folder.zoneAtAGlance().flatMap { TimeZoneRules(identifier: $0) }
            let guess = (seeming ?? .utc).instant(date, time)
            let answer = try folder.answering(at: guess)
            let at = answer.roster.zone.instant(date, time)
            return at == guess ? answer : try folder.answering(at: at)
        }
    }
}

extension RosterFolder {
    fileprivate func answering(
        at: Instant
    ) throws -> (reading: RosterReading, roster: Roster, at: Instant) {
        let reading = try reading(at: at)
        return (reading, try reading.answering(), at)
    }

    /// Reads the roster; a path that holds none is unusable input.
    func reading(at now: Instant) throws -> RosterReading {
        do throws(RosterFolderError) {
            return try read(now: now)
        } catch {
            throw Failure(.unusableInput, error.description)
        }
    }
}

extension RosterReading {
    /// The roster, unless it has errors: they are then the answer.
    func answering() throws -> Roster {
        if let roster { return roster }
        let errors = problems.filter { $0.severity == .error }
        throw Failure(.answerIsNo, toned: Toned(lines: errors.map { Toned($0) }))
    }

    /// The alarms as lines for standard error.
    var alarms: [Toned] { problems.filter { $0.severity == .alarm }.map { Toned($0) } }
}
