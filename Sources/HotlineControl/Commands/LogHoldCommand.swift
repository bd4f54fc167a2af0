import ArgumentParser
import HotlineAPI
import HotlineTexts

/// The group of `log hold` commands.
struct LogHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep from purge and erasure what a duty asks to keep.",
        discussion: """
            Examples:
              hotlinectl log hold add --family jensen --why "Ankestyrelsen, sag 24-1234"
              hotlinectl log hold lift 3
            """,
        subcommands: [
            LogHoldAddCommand.self, LogHoldListCommand.self, LogHoldLiftCommand.self,
        ])
}

/// `log hold add`
struct LogHoldAddCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Hold a family's calls, one call, or everything.",
        discussion: """
            Examples:
              hotlinectl log hold add --family jensen --why "Ankestyrelsen, sag 24-1234"
              hotlinectl log hold add --call c-17 --why politianmeldelse
              hotlinectl log hold add --everything --why "aflevering til arkivet"
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "All calls of this family.")
    var family: String?

    @Option(help: "This call; GATEWAY/CALL where two gateways have it.")
    var call: String?

    @Flag(help: "All there is.")
    var everything = false

    @Option(help: "Which duty it is.")
    var why: String

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        let named = [family != nil, call != nil, everything].count { $0 }
        if named != 1 { throw ValidationError(.oneHold) }
    }

    func run() throws {
        try reporting {
            let parts = call?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
            let request = HoldRequest(
                family: family, call: parts.last, gateway: parts.count == 2 ? parts[0] : nil,
                why: why)
            try HoldText.show(try daemon.client().hold(request), as: format, writing)
            return .done
        }
    }
}

/// `log hold list`
struct LogHoldListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List holds, the newest last.",
        discussion: """
            Examples:
              hotlinectl log hold list
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            try HoldText.show(try daemon.client().holds(), as: format, writing)
            return .done
        }
    }
}

/// `log hold lift`
struct LogHoldLiftCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift", abstract: "End a hold.",
        discussion: """
            Examples:
              hotlinectl log hold lift 3
            """)

    @OptionGroup var daemon: DaemonOptions

    @Argument(help: "Its number, as 'log hold list' tells it.")
    var hold: Int

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            try HoldText.show(try daemon.client().lift(hold: hold), as: format, writing)
            return .done
        }
    }
}

/// Holds as lines.
private enum HoldText {
    static func show(
        _ document: JSONDocument, as format: OutputFormat, _ writing: WritingOptions
    ) throws {
        try format.show(asItCame: document, writing) {
            let holds = try DaemonClient.read(HoldList.self, from: document).holds
            let lines = holds.map { line($0, writing.language) }
            return Toned(
                lines: lines.isEmpty ? [Toned(writing.language(CareWords.noHolds))] : lines)
        }
    }

    private static func line(_ hold: HoldList.Hold, _ say: WrittenLanguage) -> Toned {
        let what =
            hold.family.map { say(CareWords.holdFamily, ["family": $0]) }
            ?? hold.call.map { say(CareWords.holdCall, ["call": "\($0)"]) }
            ?? say.code(hold.covers)
        let made = say(CareWords.hold, ["made": hold.made, "by": hold.madeBy])
        let end = hold.lifted.map {
            ", " + say(CareWords.lifted, ["at": $0, "by": hold.liftedBy ?? ""])
        }
        let line = "\(hold.id)  \(what): \(hold.why) (\(made)\(end ?? ""))"
        return Toned(line, hold.lifted == nil ? nil : .aside)
    }
}
