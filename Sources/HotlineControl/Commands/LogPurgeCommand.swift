import ArgumentParser
import HotlineAPI

/// `log purge`
struct LogPurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Delete what is past its time: numbers, texts, ids, old working time.",
        discussion: """
            How long what is kept is set in 'retention'. What is still owed, and what a hold covers, \
            stays. Exit 1 where purges are paused. docs/retention.md.

            Examples:
              hotlinectl log purge --dry-run
              hotlinectl log purge
            """)

    @OptionGroup var daemon: DaemonOptions

    @Flag(help: "Only tell what would be deleted.")
    var dryRun = false

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.patientClient().purge(dryRun: dryRun)
            let purge = try DaemonClient.read(PurgeDocument.self, from: document)
            try format.show(asItCame: document) { PurgeText(purge).text }
            return purge.overwritten == false ? .answerIsNo : .done
        }
    }
}

/// `log erasures`
struct LogErasuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasures", abstract: "List the purges and erasures that were made.")

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().erasures()
            try format.show(asItCame: document) {
                let list = try DaemonClient.read(ErasureList.self, from: document)
                return list.erasures.isEmpty
                    ? "nothing was purged or erased yet"
                    : list.erasures.map {
                        "\($0.at)  \($0.kind)  \($0.calls) calls, \($0.events) events, \($0.held) held, "
                            + "by \($0.by)"
                    }.joined(separator: "\n")
            }
            return .done
        }
    }
}

/// What was deleted as lines.
struct PurgeText {
    let text: String

    init(_ purge: PurgeDocument) {
        let verb = purge.dryRun ? "would be deleted" : "deleted"
        var lines = [
            "\(verb): numbers and texts of \(purge.calls) calls (\(purge.events) events), "
                + "\(purge.families) families' ids, \(purge.reasons) reasons of reads",
            "\(verb): \(purge.duties) rows of duty, \(purge.accesses) entries of the access log, "
                + "\(purge.rosters) old rosters",
        ]
        if purge.held > 0 {
            lines.append("kept: \(purge.held) calls, for a hold or for what is still owed")
        }
        if purge.overwritten == false {
            lines.append("not yet overwritten: somebody is reading the log; purge again later")
        }
        if purge.spooled > 0 {
            lines.append("\(purge.spooled) events stand in the spool, which no purge reaches")
        }
        if !purge.backups.isEmpty {
            lines.append("these copies still hold what \(purge.dryRun ? "would go" : "went"):")
            lines += purge.backups.map { "  \($0.path), made \($0.made)" }
            lines.append("delete them, or let them be replaced: nothing else reaches them")
        }
        text = lines.joined(separator: "\n")
    }
}
