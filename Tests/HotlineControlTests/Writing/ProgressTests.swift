import HotlineTexts
import Synchronization
import Testing

@testable import HotlineControl

/// The line that long work shows at a terminal.
@Suite struct ProgressTests {
    /// What was sent to the terminal.
    private final class Screen: Sendable {
        private let sent = Mutex<[String]>([])

        var texts: [String] { sent.withLock { $0 } }

        func write(_ text: String) { sent.withLock { $0.append(text) } }
    }

    private let screen = Screen()

    private func progress(_ what: String = "the log is copied") -> Progress {
        Progress(what) { [screen] in screen.write($0) }
    }

    @Test func `short work shows nothing`() {
        let progress = progress()
        progress.show(after: .milliseconds(900), width: 80)
        progress.end()
        #expect(screen.texts.isEmpty)
    }

    @Test func `the line is written anew with the time, and wiped away at the end`() {
        let progress = progress()
        progress.show(after: .seconds(1), width: 80)
        progress.tell("12 calls")
        progress.show(after: .seconds(125), width: 80)
        progress.end()
        #expect(
            screen.texts == [
                "\rthe log is copied, 1 s\u{1B}[K",
                "\rthe log is copied, 12 calls, 2 min 5 s\u{1B}[K",
                "\r\u{1B}[K",
            ])
    }

    @Test func `nothing is shown after the end`() {
        let progress = progress()
        progress.end()
        progress.show(after: .seconds(9), width: 80)
        #expect(screen.texts.isEmpty)
    }

    @Test func `the line stays one line, whatever is told and however narrow the terminal is`() {
        let progress = progress("a\nb\u{1B}[2J")
        progress.tell(String(repeating: "x", count: 200))
        progress.show(after: .seconds(3), width: 20)
        #expect(screen.texts == ["\rab\u{FFFD}[2J, xxxxxxxxxxx\u{1B}[K"])
    }
}
