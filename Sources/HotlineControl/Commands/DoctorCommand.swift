import ArgumentParser
import HotlineAPI

/// `doctor`
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check an installation, and say what to mend.",
        discussion: """
            Looks at everything that a new installation gets wrong, from the settings to the copies of \
            the log, with or without a daemon; the worst comes first. Ask as root: others may not look \
            at secrets and log. It mends nothing by itself. Exit 1 if anything is to be mended. \
            docs/doctor.md.
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let findings = try Doctor(daemon: daemon).findings()
            let document = DoctorDocument(findings: findings.map(\.told))
            try format.show(document, text: DoctorText(document).text)
            return findings.allSatisfy(\.isGood) ? .done : .answerIsNo
        }
    }
}

/// What was found, a line each, and how much of it is to be mended.
struct DoctorText {
    let text: String

    init(_ document: DoctorDocument) {
        let lines = document.findings.map {
            "\($0.good ? "ok  " : "mend")  \($0.about): \($0.message)"
        }
        let bad = document.findings.count { !$0.good }
        let end =
            bad == 0
            ? "nothing is to be mended"
            : "\(counted(bad, "finding is", "findings are")) to be mended, the worst is the "
                + "first line"
        text = (lines + [end]).joined(separator: "\n")
    }
}
