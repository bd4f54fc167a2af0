import ArgumentParser
import Glibc
import HotlineAPI
import HotlineTexts

/// The group of `subject` commands.
struct SubjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject", abstract: "A family's rights: what is known of it, and erasure.",
        discussion: """
            Examples:
              hotlinectl subject export jensen --output jensen.json
              hotlinectl subject erase jensen --dry-run
            """,
        subcommands: [SubjectExportCommand.self, SubjectEraseCommand.self])
}

/// `subject export`
struct SubjectExportCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print all that the log has of a family, and who has read it, as JSON.",
        discussion: """
            For the family (Regulation (EU) 2016/679, article 15). Names of others may stand in it: \
            look through it before it is handed out.

            Examples:
              hotlinectl subject export jensen --output jensen.json
            """)

    @OptionGroup var daemon: DaemonOptions

    @Argument(help: "The family's id.")
    var family: String

    @Option(
        help: ArgumentHelp("A new file, readable by its owner alone.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let client = try daemon.client()
            let document = try writing.whileShowing(.subject) { _ in try client.subject(family) }
            guard let output else {
                try OutputFormat.json.show(asItCame: document) { "" }
                return .done
            }
            let file = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                throw SubjectExportCommand.trouble(.notMade, output)
            }
            defer { close(file) }
            var rest = document.bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
                guard count > 0 else {
                    throw SubjectExportCommand.trouble(.notWritten, output)
                }
                rest = rest.dropFirst(count)
            }
            writing.say(
                Toned(
                    writing.language(
                        CareWords.subjectWritten, ["path": output, "family": family])))
            return .done
        }
    }

    /// Why a file cannot be used, as the last call to the system says.
    private static func trouble(_ words: TroubleWords, _ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(.unusableInput, words.with(["path": path, "reason": reason]))
    }
}

/// `subject erase`
struct SubjectEraseCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase whatever identifies a family: numbers, texts, its id.",
        discussion: """
            Coded facts stay, by a key that leads to nobody. Refused (exit 1) while a call is open, \
            something is owed, or a hold covers it.

            Examples:
              hotlinectl subject erase jensen --dry-run
              hotlinectl subject erase jensen
            """)

    @OptionGroup var daemon: DaemonOptions

    @Argument(help: "The family's id.")
    var family: String

    @Flag(help: "Only tell what would be deleted.")
    var dryRun = false

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let client = try daemon.patientClient()
            let document = try writing.whileShowing(.erase) { _ in
                try client.erase(family, dryRun: dryRun)
            }
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(PurgeDocument.self, from: document)
                return PurgeText(told, in: writing.language).toned
            }
            return .done
        }
    }
}
