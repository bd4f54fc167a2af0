import ArgumentParser
import RosterChanges

/// `roster sick`
struct RosterSickCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sick",
        abstract: "Take a professional off every line for a while, and tell what that leaves open.",
        discussion: """
            Adds an absence to 90-changes.yaml in the roster's folder, with who made it and when, \
            if the roster has no error with it. The daemon takes it within seconds. Each gap that \
            is left is told, with who is free then and the command that fills it. To take the \
            absence back, remove the entry.

            T is a day, a wall time of the roster's zone such as '2026-12-24 15:00', or an instant \
            such as 2026-12-24T14:00:00Z. A day alone is the whole day. Without --to the absence \
            ends with the day on which it begins, also in the middle of a night's duty.

            Examples:
              hotlinectl roster sick anna --from "2026-12-01 15:00"
              hotlinectl roster sick anna --from 2026-12-01 --to 2026-12-05
            """)

    @Argument(help: ArgumentHelp("Who is absent.", valueName: "professional"))
    var who: String

    @OptionGroup var source: RosterOptions

    @Option(
        help: ArgumentHelp("When the absence begins.", valueName: "T"),
        transform: RuleTime.parseBeginning)
    var from: RuleTime

    @Option(
        help: ArgumentHelp(
            "When it ends. Default: with the day of --from.", valueName: "T"),
        transform: RuleTime.parseEnd)
    var to: RuleTime?

    @Option(
        help: ArgumentHelp(
            "A remark of 200 characters at most. It stands in the roster's file: say nothing of "
                + "the illness.", valueName: "text"),
        transform: ChangeRequest.parseNote)
    var note: String?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            try source.change(
                ChangeRequest(.absence(of: who), from: from, to: to, note: note), writing)
        }
    }
}
