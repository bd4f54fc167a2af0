import ArgumentParser
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// `doctor`
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check an installation, and say what to mend.",
        discussion: """
            Looks at the settings, the roster, the running daemon, and the numbers that failed when \
            they were rung. Exit 1 if anything is to be mended.
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let settings = try daemon.settings.required()
            var findings = [
                finding("settings", true, "read; the last resort is \(settings.lastResort)")
            ]
            findings += roster(settings)
            findings += running()
            let document = DoctorDocument(findings: findings)
            let lines = findings.map { "\($0.good ? "ok  " : "mend")  \($0.about): \($0.message)" }
            try format.show(document, text: lines.joined(separator: "\n"))
            return findings.allSatisfy(\.good) ? .done : .answerIsNo
        }
    }

    private func roster(_ settings: Settings) -> [DoctorDocument.Finding] {
        do {
            let reading = try RosterFolder(path: settings.rosterPath).reading(at: systemNow())
            let bad = reading.problems.filter { $0.severity != .warning }
            guard !bad.isEmpty else {
                return [finding("roster", true, "no error and no alarm")]
            }
            return bad.map { finding("roster", false, $0.description) }
        } catch let failure as Failure {
            return [finding("roster", false, failure.message)]
        } catch {
            return [finding("roster", false, "\(error)")]
        }
    }

    private func running() -> [DoctorDocument.Finding] {
        do {
            let client = try daemon.client()
            let status = try DaemonClient.read(Status.self, from: client.status())
            let failing = try DaemonClient.read(
                FailingNumbers.self, from: client.failingNumbers())
            let reasons = status.reasons.map { finding("daemon", false, $0) }
            let numbers = failing.numbers.map { number in
                let often = number.times == 1 ? "once" : "\(number.times) times in a row"
                return finding(
                    "number", false,
                    "\(number.uri) of \(number.professional) failed at once, \(often) since "
                        + "\(number.since), last in call \(number.call): correct it in the roster, "
                        + "or ask whether the telephone works")
            }
            let well = [finding("daemon", true, "\(status.version) answers")]
            return (reasons.isEmpty ? well : reasons) + numbers
        } catch let failure as Failure {
            return [finding("daemon", false, failure.message)]
        } catch {
            return [finding("daemon", false, "\(error)")]
        }
    }

    private func finding(
        _ about: String, _ good: Bool, _ message: String
    ) -> DoctorDocument.Finding {
        DoctorDocument.Finding(about: about, good: good, message: message)
    }
}
