import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Whether the program's clock changes are the system's: they come with the program, the system's
/// with Debian's tzdata, and a law that changes reaches one before the other.
struct ZoneCheck {
    let zone: TimeZoneRules
    /// The system's; `nil` where it has none of this name.
    let file: ZoneFile?
    let now: Instant

    private static let ahead: Duration = .days(731)

    init(zone: TimeZoneRules, file: ZoneFile?, now: Instant) {
        self.zone = zone
        self.file = file
        self.now = now
    }

    /// Reads the system's file.
    init(zone: TimeZoneRules, now: Instant) {
        let path = "/usr/share/zoneinfo/\(zone.identifier)"
        self.init(zone: zone, file: (try? readFile(path)).flatMap { ZoneFile($0) }, now: now)
    }

    var findings: [Finding] {
        let span = Interval(now, now + ZoneCheck.ahead)
        let own = zone.clockChanges(in: span)
        let next =
            own.first.map { ZoneFindings.next.with(["at": $0.description]) }
            ?? ZoneFindings.noNext.text
        let values: [String: any TextValue] = ["zone": zone.identifier, "next": next]
        guard let file else {
            guard zone.identifier == "Europe/Copenhagen", !ZoneCheck.areEuropean(own, in: span)
            else { return [.note(.zone, ZoneFindings.noTable.with(values))] }
            return [
                .danger(
                    .zone, ZoneFindings.notEuropean.with(values), ZoneFindings.installNewer.text)
            ]
        }
        guard let parting = parting(from: file, own, in: span) else {
            return [.ok(.zone, ZoneFindings.asSystem.with(values))]
        }
        return [
            .danger(
                .zone,
                ZoneFindings.parting.with([
                    "zone": zone.identifier, "at": parting.description,
                ]), ZoneFindings.update.text,
                run: "apt-get upgrade akuttelefon tzdata")
        ]
    }

    /// The first instant at which both say another offset.
    private func parting(from file: ZoneFile, _ own: [Instant], in span: Interval) -> Instant? {
        let theirs = file.changes.map { Instant(seconds: $0.at) }.filter(span.contains)
        let around = (own + theirs).flatMap { [$0 - .seconds(1), $0] } + [span.start]
        return around.sorted().first { instant in
            guard let offset = file.offset(at: instant.seconds) else { return false }
            return offset != zone.offset(at: instant)
        }
    }

    /// The last Sundays of March and October at 01:00 UTC (directive 2000/84/EC).
    static func areEuropean(_ changes: [Instant], in span: Interval) -> Bool {
        let years = CivilDate.years(of: span)
        let lawful = years.flatMap { year in
            [3, 10].compactMap { month in
                CivilDate(year: year, month: month, day: 31).map { last in
                    let sunday = last.dayNumber - (last.weekday.index + 1) % 7
                    return Instant(seconds: Int64(sunday) * 86_400 + 3600)
                }
            }
        }
        return changes == lawful.filter(span.contains)
    }
}

extension CivilDate {
    /// All years that a span touches, by UTC.
    fileprivate static func years(of span: Interval) -> ClosedRange<Int> {
        let first = TimeZoneRules.utc.date(of: span.start).components.year
        return first...max(first, TimeZoneRules.utc.date(of: span.end).components.year)
    }
}
