import HotlineSettings
import OnCallRoster

/// What the settings say that no real call should meet.
struct SettingsCheck {
    let settings: Settings
    let path: String
    let isTrial: Bool

    var findings: [Finding] {
        [
            .ok(.settings, "\(path) was read; the last resort is \(settings.lastResort)")
        ] + trial + leftovers + gateways + retention
    }

    /// Where calls are real, the clock is the machine's: so a test clock outside of an installation
    /// tells a trial.
    static func isTrial(_ settings: Settings, path: String) -> Bool {
        settings.allowTestClock && !path.hasPrefix("/etc/")
    }

    private var trial: [Finding] {
        guard isTrial else { return [] }
        return [
            .note(
                .settings,
                "this is a trial, for 'allow-test-clock' is true: what counts only where real "
                    + "calls "
                    + "arrive is told and not counted")
        ]
    }

    private var leftovers: [Finding] {
        guard !isTrial else { return [] }
        var found: [Finding] = []
        if settings.allowTestClock {
            found.append(
                .mend(
                    .settings,
                    "'allow-test-clock: true' lets the daemon be started on a clock of anybody's",
                    "remove the line from \(path), and restart the daemon"))
        }
        if settings.makeCredentials {
            found.append(
                .mend(
                    .settings,
                    "'make-credentials: true' makes up a secret that is missing, which no gateway "
                        + "knows",
                    "remove the line from \(path)"))
        }
        return found
    }

    private var gateways: [Finding] {
        guard settings.gateways.isEmpty else { return [] }
        return [
            .danger(
                .settings, "no gateway is named, so no call ever arrives",
                "write one below 'gateways' in \(path): docs/gateways.md")
        ]
    }

    private var retention: [Finding] {
        guard settings.retention.isPaused else { return [] }
        return [
            .note(
                .settings,
                "'retention.paused' is true: numbers and texts that are past their time stay "
                    + "in the "
                    + "log")
        ]
    }

    /// What is said of settings that cannot be used: a line each.
    static func findings(of trouble: SettingsError) -> [Finding] {
        trouble.problems.map { .danger(.settings, $0) }
    }
}
