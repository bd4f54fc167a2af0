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
            number: 1, outcome: outcome, kind: kind, family: family.flatMap(FamilyKey.made),
            variant: .group,
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
        #expect(tally.of(.measured) == 7)
        #expect(tally.of(.answered) == 2)
        #expect(tally.of(.shortOf30) == 2)
        #expect(tally.of(.abandonedAfter30) == 1)
        #expect(tally.waits == WaitCounts([4_000, 30_000]))
        #expect(tally.familyCount == 1)
    }

    @Test func `leave contacts and professionals in a table of their own`() {
        let report = report([
            call(.answered, kind: .contact), call(.failed, kind: .professional),
            call(.answered, family: nil, kind: .withheld),
        ])
        #expect(report.others.offered == 2)
        #expect(report.all.offered == 1)
        #expect(report.all.familyCount == 0)
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
        #expect(WaitCounts().percentile(50) == nil && WaitCounts().mean == nil)
    }

    @Test(arguments: 1...20)
    func `take the percentile by counting, as sorting does`(_ seed: Int) throws {
        var random = SystemlessRandom(seed)
        // In tenths of a second; some beyond ten minutes.
        let waits = (0..<(1 + random.below(60))).map { _ in
            random.below(9) == 0 ? 6_000 + random.below(30_000) : random.below(500)
        }
        let counts = WaitCounts(waits.map { Int64($0) * 100 })
        for percent in [1, 50, 90, 95, 100] {
            // The least wait that at least so many percent of all do not exceed.
            let expected = waits.filter { wait in
                waits.count { $0 <= wait } * 100 >= percent * waits.count
            }.min()
            #expect(counts.percentile(percent) == expected.map { Double($0) / 10 })
        }
        let slowest = waits.sorted().suffix((waits.count + 9) / 10)
        let mean = Double(slowest.reduce(0, +)) / 10 / Double(slowest.count)
        #expect(abs(try #require(counts.meanOfSlowestTenth) - mean) < 1e-9)
        #expect(counts.most == waits.max().map { Double($0) / 10 })
        let limit = random.below(700)
        #expect(counts.count(from: 0, to: limit) == waits.count { $0 < limit * 10 })
        #expect(counts.count(from: limit, to: nil) == waits.count { $0 >= limit * 10 })
        var merged = WaitCounts(waits.prefix(7).map { Int64($0) * 100 })
        merged.merge(WaitCounts(waits.dropFirst(7).map { Int64($0) * 100 }))
        #expect(merged.percentile(50) == counts.percentile(50) && merged.mean == counts.mean)
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
        #expect(tally.of(.promisesDue) == 4)
        #expect(tally.of(.promisesKept) == 1)
        #expect(tally.of(.promisesSameDay) == 2)
        #expect(tally.of(.failedByKey) == 1)
        let early = report([promise(nil)], now: "2026-11-10T22:00:00Z").all
        #expect(early.of(.promisesDue) == 0 && early.of(.promisesOpen) == 1)
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
        #expect(tally.of(.repeatedInADay) == 1)
        #expect(tally.of(.repeatedInAWeek) == 2)
        #expect(tally.of(.repeatedInAMonth) == 2)
    }

    @Test func `put the hour that the autumn change repeats into two buckets`() {
        let october = Interval(
            Self.instant("2026-10-24T00:00:00Z"), Self.instant("2026-10-26T00:00:00Z"))
        var report = CallReport(
            interval: october, zone: Self.danish, now: Self.instant("2026-12-01T00:00:00Z"))
        for time in ["00:30", "01:30", "02:30"] {
            report.count(call(.answered, at: "2026-10-25T\(time):00Z"))
        }
        #expect(report.rows(by: .hour).map(\.name) == ["02", "02 again", "03"])
        #expect(report.rows(by: .weekday).map(\.name) == ["7 sunday"])
        #expect(report.rows(by: .month).map(\.name) == ["2026-10"])
        #expect(report.tally(.variant, "group")?.offered == 3)
        #expect(report.rows(by: .institution).map(\.name) == [CallReport.none])
    }

    @Test func `are the same when two halves of the period are counted apart`() throws {
        var random = SystemlessRandom(7)
        let outcomes = Outcome.allCases
        let calls = (0..<400).map { index in
            call(
                outcomes[random.below(outcomes.count)],
                at: Instant(
                    milliseconds: Self.november.start.milliseconds + Int64(index) * 6_400_000
                ).description,
                family: ["a", "b", "c", "d"][random.below(4)],
                wait: Int64(random.below(90_000)), length: Int64(random.below(90_000)))
        }
        let whole = report(calls)
        let middle = Self.november.start + .days(11)
        func part(_ interval: Interval) -> CallReport {
            var report = CallReport(
                interval: interval, zone: Self.danish, now: Self.november.end)
            for call in calls where call.began < interval.end { report.count(call) }
            return report
        }
        var merged = CallReport(
            interval: Self.november, zone: Self.danish, now: Self.november.end)
        // The later half first: places of families and rows are not those of the whole.
        merged.merge(part(Interval(middle, Self.november.end)))
        merged.merge(part(Interval(Self.november.start, middle)))
        for figure in CountedFigure.allCases {
            #expect(merged.all.of(figure) == whole.all.of(figure), "\(figure)")
            for part in CallReport.Part.allCases {
                #expect(
                    merged.rows(by: part).map { $0.tally.of(figure) }
                        == whole.rows(by: part).map { $0.tally.of(figure) })
            }
        }
        #expect(merged.all.familyCount == 4)
        #expect(merged.all.waits.mean == whole.all.waits.mean)
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
