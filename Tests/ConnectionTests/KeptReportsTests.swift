import OnCallRoster
import Testing

@testable import HotlineDaemon

/// Reports that a page shows again.
@Suite struct `Kept reports` {
    private typealias Reports = KeptReports<String>

    private let reports = Reports()

    private func key(
        institutions: Set<InstitutionID>? = nil, least: Int? = nil, roster: String = "r-1"
    ) throws -> Reports.Key {
        Reports.Key(
            from: try #require(CivilDate("2026-11-01")), to: try #require(CivilDate("2026-12-01")),
            institutions: institutions, least: least, roster: roster)
    }

    private func answer(_ key: Reports.Key, at now: Duration, changes: Int) -> String {
        switch reports.answer(for: key, at: now, changes: changes) {
        case .none: "none"
        case .kept(let report): report
        case .old(let report): "\(report), old"
        }
    }

    private func keep(_ report: String?, _ key: Reports.Key, at now: Duration, changes: Int) {
        reports.keep(report, for: key, at: now, changes: changes, drops: reports.drops)
    }

    @Test func `are shown until something happens, and counted anew once a minute then`() throws {
        let key = try key()
        #expect(answer(key, at: .zero, changes: 7) == "none")
        keep("of noon", key, at: .zero, changes: 7)
        #expect(answer(key, at: .minutes(59), changes: 7) == "of noon")
        #expect(answer(key, at: .seconds(59), changes: 8) == "of noon")
        #expect(answer(key, at: .minutes(1), changes: 8) == "of noon, old")
        // One count is under way.
        #expect(answer(key, at: .minutes(1), changes: 9) == "of noon")
        keep("of a minute later", key, at: .minutes(1), changes: 8)
        #expect(answer(key, at: .seconds(119), changes: 9) == "of a minute later")
        #expect(answer(key, at: .minutes(2), changes: 9) == "of a minute later, old")
        // It failed: whoever comes next tries again.
        keep(nil, key, at: .minutes(2), changes: 9)
        #expect(answer(key, at: .minutes(2), changes: 9) == "of a minute later, old")
    }

    @Test func `are an hour old at most`() throws {
        let key = try key()
        keep("of noon", key, at: .minutes(5), changes: 1)
        #expect(answer(key, at: .minutes(65), changes: 1) == "none")
    }

    @Test func `are shown to nobody else`() throws {
        keep("all of it", try key(), at: .zero, changes: 1)
        for other in [
            try key(institutions: []), try key(institutions: ["solhjem"]), try key(least: 5),
            try key(roster: "r-2"),
        ] {
            #expect(answer(other, at: .zero, changes: 1) == "none")
        }
    }

    @Test func `are gone with what is erased, also those that are being counted`() throws {
        let (first, second) = (try key(), try key(least: 5))
        keep("with the family", first, at: .zero, changes: 1)
        let drops = reports.drops
        reports.drop()
        reports.keep("with the family", for: second, at: .zero, changes: 1, drops: drops)
        #expect(answer(first, at: .zero, changes: 1) == "none")
        #expect(answer(second, at: .zero, changes: 1) == "none")
    }

    @Test func `are few`() throws {
        for number in 0..<40 {
            keep("\(number)", try key(least: number), at: .seconds(number), changes: 1)
        }
        let left = try (0..<40).filter {
            answer(try key(least: $0), at: .minutes(1), changes: 1) != "none"
        }
        #expect(left == Array(24..<40))
    }
}
