import CallLog
import CallRouting
import OnCallRoster
import Testing

@Suite struct `The figures of calls` {
    private static let danish = TimeZoneRules.danish
    private static let november = Interval(
        danish.instant(CivilDate(dayNumber: 20_758)), danish.instant(CivilDate(dayNumber: 20_788)))

    private static func instant(_ text: String) -> Instant {
        Instant(rfc3339: text) ?? .distantPast
    }

    private func call(
        _ outcome: Outcome, at text: String = "2026-11-10T12:00:00Z", family: String? = "a",
        kind: CallerKind = .family, wait: Int64? = nil, length: Int64? = nil,
        promise: CountedPromise? = nil, legs: Int = 1
    ) -> CountedCall {
        CountedCall(
            number: 1, outcome: outcome, kind: kind, family: family, variant: .group,
            began: Self.instant(text), wait: wait, length: length, promise: promise, legs: legs)
    }

    private func report(_ calls: [CountedCall], now: String = "2026-12-31T00:00:00Z") -> CallReport
    {
        var report = CallReport(
            interval: Self.november, zone: Self.danish, now: Self.instant(now))
        for call in calls { report.count(call) }
        return report
    }

    @Test func `are those of the classes, which add up to the offered calls`() {
        let tally = report([
            call(.answered, wait: 4_000), call(.answered, wait: 30_000),
            call(.abandoned, length: 29_999), call(.abandoned, length: 30_000),
            call(.short, length: 9_000), call(.failed), call(.unknown), call(.open),
            call(.answered, kind: .contact, wait: 1_000), call(.answered, kind: .professional),
        ]).all
        #expect(tally.offered == 8)
        #expect(tally.identityHolds)
        #expect(tally.measured == 7)
        #expect(tally.of(.answered) == 2)
        #expect(tally.shortOf30 == 2)
        #expect(tally.waits == [4_000, 30_000])
        #expect(tally.families == ["a"])
    }

    @Test func `leave contacts and professionals in a table of their own`() {
        let report = report([
            call(.answered, kind: .contact), call(.failed, kind: .professional),
            call(.answered, family: nil, kind: .withheld),
        ])
        #expect(report.others.offered == 2)
        #expect(report.all.offered == 1)
        #expect(report.all.families.isEmpty)
    }

    @Test(arguments: [
        (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0), (95, 100, 0.8882, 0.9785),
    ])
    func `have the interval of Wilson's score`(
        _ count: Int, _ total: Int, _ low: Double, _ high: Double
    ) throws {
        let share = try #require(Share(count, of: total))
        #expect(abs(share.low - low) < 5e-5 && abs(share.high - high) < 5e-5, "\(share)")
        #expect(share.value == Double(count) / Double(total))
    }

    @Test func `say nothing of nothing`() {
        #expect(Share(0, of: 0) == nil)
        #expect(Waits([]).percentile(50) == nil && Waits([]).mean == nil)
    }

    @Test(arguments: 1...20)
    func `take the percentile by counting, as sorting does`(_ seed: Int) {
        var random = SystemlessRandom(seed)
        let waits = (0..<(1 + random.below(60))).map { _ in Int64(random.below(50)) * 1000 }
        for percent in [1, 50, 90, 95, 100] {
            // The least wait that at least so many percent of all do not exceed.
            let expected = waits.filter { wait in
                waits.count { $0 <= wait } * 100 >= percent * waits.count
            }.min()
            #expect(Waits(waits).percentile(percent) == expected)
        }
        let limit = Int64(random.below(50)) * 1000
        #expect(Waits(waits).within(limit) == waits.count { $0 <= limit })
    }

    @Test func `count a promise as kept by its deadline, and the same day by its own rule`() {
        let deadline = Self.instant("2026-11-10T22:30:00Z")
        func promise(_ reached: String?, byKey: Bool = false) -> CountedCall {
            // 22:00 in Denmark: the same day lasts until 06:00.
            call(
                .failed, at: "2026-11-10T21:00:00Z",
                promise: CountedPromise(
                    deadline: deadline, reached: reached.map(Self.instant), byKey: byKey))
        }
        let tally = report([
            promise("2026-11-10T22:30:00Z"), promise("2026-11-11T05:00:00Z", byKey: true),
            promise("2026-11-11T05:00:01Z"), promise(nil),
        ]).all
        #expect(tally.promisesDue == 4)
        #expect(tally.promisesKept == 1)
        #expect(tally.promisesSameDay == 2)
        #expect(tally.promisedByKey == 1)
        let early = report([promise(nil)], now: "2026-11-10T22:00:00Z").all
        #expect(early.promisesDue == 0 && early.promisesOpen == 1)
    }

    @Test
    func `know a repeated call by the family's answered call before it, also before the period`() {
        let tally = report([
            call(.answered, at: "2026-10-31T12:00:00Z", family: "a"),
            call(.answered, at: "2026-11-02T12:00:00Z", family: "b"),
            call(.answered, at: "2026-11-03T12:00:00Z", family: "b"),
            call(.answered, at: "2026-11-05T12:00:00Z", family: "a"),
            call(.abandoned, at: "2026-11-29T12:00:00Z", family: "c"),
            call(.answered, at: "2026-11-29T13:00:00Z", family: "c"),
            call(.answered, at: "2026-11-29T14:00:00Z", family: nil, kind: .unknown),
        ]).all
        #expect(tally.offered == 6)
        #expect(tally.repeats == [.day: 1, .week: 2, .month: 2])
    }

    @Test func `put the hour that the autumn change repeats into two buckets`() {
        let october = Interval(
            Self.instant("2026-10-24T00:00:00Z"), Self.instant("2026-10-26T00:00:00Z"))
        var report = CallReport(
            interval: october, zone: Self.danish, now: Self.instant("2026-12-01T00:00:00Z"))
        for time in ["00:30", "01:30", "02:30"] {
            report.count(call(.answered, at: "2026-10-25T\(time):00Z"))
        }
        #expect(report.parts[.hour]?.keys.sorted() == ["02", "02 again", "03"])
        #expect(report.parts[.weekday]?.keys.sorted() == ["7 sunday"])
        #expect(report.parts[.month]?.keys.sorted() == ["2026-10"])
        #expect(report.parts[.variant]?["group"]?.offered == 3)
    }

    @Test func `are read from the log, without rehearsals`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talks = try Talk.all()
            for talk in talks { try await log.append(talk) }
            var found: [CountedCall] = []
            try log.eachCall(in: Interval(.distantPast, .distantFuture)) { found.append($0) }
            let told = talks.map(\.call).filter { !$0.rehearsal }
            #expect(found.count == told.count)
            #expect(
                found.map(\.outcome.rawValue).sorted() == told.map(\.outcome.rawValue).sorted())
            let waits = told.compactMap { call in
                call.accepted.map { ($0.at - call.beganAt).wholeMilliseconds }
            }
            #expect(found.compactMap(\.wait).sorted() == waits.sorted())
            #expect(found.count { $0.promise != nil } == told.count { $0.promise != nil })
            log.close()
        }
    }
}

/// Numbers that are the same for the same seed (SplitMix64).
private struct SystemlessRandom {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed)
    }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
