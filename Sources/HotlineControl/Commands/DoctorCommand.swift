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
                document, DoctorText(findings, in: writing.language).toned, writing)
            return findings.allSatisfy(\.isGood) ? .done : .answerIsNo
        }
    }
}

/// What was found, a line each, and how much of it is to be mended.
struct DoctorText {
    let toned: Toned

    var text: String { toned.text }

    init(_ findings: [Finding], in language: WrittenLanguage = .english) {
        let bad = findings.count { !$0.isGood }
        let end: Toned =
            switch bad {
            case 0: Toned(language(CareWords.nothingToMend), .good)
            case 1: Toned(language(CareWords.oneToMend))
            default: Toned(language(CareWords.someToMend, ["count": "\(bad)"]))
            }
        let lines = findings.map {
            DoctorText.line($0.severity, $0.about.rawValue, $0.text, in: language)
        }
        toned = Toned(lines: lines + [end])
    }

    /// Whether it is to be mended, what was looked at, and what was found.
    static func line(
        _ severity: DoctorDocument.Severity, _ about: String, _ found: Text,
        in language: WrittenLanguage
    ) -> Toned {
        let tone: Tone =
            switch severity {
            case .ok, .note: .good
            case .mend: .caution
            case .danger: .trouble
            }
        let mark = language(severity < .mend ? CareWords.ok : .mend)
        let gap = String(repeating: " ", count: 6 - mark.count)
        return "\(mark, tone)\(gap)\(language.about(about)): \(language(found))"
    }
}
