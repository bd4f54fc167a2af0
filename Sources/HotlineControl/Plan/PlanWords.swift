import HotlineTexts
import OnCallRoster

/// Every word that the formats of `roster plan` write for people, in Danish and English.
struct PlanWords {
    let language: WrittenLanguage

    private func say(_ danish: String, _ english: String) -> String {
        language(danish, english)
    }

    /// The language's tag (BCP 47).
    var tag: String { language.rawValue }

    // MARK: The plan

    func title(_ period: String) -> String { "\(say("Vagtplan", "Roster")) \(period)" }

    func title(_ period: String, of name: String) -> String {
        say("Vagtplan for \(name), \(period)", "Roster of \(name), \(period)")
    }

    func calendarName(of name: String?) -> String {
        guard let name else { return say("Akuttelefonens vagter", "Duty on the hotline") }
        return say("\(name): vagter på akuttelefonen", "\(name): duty on the hotline")
    }

    var noShifts: String { say("Ingen vagter.", "No shifts.") }
    var nobody: String { say("ingen på vagt", "nobody on duty") }
    var gap: String { say("hul", "gap") }
    var closed: String { say("lukket", "closed") }
    var override: String { say("ændring", "change") }
    var continued: String { say("fortsat", "continued") }
    var legend: String { say("Tegnforklaring", "Key") }
    var dayOff: String { say("weekend eller helligdag", "weekend or holiday") }

    func page(_ number: Int, of count: Int) -> String {
        say("side \(number) af \(count)", "page \(number) of \(count)")
    }

    func counted(shifts: Int, gaps: Int) -> String {
        say(
            "\(shifts) \(shifts == 1 ? "vagt" : "vagter"), \(gaps) \(gaps == 1 ? "hul" : "huller")",
            "\(shifts) \(shifts == 1 ? "shift" : "shifts"), \(gaps) \(gaps == 1 ? "gap" : "gaps")")
    }

    // MARK: Dates

    /// `man`, `Mon`
    func weekday(_ weekday: Weekday) -> String {
        String(language.name(weekday).prefix(3))
    }

    private static let months = (
        danish: [
            "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
            "oktober", "november", "december",
        ],
        english: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ],
        danishShort: [
            "jan.", "feb.", "mar.", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.",
            "dec.",
        ]
    )

    /// `man 2. nov.`, `Mon 2 Nov`
    func day(_ date: CivilDate) -> String {
        let (_, month, day) = date.components
        let name = weekday(date.weekday)
        return say(
            "\(name) \(day). \(PlanWords.months.danishShort[month - 1])",
            "\(name) \(day) \(PlanWords.months.english[month - 1].prefix(3))")
    }

    /// As `day`, every date as wide as any other.
    func alignedDay(_ date: CivilDate) -> String {
        let gap = date.components.day < 10 ? "  " : " "
        var text = day(date)
        if let space = text.firstIndex(of: " ") {
            text.replaceSubrange(space...space, with: gap)
        }
        return text + String(repeating: " ", count: max(0, dayWidth - text.count))
    }

    /// Characters of an aligned day.
    var dayWidth: Int {
        switch language {
        case .danish: 12
        case .english: 10
        }
    }

    /// `2.–8. november 2026`, `28. december 2026 – 3. januar 2027`; both days included.
    func period(_ first: CivilDate, _ last: CivilDate) -> String {
        let (from, to) = (first.components, last.components)
        let end = "\(dayNumber(to.day)) \(month(to.month)) \(to.year)"
        if first == last { return end }
        if from.year != to.year {
            return "\(dayNumber(from.day)) \(month(from.month)) \(from.year) – \(end)"
        }
        if from.month != to.month {
            return "\(dayNumber(from.day)) \(month(from.month)) – \(end)"
        }
        return "\(dayNumber(from.day))–\(end)"
    }

    private func dayNumber(_ day: Int) -> String { say("\(day).", "\(day)") }

    private func month(_ month: Int) -> String {
        say(PlanWords.months.danish[month - 1], PlanWords.months.english[month - 1])
    }

    /// `uge 45`, `uge 45–46`
    func week(_ first: Int, _ last: Int) -> String {
        let numbers = first == last ? "\(first)" : "\(first)–\(last)"
        return say("uge \(numbers)", "week \(numbers)")
    }

    // MARK: What is special about a day

    /// The holiday's name, and from when it counts unless all day.
    func holiday(_ holiday: HolidayCalendar.Holiday) -> String {
        let name = PlanWords.holidays[holiday.name].map { say($0.danish, $0.english) }
        let told = name ?? holiday.name.onOneLine
        guard holiday.from > .midnight else { return told }
        return say("\(told) fra kl. \(holiday.from)", "\(told) from \(holiday.from)")
    }

    /// The calendar names public holidays in Danish and the others by their key in the roster.
    private static let holidays: [String: (danish: String, english: String)] = [
        "Nytårsdag": ("nytårsdag", "New Year’s Day"),
        "Skærtorsdag": ("skærtorsdag", "Maundy Thursday"),
        "Langfredag": ("langfredag", "Good Friday"),
        "Påskedag": ("påskedag", "Easter Sunday"),
        "2. påskedag": ("2. påskedag", "Easter Monday"),
        "Store Bededag": ("store bededag", "Great Prayer Day"),
        "Kristi himmelfartsdag": ("Kristi himmelfartsdag", "Ascension Day"),
        "Pinsedag": ("pinsedag", "Whit Sunday"),
        "2. pinsedag": ("2. pinsedag", "Whit Monday"),
        "Juledag": ("juledag", "Christmas Day"),
        "2. juledag": ("2. juledag", "Boxing Day"),
        "christmas-eve": ("juleaftensdag", "Christmas Eve"),
        "new-years-eve": ("nytårsaftensdag", "New Year’s Eve"),
        "constitution-day": ("grundlovsdag", "Constitution Day"),
        "may-day": ("1. maj", "May Day"),
    ]

    /// `uret stilles en time frem kl. 02:00`
    func clockChange(_ change: ClockChange) -> String {
        let minutes = abs(change.forward.wholeSeconds) / 60
        let isForward = change.forward > .zero
        let danish = minutes == 60 ? "en time" : "\(minutes) minutter"
        let english = minutes == 60 ? "one hour" : "\(minutes) minutes"
        return say(
            "uret stilles \(danish) \(isForward ? "frem" : "tilbage") kl. \(change.time)",
            "clocks go \(isForward ? "forward" : "back") \(english) at \(change.time)")
    }
}
