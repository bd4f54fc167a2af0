import ArgumentParser
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// The group of `export` commands.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write data sets.",
        discussion: """
            Examples:
              hotlinectl export evaluation --from 2026-01-01 --to 2027-01-01 --out export
            """,
        subcommands: [ExportEvaluationCommand.self])
}

/// `export evaluation`
struct ExportEvaluationCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluation",
        abstract: "Write a pseudonymised data set with its codebook: CSV and SQLite.",
        discussion: """
            Of whole quarters that are over. Families bear pseudonyms of a key that is made for this \
            export and kept nowhere; a study's exports share a key, which is deleted when the study \
            ends. What the files tell and what they do not: docs/evaluation-export.md.

            Examples:
              hotlinectl export evaluation --from 2026-01-01 --to 2027-01-01 --out export
              hotlinectl export evaluation --from 2026-01-01 --to 2026-04-01 --out q1 \\
                  --study vive-3 --study-ends 2029-01-01
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("The first day of a quarter, in the roster's zone.", valueName: "D"),
        transform: Moment.parseDate)
    var from: CivilDate

    @Option(
        help: ArgumentHelp("The day after the last of a quarter.", valueName: "D"),
        transform: Moment.parseDate)
    var to: CivilDate

    @Option(
        help: ArgumentHelp("A folder that is new, or empty.", valueName: "dir"),
        completion: .directory)
    var out: String

    @Option(
        help: ArgumentHelp(
            "Name families by this study's key, as all its exports do.", valueName: "name"))
    var study: String?

    @Option(
        help: ArgumentHelp(
            "Of a new study: the day at whose beginning its key is deleted.", valueName: "D"),
        transform: Moment.parseDate)
    var studyEnds: CivilDate?

    @Option(help: "text or json: what is told of the files.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        guard from < to else {
            throw ValidationError(.period, ["from": "\(from)", "to": "\(to)"])
        }
        guard studyEnds == nil || study != nil else {
            throw ValidationError(.studyEnds)
        }
    }

    func run() throws {
        try reporting {
            let folder = try EvaluationFolder(path: out)
            let question = EvaluationQuestion(
                from: "\(from)", to: "\(to)", study: study, studyEnds: studyEnds.map { "\($0)" })
            let client = try daemon.client()
            let answer = try writing.whileShowing(.export) { _ in
                try client.exportEvaluation(question)
            }
            let document = try DaemonClient.read(EvaluationDocument.self, from: answer)
            let manifest = try writing.whileShowing(.exportFiles) { _ in
                try folder.write(document)
            }
            try format.show(manifest, text: manifest.text(in: out))
            return .done
        }
    }
}

extension DaemonClient {
    /// A pseudonymised data set.
    func exportEvaluation(_ question: EvaluationQuestion) throws(Failure) -> JSONDocument {
        try ask(
            "POST", "/api/v1/exports/evaluation", body: DaemonClient.document(of: question))
    }
}

extension EvaluationManifest {
    fileprivate func text(in folder: String) -> String {
        let told = periods.filter { $0.state == "told" }.map(\.period)
        var lines = [
            "\(folder): \(files.count + 1) files, "
                + "\(files.first { $0.name == "calls.csv" }?.rows ?? 0) calls"
        ]
        lines.append(
            told.isEmpty
                ? "No period has families enough to be told of (smallest cell: \(smallestCell))"
                : "Told of: " + told.joined(separator: ", "))
        for period in periods where period.state != "told" {
            lines.append("Not told of: \(period.period) (\(period.state))")
        }
        lines.append("What the columns mean: codebook.md")
        return lines.joined(separator: "\n")
    }
}
