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

/// One task waiting once: whichever comes first counts, the result or the end of its patience.
private final class Waiter: Sendable {
    private enum State {
        case early
        case parked(CheckedContinuation<Submission.Result, Never>)
        case finished(Submission.Result)
    }

    private let state = Mutex(State.early)

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
