import HotlineSettings
import HotlineTexts
import OnCallRoster

/// What the settings say that no real call should meet.
struct SettingsCheck {
    let settings: Settings
    let path: String
    let isTrial: Bool

    var findings: [Finding] {
        [
            .ok(
                .settings,
                SettingsFindings.read.with([
                    "path": path, "number": settings.lastResort.description,
                ]))
        ] + trial + leftovers + gateways + retention
    }

    /// Where calls are real, the clock is the machine's: so a test clock outside of an installation
    /// tells a trial.
    static func isTrial(_ settings: Settings, path: String) -> Bool {
        settings.allowTestClock && !path.hasPrefix("/etc/")
    }

    private var trial: [Finding] {
        guard isTrial else { return [] }
        return [.note(.settings, SettingsFindings.trial.text)]
    }

    private var leftovers: [Finding] {
        guard !isTrial else { return [] }
        var found: [Finding] = []
        if settings.allowTestClock {
            found.append(
                .mend(
                    .settings, SettingsFindings.testClock.text,
                    SettingsFindings.removeAndRestart.with(["path": path])))
        }
        if settings.makeCredentials {
            found.append(
                .mend(
                    .settings, SettingsFindings.madeUp.text,
                    SettingsFindings.remove.with(["path": path])))
        }
        return found
    }

    private var gateways: [Finding] {
        guard settings.gateways.isEmpty else { return [] }
        return [
            .danger(
                .settings, SettingsFindings.noGateway.text,
                SettingsFindings.nameGateway.with(["path": path]))
        ]
    }

    private var retention: [Finding] {
        guard settings.retention.isPaused else { return [] }
        return [.note(.settings, SettingsFindings.paused.text)]
    }

    /// What is said of settings that cannot be used: a line each.
    static func findings(of trouble: SettingsError) -> [Finding] {
        trouble.problems.map { .danger(.settings, .plain($0)) }
    }
}
