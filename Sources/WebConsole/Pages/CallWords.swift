import HotlineAPI
import HotlineTexts
import OnCallRoster

// What is said of a call, by the words of its documents.

extension ConsoleWords {
    func reference(_ number: Int) -> String {
        self(CallsText.callReference, ["number": String(number)])
    }

    func outcome(_ word: String) -> String {
        let outcomes: [String: CallsText] = [
            "open": .outcomeOpen, "answered": .outcomeAnswered, "short": .outcomeShort,
            "abandoned": .outcomeAbandoned, "failed": .outcomeFailed, "unknown": .outcomeUnknown,
        ]
        return outcomes[word].map { self($0) } ?? word
    }

    /// A span between two instants of a call; `nil` where one of them is not known.
    func span(from start: String, to end: String?) -> String? {
        guard let start = Instant(rfc3339: start), let end = end.flatMap({ Instant(rfc3339: $0) })
        else { return nil }
        return span(milliseconds: end.milliseconds - start.milliseconds)
    }

    private func span(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1000
        let values = ["minutes": String(seconds / 60), "seconds": String(seconds % 60)]
        return self(seconds < 60 ? TimeText.timeSeconds : TimeText.timeMinutes, values)
    }
}

extension ConsoleNames {
    /// The institution of a caller, else their municipality.
    func place(of caller: CallerFacts) -> String? {
        caller.institution.map { institution($0) } ?? caller.municipality.map { municipality($0) }
    }
}
