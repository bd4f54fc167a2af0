package import OnCallRoster

/// When families came and went, by their keys in the log.
package struct Enrolments: Sendable {
    let families: [FamilyKey: Enrolment]

    package init(_ families: [FamilyKey: Enrolment]) {
        self.families = families
    }
}

/// A family's time with the hotline.
package struct Enrolment: Hashable, Sendable {
    package let variant: Family.Variant?
    package let from: CivilDate
    /// The last day; `nil`: it is still enrolled.
    package let left: CivilDate?

    package init(variant: Family.Variant?, from: CivilDate, left: CivilDate?) {
        self.variant = variant
        self.from = from
        self.left = left
    }

    /// The family's month of a number, the first being 1: from a day to the day before the next
    /// month's; a day that a month lacks is its last.
    func month(_ number: Int) -> (from: CivilDate, to: CivilDate) {
        (start(ofMonth: number), start(ofMonth: number + 1))
    }

    private func start(ofMonth number: Int) -> CivilDate {
        let (year, month, day) = from.components
        let months = year * 12 + month - 1 + number - 1
        let found = (1...max(1, day)).reversed().lazy.compactMap {
            CivilDate(year: months / 12, month: months % 12 + 1, day: $0)
        }.first
        return found ?? from
    }

    /// In which month of the family's a day lies; `nil` before the first and after the last day.
    func number(of day: CivilDate) -> Int? {
        guard day >= from, left.map({ day <= $0 }) ?? true else { return nil }
        let (begin, now) = (from.components, day.components)
        let guess = (now.year - begin.year) * 12 + now.month - begin.month + 1
        return day < start(ofMonth: guess) ? guess - 1 : guess
    }
}

/// Calls by how long the family has been enrolled. Counted are only months of a family's that lie
/// within the period as a whole, so that no month is thin because it was cut.
package struct EnrolmentCounts: Sendable {
    /// By variant (`nil`: all families) and month.
    package private(set) var calls: [Key: Int] = [:]
    private let enrolments: Enrolments
    private let from: CivilDate
    /// The day after the last.
    private let to: CivilDate
    private var callers: [Key: Set<FamilyKey>] = [:]

    package struct Key: Hashable, Sendable {
        package let variant: Family.Variant?
        package let month: Int
    }

    init(_ enrolments: Enrolments, interval: Interval, zone: TimeZoneRules) {
        self.enrolments = enrolments
        from = zone.date(of: interval.start)
        to = zone.date(of: interval.end)
    }

    mutating func count(_ family: FamilyKey, on day: CivilDate) {
        guard let enrolment = enrolments.families[family],
            let number = enrolment.number(of: day), holds(enrolment, number)
        else { return }
        for variant in Set([nil, enrolment.variant]) {
            let key = Key(variant: variant, month: number)
            calls[key, default: 0] += 1
            callers[key, default: []].insert(family)
        }
    }

    /// Whether a month of the family's lies within the period, and it was enrolled through it.
    private func holds(_ enrolment: Enrolment, _ number: Int) -> Bool {
        let month = enrolment.month(number)
        return month.from >= from && month.to <= to
            && (enrolment.left.map { month.to <= $0 + 1 } ?? true)
    }

    mutating func merge(_ other: EnrolmentCounts) {
        calls.merge(other.calls) { $0 + $1 }
        callers.merge(other.callers) { $0.union($1) }
    }

    /// How many families with a call stand behind a month.
    package func callers(_ key: Key) -> Int { callers[key]?.count ?? 0 }

    /// The families enrolled through a month, of every month that any was.
    package var families: [Key: Int] {
        var found: [Key: Int] = [:]
        for enrolment in enrolments.families.values {
            // Twelve hundred months are longer than any placement.
            for number in 1...1200 {
                guard enrolment.month(number).to <= to,
                    enrolment.left.map({ enrolment.month(number).to <= $0 + 1 }) ?? true
                else { break }
                guard holds(enrolment, number) else { continue }
                for variant in Set([nil, enrolment.variant]) {
                    found[Key(variant: variant, month: number), default: 0] += 1
                }
            }
        }
        return found
    }
}
