import OnCallRoster

/// Where an instant lies: every day is as wide as any other, however long it is.
struct ChartScale {
    let columns: [Interval]
    let left: Double
    let columnWidth: Double

    func x(of instant: Instant) -> Double {
        guard let first = columns.first, instant > first.start else { return left }
        for (index, day) in columns.enumerated() where instant < day.end {
            let passed = (instant - day.start) / day.duration
            return left + columnWidth * (Double(index) + passed)
        }
        return left + columnWidth * Double(columns.count)
    }
}
