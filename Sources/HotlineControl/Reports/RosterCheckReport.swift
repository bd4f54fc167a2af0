import HotlineAPI
import OnCallRoster

/// What `roster check` answers.
struct RosterCheckReport {
    let document: RosterCheckDocument
    let text: String
    let status: ExitStatus

    /// `strict` makes warnings count too, all but `short-rest`.
    init(_ reading: RosterReading, strict: Bool, load: RosterLoadReport? = nil) {
        let (errors, alarms, warnings) = (
            reading.count(.error), reading.count(.alarm), reading.count(.warning)
        )
        document = RosterCheckDocument(
            errors: errors, alarms: alarms, warnings: warnings, sha256: reading.sha256,
            problems: reading.problems.map { problem in
                RosterCheckDocument.Finding(
                    severity: problem.severity.rawValue, code: problem.code.rawValue,
                    file: problem.place.file, line: problem.place.line,
                    column: problem.place.column, message: problem.message, fix: problem.fix)
            }, load: load?.document)
        let counts = [(errors, "error"), (alarms, "alarm"), (warnings, "warning")].map {
            "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")"
        }
        let summary =
            "\(counts.joined(separator: ", ")) (sha256 \(reading.sha256.prefix(12)))"
        text =
            (reading.problems.map(\.description) + [summary] + (load.map { ["", $0.text] } ?? []))
            .joined(separator: "\n")
        let counted = reading.problems.contains { problem in
            switch problem.severity {
            case .error, .alarm: true
            case .warning: strict && problem.code != .shortRest
            }
        }
        status = counted ? .answerIsNo : .done
    }
}
