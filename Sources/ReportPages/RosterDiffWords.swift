import HotlineTexts
import OnCallRoster

/// The words in which a roster's changes are told, so plain that they can be mailed to those
/// concerned.
struct RosterDiffWords {
    let language: WrittenLanguage
    let zone: TimeZoneRules
    /// The year that goes without saying.
    let year: Int

    func say(_ danish: String, _ english: String) -> String {
        language(danish, english)
    }

    /// A count with its noun, each language's in the singular and the plural.
    private func count(
        _ count: Int, _ danish: (one: String, many: String), _ english: (one: String, many: String)
    ) -> String {
        "\(count) "
            + (count == 1 ? say(danish.one, english.one) : say(danish.many, english.many))
    }
}

// MARK: Time

extension RosterDiffWords {
    /// What was compared, with its years.
    func period(_ interval: Interval) -> String {
        let start = moment(interval.start, knownYear: nil)
        let end = moment(interval.end, knownYear: nil)
        return say("Fra \(start) til \(end)", "From \(start) to \(end)") + ", \(zone.identifier):"
    }

    /// `tirsdag den 1. december kl. 15:00 til onsdag den 2. december kl. 08:00 (17 timer)`
    func span(_ interval: Interval) -> String {
        let start = moment(interval.start, knownYear: year)
        let (date, time) = zone.wall(of: interval.end)
        let end =
            date == zone.date(of: interval.start)
            ? time.description : moment(interval.end, knownYear: year)
        return "\(start) \(say("til", "to")) \(end) (\(hours(interval.duration)))"
    }

    /// Real time in hours and minutes, so that a night when the clock changes has its due.
    func hours(_ duration: Duration) -> String {
        let (hours, minutes) = (duration.wholeSeconds / 60).quotientAndRemainder(dividingBy: 60)
        var parts: [String] = []
        if hours > 0 || minutes == 0 {
            parts.append(count(hours, ("time", "timer"), ("hour", "hours")))
        }
        if minutes > 0 {
            parts.append(count(minutes, ("minut", "minutter"), ("minute", "minutes")))
        }
        return parts.joined(separator: say(" og ", " and "))
    }

    private func moment(_ instant: Instant, knownYear: Int?) -> String {
        let (date, time) = zone.wall(of: instant)
        let (year, month, day) = date.components
        let told = year == knownYear ? "" : " \(year)"
        let weekday = date.weekday.index
        return say(
            "\(Self.danishDays[weekday]) den \(day). \(Self.danishMonths[month - 1])\(told) "
                + "kl. \(time)",
            "\(Self.englishDays[weekday]) \(day) \(Self.englishMonths[month - 1])\(told) \(time)")
    }

    private static let danishDays = [
        "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag",
    ]
    private static let englishDays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let danishMonths = [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}

// MARK: What changes

extension RosterDiffWords {
    func summary(_ summary: RosterDiff.Summary) -> String {
        let changes = count(summary.changes, ("ændring", "ændringer"), ("change", "changes"))
        let lines = count(summary.lines, ("linje", "linjer"), ("line", "lines"))
        let hours = hours(summary.duration)
        let opened =
            summary.gapsOpened == 0
            ? say("ingen huller åbnet", "no gaps opened")
            : count(summary.gapsOpened, ("HUL", "HULLER"), ("GAP", "GAPS"))
                + say(" ÅBNET", " OPENED")
        let closed = count(summary.gapsClosed, ("hul", "huller"), ("gap", "gaps"))
        let professionals = count(
            summary.professionals, ("fagperson", "fagpersoner"), ("professional", "professionals"))
        return say(
            "\(changes) på \(lines), \(hours) i alt; \(opened), \(closed) lukket; "
                + "\(professionals) berørt.",
            "\(changes) on \(lines), \(hours) in all; \(opened), \(closed) closed; "
                + "\(professionals) concerned.")
    }

    func opened(_ gap: Interval, on line: String) -> String {
        say("HUL ÅBNET: ingen på", "GAP OPENED: nobody on") + " \(line) \(span(gap))!"
    }

    func loses(_ professional: String, _ duration: Duration) -> String {
        "\(professional) \(say("afgiver", "gives up")) \(hours(duration)):"
    }

    func gains(_ professional: String, _ duration: Duration) -> String {
        "\(professional) \(say("overtager", "takes over")) \(hours(duration)):"
    }

    /// The end of a stretch that is lost; `nil`: nobody takes over.
    func to(_ other: String?) -> String {
        other.map { say("til \($0)", "to \($0)") }
            ?? say("som ingen overtager", "which nobody takes over")
    }

    /// The end of a stretch that is gained; `nil`: nobody had it.
    func from(_ other: String?) -> String {
        other.map { say("fra \($0)", "from \($0)") } ?? say("som ingen havde", "which nobody had")
    }

    /// `, HUL ÅBNET`, or nothing where there is no gap.
    func ending(_ gap: RosterDiff.Gap?) -> String {
        switch gap {
        case .opened?: say(", HUL ÅBNET", ", GAP OPENED")
        case .closed?: say(", hul lukket", ", gap closed")
        case nil: ""
        }
    }
}

// MARK: What else differs

extension RosterDiffWords {
    private static let mostPhones = 20

    /// A line each: which facts, never what they are.
    func lines(_ changes: RosterDiff.OtherChanges) -> [String] {
        let shown = changes.phones.prefix(Self.mostPhones)
        let more = changes.phones.count - shown.count
        var lines = shown.map { say("telefoner for '\($0)' ændret", "phones of '\($0)' changed") }
        if more > 0 {
            lines.append(
                say("telefoner for \(more) andre ændret", "phones of \(more) others changed"))
        }
        lines += changes.settings.map { "\(name($0)) \(say("ændret", "changed"))" }
        for kind in RosterDiff.OtherChanges.Kind.allCases {
            guard let tally = changes.tallies[kind] else { continue }
            let counts = [
                (tally.added, say("tilføjet", "added")), (tally.removed, say("fjernet", "removed")),
                (tally.changed, say("ændret", "changed")),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            lines.append("\(name(kind)): \(counts.joined(separator: ", "))")
        }
        return lines
    }

    private func name(_ setting: RosterDiff.OtherChanges.Setting) -> String {
        switch setting {
        case .routing: say("opkaldets vej (routing)", "routing")
        case .absences: say("fravær", "absences")
        case .holidays: say("helligdage", "holidays")
        case .rest: say("hvileregler", "rest rules")
        case .timezone: say("tidszone", "time zone")
        }
    }

    private func name(_ kind: RosterDiff.OtherChanges.Kind) -> String {
        switch kind {
        case .lines: say("linjer", "lines")
        case .professionals: say("fagpersoner", "professionals")
        case .contacts: say("kontakter", "contacts")
        case .families: say("familier", "families")
        case .institutions: say("institutioner", "institutions")
        case .municipalities: say("kommuner", "municipalities")
        case .numbers: say("hotlinens numre", "the hotline's numbers")
        }
    }
}
