import Dispatch
import Synchronization

/// Work handed to the log's writer: its result once it is committed, or has failed.
package final class Submission: Sendable {
    typealias Result = Swift.Result<Int64, LogError>

    private struct State {
        var result: Result?
        var observers: [@Sendable (Result) -> Void] = []
    }

    private let state = Mutex(State())
    /// When it was handed over.
    let began = ContinuousClock.now

    /// The event's number in the log, once the commit that holds it is on disk.
    ///
    /// A cancelled wait ends at once with `LogError.Kind.waitGivenUp`; the work itself goes on, so
    /// it may be waited for again.
    package func seq() async throws(LogError) -> Int64 {
        let waiter = Waiter()
        observe { waiter.finish($0) }
        let result: Result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result, Never>) in
                waiter.park(continuation)
            }
        } onCancel: {
            waiter.finish(.failure(.waitGivenUp))
        }
        return try result.get()
    }

    /// As `seq()`, for as long as the patience lasts; then `LogError.Kind.waitGivenUp`.
    package func seq(within patience: Patience) async throws(LogError) -> Int64 {
        let waiter = Waiter()
        observe { waiter.finish($0) }
        let result: Result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result, Never>) in
            waiter.park(continuation)
            patience.watch(waiter)
        }
        return try result.get()
    }

    /// Told once whether the work was done: on the writer's thread, or at once where it is over.
    package func whenSettled(_ body: @escaping @Sendable (_ isDone: Bool) -> Void) {
        observe { result in
            if case .success = result { body(true) } else { body(false) }
        }
    }

    /// Holds the thread until the work is done.
    func block() throws(LogError) -> Int64 {
        let done = DispatchSemaphore(value: 0)
        observe { _ in done.signal() }
        done.wait()
        let result: Result = state.withLock { $0.result } ?? .failure(.closed)
        return try result.get()
    }

    func settle(_ result: Result) {
        let observers: [@Sendable (Result) -> Void] = state.withLock { state in
            state.result = result
            let observers = state.observers
            state.observers = []
            return observers
        }
        for observer in observers { observer(result) }
    }

    private func observe(_ observer: @escaping @Sendable (Result) -> Void) {
        let result: Result? = state.withLock { state in
            if state.result == nil { state.observers.append(observer) }
            return state.result
        }
        if let result { observer(result) }
    }
}

/// How long events wait for their commit. One timer serves all who wait: an event has no other
/// cost of it than standing in a queue.
package final class Patience: Sendable {
    private struct Wait: Sendable {
        let deadline: ContinuousClock.Instant
        let waiter: Waiter
    }

    private struct State: Sendable {
        /// In the order of their deadlines, for all have the same limit.
        var waits: [Wait] = []
        var isTimed = false
    }

    private let limit: Duration
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "patience")

    package init(_ limit: Duration) {
        self.limit = limit
    }

    fileprivate func watch(_ waiter: Waiter) {
        let needsTimer = state.withLock { state in
            state.waits.append(Wait(deadline: .now + limit, waiter: waiter))
            defer { state.isTimed = true }
            return !state.isTimed
        }
        if needsTimer { look(in: limit) }
    }

    private func look(in time: Duration) {
        let nanoseconds = max(0, Int(time / .nanoseconds(1)))
        queue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { self.endOverdue() }
    }

    private func endOverdue() {
        let now = ContinuousClock.now
        let (overdue, next) = state.withLock { state in
            let left = state.waits.firstIndex { $0.deadline > now && !$0.waiter.isFinished }
            let overdue = state.waits[..<(left ?? state.waits.count)].map(\.waiter)
            state.waits.removeFirst(overdue.count)
            state.isTimed = left != nil
            return (overdue, state.waits.first?.deadline)
        }
        for waiter in overdue { waiter.finish(.failure(.waitGivenUp)) }
        if let next { look(in: next - now) }
    }
}

/// One task waiting once: whichever comes first counts, the result or the end of its patience.
private final class Waiter: Sendable {
    private enum State {
        case early
        case parked(CheckedContinuation<Submission.Result, Never>)
        case finished(Submission.Result)
    }

    private let state = Mutex(State.early)

    var isFinished: Bool {
        state.withLock { if case .finished = $0 { true } else { false } }
    }

    func park(_ continuation: CheckedContinuation<Submission.Result, Never>) {
        let finished: Submission.Result? = state.withLock { state in
            if case .finished(let result) = state { return result }
            state = .parked(continuation)
            return nil
        }
        if let finished { continuation.resume(returning: finished) }
    }

    func finish(_ result: Submission.Result) {
        let parked: CheckedContinuation<Submission.Result, Never>? = state.withLock { state in
            switch state {
            case .early:
                state = .finished(result)
                return nil
            case .parked(let continuation):
                state = .finished(result)
                return continuation
            case .finished:
                return nil
            }
        }
        parked?.resume(returning: result)
    }
}
