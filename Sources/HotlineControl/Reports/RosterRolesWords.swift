import HotlineTexts
import OnCallRoster

/// The words of the page in one language.
struct RosterRolesWords {
    let language: WrittenLanguage

    init(_ language: WrittenLanguage) {
        self.language = language
    }

    func callAsFunction(_ danish: String, _ english: String) -> String {
        language(danish, english)
    }

    /// `a, b and c`
    func both(_ items: [String]) -> String { joined(items, self("og", "and")) }

    /// `a, b or c`
    func either(_ items: [String]) -> String { joined(items, self("eller", "or")) }

    func listed(_ items: [String]) -> String { items.joined(separator: "; ") }

    private func joined(_ items: [String], _ word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) \(last)"
    }

    func families(_ count: Int) -> String {
        count == 1
            ? self("1 plejefamilie", "1 foster family")
            : self("\(count) plejefamilier", "\(count) foster families")
    }

    /// A span in the largest unit that it is a whole number of.
    func span(_ span: Duration) -> String {
        let seconds = span.wholeSeconds
        if seconds >= 3 * 86_400, seconds % 86_400 == 0 {
            return counted(seconds / 86_400, ("dag", "dage"), ("day", "days"))
        }
        if seconds >= 3600, seconds % 3600 == 0 {
            return counted(seconds / 3600, ("time", "timer"), ("hour", "hours"))
        }
        if seconds > 60, seconds % 60 == 0 {
            return counted(seconds / 60, ("minut", "minutter"), ("minute", "minutes"))
        }
        return counted(seconds, ("sekund", "sekunder"), ("second", "seconds"))
    }

    func within(_ within: AfterCall.Within) -> String {
        switch within {
        case .workingDays(let days):
            counted(days, ("arbejdsdag", "arbejdsdage"), ("working day", "working days"))
        case .duration(let span): self.span(span)
        }
    }

    private func counted(
        _ count: Int, _ danish: (one: String, more: String), _ english: (one: String, more: String)
    ) -> String {
        let isOne = count == 1
        let unit = self(isOne ? danish.one : danish.more, isOne ? english.one : english.more)
        return "\(count) \(unit)"
    }

    func duty(_ kind: Line.DutyKind) -> String {
        switch kind {
        case .standby: self("Rådighedsvagt", "Standby")
        case .awake: self("Vågen vagt", "Awake")
        }
    }

    func owner(_ owner: AfterCall.FollowUpOwner) -> String {
        switch owner {
        case .consultant: self("familieplejekonsulenten", "the family consultant")
        case .caseworker: self("myndighedsrådgiveren", "the caseworker")
        case .contact: self("familiens faste kontaktperson", "the family's own contact")
        case .nobody: self("ingen", "nobody")
        }
    }

    /// A number as people read it: the 8 Danish digits in pairs.
    func number(_ number: PhoneNumber) -> String {
        let digits = Array(number.e164)
        guard digits.count == 11, number.e164.hasPrefix("+45") else { return number.e164 }
        let pairs = stride(from: 3, to: 11, by: 2).map { String(digits[$0...$0 + 1]) }
        return (["+45"] + pairs).joined(separator: " ")
    }

    func target(_ target: DialTarget) -> String {
        if let number = target.number { return self.number(number) }
        return target.uri.hasPrefix("tel:") ? String(target.uri.dropFirst(4)) : target.uri
    }
}
