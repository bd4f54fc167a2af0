import ArgumentParser
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// How the daemon is reached.
struct DaemonOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The daemon's control socket. Default: as the settings say.", valueName: "path"),
        completion: .file())
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "Why personal data is read or changed: it is written into the access log.",
            valueName: "text"))
    var reason: String?

    func client() throws -> DaemonClient {
        let path = try socket ?? settings.required().controlSocketPath
        return DaemonClient(socketPath: path, reason: reason)
    }

    /// For what may take the daemon long: it writes its file anew.
    func patientClient() throws -> DaemonClient {
        var client = try client()
        client.patience = .seconds(3600)
        return client
    }

    /// The roster's zone, read only where a wall time must be placed.
    func zone(of moments: [Moment?]) throws -> TimeZoneRules {
        guard moments.contains(where: { $0?.isWallTime ?? false }) else { return .utc }
        let path = try settings.required().rosterPath
        return try RosterFolder(path: path).reading(at: systemNow()).answering().zone
    }
}

/// One of a few words.
func choice(_ word: String, of known: [String]) throws -> String {
    guard known.contains(word) else {
        throw ValidationError(.choice, ["known": known.joined(separator: ", ")])
    }
    return word
}
