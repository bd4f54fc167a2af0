/// How long a step may ring (roster-format, *max-wait*), in whole seconds, as gateways are told.
///
/// The plan of a call and the proof that a plan reaches a person count by this one rule.
package struct RingBudget: Hashable, Sendable {
    /// What is left of `max-wait`; below zero once it is over.
    package private(set) var remainingSeconds: Int
    /// Kept back for the last resort while that has not been rung.
    package let lastResortSeconds: Int
    package private(set) var lastResortRung: Bool

    /// No step is begun for less than this, unless the roster itself gives it less.
    package static let shortestRing = 5
    /// What the roster's reader lets `max-wait` be at most.
    static let longestMaxWait: Duration = .hours(1)

    package init(remainingSeconds: Int, lastResortSeconds: Int, lastResortRung: Bool = false) {
        self.remainingSeconds = remainingSeconds
        self.lastResortSeconds = lastResortSeconds
        self.lastResortRung = lastResortRung
    }

    package init(of routing: Routing) {
        let lastResort = routing.effectiveSteps.first { $0.ring == .lastResort }
        self.init(
            remainingSeconds: routing.maxWait.wholeSeconds,
            lastResortSeconds: lastResort?.ringTime.wholeSeconds ?? 0)
    }

    package enum Allowance: Hashable, Sendable {
        case ring(seconds: Int)
        /// The time that is left belongs to the last resort: every step before it is passed over.
        case lastResortOnly
        /// The time that is left belongs to the promise.
        case over
    }

    /// What is left for the steps before the last resort; all that is left once it was rung.
    package var secondsBeforeLastResort: Int {
        lastResortRung ? remainingSeconds : remainingSeconds - lastResortSeconds
    }

    /// What a step of so many seconds gets of the time that is left.
    package func allowance(forStepOf seconds: Int, isLastResort: Bool) -> Allowance {
        let ring = min(seconds, isLastResort ? remainingSeconds : secondsBeforeLastResort)
        if ring < RingBudget.shortestRing && ring < seconds {
            if lastResortRung { return .over }
            if !isLastResort { return .lastResortOnly }
        }
        // Nobody hears the promise before the last resort was rung, however late it is.
        return .ring(seconds: max(ring, min(seconds, RingBudget.shortestRing)))
    }

    /// A step has rung, and nobody answered.
    package mutating func spend(_ seconds: Int, isLastResort: Bool) {
        remainingSeconds -= seconds
        lastResortRung = lastResortRung || isLastResort
    }
}
