import OnCallRoster

/// A stretch of time, and who fills it by which rule.
struct Stretch: Hashable, CustomStringConvertible {
    let interval: Interval
    let what: String

    var description: String { what.isEmpty ? "\(interval)" : "\(interval) \(what)" }

    static func all(of set: IntervalSet) -> [Stretch] {
        set.intervals.map { Stretch(interval: $0, what: "") }
    }
}

extension Stretch {
    init(_ duty: Duty) {
        self.init(
            interval: duty.interval, what: "\(duty.professional) by \(duty.because.rawValue)")
    }

    init(_ run: PlainRun, _ what: String = "") {
        self.init(interval: Interval(minutes: run.minutes), what: what)
    }
}

extension Interval {
    /// From minutes since 1970-01-01T00:00Z.
    init(minutes: Range<Int>) {
        self.init(Instant(minute: minutes.lowerBound), Instant(minute: minutes.upperBound))
    }
}

extension Instant {
    /// From minutes since 1970-01-01T00:00Z.
    init(minute: Int) { self.init(seconds: Int64(minute) * 60) }
}

extension PlainLine {
    var lineID: LineID {
        LineID(
            ofMunicipality ? .municipality("fjordby") : .institution("egetraeet"),
            LineName(rawValue: name))
    }
}

extension PlainRoster {
    func text(of holder: Int) -> String {
        let who = PlainHolder.who(holder).map { professionals[$0].id } ?? "nobody"
        return "\(who) by \(PlainHolder.because(holder))"
    }
}
