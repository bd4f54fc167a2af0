import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What `roster check` answers.
struct RosterCheckReport {
    let document: RosterCheckDocument
    let toned: Toned
    let status: ExitStatus

    /// `strict` makes warnings count too, all but `short-rest`.
    init(
        _ reading: RosterReading, strict: Bool, load: RosterLoadReport? = nil,
        in language: WrittenLanguage = .english
    ) {
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
        let counts: [Toned] = [
            RosterCheckReport.count(errors, .oneError, .errors, .trouble, language), ", ",
            RosterCheckReport.count(alarms, .oneAlarm, .alarms, .trouble, language), ", ",
            RosterCheckReport.count(warnings, .oneWarning, .warnings, .caution, language),
        ]
        var summary = Toned()
        for part in counts { summary.append(part) }
        summary.append(" (sha256 \(reading.sha256.prefix(12)))", .aside)
        toned = Toned(
            lines: reading.problems.map { Toned($0) } + [summary]
                + (load.map { ["", Toned($0.text)] } ?? []))
        let counted = reading.problems.contains { problem in
            switch problem.severity {
            case .error, .alarm: true
            case .warning: strict && problem.code != .shortRest
            }
        }
        status = counted ? .answerIsNo : .done
    }

    var text: String { toned.text }

    private static func count(
        _ count: Int, _ one: DutyWords, _ many: DutyWords, _ tone: Tone, _ say: WrittenLanguage
    ) -> Toned {
        let words = count == 1 ? say(one) : say(many, ["count": "\(count)"])
        return Toned(words, count > 0 ? tone : nil)
    }
}

extension Toned {
    /// A problem's line, its severity to be seen at a glance.
    init(_ problem: OnCallRoster.Problem) {
        let tone: Tone = problem.severity == .warning ? .caution : .trouble
        let code = "[\(problem.code.rawValue)]"
        self = """
            \("\(problem.place):", .heading) \("\(problem.severity.rawValue):", tone) \
            \(problem.message) (\(problem.fix)) \(code, .aside)
            """
    }
}
