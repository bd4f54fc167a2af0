/// One professional's stretch on a line, and the rule that put them there.
package struct Duty: Hashable, Sendable {
    package let interval: Interval
    package let professional: ProfessionalID
    package let because: Because
    package let source: Place

    package init(
        interval: Interval, professional: ProfessionalID, because: Because, source: Place
    ) {
        self.interval = interval
        self.professional = professional
        self.because = because
        self.source = source
    }

    package enum Because: String, Codable, Sendable {
        case rotation, shift, override
    }
}

/// A line's duty over a span: who fills it, and when a rule says that nobody does.
package struct LineDuty: Sendable {
    /// Sorted, without overlaps.
    package let duties: [Duty]
    /// When `who: nobody` empties the line.
    package let closed: IntervalSet
    /// When each duty begins, apart: a search then reads two lines of memory rather than ten.
    private let starts: [Instant]

    init(duties: [Duty], closed: IntervalSet) {
        self.duties = duties
        self.closed = closed
        starts = duties.map(\.interval.start)
    }

    package var filled: IntervalSet { IntervalSet(duties.map(\.interval)) }

    package func duty(at instant: Instant) -> Duty? {
        let next = starts.partitionPoint { $0 > instant }
        guard next > 0, duties[next - 1].interval.contains(instant) else { return nil }
        return duties[next - 1]
    }
}

extension LineDuty {
    /// When the professional of a duty leaves the line, whatever rules follow one another there;
    /// `nil` if that is not before `limit`, beyond which nothing is known.
    package func end(of duty: Duty, knownUntil limit: Instant) -> Instant? {
        var end = duty.interval.end
        for next in duties
        where next.interval.start == end && next.professional == duty.professional {
            end = next.interval.end
        }
        return end < limit ? end : nil
    }
}
