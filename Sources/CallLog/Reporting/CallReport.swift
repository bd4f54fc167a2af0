import CallRouting
package import OnCallRoster

/// What the calls of a period come to: in all, and by each of a fixed list of ways to part them.
package struct CallReport: Sendable {
    package let interval: Interval
    package let zone: TimeZoneRules
    /// Calls of families, unknown and withheld callers.
    package private(set) var all: Tally
    /// Calls of contacts and professionals.
    package private(set) var others: Tally
    /// Calls by how long the family has been enrolled.
    package private(set) var enrolment: EnrolmentCounts
    /// SHA-256 of those by which the calls were routed.
    package private(set) var rosters: Set<String> = []
    /// What each professional handled; empty where it is not asked for.
    package private(set) var handlings: Handlings = [:]
    private(set) var cells: [Tally] = []
    private(set) var places: [Part: [String: Int]] = [:]
    /// Cells that have a call in common; empty where nothing is hidden from who asks.
    private(set) var shared: Set<CellPair> = []
    private var familyPlaces: [FamilyKey: Int] = [:]
    private var answers = AnswersBefore()
    private var hour: HourOfCalls?
    private var lastRoster: String?
    private let now: Instant
    private let tellsFamilies: Bool
    private let handledFrom: Instant?
    private let institutions: Set<InstitutionID>?

    /// By what calls are parted; a fixed menu, so that no two tables can be subtracted.
    package enum Part: String, CaseIterable, Sendable {
        case month, institution, municipality, variant, hour, weekday
    }

    /// What stands in a table for calls that belong nowhere, as those of unknown callers.
    package static let none = "-"

    /// How long before the period calls are looked at, to know which ones are repeated.
    package static let lead: Duration = .days(30)

    /// - Parameters:
    ///   - now: By which open promises are judged.
    ///   - institutions: Whose calls are counted; `nil`: everybody's.
    ///   - enrolments: When families came and went.
    ///   - tellsFamilies: Whether small cells are to be told (`SmallCells`).
    ///   - handledFrom: From when on calls go into `handlings`, also those before the period, and
    ///     whoever's they are; `nil`: none.
    package init(
        interval: Interval, zone: TimeZoneRules, now: Instant,
        institutions: Set<InstitutionID>? = nil, enrolments: Enrolments = Enrolments([:]),
        tellsFamilies: Bool = false, handledFrom: Instant? = nil
    ) {
        self.interval = interval
        self.zone = zone
        self.now = now
        self.institutions = institutions
        self.tellsFamilies = tellsFamilies
        self.handledFrom = handledFrom
        all = Tally(tellsFamilies: tellsFamilies)
        others = Tally(tellsFamilies: tellsFamilies)
        enrolment = EnrolmentCounts(enrolments, interval: interval, zone: zone)
    }

    /// When the calls began that the report wants to be told of.
    var read: Interval {
        let lead = interval.start - CallReport.lead
        return Interval(min(lead, handledFrom ?? lead), interval.end)
    }

    /// The calls of `read`, in the order in which they began.
    package mutating func count(_ call: CountedCall) {
        let earlier = answers.earlier(than: call)
        if let handledFrom, call.began >= handledFrom { handle(call) }
        guard interval.contains(call.began) else { return }
        if let institutions {
            guard let own = call.institution, institutions.contains(own) else { return }
        }
        if call.roster != lastRoster {
            lastRoster = call.roster
            if let roster = call.roster { rosters.insert(roster) }
        }
        let hour = hour(of: call.began)
        let figures = FigureSet(
            of: call,
            CountedFigure.Context(
                earlier: earlier, sameDayUntil: max(hour.dayEnd, call.began + .hours(8)),
                now: now))
        guard call.isOffered else { return others.count(call, figures, family: nil) }
        let family = call.family.map { place(of: $0) }
        all.count(call, figures, family: family)
        let own = [
            hour.month, hour.hour, hour.weekday,
            place(.institution, call.institution?.rawValue ?? CallReport.none),
            place(.municipality, call.municipality?.rawValue ?? CallReport.none),
            place(.variant, call.variant?.rawValue ?? CallReport.none),
        ]
        for cell in own { cells[cell].count(call, figures, family: family) }
        if tellsFamilies { note(own) }
        if let family = call.family { enrolment.count(family, on: hour.date) }
    }

    private mutating func handle(_ call: CountedCall) {
        guard let who = call.takenBy, let wait = call.wait else { return }
        let handling = Handling(
            from: call.began + .milliseconds(wait), talked: call.takenFor.map { .milliseconds($0) },
            goesOn: call.length == nil, now: now, variant: call.variant)
        handlings[who, default: []].append(handling)
    }

    private mutating func note(_ cells: [Int]) {
        for first in cells {
            for second in cells where first < second { shared.insert(CellPair(first, second)) }
        }
    }

    /// By 24:00 of the call's day, or within 8 hours, whichever is later.
    static func sameDay(of began: Instant, _ zone: TimeZoneRules) -> Instant {
        max(zone.instant(zone.date(of: began) + 1), began + .hours(8))
    }

    private mutating func place(of family: FamilyKey) -> Int {
        if let known = familyPlaces[family] { return known }
        familyPlaces[family] = familyPlaces.count
        return familyPlaces.count - 1
    }

    private mutating func place(_ part: Part, _ name: String) -> Int {
        if let known = places[part]?[name] { return known }
        cells.append(Tally(tellsFamilies: tellsFamilies))
        places[part, default: [:]][name] = cells.count - 1
        return cells.count - 1
    }

    /// Adds what another report of the same kind has counted in a period of its own.
    package mutating func merge(_ other: CallReport) {
        for family in other.familyPlaces.keys { _ = place(of: family) }
        let families = places(ofFamiliesIn: other)
        all.merge(other.all, at: families)
        others.merge(other.others, at: families)
        rosters.formUnion(other.rosters)
        handlings.merge(other.handlings, uniquingKeysWith: +)
        enrolment.merge(other.enrolment)
        var cells = Array(repeating: 0, count: other.cells.count)
        for (part, named) in other.places {
            for (name, index) in named {
                cells[index] = place(part, name)
                self.cells[cells[index]].merge(other.cells[index], at: families)
            }
        }
        for pair in other.shared {
            shared.insert(CellPair(cells[pair.first], cells[pair.second]))
        }
    }
}

extension CallReport {
    /// Where the families of a report that was merged stand in this one.
    func places(ofFamiliesIn other: CallReport) -> [Int] {
        var places = Array(repeating: 0, count: other.familyPlaces.count)
        for (family, index) in other.familyPlaces { places[index] = familyPlaces[family] ?? 0 }
        return places
    }
}

/// Two cells of different tables, by their places.
struct CellPair: Hashable, Sendable {
    let first: Int
    let second: Int

    init(_ one: Int, _ other: Int) {
        first = min(one, other)
        second = max(one, other)
    }
}

// MARK: Hours

/// A quarter of an hour within which all calls belong to the same day and hour: offsets from UTC
/// change at whole quarters.
private struct HourOfCalls {
    let within: Interval
    let date: CivilDate
    /// 24:00 of the day.
    let dayEnd: Instant
    let month: Int
    let hour: Int
    let weekday: Int
}

extension CallReport {
    private mutating func hour(of instant: Instant) -> HourOfCalls {
        if let hour, hour.within.contains(instant) { return hour }
        let quarter: Int64 = 900_000
        let since = instant.milliseconds % quarter
        let start = Instant(
            milliseconds: instant.milliseconds - (since < 0 ? since + quarter : since))
        let date = zone.date(of: instant)
        let (year, month, _) = date.components
        let made = HourOfCalls(
            within: Interval(start, start + .minutes(15)), date: date,
            dayEnd: zone.instant(date + 1),
            month: place(.month, "\(year)-\(month < 10 ? "0" : "")\(month)"),
            hour: place(.hour, name(ofHour: instant)),
            weekday: place(.weekday, "\(date.weekday.index + 1) \(date.weekday.rawValue)"))
        hour = made
        return made
    }

    /// The local hour; the one that the autumn change repeats is two.
    private func name(ofHour instant: Instant) -> String {
        let wall = zone.wall(of: instant)
        let hour = wall.time.minutes / 60
        let text = (hour < 10 ? "0" : "") + "\(hour)"
        let isSecond = zone.instant(wall.date, wall.time) < instant - .minutes(59)
        return isSecond ? text + " again" : text
    }

    /// Each part's names with what they count, in the order of the names.
    package func rows(by part: Part) -> [(name: String, tally: Tally)] {
        (places[part] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, cells[$0.value]) }
    }
}
