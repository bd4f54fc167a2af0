package import CallRouting
package import OnCallRoster

/// Calls counted, by the definitions of docs/evaluation.md.
package struct Tally: Hashable, Sendable {
    /// Calls by their class; their sum is what was offered.
    package private(set) var classes: [Outcome: Int] = [:]
    /// Failed calls whose caller asked by key to be rung back.
    package private(set) var promisedByKey = 0
    /// Ended by the caller, without a human, within 30 s; to compare with others' figures.
    package private(set) var shortOf30 = 0
    /// Milliseconds from t0 to a human, in no order.
    package private(set) var waits: [Int64] = []
    package private(set) var legs = 0
    package private(set) var rung = 0
    package private(set) var takenByFirstStep = 0
    /// Promises whose deadline is past, or that were kept before it.
    package private(set) var promisesDue = 0
    package private(set) var promisesKept = 0
    package private(set) var promisesSameDay = 0
    package private(set) var promisesOpen = 0
    /// Answered calls with an earlier answered call of the same family within a span.
    package private(set) var repeats: [Span: Int] = [:]
    package private(set) var families: Set<String> = []

    package enum Span: Int, CaseIterable, Sendable {
        case day = 1
        case week = 7
        case month = 30
    }

    package init() {}

    /// - Parameters:
    ///   - earlier: When the family's latest answered call before this one began.
    ///   - sameDayUntil: Until when reaching the family is "the same day".
    ///   - now: By which open promises are judged.
    package mutating func count(
        _ call: CountedCall, earlier: Instant?, sameDayUntil: Instant, now: Instant
    ) {
        classes[call.outcome, default: 0] += 1
        if let family = call.family, call.kind == .family { families.insert(family) }
        if call.outcome == .short || call.outcome == .abandoned,
            call.length ?? .max < Tally.thirtySeconds
        {
            shortOf30 += 1
        }
        if call.outcome == .answered, let wait = call.wait { waits.append(wait) }
        legs += call.legs
        if call.legs > 0 { rung += 1 }
        if call.firstStepTookIt { takenByFirstStep += 1 }
        if call.outcome == .answered, let earlier {
            for span in Span.allCases where call.began - earlier <= .days(span.rawValue) {
                repeats[span, default: 0] += 1
            }
        }
        if let promise = call.promise { count(promise, sameDayUntil, now) }
    }

    private mutating func count(_ promise: CountedPromise, _ sameDay: Instant, _ now: Instant) {
        if promise.byKey { promisedByKey += 1 }
        guard promise.reached != nil || promise.deadline <= now else {
            promisesOpen += 1
            return
        }
        promisesDue += 1
        if let reached = promise.reached {
            if reached <= promise.deadline { promisesKept += 1 }
            if reached <= sameDay { promisesSameDay += 1 }
        }
    }

    private static let thirtySeconds: Int64 = 30_000

    package var offered: Int { classes.values.reduce(0, +) }

    package func of(_ outcome: Outcome) -> Int { classes[outcome] ?? 0 }

    /// Short calls are no measure of the line.
    package var measured: Int { offered - of(.short) }

    /// What evaluation.md asserts of every report.
    package var identityHolds: Bool {
        offered
            == of(.short) + of(.answered) + of(.abandoned) + of(.failed) + of(.open) + of(.unknown)
    }
}

/// Of `count` among `total`: the interval in which the true share lies with 95 % certainty, by
/// Wilson's score (E. B. Wilson, 1927); `nil` without any.
package struct Share: Hashable, Sendable {
    package let value: Double
    package let low: Double
    package let high: Double

    package init?(_ count: Int, of total: Int) {
        guard total > 0, (0...total).contains(count) else { return nil }
        let (n, z) = (Double(total), 1.959963984540054)
        let share = Double(count) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let width =
            z / (1 + z * z / n)
            * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        value = share
        low = count == 0 ? 0 : max(0, middle - width)
        high = count == total ? 1 : min(1, middle + width)
    }
}

/// Waits in their order.
package struct Waits: Hashable, Sendable {
    private let sorted: [Int64]

    package init(_ waits: [Int64]) {
        sorted = waits.sorted()
    }

    package var count: Int { sorted.count }

    /// The nearest rank: the least wait that so many percent of all do not exceed.
    package func percentile(_ percent: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[max(1, rank) - 1]
    }

    package var most: Int64? { sorted.last }

    package var mean: Double? {
        sorted.isEmpty ? nil : Double(sorted.reduce(0, +)) / Double(sorted.count)
    }

    /// Of the slowest tenth, one call at least.
    package var meanOfSlowestTenth: Double? {
        guard !sorted.isEmpty else { return nil }
        let slowest = sorted.suffix((sorted.count + 9) / 10)
        return Double(slowest.reduce(0, +)) / Double(slowest.count)
    }

    package func within(_ milliseconds: Int64) -> Int {
        sorted.partitionPoint { $0 > milliseconds }
    }
}
