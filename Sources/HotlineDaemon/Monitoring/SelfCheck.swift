import Dispatch
import NIOCore
import Synchronization

/// Whether what calls are answered by still works. Each part is asked apart and never waited for,
/// so that a part that hangs is told rather than shared.
///
/// What the disk keeps from working is not looked for: a restart would not mend it, and calls are
/// answered meanwhile (docs/decisions/0014).
final class SelfCheck: Sendable {
    enum Part: String, Sendable, CaseIterable {
        case eventLoops = "event-loops"
        case decisions, sweeper

        /// What stands when it hangs, and what to do.
        var reason: String {
            let what =
                switch self {
                case .eventLoops: "an event loop does not turn, requests are not read"
                case .decisions: "no decision can be taken, calls are not answered"
                case .sweeper: "calls whose end never came are not swept"
                }
            return what
                + ": the service manager starts the daemon anew; where none does, restart it"
        }
    }

    /// Asks a part, and calls back when it has answered, from whatever thread.
    struct Question: Sendable {
        let part: Part
        let ask: @Sendable (_ answered: @escaping @Sendable () -> Void) -> Void
    }

    private struct State {
        /// Those of `questions` that were put and not answered yet.
        var open: Set<Int> = []
        var isAsked = false
        var hanging: [Part] = []
        var lastGood: ContinuousClock.Instant?
    }

    private let questions: [Question]
    private let sweeperIsOnTime: @Sendable (ContinuousClock.Instant) -> Bool
    private let state = Mutex(State())

    /// - Parameter sweeperIsOnTime: At an instant.
    init(
        _ questions: [Question],
        sweeperIsOnTime: @escaping @Sendable (ContinuousClock.Instant) -> Bool
    ) {
        self.questions = questions
        self.sweeperIsOnTime = sweeperIsOnTime
    }

    /// Judges what was asked at the look before, and asks anew; `nil` at the first look.
    func look(at now: ContinuousClock.Instant) -> [Part]? {
        let sweeperIsLate = !sweeperIsOnTime(now)
        let (verdict, unasked) = state.withLock { state -> ([Part]?, [Int]) in
            defer { state.isAsked = true }
            let silent = Set(state.open.map { questions[$0].part })
            state.hanging = Part.allCases.filter {
                silent.contains($0) || $0 == .sweeper && sweeperIsLate
            }
            if state.isAsked, state.hanging.isEmpty { state.lastGood = now }
            // What has not answered is not asked again: nothing piles up behind it.
            let unasked = questions.indices.filter { !state.open.contains($0) }
            state.open.formUnion(unasked)
            return (state.isAsked ? state.hanging : nil, unasked)
        }
        for index in unasked {
            questions[index].ask { [self] in state.withLock { _ = $0.open.remove(index) } }
        }
        return verdict
    }

    /// What was found hanging at the latest look.
    var hanging: [Part] { state.withLock { $0.hanging } }

    /// Since the latest look that found nothing hanging; `nil` before the first.
    func sinceGood(at now: ContinuousClock.Instant) -> Duration? {
        state.withLock { $0.lastGood }.map { $0.duration(to: now) }
    }
}

extension SelfCheck.Question {
    /// Whether a loop turns.
    static func turning(_ loop: any EventLoop) -> SelfCheck.Question {
        SelfCheck.Question(part: .eventLoops) { answered in loop.execute(answered) }
    }

    /// Whether decisions are taken. A thread of its own waits for that.
    static func deciding(_ switchboard: Switchboard) -> SelfCheck.Question {
        let queue = DispatchQueue(label: "self-check")
        return SelfCheck.Question(part: .decisions) { answered in
            queue.async {
                switchboard.waitForTurn()
                answered()
            }
        }
    }
}
