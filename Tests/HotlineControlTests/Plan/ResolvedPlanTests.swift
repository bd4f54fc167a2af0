import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct ResolvedPlanTests {
    @Test func `a shift is cut to the interval, and its true ends are known`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-21", "2026-10-23")
        let backup = try plan.line("egetraeet/backup")
        #expect(backup.shifts.map(\.interval) == [plan.interval])
        #expect(
            backup.shifts.map(\.whole) == [
                Interval(instant("2026-10-19T06:00:00"), instant("2026-10-26T07:00:00"))
            ])
        #expect(backup.shifts.map(\.isEndless) == [false])
    }

    @Test func `a shift is the same whatever day of it is asked for`() throws {
        let roster = try PlanRosters.example()
        let whole = try ResolvedPlan(roster, "2026-11-25", "2027-01-20")
        for day in try ResolvedPlan(roster, "2026-12-10", "2027-01-08").dates {
            let plan = try ResolvedPlan(roster, "\(day)", "\(day + 1)")
            for line in plan.lines {
                let known = try whole.line(line.id.description).shifts
                for shift in line.shifts {
                    let same = known.first { $0.interval.start == shift.whole.start }
                    #expect(same?.interval == shift.whole, "\(line.id) on \(day)")
                    #expect(same?.professional == shift.professional)
                }
            }
        }
    }

    @Test func `a turn of a year is found whole, and a line of one alone has no end`() throws {
        let rules = """
            rotations:
              - { professionals: [anna, bo], starts: 2020-01-01, turn: 366 days }
            """
        let year = try ResolvedPlan(PlanRosters.line(rules), "2026-11-02", "2026-11-03")
        let shift = try #require(year.lines[0].shifts.first)
        #expect(shift.whole.duration == .days(366))
        #expect(!shift.isEndless)
        let alone = try ResolvedPlan(
            PlanRosters.line(rules.replacing(", bo", with: "")), "2026-11-02", "2026-11-03")
        let endless = try #require(alone.lines[0].shifts.first)
        #expect(endless.whole.start == instant("2019-12-31T23:00:00"))
        #expect(endless.isEndless)
    }

    @Test func `an override and an absence end a shift where they begin`() throws {
        let yaml = PlanRosters.line(
            """
            rotations:
              - { professionals: [anna, bo], starts: 2026-11-02, turn: 1 week }
            overrides:
              - { who: carla, from: 2026-11-04, to: 2026-11-04 }
            """)
        let absence = "\nabsences:\n  - { who: anna, from: 2026-11-07, to: 2026-11-07 }\n"
        let plan = try ResolvedPlan(yaml + absence, "2026-11-06", "2026-11-07")
        #expect(
            plan.lines[0].shifts.map(\.whole) == [
                Interval(instant("2026-11-04T23:00:00"), instant("2026-11-06T23:00:00"))
            ])
    }

    @Test func `closed time is what the expanded duty calls closed`() throws {
        let yaml = PlanRosters.line(
            """
            rotations:
              - { professionals: [anna, bo], starts: 2026-11-02, turn: 1 week }
            shifts:
              - { who: nobody, from: 2026-11-03, to: 2026-11-05, note: flytning }
              - { who: bo, from: 2026-11-06, to: 2026-11-06 }
            overrides:
              - { who: carla, from: 2026-11-04, to: 2026-11-04 }
              - { who: nobody, from: 2026-11-06 12:00, to: 2026-11-06 18:00 }
            """)
        let line = try ResolvedPlan(yaml, "2026-11-02", "2026-11-09").lines[0]
        #expect(IntervalSet(line.closures.map(\.interval)) == line.duty.closed)
        #expect(line.closures.map(\.note) == ["flytning", "flytning", nil])
        #expect(IntervalSet(line.holes.map(\.interval)) == line.gaps)
        #expect(line.holes.allSatisfy { $0.closure != nil })
    }

    @Test func `a gap and the closed day after it are two holes`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-21", "2026-10-23")
        let line = try plan.line("egetraeet/first")
        #expect(line.gaps.intervals.count == 2)
        #expect(line.holes.map { $0.closure?.note } == [nil, "kursus"])
    }

    @Test func `of one professional their shifts are left, and nothing else`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-10-26")
        let carla = try plan.only("carla")
        #expect(carla.lines.map(\.id.description) == ["egetraeet/first", "egetraeet/backup"])
        #expect(carla.lines[0].shifts.map(\.note) == ["byttet"])
        #expect(carla.lines.flatMap(\.shifts).allSatisfy { $0.professional == "carla" })
        #expect(carla.lines.allSatisfy { $0.gaps.isEmpty && $0.closures.isEmpty })
        #expect(carla.subject == "Carla Nørgaard")
        #expect(plan.subject == nil)
    }

    @Test func `an unknown professional, institution or line names a near one`() throws {
        let roster = try PlanRosters.roster(PlanRosters.small)
        let plan = try ResolvedPlan(roster, "2026-10-19", "2026-10-26")
        let professional = #expect(throws: Failure.self) { try plan.only("carl") }
        #expect(professional?.status == .answerIsNo)
        #expect(professional?.message == "no professional 'carl': did you mean 'carla'?")
        let line = #expect(throws: Failure.self) {
            try roster.lines(within: .line("egetraeet/frst"))
        }
        #expect(line?.message == "no line 'egetraeet/frst': did you mean 'egetraeet/first'?")
        let institution = #expect(throws: Failure.self) {
            try roster.lines(within: .institution("egetraet"))
        }
        #expect(institution?.message == "no institution 'egetraet': did you mean 'egetraeet'?")
    }

    @Test func `a scope keeps its lines in the roster's order`() throws {
        let roster = try PlanRosters.roster(PlanRosters.small)
        let own = try roster.lines(within: .institution("egetraeet"))
        #expect(own.map(\.id.description) == ["egetraeet/first", "egetraeet/backup"])
        let office = try roster.lines(within: .line("fjordby/office"))
        #expect(office.map(\.id.description) == ["fjordby/office"])
        #expect(try roster.lines(within: .all).count == 3)
    }

    @Test func `a plan's weeks begin on Mondays, whatever day it begins on`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-12-30", "2027-01-12")
        #expect(plan.weeks.map(\.dates.count) == [5, 7, 1])
        #expect(plan.weeks.compactMap(\.dates.first).map(\.isoWeek) == [53, 1, 2])
    }
}
