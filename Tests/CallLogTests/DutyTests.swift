import CallLog
import CallRouting
import OnCallRoster
import Testing

private func at(_ text: String) -> Instant {
    Instant(rfc3339: "2026-11-" + text + ":00Z") ?? .distantPast
}

private func stretch(
    _ who: ProfessionalID?, _ from: String, _ to: String, on line: LineName = "first",
    claimed: Bool = true
) -> DutyStretch {
    DutyStretch(
        line: LineID(.institution("egetraeet"), line), interval: Interval(at(from), at(to)),
        professional: who, isClaimed: claimed)
}

private func mark(_ until: String) -> DutyMark {
    DutyMark(until: at(until), roster: String(repeating: "a", count: 64))
}

private let always = Interval(.distantPast, .distantFuture)

@Suite struct `Duty in the log` {
    @Test func `is read as it was written, cut to what is asked for, and so is how far`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try log.dutyMark() == nil)
            let office = DutyStretch(
                line: LineID(.municipality("egetraeet"), "first"),
                interval: Interval(at("02T08:00"), at("02T15:00")), professional: "desk",
                isDesk: true, isReachable: false, kind: .awake, isClaimed: false)
            let written = [
                stretch("anna", "01T15:00", "02T07:00"), stretch(nil, "02T07:00", "02T08:00"),
                office,
            ]
            try await log.record(written, until: mark("02T15:00"))
            #expect(try log.duty(in: always) == written)
            #expect(try log.dutyMark() == mark("02T15:00"))
            let some = try log.duty(in: Interval(at("02T00:00"), at("02T07:30")))
            #expect(
                some == [
                    stretch("anna", "02T00:00", "02T07:00"), stretch(nil, "02T07:00", "02T07:30"),
                ])
            #expect(try log.duty(of: "desk", in: always) == [office])
            log.close()
        }
    }

    @Test func `a shift that is written hour by hour is one row`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for hour in 10..<20 {
                let (from, to) = ("01T\(hour):00", "01T\(hour + 1):00")
                let who: ProfessionalID = hour < 16 ? "anna" : "bo"
                try await log.record(
                    [stretch(who, from, to), stretch("carla", from, to, on: "backup")],
                    until: mark(to))
            }
            #expect(
                try log.duty(in: always) == [
                    stretch("carla", "01T10:00", "01T20:00", on: "backup"),
                    stretch("anna", "01T10:00", "01T16:00"),
                    stretch("bo", "01T16:00", "01T20:00"),
                ])
            log.close()
        }
    }

    @Test func `a clock that was set back writes nothing twice, and fills what is open`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.record([stretch("anna", "01T10:00", "01T12:00")], until: mark("01T12:00"))
            try await log.record([stretch("bo", "01T14:00", "01T15:00")], until: mark("01T15:00"))
            // Another roster says otherwise of what is written: that stays.
            try await log.record([], until: mark("01T09:00"))
            try await log.record(
                [stretch("carla", "01T09:00", "01T16:00")], until: mark("01T16:00"))
            #expect(
                try log.duty(in: always) == [
                    stretch("carla", "01T09:00", "01T10:00"),
                    stretch("anna", "01T10:00", "01T12:00"),
                    stretch("carla", "01T12:00", "01T14:00"),
                    stretch("bo", "01T14:00", "01T15:00"),
                    stretch("carla", "01T15:00", "01T16:00"),
                ])
            log.close()
        }
    }

    @Test func `many lines are written, and the mark comes with the last`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let many = (0..<700).map { number in
                stretch("anna", "01T10:00", "01T11:00", on: LineName(rawValue: "line-\(number)"))
            }
            try await log.record(many, until: mark("01T11:00"))
            #expect(try log.duty(in: always).count == 700)
            #expect(try log.dutyMark() == mark("01T11:00"))
            log.close()
        }
    }

    /// As a report has them that is made in two parts: calls are handed to it in one pass.
    private func counted(_ log: CallLog, now: Instant) throws -> Handlings {
        let (start, middle, end) = (Talk.start - .days(2), Talk.start, Talk.start + .days(2))
        let parts = [Interval(start, middle), Interval(middle, end)]
        var reports = try log.reports(of: parts) { part in
            CallReport(interval: part, zone: .danish, now: now, handledFrom: part.start)
        }
        let last = reports.removeLast()
        reports[0].merge(last)
        return reports[0].handlings
    }

    @Test func `outlives callers, and is forgotten by itself`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk()
            try talk.arrives()
            try talk.isTaken()
            try await log.append(talk)
            let duty = stretch("anna", "22T08:00", "22T20:00")
            try await log.record([duty], until: mark("22T20:00"))
            let handled = try log.handlings(in: always, now: Talk.start + .days(1))
            #expect(Array(handled.keys) == ["anna"])
            // 2026-11-22T12:00:07Z, when the key was pressed, for ten minutes.
            let accepted = Talk.start + .seconds(7)
            let span = Interval(accepted, accepted + .seconds(600))
            #expect(handled["anna"]?.map(\.interval) == [span])
            #expect(handled["anna"]?.map(\.variant) == [.group])
            #expect(try counted(log, now: Talk.start + .days(1)) == handled)
            log.close()

            let file = try RawDatabase(path)
            let tables = try file.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%_private'")
            try file.run("PRAGMA foreign_keys = OFF")
            for table in tables { try file.run("DELETE FROM \(table[0])") }
            let later = try CallLog(path: path)
            #expect(try later.duty(in: always) == [duty])
            #expect(try later.handlings(in: always, now: Talk.start + .days(1)) == handled)

            #expect(try await later.forgetDuty(before: at("22T12:00")) == 0)
            #expect(try later.duty(in: always) == [stretch("anna", "22T12:00", "22T20:00")])
            #expect(try await later.forgetDuty(before: at("22T20:00")) == 1)
            #expect(try later.duty(in: always) == [])
            #expect(try later.handlings(in: always, now: Talk.start + .days(1)) == handled)
            later.close()
        }
    }

    @Test func `rehearsals and calls nobody took are handled by nobody, a swept end is not known`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var rehearsal = try Talk("rehearsal")
            try rehearsal.arrives(rehearsal: true)
            try rehearsal.isTaken()
            var lost = try Talk("lost")
            try lost.arrives()
            try lost.nobodyEverAnswers()
            var swept = try Talk("swept")
            try swept.arrives()
            swept.passes(seconds: 5)
            let leg = try #require(swept.call.legs.first?.id)
            try swept.send(.legAccepted(leg, confirmed: true))
            for talk in [rehearsal, lost, swept] { try await log.append(talk) }
            let open = try log.handlings(in: always, now: swept.now + .seconds(60))
            #expect(try counted(log, now: swept.now + .seconds(60)) == open)
            #expect(open.values.joined().map(\.interval.duration) == [.seconds(60)])
            let known = swept.entries.count
            swept.passes(seconds: 5 * 3600)
            try swept.send(.swept)
            for entry in swept.entries.dropFirst(known) { try await log.append(entry) }
            let handled = try log.handlings(in: always, now: swept.now)
            #expect(handled.values.joined().map(\.interval.duration) == [.zero])
            #expect(try counted(log, now: swept.now) == handled)
            log.close()
        }
    }
}
