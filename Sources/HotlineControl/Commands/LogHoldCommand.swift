import ArgumentParser
import HotlineAPI

/// The group of `log hold` commands.
struct LogHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep from purge and erasure what a duty asks to keep.",
        subcommands: [
            LogHoldAddCommand.self, LogHoldListCommand.self, LogHoldLiftCommand.self,
        ])
}

/// `log hold add`
struct LogHoldAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Hold a family's calls, one call, or everything.",
        discussion: """
            Examples:
              hotlinectl log hold add --family jensen --why "Ankestyrelsen, sag 24-1234"
              hotlinectl log hold add --call c-17 --why "politianmeldelse"
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

    func validate() throws {
        let named = [family != nil, call != nil, everything].count { $0 }
        if named != 1 { throw ValidationError("name one of --family, --call, --everything") }
    }

    func run() throws {
        try reporting {
            let parts = call?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
            let request = HoldRequest(
                family: family, call: parts.last, gateway: parts.count == 2 ? parts[0] : nil,
                why: why)
            try HoldText.show(try daemon.client().hold(request), as: format)
            return .done
        }
    }
}

/// `log hold list`
struct LogHoldListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List holds, the newest last.")

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            try HoldText.show(try daemon.client().holds(), as: format)
            return .done
        }
    }
}

/// `log hold lift`
struct LogHoldLiftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift", abstract: "End a hold.")

    @OptionGroup var daemon: DaemonOptions

    @Argument(help: "Its number, as 'log hold list' tells it.")
    var hold: Int

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            try HoldText.show(try daemon.client().lift(hold: hold), as: format)
            return .done
        }
    }
}

/// Holds as lines.
private enum HoldText {
    static func show(_ document: JSONDocument, as format: OutputFormat) throws {
        try format.show(asItCame: document) {
            let holds = try DaemonClient.read(HoldList.self, from: document).holds
            return holds.isEmpty ? "no holds" : holds.map(line).joined(separator: "\n")
        }
    }

    private static func line(_ hold: HoldList.Hold) -> String {
        let what =
            hold.family.map { "family \($0)" } ?? hold.call.map { "call \($0)" } ?? hold.covers
        let end = hold.lifted.map { ", lifted \($0) by \(hold.liftedBy ?? "")" } ?? ""
        return "\(hold.id)  \(what): \(hold.why) (\(hold.made) by \(hold.madeBy)\(end))"
    }
}
