import CallRouting
import OnCallRoster
import Testing

@testable import CallLog

@Suite struct `Months since enrolment` {
    private func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

    private func enrolment(_ from: String, left: String? = nil) -> Enrolment {
        Enrolment(variant: .group, from: day(from), left: left.map(day))
    }

    @Test func `begin at the family's own day, a month's last where a month has none`() {
        let lateJanuary = enrolment("2026-01-31")
        #expect(lateJanuary.month(1).from == day("2026-01-31"))
        #expect(lateJanuary.month(2).from == day("2026-02-28"))
        #expect(lateJanuary.month(3).from == day("2026-03-31"))
        #expect(lateJanuary.number(of: day("2026-02-27")) == 1)
        #expect(lateJanuary.number(of: day("2026-02-28")) == 2)
        #expect(lateJanuary.number(of: day("2026-03-30")) == 2)
        #expect(lateJanuary.number(of: day("2027-01-31")) == 13)
    }

    @Test(arguments: ["2026-01-01", "2026-01-30", "2026-01-31", "2024-02-29", "2026-12-15"])
    func `follow one another without a gap, and each day is in its own`(_ from: String) {
        let family = enrolment(from)
        for number in 1...40 {
            let (begin, end) = family.month(number)
            #expect(end == family.month(number + 1).from)
            for offset in 0..<(end - begin) {
                #expect(family.number(of: begin + offset) == number)
            }
        }
        #expect(family.number(of: day(from) + -1) == nil)
    }

    @Test func `count calls of whole months only, and none after the family has left`() throws {
        let zone = TimeZoneRules.danish
        let period = Interval(zone.instant(day("2026-01-01")), zone.instant(day("2026-07-01")))
        let (a, b) = (try #require(FamilyKey.made("a")), try #require(FamilyKey.made("b")))
        let enrolments = Enrolments([
            a: Enrolment(variant: .group, from: day("2025-12-15"), left: nil),
            b: Enrolment(variant: .individual, from: day("2026-02-01"), left: day("2026-03-31")),
        ])
        var report = CallReport(
            interval: period, zone: zone, now: period.end, enrolments: enrolments)
        for (family, text) in [
            (a, "2026-01-03T12:00:00Z"), (a, "2026-01-20T12:00:00Z"), (a, "2026-06-20T12:00:00Z"),
            (b, "2026-02-02T12:00:00Z"), (b, "2026-03-31T12:00:00Z"), (b, "2026-04-02T12:00:00Z"),
        ] {
            report.count(
                CountedCall(
                    number: 1, outcome: .answered, kind: .family, family: family,
                    began: try #require(Instant(rfc3339: text))))
        }
        let counts = report.enrolment
        func calls(_ variant: Family.Variant?, _ month: Int) -> Int? {
            counts.calls[EnrolmentCounts.Key(variant: variant, month: month)]
        }
        // a's first month began before the period, its seventh ends after it.
        #expect(calls(.group, 1) == nil && calls(.group, 2) == 1 && calls(.group, 7) == nil)
        #expect(calls(.individual, 1) == 1 && calls(.individual, 2) == 1)
        #expect(calls(.individual, 3) == nil)
        #expect(calls(nil, 2) == 2)
        let families = counts.families
        #expect(families[EnrolmentCounts.Key(variant: nil, month: 2)] == 2)
        #expect(families[EnrolmentCounts.Key(variant: .individual, month: 3)] == nil)
        #expect(families[EnrolmentCounts.Key(variant: .group, month: 6)] == 1)
        #expect(families[EnrolmentCounts.Key(variant: .group, month: 7)] == nil)
    }
}
