import ArgumentParser
import Glibc
import HotlineTexts
import OnCallRoster

extension WrittenLanguage: ExpressibleByArgument {
    /// Danish where the environment's locale for messages says so (locale(7)), else English.
    init(environment: (String) -> String?) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap(environment).first { !$0.isEmpty }
        self = locale?.hasPrefix("da") ?? false ? .danish : .english
    }

    func name(_ weekday: Weekday) -> String {
        switch weekday {
        case .monday: self("mandag", "Monday")
        case .tuesday: self("tirsdag", "Tuesday")
        case .wednesday: self("onsdag", "Wednesday")
        case .thursday: self("torsdag", "Thursday")
        case .friday: self("fredag", "Friday")
        case .saturday: self("lørdag", "Saturday")
        case .sunday: self("søndag", "Sunday")
        }
    }
}

/// How the commands write for people: `--language` and `--color`.
struct WritingOptions: ParsableArguments {
    @Option(
        name: .customLong("language"),
        help: "da or en. Default: Danish where the locale says so, else English.")
    var chosen: WrittenLanguage?

    @Option(
        help: ArgumentHelp(
            """
            auto, always or never. Default: auto, which is colour on a terminal unless NO_COLOR is \
            set.
            """,
            valueName: "when"))
    var color: ColourChoice = .auto

    var language: WrittenLanguage { chosen ?? WrittenLanguage(environment: environmentValue) }

    /// A result, on standard output.
    func say(_ text: Toned) {
        Terminal.say(text, inColour: isColoured(STDOUT_FILENO))
    }

    /// Whatever else there is to tell, on standard error.
    func complain(_ text: Toned) {
        Terminal.complain(text, inColour: isColoured(STDERR_FILENO))
    }

    private func isColoured(_ descriptor: Int32) -> Bool {
        color.isColoured(onTerminal: isatty(descriptor) == 1, environment: environmentValue)
    }
}

/// A variable of this process's environment.
func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// A command that writes for people.
protocol WritingCommand: ParsableCommand {
    var writing: WritingOptions { get }
}

extension WritingCommand {
    /// Runs a command's body, tells of its failure in the reader's language, and leaves with the
    /// exit status.
    func reporting(_ body: () throws -> ExitStatus) throws {
        try ending {
            do {
                return try body()
            } catch let failure as Failure {
                writing.complain(failure.toned ?? Toned(writing.language(failure.text)))
                return failure.status
            }
        }
    }
}
