/// How long answered callers waited, counted by tenths of a second: what is said of them is told in
/// these, and years of waits take no more room than a day's.
package struct WaitCounts: Hashable, Sendable {
    /// By tenths of a second, up to the longest wait of these.
    private var short: [UInt32] = []
    private var long: [Int: UInt32] = [:]
    package private(set) var count = 0
    private var sum = 0

    private static let mostShort = 6000

    package init(_ milliseconds: [Int64] = []) {
        for wait in milliseconds { count(wait) }
    }

    /// - Parameter milliseconds: Rounded to the nearest tenth of a second, halves up.
    package mutating func count(_ milliseconds: Int64) {
        count(Int(max(0, milliseconds) + 50) / 100, times: 1)
    }

    private mutating func count(_ tenths: Int, times: UInt32) {
        count += Int(times)
        sum += tenths * Int(times)
        guard tenths < WaitCounts.mostShort else {
            long[tenths, default: 0] += times
            return
        }
        if tenths >= short.count {
            short.append(contentsOf: repeatElement(0, count: tenths + 1 - short.count))
        }
        short[tenths] += times
    }

    package mutating func merge(_ other: WaitCounts) {
        for (tenths, times) in other.short.enumerated() where times > 0 {
            count(tenths, times: times)
        }
        for (tenths, times) in other.long { count(tenths, times: times) }
    }

    /// From the quickest on: tenths of a second, and how many waited so long.
    private var ordered: [(tenths: Int, times: Int)] {
        short.enumerated().filter { $0.element > 0 }.map { ($0.offset, Int($0.element)) }
            + long.sorted { $0.key < $1.key }.map { ($0.key, Int($0.value)) }
    }

    /// The nearest rank, in seconds: the least wait that so many percent of all do not exceed.
    package func percentile(_ percent: Int) -> Double? {
        let rank = max(1, (count * percent + 99) / 100)
        var seen = 0
        for (tenths, times) in ordered {
            seen += times
            if seen >= rank { return Double(tenths) / 10 }
        }
        return nil
    }

    /// In seconds.
    package var most: Double? { ordered.last.map { Double($0.tenths) / 10 } }

    /// In seconds.
    package var mean: Double? { count > 0 ? Double(sum) / 10 / Double(count) : nil }

    /// In seconds; of one call at least.
    package var meanOfSlowestTenth: Double? {
        let wanted = (count + 9) / 10
        guard wanted > 0 else { return nil }
        var (left, sum) = (wanted, 0)
        for (tenths, times) in ordered.reversed() where left > 0 {
            let taken = min(times, left)
            sum += taken * tenths
            left -= taken
        }
        return Double(sum) / 10 / Double(wanted)
    }

    /// How many lie in a span of seconds, the end left out; those of no end with `nil`.
    package func count(from: Int, to: Int?) -> Int {
        ordered.reduce(0) { sum, wait in
            let isWithin = wait.tenths >= from * 10 && to.map { wait.tenths < $0 * 10 } ?? true
            return sum + (isWithin ? wait.times : 0)
        }
    }
}
