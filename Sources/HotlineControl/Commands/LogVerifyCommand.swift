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
            The events are linked by their hashes, each call is told anew from its events and compared \
            with what its rows say. It reads only, with or without a daemon. Exit 1 if something is not \
            as it should be. The chain's end, SEQ:HASH, is printed: kept where nobody of this machine \
            can change it, it shows later with --expect that no event up to it was changed.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The log, or a backup of it. Default: as the settings say.", valueName: "file"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            "An end of the chain that was written down before.", valueName: "SEQ:HASH"),
        transform: { text in
            guard let head = ChainHead(text), head.seq > 0 else {
                throw ValidationError("write it as 'log verify' printed it: 1024:9f86…, 64 digits")
            }
            return head
        })
    var expect: ChainHead?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let path = try log ?? settings.required().logPath
            let found = try reading { () throws(LogError) in
                try LogVerification(path: path, expected: expect)
            }
            let document = LogVerificationDocument(
                log: path, calls: found.calls, events: found.events,
                flaws: found.flaws.map {
                    LogVerificationDocument.Flaw(
                        gateway: $0.call?.gateway.rawValue, call: $0.call?.call, what: $0.what)
                },
                chain: LogVerificationDocument.Chain(
                    head: found.head.text, expected: expect?.text, erased: found.erased))
            let lines = document.flaws.map { flaw in
                let call = flaw.call.map { "call \($0) of \(flaw.gateway ?? ""): " } ?? ""
                return "mend  \(call)\(flaw.what)"
            }
            let end =
                "\(found.calls) calls, \(found.events) events, \(found.erased) of them erased, "
                + "\(found.flaws.count) flaws; the chain ends at \(found.head.text)"
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
