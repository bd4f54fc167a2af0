import ArgumentParser
import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// `log verify`
struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether the log is whole: the file, its rows, and each call's events.",
        discussion: """
            Every call is told anew from its events and compared with what its rows say. It reads only, \
            with or without a daemon. Exit 1 if something is not as it should be.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The log, or a backup of it. Default: as the settings say.", valueName: "file"))
    var log: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let path = try log ?? settings.required().logPath
            let found = try reading { () throws(LogError) in try LogVerification(path: path) }
            let document = LogVerificationDocument(
                log: path, calls: found.calls, events: found.events,
                flaws: found.flaws.map {
                    LogVerificationDocument.Flaw(
                        gateway: $0.call?.gateway.rawValue, call: $0.call?.call, what: $0.what)
                })
            let lines = document.flaws.map { flaw in
                let call = flaw.call.map { "call \($0) of \(flaw.gateway ?? ""): " } ?? ""
                return "mend  \(call)\(flaw.what)"
            }
            let end = "\(found.calls) calls, \(found.events) events, \(found.flaws.count) flaws"
            try format.show(document, text: (lines + [end]).joined(separator: "\n"))
            return found.flaws.isEmpty ? .done : .answerIsNo
        }
    }
}

/// Reads a log, and says in a person's words why it cannot be read.
func reading<Value>(_ body: () throws(LogError) -> Value) throws(Failure) -> Value {
    do throws(LogError) {
        return try body()
    } catch {
        throw Failure(.unusableInput, error.message)
    }
}
