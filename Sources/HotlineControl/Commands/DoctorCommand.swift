import ArgumentParser
import HotlineAPI
import HotlineTexts

/// `doctor`
struct DoctorCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check an installation, and say what to mend.",
        discussion: """
            Looks at everything that a new installation gets wrong, from the settings to the copies of \
            the log, with or without a daemon; the worst comes first. Ask as root: others may not look \
            at secrets and log. It mends nothing by itself. Exit 1 if anything is to be mended. \
            docs/doctor.md.

            Examples:
              hotlinectl doctor
              hotlinectl doctor --format json
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let findings = try Doctor(daemon: daemon).findings()
            let document = DoctorDocument(findings: findings.map(\.told))
            try format.show(
                document, DoctorText(document, in: writing.language).toned, writing)
            return findings.allSatisfy(\.isGood) ? .done : .answerIsNo
        }
    }
}

/// What was found, a line each, and how much of it is to be mended.
struct DoctorText {
    let toned: Toned

    var text: String { toned.text }

    init(_ document: DoctorDocument, in language: WrittenLanguage = .english) {
        let bad = document.findings.count { !$0.good }
        let end: Toned =
            switch bad {
            case 0: Toned(language(CareWords.nothingToMend), .good)
            case 1: Toned(language(CareWords.oneToMend))
            default: Toned(language(CareWords.someToMend, ["count": "\(bad)"]))
            }
        toned = Toned(lines: DoctorText.lines(document.findings, in: language) + [end])
    }

    /// A line each: whether it is to be mended, what was looked at, and what was found.
    static func lines(
        _ findings: [DoctorDocument.Finding], in language: WrittenLanguage
    ) -> [Toned] {
        findings.map { finding in
            let tone: Tone =
                switch finding.severity {
                case .ok, .note: .good
                case .mend: .caution
                case .danger: .trouble
                }
            let mark = language(finding.good ? CareWords.ok : .mend)
            let gap = String(repeating: " ", count: 6 - mark.count)
            return "\(mark, tone)\(gap)\(finding.about): \(finding.message)"
        }
    }
}
