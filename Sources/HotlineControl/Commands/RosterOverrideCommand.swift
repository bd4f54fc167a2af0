import ArgumentParser
import RosterChanges

/// `roster override`
struct RosterOverrideCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Let somebody else fill a line for a while: a swap, an illness, an extra.",
        discussion: """
            Adds an override to 90-changes.yaml in the roster's folder, with who made it and when, \
            if the roster has no error with it. The daemon takes it within seconds. To take it \
            back, remove the entry.

            T is a day, a wall time of the roster's zone such as '2026-12-24 15:00', or an instant \
            such as 2026-12-24T14:00:00Z. A day alone is the whole day; a time that ends something \
            is not part of it.

            Examples:
              hotlinectl roster override --line egetraeet/first --who bo \\
                  --from "2026-12-24 15:00" --to "2026-12-25 08:00" --note "swap with Anna"
            """)

    @OptionGroup var source: RosterOptions

    @Option(
        help: ArgumentHelp(
            "The line, as INSTITUTION/LINE or MUNICIPALITY/LINE.", valueName: "I/L"))
    var line: String

    @Option(help: ArgumentHelp("Who fills it then; 'nobody' empties it.", valueName: "P"))
    var who: String

    @Option(
        help: ArgumentHelp("When it begins.", valueName: "T"),
        transform: RuleTime.parseBeginning)
    var from: RuleTime

    @Option(help: ArgumentHelp("When it ends.", valueName: "T"), transform: RuleTime.parseEnd)
    var to: RuleTime

    @Option(
        help: ArgumentHelp(
            "Why, in 200 characters at most. It stands in the roster's file.", valueName: "text"),
        transform: ChangeRequest.parseNote)
    var note: String?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            try source.change(
                ChangeRequest(.override(line: line, who: who), from: from, to: to, note: note),
                writing)
        }
    }
}
