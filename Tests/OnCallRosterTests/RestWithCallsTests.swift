import HotlineTestSupport
import OnCallRoster
import Testing

/// Somebody on standby at home from the afternoon of the 1st of December on, in Copenhagen.
private struct Night {
    var standby = ("2026-12-01T14:00", "2026-12-08T07:00")
    var awake: [(String, String)] = []
    var calls: [(String, String)] = []
    var rules = RestRules()

    var rest: RestWithCalls {
        func set(_ spans: [(String, String)]) -> IntervalSet { IntervalSet(spans.map(interval)) }
        return RestWithCalls(
            awake: set(awake), standby: set([standby]), calls: calls.map(interval), rules: rules,
            zone: TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc)
    }

    private func interval(_ span: (String, String)) -> Interval {
        Interval(instant(span.0), instant(span.1))
    }

    func reliefDue(at now: String, ends: String? = nil) -> String? {
        rest.reliefDue(at: instant(now), dutyEnds: ends.map { instant($0) })?.description
    }
}

@Suite struct `A call on standby breaks the rest` {
    private let call = ("2026-12-02T02:40", "2026-12-02T03:00")

    @Test func `without a call nothing is broken and no relief is due`() {
        let night = Night()
        #expect(night.rest.breaking.isEmpty)
        #expect(night.reliefDue(at: "2026-12-05T12:00") == nil)
        #expect(night.rest.withoutDailyRest.isEmpty)
    }

    @Test func `relief is due 13 hours after the call began, until 11 hours have been had`() {
        let night = Night(calls: [call])
        #expect(night.reliefDue(at: "2026-12-02T02:39") == nil)
        #expect(night.reliefDue(at: "2026-12-02T02:40") == "2026-12-02T15:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T13:59") == "2026-12-02T15:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T14:00") == nil)
        #expect(night.rest.withoutDailyRest.isEmpty)
    }

    @Test func `another call within the 11 hours does not put relief off`() {
        let night = Night(calls: [call, ("2026-12-02T12:00", "2026-12-02T12:30")])
        #expect(night.reliefDue(at: "2026-12-02T14:00") == "2026-12-02T15:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T20:00") == "2026-12-02T15:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T23:30") == nil)
    }

    @Test func `a call after relief was due is answered without the rest`() {
        let night = Night(
            calls: [
                call, ("2026-12-02T12:00", "2026-12-02T12:30"),
                ("2026-12-02T15:30", "2026-12-02T16:10"),
            ])
        #expect(
            night.rest.withoutDailyRest.intervals == [
                Interval(instant("2026-12-02T15:40"), instant("2026-12-02T16:10"))
            ])
    }

    @Test func `waking duty before standby counts, and alone it is the roster's matter`() {
        var night = Night(awake: [("2026-12-01T07:00", "2026-12-01T14:00")])
        #expect(night.reliefDue(at: "2026-12-01T13:00") == nil)
        night.calls = [("2026-12-01T18:00", "2026-12-01T18:10")]
        // From 07:00 on there were 13 hours.
        #expect(night.reliefDue(at: "2026-12-01T18:10") == "2026-12-01T20:00:00Z")
    }

    @Test func `a call in waking duty breaks no rest`() {
        let night = Night(
            awake: [("2026-12-02T06:00", "2026-12-02T14:00")],
            calls: [("2026-12-02T07:00", "2026-12-02T07:30")])
        #expect(night.rest.breaking.isEmpty)
        #expect(night.reliefDue(at: "2026-12-02T08:00") == nil)
    }

    @Test func `the roster's own rest counts, and a call without a known end breaks it too`() {
        var night = Night(calls: [("2026-12-02T02:40", "2026-12-02T02:40")])
        night.rules.daily = .hours(8)
        #expect(night.rest.breaking.count == 1)
        #expect(night.reliefDue(at: "2026-12-02T03:00") == "2026-12-02T18:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T10:40") == "2026-12-02T18:40:00Z")
        #expect(night.reliefDue(at: "2026-12-02T10:41") == nil)
    }

    @Test func `a call each day asks for the weekly rest before six days are over`() {
        let calls = (2...7).map { day in
            ("2026-12-0\(day)T12:00", "2026-12-0\(day)T12:05")
        }
        let night = Night(calls: calls)
        let now = "2026-12-03T00:00"
        #expect(night.reliefDue(at: now, ends: "2026-12-08T12:01") == "2026-12-08T12:00:00Z")
        #expect(night.reliefDue(at: now, ends: "2026-12-08T12:00") == nil)
    }
}
