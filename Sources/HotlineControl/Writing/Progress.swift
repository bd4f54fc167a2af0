import Glibc
import HotlineTexts
import Synchronization

/// One line on standard error while long work goes on: what is done, how far it has come, and for
/// how long. It is shown on a terminal only, from the first second on, and wiped away at the end.
final class Progress: Sendable {
    private struct State {
        var detail: String?
        var isShown = false
        var isOver = false
    }

    private let what: String
    private let began = ContinuousClock.now
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameter write: Takes what a terminal is to be sent.
    init(_ what: String, write: @escaping @Sendable (String) -> Void) {
        self.what = what
        self.write = write
    }

    /// Tells how far the work has come.
    func tell(_ detail: String) {
        state.withLock { $0.detail = detail }
    }

    /// Shows the line as it is after so long, cut to the terminal's width.
    func show(after elapsed: Duration, width: Int) {
        state.withLock { state in
            guard !state.isOver, elapsed >= .seconds(1) else { return }
            let line = Progress.line(what, state.detail, after: elapsed)
            let told = Terminal.harmless(line).filter { !$0.isNewline }
            write("\r\(told.prefix(max(1, width - 1)))\u{1B}[K")
            state.isShown = true
        }
    }

    /// Wipes the line away; afterwards nothing is shown any more.
    func end() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            (state.isShown, state.isOver) = (false, true)
        }
    }

    private static func line(_ what: String, _ detail: String?, after elapsed: Duration) -> String {
        let (minutes, seconds) = elapsed.components.seconds.quotientAndRemainder(dividingBy: 60)
        let time = minutes > 0 ? "\(minutes) min \(seconds) s" : "\(seconds) s"
        return [what, detail, time].compactMap { $0 }.joined(separator: ", ")
    }

    /// Shows the line twice a second until it has ended.
    fileprivate func showInTime() async {
        while !state.withLock({ $0.isOver }) {
            show(after: began.duration(to: .now), width: Terminal.width)
            try? await Task.sleep(for: .milliseconds(500))
        }
    }
}

extension WritingOptions {
    /// Does long work, and shows meanwhile that it goes on.
    func whileShowing<Value, Problem: Error>(
        _ what: ProgressWords, _ values: [String: String] = [:],
        _ work: (Progress) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        let progress = Progress(language(what, values)) { Terminal.signal($0) }
        defer { progress.end() }
        if Terminal.showsProgress { Task.detached { await progress.showInTime() } }
        return try work(progress)
    }
}
