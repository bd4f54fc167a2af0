/// A half-open span of time: `start` belongs to it, `end` does not.
package struct Interval: Hashable, Sendable, CustomStringConvertible {
    package let start: Instant
    package let end: Instant

    /// An interval whose end is not after its start is empty.
    package init(_ start: Instant, _ end: Instant) {
        self.start = start
        self.end = end
    }

    package var isEmpty: Bool { end <= start }
    package var duration: Duration { isEmpty ? .zero : end - start }

    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    package func overlaps(_ other: Interval) -> Bool {
        !intersection(other).isEmpty
    }

    package func intersection(_ other: Interval) -> Interval {
        Interval(max(start, other.start), min(end, other.end))
    }

    package var description: String { "\(start)/\(end)" }

    package static let always = Interval(.distantPast, .distantFuture)
}

/// A set of instants as sorted intervals that neither touch nor overlap.
package struct IntervalSet: Hashable, Sendable {
    package private(set) var intervals: [Interval]

    package init(_ intervals: some Sequence<Interval> = []) {
        self.intervals = []
        for interval in intervals.filter({ !$0.isEmpty }).sorted(by: { $0.start < $1.start }) {
            if let last = self.intervals.last, interval.start <= last.end {
                self.intervals[self.intervals.count - 1] =
                    Interval(last.start, max(last.end, interval.end))
            } else {
                self.intervals.append(interval)
            }
        }
    }

    package var isEmpty: Bool { intervals.isEmpty }

    package var duration: Duration { intervals.reduce(.zero) { $0 + $1.duration } }

    package func contains(_ instant: Instant) -> Bool {
        let next = intervals.partitionPoint { $0.start > instant }
        return next > 0 && intervals[next - 1].contains(instant)
    }

    package func union(_ other: IntervalSet) -> IntervalSet {
        IntervalSet(intervals + other.intervals)
    }

    package func intersection(_ other: IntervalSet) -> IntervalSet {
        var result: [Interval] = []
        var (left, right) = (0, 0)
        while left < intervals.count && right < other.intervals.count {
            let shared = intervals[left].intersection(other.intervals[right])
            if !shared.isEmpty { result.append(shared) }
            if intervals[left].end < other.intervals[right].end { left += 1 } else { right += 1 }
        }
        return IntervalSet(result)
    }

    package func subtracting(_ other: IntervalSet) -> IntervalSet {
        var result: [Interval] = []
        var index = 0
        for interval in intervals {
            var start = interval.start
            while index < other.intervals.count && other.intervals[index].end <= start {
                index += 1
            }
            var next = index
            while next < other.intervals.count && other.intervals[next].start < interval.end {
                result.append(Interval(start, other.intervals[next].start))
                start = max(start, other.intervals[next].end)
                next += 1
            }
            result.append(Interval(start, interval.end))
        }
        return IntervalSet(result)
    }

    package func clipped(to interval: Interval) -> IntervalSet {
        let first = intervals.partitionPoint { $0.end > interval.start }
        let end = intervals.partitionPoint { $0.start >= interval.end }
        guard first < end else { return IntervalSet() }
        return IntervalSet(intervals[first..<end].map { $0.intersection(interval) })
    }
}
