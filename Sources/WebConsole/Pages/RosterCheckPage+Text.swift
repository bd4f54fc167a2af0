import HotlineTexts
import OnCallRoster

// The text that was checked, line by line.

extension RosterCheckPage {
    /// As many lines before and after a line with a problem, and as long a line, as are shown.
    static let around = 2
    static let mostLine = 300

    struct TextView {
        let lead: String?
        let runs: [Run]
        let trailing: String?
        /// The lines that are shown and have a problem.
        private let marked: Set<Int>

        /// Lines that follow each other.
        struct Run {
            let first: Int
            /// How many lines are left out before them; `nil`: none.
            let leftOut: String?
            let lines: [LineView]
        }

        struct LineView {
            let content: String
            let isFlawed: Bool
            let anchor: String
            let marks: [Mark]
        }

        /// Leads to a problem of the line.
        struct Mark {
            let problem: String
            let name: String
        }

        /// Whether a place is marked in the text.
        func shows(_ place: Place, in file: String) -> Bool {
            place.file == file && marked.contains(place.line)
        }
    }
}

extension RosterCheckPage.TextView {
    /// - Parameter problems: Those that the page tells, in its order.
    init(
        _ outcome: RosterCheckPage.Outcome, _ problems: [Problem], _ words: ConsoleWords
    ) {
        let source = SourceLines(outcome.text)
        var marks: [Int: [Mark]] = [:]
        for (index, problem) in problems.enumerated()
        where problem.place.file == outcome.file && source.has(problem.place.line) {
            marks[problem.place.line, default: []].append(
                Mark(
                    problem: "#problem-\(index + 1)", name: words.label(of: problem, index + 1)))
        }
        let shown = source.shown(marked: Set(marks.keys))
        marked = Set(marks.keys).intersection(shown)
        var runs: [Run] = []
        var end = 1
        func left(before line: Int) -> String? {
            line > end
                ? words(RosterCheckText.rosterCheckLinesLeft, ["count": String(line - end)]) : nil
        }
        for line in shown {
            let view = LineView(
                content: source[line], isFlawed: marks[line] != nil, anchor: "line-\(line)",
                marks: marks[line] ?? [])
            if let last = runs.last, line == end {
                runs[runs.count - 1] = Run(
                    first: last.first, leftOut: last.leftOut, lines: last.lines + [view])
            } else {
                runs.append(Run(first: line, leftOut: left(before: line), lines: [view]))
            }
            end = line + 1
        }
        self.runs = runs
        trailing = runs.isEmpty ? nil : left(before: source.count + 1)
        let isWhole = shown.count == source.count
        let count = ["count": String(source.count)]
        lead =
            isWhole
            ? nil
            : words(
                runs.isEmpty
                    ? RosterCheckText.rosterCheckLinesGood : RosterCheckText.rosterCheckLinesSome,
                count)
    }
}

/// A text in lines, counted from 1. They end as the checker's lines do in files as they are
/// written: with LF, or CR and LF.
private struct SourceLines {
    private let lines: [Substring.UTF8View]

    init(_ text: String) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    var count: Int { lines.count }

    func has(_ line: Int) -> Bool { (1...max(count, 1)).contains(line) && count > 0 }

    /// A line as a page shows it: its end cut off where it is very long, control characters as
    /// pictures of them.
    subscript(line: Int) -> String {
        let whole = Substring(lines[line - 1]).unicodeScalars
        let cut = whole.prefix(RosterCheckPage.mostLine)
        var shown = String.UnicodeScalarView()
        for (index, scalar) in zip(cut.indices, cut) {
            let isEnd = scalar == "\r" && cut.index(after: index) == whole.endIndex
            if isEnd { continue }
            let isControl = scalar.value < 0x20 && scalar != "\t"
            shown.append(
                isControl ? Unicode.Scalar(0x2400 + scalar.value) ?? scalar : scalar)
        }
        return String(shown) + (cut.endIndex < whole.endIndex ? " …" : "")
    }

    /// All lines if they fit; else those that are marked, with some around each, as far as they
    /// fit. Sorted.
    func shown(marked: Set<Int>) -> [Int] {
        func cost(_ line: Int) -> Int {
            PageRoom.bytes(of: self[line]) + 28 + (marked.contains(line) ? 120 : 0)
        }
        var room = RosterCheckPage.mostText
        for line in 0..<count {
            room -= cost(line + 1)
            if room < 0 { break }
        }
        guard room < 0 else { return count == 0 ? [] : Array(1...count) }
        room = RosterCheckPage.mostText
        var shown: Set<Int> = []
        for mark in marked.sorted() {
            let lines = (mark - RosterCheckPage.around...mark + RosterCheckPage.around)
                .filter { has($0) && !shown.contains($0) }
            room -= lines.reduce(90) { $0 + cost($1) }
            guard room >= 0 else { break }
            shown.formUnion(lines)
        }
        return shown.sorted()
    }
}
