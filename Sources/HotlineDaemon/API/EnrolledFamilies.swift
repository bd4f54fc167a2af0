import CallLog
import OnCallRoster

/// The families that the roster says were enrolled in a period.
struct EnrolledFamilies {
    let count: Int
    /// Of all of them together: their days by the mean length of a month.
    let months: Double
    /// Distinct families below which nothing is told; `nil`: all is.
    let least: Int?

    private static let daysOfMonth = 365.2425 / 12

    /// - Parameters:
    ///   - from: The first day.
    ///   - to: The day after the last.
    init(_ families: some Sequence<Family>, from: CivilDate, to: CivilDate, least: Int?) {
        let days = families.compactMap { family -> Int? in
            let first = max(family.enrolled ?? from, from)
            let end = min(family.left.map { $0 + 1 } ?? to, to)
            return first < end ? end - first : nil
        }
        count = days.count
        months = Double(days.reduce(0, +)) / EnrolledFamilies.daysOfMonth
        self.least = least
    }

    /// Whether so few families called, or did not, that they could be guessed.
    func mayTell(_ callers: Int) -> Bool {
        guard let least else { return true }
        let others = max(0, count - callers)
        return [callers, others].allSatisfy { $0 == 0 || $0 >= least }
    }
}

extension Enrolments {
    /// Of families whose first day the roster knows.
    init(_ roster: Roster?, keys: [FamilyID: FamilyKey]) {
        var known: [FamilyKey: Enrolment] = [:]
        for family in roster?.families.values ?? [] {
            guard let enrolled = family.enrolled, let key = keys[family.id] else { continue }
            known[key] = Enrolment(variant: family.variant, from: enrolled, left: family.left)
        }
        self.init(known)
    }
}
