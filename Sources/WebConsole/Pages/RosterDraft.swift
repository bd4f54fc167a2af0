import OnCallRoster

/// A change as somebody types it.
package struct RosterDraft: Sendable {
    package enum Kind: String, Sendable {
        case absence, swap
    }

    /// In the place of a professional: a line that nobody shall fill.
    package static let nobody = "nobody"

    package var kind: Kind
    /// `OWNER/LINE`, of a swap.
    package var line = ""
    package var who = ""
    package var fromDay = ""
    /// Empty: the whole day.
    package var fromTime = ""
    package var toDay = ""
    package var toTime = ""
    package var note = ""
    /// The institution whose people are to be chosen from.
    package var query = ""

    package init(_ kind: Kind) {
        self.kind = kind
    }

    /// As the fields of a form, or of a query, say it.
    package init(_ field: (String) -> String?) {
        self.init(field("kind").flatMap { Kind(rawValue: $0) } ?? .absence)
        func text(_ name: String) -> String { String((field(name) ?? "").prefix(500)) }
        line = text("line")
        who = text("who")
        fromDay = text("from-day")
        fromTime = text("from-time")
        toDay = text("to-day")
        toTime = text("to-time")
        note = text("note")
        query = String(text("q").prefix(100))
    }

    /// The fields by their names, the empty ones left out.
    var fields: [(name: String, value: String)] {
        [
            ("kind", kind.rawValue), ("line", line), ("who", who), ("from-day", fromDay),
            ("from-time", fromTime), ("to-day", toDay), ("to-time", toTime), ("note", note),
            ("q", query),
        ].filter { !$0.1.isEmpty }
    }

    /// The page with the form filled in so. The note is left out: addresses are kept by browsers.
    var path: String {
        let pairs = fields.filter { $0.name != "note" }.map { "\($0.name)=\(escaped($0.value))" }
        return "/console/roster?" + pairs.joined(separator: "&") + "#\(kind.rawValue)"
    }

    /// From now until the end of tomorrow: who falls ill tonight is not rung again at midnight.
    mutating func begin(at words: ConsoleWords) {
        let (date, time) = words.zone.wall(of: words.now)
        fromDay = date.description
        fromTime = time.description
        toDay = (date + 1).description
    }
}
