import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LineID(.institution("egetraeet"), "first")

/// Egetræet with `lines` as YAML, and `more` top-level sections.
private func roster(
    _ lines: [String], zone: String = "Europe/Copenhagen", more: String = ""
) throws -> Roster {
    let reading = read(
        """
        roster: 1
        timezone: \(zone)
        institutions:
          egetraeet:
            lines:
        \(lines.map { "      " + $0 }.joined(separator: "\n"))
        professionals:
          anna: { phones: ["sip:anna@x.example"] }
          bo: { phones: ["sip:bo@x.example"] }
          carla: { phones: ["sip:carla@x.example"] }
        \(more)
        """)
    return try #require(reading.roster, "\(reading.problems.map(\.description))")
}

/// One entry of the first line: dated duty without a rotation.
private func shifts(_ shifts: String..., covers: String = "never") -> String {
    "first: { covers: \(covers), shifts: [\(shifts.map { "{ \($0) }" }.joined(separator: ", "))] }"
}

private let eachNight = "[\"Mon-Sun 15:00-08:00\"]"
private let week = Interval(instant("2026-11-30T23:00"), instant("2026-12-07T23:00"))

private func text(_ interval: Interval) -> String {
    "\(interval.start.description.dropLast(4)) \(interval.end.description.dropLast(4))"
}

/// `FROM TO BEFORE AFTER [GAP]`
private func changes(_ diff: RosterDiff, of line: LineID = first) -> [String] {
    let changes = diff.lines.first { $0.line == line }?.changes ?? []
    return changes.map { change in
        let gap = change.gap.map { " \($0)" } ?? ""
        let before = change.before?.rawValue ?? "nobody"
        let after = change.after?.rawValue ?? "nobody"
        return "\(text(change.interval)) \(before) \(after)\(gap)"
    }
}

/// `FROM TO LINE OTHER`
private func stretches(_ hours: RosterDiff.Hours?) -> [String] {
    (hours?.stretches ?? []).map {
        "\(text($0.interval)) \($0.line.name) \($0.other?.rawValue ?? "nobody")"
    }
}

@Suite struct `Duty of two rosters` {
    @Test func `a line that claims more opens gaps without any change of duty`() throws {
        let night = "who: anna, from: 2026-12-01 15:00, to: 2026-12-02 08:00"
        let little = try roster([shifts(night)])
        let much = try roster([shifts(night, covers: "[\"Tue,Wed 15:00-08:00\"]")])
        let widened = RosterDiff(from: little, to: much, in: week)
        #expect(changes(widened) == [])
        #expect(!widened.isEmpty)
        #expect(
            widened.gaps(.opened).flatMap(\.intervals.intervals).map(text)
                == ["2026-12-02T14:00 2026-12-03T07:00"])
        let narrowed = RosterDiff(from: much, to: little, in: week)
        #expect(narrowed.gaps(.closed) == widened.gaps(.opened))
        #expect(narrowed.gaps(.opened).isEmpty)
    }

    @Test func `a new line that nobody fills opens its gaps`() throws {
        let old = try roster([anna])
        let new = try roster([anna, "night: { covers: [\"Tue 22:00-06:00\"] }"])
        #expect(
            RosterDiff(from: old, to: new, in: week).gaps(.opened)
                .flatMap(\.intervals.intervals).map(text)
                == ["2026-12-01T21:00 2026-12-02T05:00"])
    }

    private let anna = RosterText.line("first", of: "anna")
    private let swapped = RosterText.line(
        "first", of: "anna",
        "overrides: [{ who: bo, from: 2026-12-01 15:00, to: 2026-12-02 08:00 }]")

    @Test func `a swap is what one loses and the other gains`() throws {
        let diff = RosterDiff(from: try roster([anna]), to: try roster([swapped]), in: week)
        #expect(changes(diff) == ["2026-12-01T14:00 2026-12-02T07:00 anna bo"])
        #expect(diff.shares.map(\.professional) == ["anna", "bo"])
        #expect(
            stretches(diff.shares.first?.losses) == ["2026-12-01T14:00 2026-12-02T07:00 first bo"])
        #expect(
            stretches(diff.shares.last?.gains) == ["2026-12-01T14:00 2026-12-02T07:00 first anna"])
        #expect(diff.shares.map(\.losses.duration) == [.hours(17), .zero])
        #expect(diff.shares.map(\.gains.duration) == [.zero, .hours(17)])
    }

    @Test func `the summary counts`() throws {
        let summary = RosterDiff(
            from: try roster([anna, RosterText.line("second", of: "bo")]),
            to: try roster([swapped, RosterText.line("third", of: "bo")]), in: week
        ).summary
        #expect([summary.changes, summary.lines, summary.professionals] == [3, 3, 2])
        #expect([summary.linesAdded, summary.linesRemoved] == [1, 1])
        #expect([summary.gapsOpened, summary.gapsClosed] == [0, 0])
        #expect(summary.duration == .hours(17 + 2 * 7 * 24))
    }

    @Test func `the place and kind of a rule change nothing`() throws {
        let again = RosterText.line(
            "first", of: "anna",
            "overrides: [{ who: anna, from: 2026-12-01 15:00, to: 2026-12-02 08:00 }]")
        let diff = RosterDiff(
            from: try roster([anna]), to: try roster(["# moved down", again]), in: week)
        #expect(diff.isEmpty)
        #expect(diff.shares.isEmpty)
    }

    @Test func `a gap opens only inside what the line covers, and closes again`() throws {
        let line = RosterText.line("first", of: "anna", "covers: \(eachNight)")
        let here = try roster([line])
        let away = try roster(
            [line], more: "absences: [{ who: anna, from: 2026-12-02, to: 2026-12-02 }]")
        let opened = RosterDiff(from: here, to: away, in: week)
        #expect(
            changes(opened) == [
                "2026-12-01T23:00 2026-12-02T07:00 anna nobody opened",
                "2026-12-02T07:00 2026-12-02T14:00 anna nobody",
                "2026-12-02T14:00 2026-12-02T23:00 anna nobody opened",
            ])
        #expect([opened.summary.gapsOpened, opened.summary.gapsClosed] == [2, 0])
        #expect(
            stretches(opened.shares.first?.losses)
                == ["2026-12-01T23:00 2026-12-02T23:00 first nobody"])
        let closed = RosterDiff(from: away, to: here, in: week)
        #expect(
            changes(closed) == [
                "2026-12-01T23:00 2026-12-02T07:00 nobody anna closed",
                "2026-12-02T07:00 2026-12-02T14:00 nobody anna",
                "2026-12-02T14:00 2026-12-02T23:00 nobody anna closed",
            ])
        #expect([closed.summary.gapsOpened, closed.summary.gapsClosed] == [0, 2])
    }

    @Test func `two duties that fall out beside each other leave one gap`() throws {
        let old = shifts(
            "who: anna, from: 2026-12-01 15:00, to: 2026-12-01 23:00",
            "who: bo, from: 2026-12-01 23:00, to: 2026-12-02 08:00", covers: eachNight)
        let new = shifts(
            "who: anna, from: 2026-12-20 15:00, to: 2026-12-20 23:00", covers: eachNight)
        let diff = RosterDiff(from: try roster([old]), to: try roster([new]), in: week)
        #expect(diff.summary.changes == 2)
        #expect(diff.summary.gapsOpened == 1)
        #expect(
            diff.gaps(.opened).flatMap(\.intervals.intervals).map(text)
                == ["2026-12-01T14:00 2026-12-02T07:00"])
    }

    @Test func `a line that comes or goes is told, and is no gap`() throws {
        let diff = RosterDiff(
            from: try roster([anna, RosterText.line("second", of: "bo")]),
            to: try roster([anna, RosterText.line("third", of: "carla")]), in: week)
        let second = LineID(.institution("egetraeet"), "second")
        let third = LineID(.institution("egetraeet"), "third")
        #expect(diff.added == [third])
        #expect(diff.removed == [second])
        #expect(diff.lines.map(\.line) == [third, second])
        #expect(changes(diff, of: third) == ["\(text(week)) nobody carla"])
        #expect(changes(diff, of: second) == ["\(text(week)) bo nobody"])
    }

    @Test func `what another takes over is merged for each of them, and in all`() throws {
        let old = shifts("who: anna, from: 2026-12-01 08:00, to: 2026-12-01 20:00")
        let new = shifts(
            "who: bo, from: 2026-12-01 08:00, to: 2026-12-01 10:00",
            "who: bo, from: 2026-12-01 10:00, to: 2026-12-01 12:00",
            "who: carla, from: 2026-12-01 12:00, to: 2026-12-01 20:00")
        let diff = RosterDiff(from: try roster([old]), to: try roster([new]), in: week)
        let losses = try #require(diff.shares.first { $0.professional == "anna" }).losses
        #expect(
            stretches(losses) == [
                "2026-12-01T07:00 2026-12-01T11:00 first bo",
                "2026-12-01T11:00 2026-12-01T19:00 first carla",
            ])
        #expect(
            losses.perLine.flatMap(\.intervals.intervals).map(text)
                == ["2026-12-01T07:00 2026-12-01T19:00"])
    }

    @Test func `stretches of several lines stand in the order of time`() throws {
        let covered = shifts("who: anna, from: 2026-12-02 08:00, to: 2026-12-02 09:00")
        let backup =
            "second: { covers: never, shifts: "
            + "[{ who: anna, from: 2026-12-01 08:00, to: 2026-12-01 09:00 }] }"
        let none = ["first: { covers: never }", "second: { covers: never }"]
        let diff = RosterDiff(
            from: try roster([covered, backup]), to: try roster(none), in: week)
        #expect(diff.lines.map(\.line.name) == ["first", "second"])
        #expect(
            stretches(diff.shares.first?.losses) == [
                "2026-12-01T07:00 2026-12-01T08:00 second nobody",
                "2026-12-02T07:00 2026-12-02T08:00 first nobody",
            ])
    }

    @Test(arguments: [("2026-03-28", 7), ("2026-10-24", 9), ("2026-10-31", 8)])
    func `a night counts its real hours`(_ saturday: String, _ hours: Int) throws {
        let night = Interval(instant("\(saturday)T12:00"), instant("\(saturday)T12:00") + .days(1))
        let rotation = "starts: 2026-01-01, turn: 1 week, windows: [\"Sat 23:00-07:00\"]"
        let (old, new) = (
            "first: { rotations: [{ professionals: [anna], \(rotation) }] }",
            "first: { rotations: [{ professionals: [bo], \(rotation) }] }"
        )
        let diff = RosterDiff(from: try roster([old]), to: try roster([new]), in: night)
        #expect(diff.shares.map(\.losses.duration) == [.hours(hours), .zero])
    }

    @Test func `the same instants in another zone are the same duty`() throws {
        let copenhagen = shifts("who: anna, from: 2026-12-01 15:00, to: 2026-12-01 23:00")
        let london = shifts("who: anna, from: 2026-12-01 14:00, to: 2026-12-01 22:00")
        let old = try roster([copenhagen])
        #expect(
            RosterDiff(from: old, to: try roster([london], zone: "Europe/London"), in: week).isEmpty
        )
        let later = try roster([copenhagen], zone: "Europe/London")
        #expect(
            changes(RosterDiff(from: old, to: later, in: week)) == [
                "2026-12-01T14:00 2026-12-01T15:00 anna nobody",
                "2026-12-01T22:00 2026-12-01T23:00 nobody anna",
            ])
    }

    @Test func `only the asked interval is compared, and only what both tables know`() throws {
        let (old, new) = (try roster([anna]), try roster([swapped]))
        let evening = Interval(instant("2026-12-01T20:00"), instant("2026-12-02T00:00"))
        let cut = RosterDiff(from: old, to: new, in: evening)
        #expect(changes(cut) == ["\(text(evening)) anna bo"])
        let known = RosterDiff(
            from: old, DutyTable(of: old, in: Interval(week.start, evening.end)),
            to: new, DutyTable(of: new, in: Interval(evening.start, week.end)), in: week)
        #expect(known == cut)
        let before = Interval(instant("2026-11-01T00:00"), instant("2026-12-01T14:00"))
        #expect(RosterDiff(from: old, to: new, in: before).isEmpty)
    }

    @Test func `every quarter of an hour the two rosters say what the diff says`() throws {
        let folder = RosterFolder(path: "\(Fixtures.rosters)/printed")
        let files = try folder.read(now: Fixtures.now).files
        let away = RosterFile(
            name: "away.yaml", relativePath: "away.yaml",
            bytes: Array("absences: [{ who: bo, from: 2026-12-01, to: 2026-12-18 12:30 }]".utf8))
        let changed = readRoster(files: files.filter(\.isYAML) + [away], now: Fixtures.now) {
            path in
            files.first { $0.relativePath == path }
        }
        let old = try #require(try folder.read(now: Fixtures.now).roster)
        let new = try #require(changed.roster, "\(changed.problems.map(\.description))")
        let span = Interval(instant("2026-11-29T00:00"), instant("2026-12-23T00:00"))
        let (oldDuty, newDuty) = (DutyTable(of: old, in: span), DutyTable(of: new, in: span))
        let diff = RosterDiff(from: old, to: new, in: span)
        var told = 0
        var wrong: [String] = []
        for line in new.lines {
            let covers = line.coverage(in: span, holidays: new.holidays, zone: new.zone)
            let all = diff.lines.first { $0.line == line.id }?.changes ?? []
            for quarter in 0..<(24 * 24 * 4) {
                let at = span.start + .minutes(15 * quarter)
                let before = oldDuty.holder(of: line.id, at: at)?.professional
                let after = newDuty.holder(of: line.id, at: at)?.professional
                let change = all.first { $0.interval.contains(at) }
                let gap: RosterDiff.Gap? = after == nil && covers.contains(at) ? .opened : nil
                let isTold =
                    change?.before == before && change?.after == after && change?.gap == gap
                if before == after ? change != nil : !isTold { wrong.append("\(line.id) at \(at)") }
                told += change == nil ? 0 : 1
            }
        }
        #expect(wrong == [])
        #expect(told > 100)
    }
}

@Suite struct `Facts beside duty` {
    private func other(
        _ change: (inout RosterText) -> Void
    ) throws -> RosterDiff.OtherChanges {
        var text = RosterText()
        text.more = ["contacts: { birgit: { name: Birgit Dam, role: caseworker } }"]
        let old = try #require(read(text.yaml).roster)
        change(&text)
        let reading = read(text.yaml)
        let new = try #require(reading.roster, "\(reading.problems.map(\.description))")
        return RosterDiff.OtherChanges(from: old, to: new)
    }

    private func counts(
        _ changes: RosterDiff.OtherChanges
    ) -> [RosterDiff.OtherChanges.Kind: [Int]] {
        changes.tallies.mapValues { [$0.added, $0.removed, $0.changed] }
    }

    @Test func `nothing differs where only places do`() throws {
        let changes = try other { $0.more.insert("# a comment", at: 0) }
        #expect(changes.phones.isEmpty)
        #expect(changes.tallies.isEmpty)
        #expect(changes.settings.isEmpty)
    }

    @Test func `phones are told by whose they are`() throws {
        let changes = try other {
            $0.professionals[1] = RosterText.professional(
                "v2", "Viggo Bæk", "phones: [\"sip:new@egetraeet.example\"]")
            $0.lines[0] = RosterText.line("first", of: "v1", "phones: [\"+45 00 00 00 11\"]")
        }
        #expect(changes.phones == ["v2", "egetraeet/first"])
        #expect(changes.tallies.isEmpty)
        #expect(changes.settings.isEmpty)
    }

    @Test func `families are counted`() throws {
        let changes = try other {
            $0.families = [
                RosterText.family("jensen", "Familien Jensen", jensen, "pin: \"470812\""),
                RosterText.family("ny", "Familien Ny", "+4500000033", "pin: \"111222\""),
            ]
        }
        #expect(counts(changes) == [.families: [1, 1, 1]])
        #expect(changes.phones.isEmpty)
    }

    @Test func `everything else has its word`() throws {
        let changes = try other {
            $0.lines[2] = RosterText.line("third", of: "v3", "covers: never")
            $0.professionals[0] = RosterText.professional("v1", "Vera Holm", "title: leder")
            $0.municipality[1] = "last-resort: [{ number: \"112\" }]"
            $0.institution[0] = "name: Egetræet"
            $0.numbers = ["\"\(hotline)\": { institution: egetraeet }"]
            $0.steps[0] = "ring: [first], seconds: 30"
            $0.more = [
                "contacts: { birgit: { name: Birgit Dam, role: family-consultant } }",
                "absences: [{ who: v1, from: 2026-12-01, to: 2026-12-01 }]",
                "holidays: { country: DK }", "rest: { daily: 10 hours }",
            ]
        }
        #expect(
            counts(changes) == [
                .lines: [0, 0, 1], .professionals: [0, 0, 1], .municipalities: [0, 0, 1],
                .institutions: [0, 0, 1], .numbers: [0, 0, 1], .contacts: [0, 0, 1],
            ])
        #expect(changes.settings == [.routing, .absences, .holidays, .rest])
        #expect(changes.phones.isEmpty)
    }

    @Test func `an institution's own routing is routing`() throws {
        let changes = try other { $0.institution.append("routing: { max-wait: 5 min }") }
        #expect(changes.settings == [.routing])
        #expect(changes.tallies.isEmpty)
    }

    /// The comparison names each fact; a new one must be added there and counted here.
    @Test func `no fact of the roster is forgotten`() throws {
        let folder = RosterFolder(path: "\(Fixtures.rosters)/printed")
        let roster = try #require(try folder.read(now: Fixtures.now).roster)
        let facts: [(Any?, Int)] = [
            (roster, 14), (roster.routing, 8), (roster.lines.first, 9),
            (roster.professionals.values.first, 15), (roster.contacts.values.first, 7),
            (roster.families.values.first, 17), (roster.institutions.values.first, 7),
            (roster.municipalities.values.first, 6), (roster.numbers.values.first, 4),
            (roster.municipalities.values.first?.afterCall, 4),
            (roster.municipalities.values.first?.lastResort.first, 3),
        ]
        for (value, count) in facts {
            let value = try #require(value)
            #expect(Mirror(reflecting: value).children.count == count, "\(type(of: value))")
        }
    }
}
