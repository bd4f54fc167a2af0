import ArgumentParser
import Foundation
import HotlineSettings
import OnCallRoster

/// The daemon behind the hotline's number: it answers a gateway's webhooks and keeps the log.
@main
struct Hotlined: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hotlined",
        abstract: "Answers a SIP gateway's webhooks from the on-call roster, and logs every call.",
        discussion: """
            Settings come from flags, then from the environment (HOTLINE_…), then from the file. \
            SIGHUP reads the roster again; SIGTERM finishes what is under way and ends.
            """,
        version: Hotlined.versionText)

    static let versionText = "0.1.0"

    @Option(
        help: ArgumentHelp(
            "The settings' file. Default: config/hotlined.yaml in a checkout, else /etc/akuttelefon/hotlined.yaml.",
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Sets the daemon's clock, for tests; refused unless 'allow-test-clock: true'.",
            valueName: "instant"))
    var clock: String?

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Any setting as a flag, such as --listen 127.0.0.1:8086 or --log-deadline '250 ms'.",
            valueName: "setting"))
    var flags: [String] = []

    @Flag(help: .hidden)
    var withoutLog = false

    func run() async throws {
        let settings: Settings
        do {
            settings = try Settings.load(file: config, flags: flags)
        } catch {
            throw Exit.unusable(error.description)
        }
        let clock = try daemonClock(settings)
        do {
            if withoutLog && !settings.allowTestClock {
                throw Exit.unusable(
                    "--without-log is for measuring, beside 'allow-test-clock: true'")
            }
            try await Daemon(settings: settings, clock: clock, logs: !withoutLog).run()
        } catch let failure as StartFailure {
            throw Exit.unusable(failure.description)
        }
    }

    private func daemonClock(_ settings: Settings) throws -> DaemonClock {
        guard let clock else { return DaemonClock() }
        guard settings.allowTestClock else {
            throw Exit.unusable(
                "--clock is for tests: set 'allow-test-clock: true' in the settings to allow it")
        }
        guard let start = Instant(rfc3339: clock) else {
            throw ValidationError("--clock '\(clock)' is no instant: write 2026-11-22T02:10:00Z")
        }
        return DaemonClock(startingAt: start)
    }
}

/// Ends the program with a sentence for whoever must act.
enum Exit {
    /// Exit code 2: unusable input.
    static func unusable(_ message: String) -> any Error {
        FileHandle.standardError.write(Data("hotlined: \(message)\n".utf8))
        return ExitCode(2)
    }
}

/// Why the daemon cannot start.
struct StartFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
