import ArgumentParser
import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `log verify`
struct LogVerifyCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether the log is whole: the file, its rows, and each call's events.",
        discussion: """
            The events are linked by their hashes, each call is told anew from its events and compared \
            with what its rows say. It reads only, with or without a daemon. Exit 1 if something is not \
            as it should be. The chain's end, SEQ:HASH, is printed: kept where nobody of this machine \
            can change it, it shows later with --expect that no event up to it was changed.

            Examples:
              hotlinectl log verify
              hotlinectl log verify --log calls-20261122T020000Z.sqlite
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The log, or a backup of it. Default: as the settings say.", valueName: "file"),
        completion: .file())
    var log: String?

    @Option(
        help: ArgumentHelp(
            "An end of the chain that was written down before.", valueName: "SEQ:HASH"),
        transform: { text in
            guard let head = ChainHead(text), head.seq > 0 else {
                throw ValidationError(.chainHead)
            }
            return head
        })
    var expect: ChainHead?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let path = try log ?? settings.required().logPath
            let size = ["size": sizeText(Sight(of: path).status?.bytes ?? 0)]
            let found = try writing.whileShowing(.verify, size) { _ in
                try reading { () throws(LogError) in
                    try LogVerification(path: path, expected: expect)
                }
            }
            let document = LogVerificationDocument(
                log: path, calls: found.calls, events: found.events,
                flaws: found.flaws.map {
                    LogVerificationDocument.Flaw(
                        gateway: $0.call?.gateway.rawValue, call: $0.call?.call, what: $0.what)
                },
                chain: LogVerificationDocument.Chain(
                    head: found.head.text, expected: expect?.text, erased: found.erased))
            try format.show(
                document, VerificationText(document, in: writing.language).toned, writing)
            return found.flaws.isEmpty ? .done : .answerIsNo
        }
    }
}

/// What a look through the log found, as lines.
struct VerificationText {
    let toned: Toned

    init(_ found: LogVerificationDocument, in language: WrittenLanguage) {
        let flaws: [Toned] = found.flaws.map { flaw in
            let call = flaw.call.map { call in
                let gateway = flaw.gateway ?? ""
                return language(CareWords.flawOfCall, ["call": call, "gateway": gateway]) + ": "
            }
            return "\(language(CareWords.mend), .trouble)  \(call ?? "")\(flaw.what)"
        }
        let end = language(
            CareWords.verified,
            [
                "calls": "\(found.calls)", "events": "\(found.events)",
                "erased": "\(found.chain.erased)", "flaws": "\(found.flaws.count)",
                "head": found.chain.head,
            ])
        toned = Toned(lines: flaws + [Toned(end, found.flaws.isEmpty ? .good : nil)])
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
