/// The random key of 128 bits by which a family stands in the log, whatever becomes of its id.
package struct FamilyKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// - Parameter hex: 32 hexadecimal digits in lower case.
    package init?(_ hex: some Collection<UInt8>) {
        guard hex.count == 32 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for digit in hex {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            halves = (halves.0 << 4 | halves.1 >> 60, halves.1 << 4 | UInt64(value))
        }
        (high, low) = halves
    }
}

/// A set of families, by their places in a report.
struct FamilySet: Hashable, Sendable {
    private var words: [UInt64] = []

    mutating func insert(_ place: Int) {
        let word = place >> 6
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
        }
        words[word] |= 1 << UInt64(place & 63)
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    mutating func formUnion(_ other: FamilySet) {
        if other.words.count > words.count {
            words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
        }
        for (index, word) in other.words.enumerated() { words[index] |= word }
    }

    /// Those of another report, at their places in this one.
    mutating func formUnion(_ other: FamilySet, at places: [Int]) {
        for (index, word) in other.words.enumerated() {
            var rest = word
            while rest != 0 {
                insert(places[index << 6 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
    }
}
