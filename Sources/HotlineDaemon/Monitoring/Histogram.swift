import Synchronization

/// How many values were at most each bound, and their sum.
struct Histogram: Hashable, Sendable {
    /// Rising, in the unit of the values.
    let bounds: [Double]
    /// By the least bound that is not below the value; the last are above all bounds.
    private var counts: [Int]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    var count: Int { counts.reduce(0, +) }

    /// Each bound with the number of values up to it; without a bound, all.
    var upTo: [(bound: Double?, count: Int)] {
        var sum = 0
        return zip(bounds.map { Optional($0) } + [nil], counts).map { bound, count in
            sum += count
            return (bound, sum)
        }
    }

    mutating func count(_ value: Double) {
        var index = 0
        while index < bounds.count, bounds[index] < value { index += 1 }
        counts[index] += 1
        sum += value
    }
}

/// A histogram of times in seconds that several threads count in.
final class TimeHistogram: Sendable {
    private let histogram: Mutex<Histogram>

    init(bounds: [Double]) {
        histogram = Mutex(Histogram(bounds: bounds))
    }

    var now: Histogram { histogram.withLock { $0 } }

    func count(_ time: Duration) {
        let seconds = time.inSeconds
        histogram.withLock { $0.count(seconds) }
    }
}
