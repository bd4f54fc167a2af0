import CallRouting
import OnCallRoster

// What the log knows of a call, by the definitions of docs/evaluation.md.

extension EvaluationTrait {
    static let answered = EvaluationTrait(
        "answered", .course, "Whether a human was reached", values: "yes, no",
        formula: "t_h exists"
    ) { call, _ in call.outcome == .answered ? "yes" : "no" }

    static let outcomeGroup = EvaluationTrait(
        "outcome_group", .course, "The call's class, in groups",
        values: "answered, gave-up (short or abandoned), failed, unclear (open or unknown)",
        formula: "A; S + B; F; open + unknown"
    ) { call, _ in
        switch call.outcome {
        case .answered: "answered"
        case .short, .abandoned: "gave-up"
        case .failed: "failed"
        case .open, .unknown: "unclear"
        }
    }

    static let outcome = EvaluationTrait(
        "outcome", .course, "The call's class",
        values: "answered, short, abandoned, failed, open, unknown",
        formula: "A, S, B, F, open, unknown; O is their sum"
    ) { call, _ in call.outcome.rawValue }

    static let within60 = EvaluationTrait(
        "within_60_s", .course, "Whether a human was reached within 60 s",
        values: "yes, no, (none) where nobody was reached", formula: "t_h - t0 <= 60 s over A"
    ) { call, _ in
        answeredWait(call).map { $0 <= 60_000 ? "yes" : "no" } ?? none
    }

    static let wait = EvaluationTrait(
        "wait", .course, "Time to human, in classes of seconds",
        values: "0-15, 15-20, 20-30, 30-60, 60-180, 180- (a bound belongs to the class below it), "
            + "(none) where nobody was reached", formula: "t_h - t0 over A"
    ) { call, _ in
        guard let wait = answeredWait(call) else { return none }
        let classes: [(Int64, String)] = [
            (15_000, "0-15"), (20_000, "15-20"), (30_000, "20-30"), (60_000, "30-60"),
            (180_000, "60-180"),
        ]
        return classes.first { wait <= $0.0 }?.1 ?? "180-"
    }

    private static func answeredWait(_ call: EvaluationCall) -> Int64? {
        call.outcome == .answered ? call.wait : nil
    }

    static let legs = EvaluationTrait(
        "legs", .course, "Legs that were rung, in classes", values: "0, 1, 2-3, 4-",
        formula: "legs per call"
    ) { call, _ in
        switch call.legs {
        case ..<1: "0"
        case 1: "1"
        case 2...3: "2-3"
        default: "4-"
        }
    }

    static let step = EvaluationTrait(
        "taken_step", .course, "The step of which somebody took the call",
        values: "1, 2, 3-, (none)", formula: "step of the first accepted leg"
    ) { call, _ in
        guard let step = call.takenStep else { return none }
        return step < 3 ? "\(step)" : "3-"
    }

    static let promise = EvaluationTrait(
        "promise", .course, "The promise to ring back, and what became of it",
        values: "kept, same-day (late, on the same day), broken, (none) where there was none",
        formula: "reached by the deadline; by 24:00 local time or within 8 hours; else"
    ) { call, context in
        guard let promise = call.promise else { return none }
        guard let reached = promise.reached else { return "broken" }
        if reached <= promise.deadline { return "kept" }
        return reached <= CallReport.sameDay(of: call.began, context.zone) ? "same-day" : "broken"
    }

    static let repeated = EvaluationTrait(
        "repeated", .course,
        "Whether the family had an earlier answered call within 30 days; of answered calls",
        values: "yes, no", formula: "repeat calls, 30 d"
    ) { call, _ in sinceAnswer(call).map { $0 <= .days(30) ? "yes" : "no" } ?? "no" }

    static let repeatSpan = EvaluationTrait(
        "repeat_span", .course, "As repeated, with the least span that holds",
        values: "1d (24 hours), 7d, 30d, no", formula: "repeat calls, 24 h, 7 d, 30 d"
    ) { call, _ in
        guard let since = sinceAnswer(call) else { return "no" }
        return [1, 7, 30].first { since <= .days($0) }.map { "\($0)d" } ?? "no"
    }

    private static func sinceAnswer(_ call: EvaluationCall) -> Duration? {
        guard call.outcome == .answered else { return nil }
        return call.earlier.map { call.began - $0 }
    }

    static let enrolled = EvaluationTrait(
        "enrolled", .fact, "Whole months from the family's enrolment to the call, in classes",
        values: "0-2, 3-5, 6-11, 12-23, 24-, (none) where it is not known",
        formula: "since enrolment, by the roster's 'enrolled'"
    ) { call, context in
        guard let months = context.monthsEnrolled(call) else { return none }
        switch months {
        case ..<3: return "0-2"
        case ..<6: return "3-5"
        case ..<12: return "6-11"
        case ..<24: return "12-23"
        default: return "24-"
        }
    }

    static let noted = EvaluationTrait(
        "noted", .fact, "Whether it stands in the case system",
        values: "yes, no, not-relevant, (none) where nobody said"
    ) { call, _ in call.note?.noted?.rawValue ?? none }

    static let followUp = EvaluationTrait(
        "follow_up", .fact, "Whether a follow-up is wanted", values: "yes, no, (none)"
    ) { call, _ in said(call.note?.followUp) }

    static let caseworker = EvaluationTrait(
        "caseworker", .fact, "Whether the caseworker is to be told", values: "yes, no, (none)"
    ) { call, _ in said(call.note?.caseworker) }

    private static func said(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? none }

    static let went = EvaluationTrait(
        "went", .fact, "How it went, by the consultant", values: "codes of the settings, (none)"
    ) { call, _ in call.note?.went ?? none }

    static let otherwise = EvaluationTrait(
        "would_have_rung", .fact, "Whom the family would have rung",
        values: "codes of the settings, (none)"
    ) { call, _ in call.note?.otherwise ?? none }

    /// In the order of the file's columns; `themes` and `done` follow them.
    static let facts = [
        answered, outcomeGroup, outcome, within60, wait, legs, step, promise, repeated, repeatSpan,
        enrolled, noted, followUp, caseworker, went, otherwise,
    ]

    /// Whether a code stands in one of a note's two lists.
    static func code(_ code: String, in list: EvaluationCodeList) -> EvaluationTrait {
        EvaluationTrait(
            "\(list.rawValue):\(code)", .fact, "Whether the note says so", values: "yes, no"
        ) { call, _ in list.codes(call).contains(code) ? "yes" : "no" }
    }
}

/// A list of which a note may have several codes.
enum EvaluationCodeList: String, CaseIterable, Sendable {
    case themes, done

    func codes(_ call: EvaluationCall) -> [String] {
        switch self {
        case .themes: call.note?.themes ?? []
        case .done: call.note?.done ?? []
        }
    }

    var meaning: String {
        switch self {
        case .themes: "What the call was about"
        case .done: "What was done"
        }
    }
}
