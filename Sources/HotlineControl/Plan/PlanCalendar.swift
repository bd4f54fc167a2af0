import OnCallRoster

/// The plan as an iCalendar file (RFC 5545), one event a shift.
///
/// A shift that reaches over the asked interval is given whole, so that it is the same event,
/// under the same UID, whatever interval was asked for; one without an end ends with the interval.
/// Names are the only personal data: such a file leaves the house, and a note may tell of illness.
struct PlanCalendar {
    private let plan: ResolvedPlan
    private let words: PlanWords
    private let stamp: Instant

    /// `stamp` is when the file is made.
    init(_ plan: ResolvedPlan, stamp: Instant, _ words: PlanWords) {
        self.plan = plan
        self.words = words
        self.stamp = stamp
    }

    var text: String {
        let calendarName = ContentLine.escaped(
            words.calendarName(of: plan.subject?.onOneLine))
        var lines = [
            ContentLine("BEGIN", "VCALENDAR"), ContentLine("VERSION", "2.0"),
            ContentLine("PRODID", "-//Akuttelefon//hotlinectl//\(words.tag.uppercased())"),
            ContentLine("CALSCALE", "GREGORIAN"),
            // RFC 7986, section 5.1, and its spelling before that.
            ContentLine("NAME", calendarName), ContentLine("X-WR-CALNAME", calendarName),
        ]
        for line in plan.lines {
            for shift in line.shifts { lines += event(shift, on: line) }
        }
        lines.append(ContentLine("END", "VCALENDAR"))
        return lines.map(\.folded).joined()
    }

    private func event(_ shift: PlannedShift, on line: PlannedLine) -> [ContentLine] {
        let start = PlanCalendar.utc(shift.whole.start)
        let end = shift.isEndless ? shift.interval.end : shift.whole.end
        let name = plan.roster.name(of: shift.professional).onOneLine
        let summary = "\(line.line.name.onOneLine): \(name)"
        let description =
            "\(line.ownerName.onOneLine) (\(line.id))\n\(name) (\(shift.professional))"
        let category = "\(line.id.owner.name)/\(line.id.name)"
        return [
            ContentLine("BEGIN", "VEVENT"),
            ContentLine("UID", "\(line.id.owner.name)-\(line.id.name)-\(start)@akuttelefon"),
            ContentLine("DTSTAMP", PlanCalendar.utc(stamp)),
            ContentLine("DTSTART", start), ContentLine("DTEND", PlanCalendar.utc(end)),
            ContentLine("SUMMARY", ContentLine.escaped(summary)),
            ContentLine("DESCRIPTION", ContentLine.escaped(description)),
            ContentLine("CATEGORIES", ContentLine.escaped(category)),
            ContentLine("STATUS", "CONFIRMED"), ContentLine("TRANSP", "TRANSPARENT"),
            ContentLine("END", "VEVENT"),
        ]
    }

    /// A date with UTC time (RFC 5545, section 3.3.5): `20261102T140000Z`.
    private static func utc(_ instant: Instant) -> String {
        instant.wholeSecond.description.filter { $0 != "-" && $0 != ":" }
    }
}

/// One content line of an iCalendar file (RFC 5545, section 3.1).
struct ContentLine {
    private static let mostOctets = 75

    private let text: String

    /// A value of type TEXT is escaped before.
    init(_ name: String, _ value: String) {
        text = "\(name):\(value)"
    }

    /// The line with its line breaks; no part is longer than 75 octets, and no character is cut.
    var folded: String {
        var result = ""
        var octets = 0
        for character in text.unicodeScalars {
            let length = String(character).utf8.count
            if octets + length > ContentLine.mostOctets {
                result += "\r\n "
                octets = 1
            }
            result.unicodeScalars.append(character)
            octets += length
        }
        return result + "\r\n"
    }

    /// A value of type TEXT (RFC 5545, section 3.3.11), without control characters.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: ["\\", "n"])
            default:
                let isControl = scalar.properties.generalCategory == .control
                result.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }
}
