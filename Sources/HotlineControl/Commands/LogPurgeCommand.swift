import ArgumentParser
import HotlineAPI
import HotlineTexts

/// `log purge`
struct LogPurgeCommand: WritingCommand {
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

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let client = try daemon.patientClient()
            let document = try writing.whileShowing(.purge) { _ in
                try client.purge(dryRun: dryRun)
            }
            let purge = try DaemonClient.read(PurgeDocument.self, from: document)
            try format.show(asItCame: document, writing) {
                PurgeText(purge, in: writing.language).toned
            }
            return purge.overwritten == false ? .answerIsNo : .done
        }
    }
}

/// `log erasures`
struct LogErasuresCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasures", abstract: "List the purges and erasures that were made.",
        discussion: """
            Examples:
              hotlinectl log erasures
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().erasures()
            try format.show(asItCame: document, writing) {
                let list = try DaemonClient.read(ErasureList.self, from: document)
                let say = writing.language
                guard !list.erasures.isEmpty else { return Toned(say(CareWords.noErasures)) }
                return Toned(
                    lines: list.erasures.map { made in
                        let words = say(
                            CareWords.erasure,
                            [
                                "calls": "\(made.calls)", "events": "\(made.events)",
                                "held": "\(made.held)", "by": made.by,
                            ])
                        return "\(made.at)  \(made.kind)  \(words)"
                    })
            }
            return .done
        }
    }
}

/// What was deleted as lines.
struct PurgeText {
    let toned: Toned

    var text: String { toned.text }

    init(_ purge: PurgeDocument, in say: WrittenLanguage = .english) {
        let verb = say(purge.dryRun ? CareWords.wouldBeDeleted : .deleted)
        var lines = [
            Toned(
                say(
                    CareWords.purgedCalls,
                    [
                        "verb": verb, "calls": "\(purge.calls)", "events": "\(purge.events)",
                        "families": "\(purge.families)", "reasons": "\(purge.reasons)",
                    ])),
            Toned(
                say(
                    CareWords.purgedRows,
                    [
                        "verb": verb, "duties": "\(purge.duties)",
                        "accesses": "\(purge.accesses)", "rosters": "\(purge.rosters)",
                    ])),
        ]
        if purge.held > 0 {
            lines.append(Toned(say(CareWords.keptCalls, ["held": "\(purge.held)"])))
        }
        if purge.overwritten == false {
            lines.append(Toned(say(CareWords.notOverwritten), .trouble))
        }
        if purge.spooled > 0 {
            lines.append(Toned(say(CareWords.spooled, ["count": "\(purge.spooled)"]), .caution))
        }
        if !purge.backups.isEmpty {
            lines.append(Toned(say(purge.dryRun ? CareWords.copiesWould : .copiesDid), .caution))
            lines += purge.backups.map { copy in
                Toned("  " + say(CareWords.copyMade, ["path": copy.path, "made": copy.made]))
            }
            lines.append(Toned(say(CareWords.copiesAdvice)))
        }
        toned = Toned(lines: lines)
    }
}
