extension Rotation {
    /// The shifts that the rotation yields within `span`, cut to it, sorted and merged.
    func duties(in span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules) -> [Duty] {
        let pieces =
            switch turn {
            case .days(let days): turnsByDays(days, in: span, holidays: holidays, zone: zone)
            case .windows(let count):
                turnsByWindows(count, in: span, holidays: holidays, zone: zone)
            }
        var result: [Duty] = []
        for (piece, professional) in pieces {
            let cut = piece.intersection(span)
            guard !cut.isEmpty else { continue }
            if let last = result.last, last.professional == professional,
                last.interval.end == cut.start
            {
                result[result.count - 1] = duty(
                    Interval(last.interval.start, cut.end), professional)
            } else {
                result.append(duty(cut, professional))
            }
        }
        return result
    }

    private func duty(_ interval: Interval, _ professional: ProfessionalID) -> Duty {
        Duty(interval: interval, professional: professional, because: .rotation, source: place)
    }

    /// Turn k begins on `starts` + k·turn at the handover, also inside a window.
    private func turnsByDays(
        _ days: Int, in span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> [(Interval, ProfessionalID)] {
        let begin = max(span.start, zone.instant(starts, handover))
        guard begin < span.end else { return [] }
        let open = windowUnion(meeting: Interval(begin, span.end), holidays: holidays, zone: zone)
        var result: [(Interval, ProfessionalID)] = []
        var index = 0
        // One turn early, for a handover later in the day than `begin`.
        var turn = max(0, floorDivide(zone.date(of: begin) - starts, days) - 1)
        var turnStart = zone.instant(starts + turn * days, handover)
        while turnStart < span.end {
            let turnEnd = zone.instant(starts + (turn + 1) * days, handover)
            let whole = Interval(max(turnStart, begin), turnEnd)
            let professional = professionals[turn % professionals.count]
            while index < open.count, open[index].end <= whole.start { index += 1 }
            var next = index
            while next < open.count, open[next].start < whole.end {
                result.append((open[next].intersection(whole), professional))
                next += 1
            }
            (turn, turnStart) = (turn + 1, turnEnd)
        }
        return result
    }

    private func windowUnion(
        meeting span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> [Interval] {
        guard weeks != .all || windows != nil else { return [span] }
        return IntervalSet(beginnings(meeting: span, holidays: holidays, zone: zone)).intervals
    }

    /// The spans of the windows that begin in the weeks kept, sorted by start.
    private func beginnings(
        meeting span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> [Interval] {
        Window.spans(
            of: windows ?? [.always], meeting: span, holidays: holidays, zone: zone
        ).filter { weeks == .all || weeks.contains(zone.date(of: $0.start)) }
    }

    /// Each beginning of a window from `starts` on counts; equal instants count once.
    private func turnsByWindows(
        _ count: Int, in span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> [(Interval, ProfessionalID)] {
        let first = zone.instant(starts)
        guard first < span.end else { return [] }
        let counted = beginnings(
            meeting: Interval(first, span.end), holidays: holidays, zone: zone
        ).filter { zone.date(of: $0.start) >= starts }
        var result: [(Interval, ProfessionalID)] = []
        var (index, position) = (0, 0)
        var unionEnd = Instant.distantPast
        while position < counted.count {
            let start = counted[position].start
            while position < counted.count, counted[position].start == start {
                unionEnd = max(unionEnd, counted[position].end)
                position += 1
            }
            let next = position < counted.count ? counted[position].start : .distantFuture
            let piece = Interval(start, min(next, unionEnd))
            if piece.end > span.start {
                result.append((piece, professionals[index / count % professionals.count]))
            }
            index += 1
        }
        return result
    }
}
