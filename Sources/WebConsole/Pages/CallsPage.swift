package import HotlineAPI
import HotlineTexts

/// *Opkald*: calls, newest first, as they are chosen.
package struct CallsPage: ConsolePage {
    package static let template = ConsoleTemplate.calls
    package static let section: ConsoleSection? = .calls

    /// What is asked for, as it was typed.
    package struct Filter: Sendable {
        package var from = ""
        package var to = ""
        package var institution = ""
        package var state = ""
        package var outcome = ""
        /// Where the page begins; empty: at the newest.
        package var after = ""

        package init() {}

        var isEmpty: Bool { [from, to, institution, state, outcome].allSatisfy(\.isEmpty) }

        /// The page of these choices that begins at another place.
        func path(after: String?) -> String {
            let pairs = [
                ("from", from), ("to", to), ("institution", institution), ("state", state),
                ("outcome", outcome), ("after", after ?? ""),
            ]
            let query = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(escaped($0.1))" }
            return ConsoleSection.calls.path
                + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        }
    }

    /// What cannot be shown as it was asked for.
    package enum Problem: Sendable {
        case badDay(String)
        /// No institution, or several, are named like this.
        case institution(String, fits: [String])
        /// Nobody whom the visitor may see has this reference.
        case notFound(String)
        /// The list has the calls of this reference.
        case several(String)
    }

    /// As many as a page holds.
    package static let mostRows = 40

    package let title: String
    let problem: String?
    let reference: String
    let first: String
    let last: String
    let place: String
    let states: [Option]
    let outcomes: [Option]
    let isFiltered: Bool
    let empty: String?
    let calls: [Call]
    let hasCalls: Bool
    let newest: String?
    let older: String?
    let hasPages: Bool

    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Call {
        let href: String
        let number: Int
        let at: MomentView?
        let caller: String
        let isRehearsal: Bool
        let home: String
        let wait: String
        let outcome: String
    }

    package init(
        _ list: CallList, _ filter: Filter, problem: Problem? = nil, names: ConsoleNames,
        words: ConsoleWords
    ) {
        title = words(CallsText.callsTitle)
        self.problem = problem.map { words.problem($0) }
        switch problem {
        case .notFound(let text), .several(let text): reference = text
        case .badDay, .institution, nil: reference = ""
        }
        (first, last, place) = (filter.from, filter.to, filter.institution)
        states = CallsPage.options(
            [("open", .stateOpen), ("ended", .stateEnded)], chosen: filter.state, words)
        outcomes = CallsPage.options(
            [
                ("answered", .outcomeAnswered), ("short", .outcomeShort),
                ("abandoned", .outcomeAbandoned), ("failed", .outcomeFailed),
                ("unknown", .outcomeUnknown),
            ], chosen: filter.outcome, words)
        isFiltered = !filter.isEmpty || problem != nil
        calls = list.calls.prefix(CallsPage.mostRows).map { Call($0, names, words) }
        hasCalls = !calls.isEmpty
        let isChosen = isFiltered || !filter.after.isEmpty
        empty =
            hasCalls || problem != nil
            ? nil : words(isChosen ? CallsText.callsNoneFiltered : CallsText.callsNone)
        newest = filter.after.isEmpty ? nil : filter.path(after: nil)
        older = list.next.map { filter.path(after: $0) }
        hasPages = newest != nil || older != nil
    }

    private static func options(
        _ options: [(String, CallsText)], chosen: String, _ words: ConsoleWords
    ) -> [Option] {
        let any = Option(value: "", label: words(CallsText.callsAny), isChosen: chosen.isEmpty)
        return [any]
            + options.map { Option(value: $0.0, label: words($0.1), isChosen: $0.0 == chosen) }
    }
}

extension CallsPage.Call {
    init(_ call: CallSummary, _ names: ConsoleNames, _ words: ConsoleWords) {
        href = call.path
        number = call.number
        at = words.moment(call.began)
        caller = words.caller(call.caller, names)
        isRehearsal = call.rehearsal
        home = names.place(of: call.caller) ?? "–"
        wait = words.span(from: call.began, to: call.answered) ?? "–"
        outcome = words.outcome(call.outcome)
    }
}

extension CallSummary {
    /// The page that tells the call.
    var path: String { "/console/calls/\(number)" }
}

extension ConsoleWords {
    fileprivate func problem(_ problem: CallsPage.Problem) -> String {
        switch problem {
        case .badDay(let text): self(AccessText.accessBadDay, ["text": text])
        case .institution(let text, let fits):
            fits.isEmpty
                ? self(CallsText.callsBadInstitution, ["text": text])
                : self(
                    CallsText.callsManyInstitutions,
                    ["names": fits.prefix(8).joined(separator: ", ")])
        case .notFound(let text): self(CallsText.callsFindNone, ["reference": text])
        case .several(let text): self(CallsText.callsFindSeveral, ["reference": text])
        }
    }
}
