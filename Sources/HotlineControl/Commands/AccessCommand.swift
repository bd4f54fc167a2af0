import ArgumentParser
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// The group of `access` commands.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Tell who has read what.",
        discussion: """
            Examples:
              hotlinectl access list --family jensen
            """,
        subcommands: [AccessListCommand.self])
}

/// `access list`
struct AccessListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List reads of personal data, newest first: who, when, what, why.",
        discussion: """
            Examples:
              hotlinectl access list --family jensen --from 2026-11-01
              hotlinectl access list --who anna --from "2026-12-24 15:00"
            """)

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

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError(.limit) }
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
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(AccessList.self, from: document)
                return AccessListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}

/// A page of reads as lines.
struct AccessListText {
    let toned: Toned

    var text: String { toned.text }

    init(_ list: AccessList, in language: WrittenLanguage = .english) {
        guard !list.accesses.isEmpty else {
            toned = Toned(language(CareWords.noReads))
            return
        }
        var columns = Columns()
        let heads: [CareWords] = [.at, .who, .role, .door, .what, .call, .shown, .why]
        columns.add(row: heads.map { Toned(language($0), .heading) })
        for access in list.accesses {
            columns.add(
                access.at, access.who, language.code(access.role), access.door, access.what,
                access.call ?? "-",
                String(access.shown), access.why ?? "-")
        }
        let more = list.next.map { Toned(language(CareWords.moreReads, ["next": $0])) }
        toned = Toned(lines: columns.tonedLines + [more].compactMap { $0 })
    }
}
