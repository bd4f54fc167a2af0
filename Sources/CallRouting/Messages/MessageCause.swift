package import OnCallRoster

/// What a message is about that no call caused, in coded form: whole in a text, and read back from
/// it when the message is composed.
package enum MessageCause: Hashable, Sendable {
    case duty(LineID, starts: Instant)
    case day(CivilDate)
    /// A roster by its hash, and what it changed of somebody's duty.
    case roster(String, gained: Int, lost: Int, first: Instant)
    case rosterAlarms(String, count: Int)
    /// An alarm by its code, and what it is about by a hash.
    case alarm(code: String, subject: String, since: Instant)

    /// Words between spaces; none of them holds one.
    package var text: String {
        switch self {
        case .duty(let line, let starts):
            "duty \(line.institution == nil ? "municipality" : "institution") \(line.owner.name) "
                + "\(line.name) \(starts)"
        case .day(let date): "day \(date)"
        case .roster(let hash, let gained, let lost, let first):
            "roster \(hash) \(gained) \(lost) \(first)"
        case .rosterAlarms(let hash, let count): "roster-alarms \(hash) \(count)"
        case .alarm(let code, let subject, let since): "alarm \(code) \(subject) \(since)"
        }
    }

    /// `nil` for any other text.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        if words.count == 5, words[0] == "duty", let starts = Instant(rfc3339: words[4]) {
            let owner: LineID.Owner =
                words[1] == "institution"
                ? .institution(InstitutionID(rawValue: words[2]))
                : .municipality(MunicipalityID(rawValue: words[2]))
            self = .duty(LineID(owner, LineName(rawValue: words[3])), starts: starts)
        } else if words.count == 2, words[0] == "day", let date = CivilDate(words[1]) {
            self = .day(date)
        } else if words.count == 5, words[0] == "roster", let gained = Int(words[2]),
            let lost = Int(words[3]), let first = Instant(rfc3339: words[4])
        {
            self = .roster(words[1], gained: gained, lost: lost, first: first)
        } else if words.count == 3, words[0] == "roster-alarms", let count = Int(words[2]) {
            self = .rosterAlarms(words[1], count: count)
        } else if words.count == 4, words[0] == "alarm", let since = Instant(rfc3339: words[3]) {
            self = .alarm(code: words[1], subject: words[2], since: since)
        } else {
            return nil
        }
    }
}
