import ArgumentParser
import HotlineAPI
import OnCallRoster

/// The group of `access` commands.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Tell who has read what.",
        subcommands: [AccessListCommand.self])
}

/// `access list`
struct AccessListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List reads of personal data, newest first: who, when, what, why.",
        discussion: "Example: hotlinectl access list --family jensen --from 2026-11-01")

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("Reads at or after this instant or day.", valueName: "T"),
        transform: Moment.parseOrDate)
    var from: Moment?

    @Option(
        help: ArgumentHelp("Reads before this instant or day.", valueName: "T"),
        transform: Moment.parseOrDate)
    var to: Moment?

    @Option(help: "Only reads by this user or token.")
    var who: String?

    @Option(help: "Only reads that showed something of this family.")
    var family: String?

    @Option(help: "How many at most.")
    var limit: Int?

    @Option(help: ArgumentHelp("Go on after this page's 'next'.", valueName: "next"))
    var after: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a whole number from 1 on.") }
    }

    func run() throws {
        try reporting {
            let zone = try daemon.zone(of: [from, to])
            let document = try daemon.client().accesses([
                (name: "from", value: from?.resolved(in: zone).description),
                (name: "to", value: to?.resolved(in: zone).description),
                (name: "who", value: who), (name: "family", value: family),
                (name: "limit", value: limit.map { String($0) }), (name: "after", value: after),
            ])
            try format.show(asItCame: document) {
                AccessListText(try DaemonClient.read(AccessList.self, from: document)).text
            }
            return .done
        }
    }
}

/// A page of reads as lines.
struct AccessListText {
    let text: String

    init(_ list: AccessList) {
        guard !list.accesses.isEmpty else {
            text = "no reads"
            return
        }
        var columns = Columns()
        columns.add("AT", "WHO", "ROLE", "DOOR", "WHAT", "CALL", "SHOWN", "WHY")
        for access in list.accesses {
            columns.add(
                access.at, access.who, access.role, access.door, access.what, access.call ?? "-",
                String(access.shown), access.why ?? "-")
        }
        let more = list.next.map { ["more reads: --after \($0)"] } ?? []
        text = (columns.lines + more).joined(separator: "\n")
    }
}
