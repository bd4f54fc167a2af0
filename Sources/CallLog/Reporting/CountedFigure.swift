import CallRouting
package import OnCallRoster

/// The figures that are counted in calls, by their names in a report: one place says which calls
/// each of them counts.
package enum CountedFigure: String, CaseIterable, Sendable {
    case offered, short, answered, abandoned, failed, open, unknown
    case failedByKey = "failed-by-key"
    case shortOf30 = "short-30"
    case abandonedAfter30 = "abandoned-after-30"
    case measured
    case within15 = "service-level-15"
    case within20 = "service-level-20"
    case within60 = "service-level-60"
    case within180 = "service-level-180"
    case rung = "legs-per-call"
    case takenByFirstStep = "first-step-answer-rate"
    case repeatedInADay = "repeat-1d"
    case repeatedInAWeek = "repeat-7d"
    case repeatedInAMonth = "repeat-30d"
    case promisesDue = "promises-due"
    case promisesKept = "promise-kept"
    case promisesBroken = "promise-broken"
    case promisesSameDay = "promise-same-day"
    case promisesOpen = "promises-open"
    case ofFamilies = "families"

    /// What figures need to know beside the call itself.
    package struct Context: Sendable {
        /// When the family's latest answered call before this one began.
        package var earlier: Instant?
        /// Until when reaching the family is "the same day".
        package var sameDayUntil: Instant
        /// By which open promises are judged.
        package var now: Instant

        package init(earlier: Instant?, sameDayUntil: Instant, now: Instant) {
            self.earlier = earlier
            self.sameDayUntil = sameDayUntil
            self.now = now
        }
    }

    /// The figure of a report's name; a rate counts the calls above its line.
    package static func named(_ name: String) -> CountedFigure? {
        if let figure = CountedFigure(rawValue: name) { return figure }
        switch name {
        case "answer-rate": return .answered
        case "abandonment-rate": return .abandoned
        case "failure-rate": return .failed
        default: return name.hasPrefix("time-to-human-") ? .answered : nil
        }
    }

    /// Whether the figure counts an offered call.
    package func counts(_ call: CountedCall, _ context: Context) -> Bool {
        switch self {
        case .offered: true
        case .short: call.outcome == .short
        case .answered: call.outcome == .answered
        case .abandoned: call.outcome == .abandoned
        case .failed: call.outcome == .failed
        case .open: call.outcome == .open
        case .unknown: call.outcome == .unknown
        case .failedByKey: call.promise?.byKey ?? false
        case .shortOf30: call.gaveUp && call.length ?? .max < 30_000
        case .abandonedAfter30: call.gaveUp && call.length ?? 0 >= 30_000
        case .measured: call.outcome != .short
        case .within15: call.isAnswered(within: 15_000)
        case .within20: call.isAnswered(within: 20_000)
        case .within60: call.isAnswered(within: 60_000)
        case .within180: call.isAnswered(within: 180_000)
        case .rung: call.legs > 0
        case .takenByFirstStep: call.firstStepTookIt
        case .repeatedInADay: call.isRepeated(within: .days(1), context)
        case .repeatedInAWeek: call.isRepeated(within: .days(7), context)
        case .repeatedInAMonth: call.isRepeated(within: .days(30), context)
        case .promisesDue: call.promise?.isDue(context) ?? false
        case .promisesKept: call.promise?.isKept ?? false
        case .promisesBroken:
            call.promise.map { $0.isDue(context) && !$0.isKept } ?? false
        case .promisesSameDay:
            call.promise?.reached.map { $0 <= context.sameDayUntil } ?? false
        case .promisesOpen: call.promise.map { !$0.isDue(context) } ?? false
        case .ofFamilies: call.family != nil && call.kind == .family
        }
    }
}

extension CountedCall {
    /// Ended by the caller before a human came.
    fileprivate var gaveUp: Bool { outcome == .short || outcome == .abandoned }

    fileprivate func isAnswered(within milliseconds: Int64) -> Bool {
        outcome == .answered && wait ?? .max <= milliseconds
    }

    fileprivate func isRepeated(
        within span: Duration, _ context: CountedFigure.Context
    ) -> Bool {
        outcome == .answered && (context.earlier.map { began - $0 <= span } ?? false)
    }
}

extension CountedPromise {
    /// Its deadline is past, or it was kept before.
    fileprivate func isDue(_ context: CountedFigure.Context) -> Bool {
        reached != nil || deadline <= context.now
    }

    fileprivate var isKept: Bool { reached.map { $0 <= deadline } ?? false }
}
