package import HotlineTexts
package import OnCallRoster

/// How a page speaks: its language, and times as the roster's zone has them at this moment.
package struct ConsoleWords: Sendable {
    package let language: WrittenLanguage
    package let zone: TimeZoneRules
    package let now: Instant

    package init(language: WrittenLanguage, zone: TimeZoneRules, now: Instant) {
        self.language = language
        self.zone = zone
        self.now = now
    }

    package func callAsFunction(_ entry: some CatalogueText) -> String { language(entry) }

    package func callAsFunction(
        _ entry: some CatalogueText, _ values: [String: String]
    ) -> String {
        language(entry, values)
    }

    /// An instant as one says it now: `kl. 14:05`, `i morgen kl. 07:00`, `24. december kl. 07:00`.
    package func moment(_ instant: Instant) -> MomentView {
        MomentView(iso: instant.wholeSecond.description, words: spoken(instant))
    }

    /// As `moment`, of a document's instant; `nil` where that is none.
    package func moment(_ text: String?) -> MomentView? {
        text.flatMap { Instant(rfc3339: $0) }.map { moment($0) }
    }

    /// The words of a document's instant; *never* where there is none.
    package func spoken(_ text: String?) -> String {
        moment(text)?.words ?? self(TimeText.timeNever)
    }

    private func spoken(_ instant: Instant) -> String {
        let (date, time) = zone.wall(of: instant)
        let clock = ["time": time.description]
        switch date - zone.date(of: now) {
        case 0: return self(TimeText.timeToday, clock)
        case 1: return self(TimeText.timeTomorrow, clock)
        case -1: return self(TimeText.timeYesterday, clock)
        case 2...6:
            return self(
                TimeText.timeOfDay,
                ["day": weekday(of: date)].merging(clock, uniquingKeysWith: { $1 }))
        default:
            return self(
                TimeText.timeOfDay, ["day": day(date)].merging(clock, uniquingKeysWith: { $1 }))
        }
    }

    /// A day with its month; with its year where that is another.
    package func day(_ date: CivilDate) -> String {
        let isThisYear = date.components.year == zone.date(of: now).components.year
        return isThisYear ? dated(date, TimeText.timeDate) : dayOfYear(date)
    }

    /// A day with its month and year, for what is kept.
    package func dayOfYear(_ date: CivilDate) -> String { dated(date, TimeText.timeDateOfYear) }

    private func dated(_ date: CivilDate, _ text: TimeText) -> String {
        let (year, month, day) = date.components
        return self(
            text,
            ["day": String(day), "month": language.month(month), "year": String(year)])
    }

    package func weekday(of date: CivilDate) -> String { language.weekday(date.weekday.index) }

    /// How far an instant is from now: `om 25 min.`, `for 1 t. 5 min. siden`.
    package func distance(to instant: Instant) -> String {
        let minutes = Int((instant.milliseconds - now.milliseconds) / 60_000)
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        let values = ["hours": String(hours), "minutes": String(hours == 0 ? abs(minutes) : rest)]
        if minutes == 0 { return self(TimeText.timeNow) }
        if minutes > 0 {
            return self(hours == 0 ? TimeText.timeInMinutes : TimeText.timeInHours, values)
        }
        return self(hours == 0 ? TimeText.timeMinutesAgo : TimeText.timeHoursAgo, values)
    }
}

/// An instant for a reader and for a program (`{{>moment}}`).
package struct MomentView: Hashable, Sendable {
    /// RFC 3339 in UTC.
    package let iso: String
    package let words: String
}
