import OnCallRoster

extension Instant {
    private static let millisecondsOfDay: Int64 = 86_400_000
    /// 0000-01-01T00:00:00.000Z
    private static let earliestKept: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z
    private static let latestKept: Int64 = 253_402_300_799_999

    /// What `logText` gives; `nil` for any other text.
    init?(logText bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 24 else { return nil }
        func number(_ from: Int, _ digits: Int) -> Int? {
            var value = 0
            for index in from..<from + digits {
                let digit = bytes[index] &- 0x30
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."),
            bytes[23] == UInt8(ascii: "Z"),
            let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = number(11, 2), hour < 24, let minute = number(14, 2), minute < 60,
            let second = number(17, 2), second < 60, let thousandth = number(20, 3)
        else { return nil }
        let time = ((hour * 60 + minute) * 60 + second) * 1000 + thousandth
        self.init(
            milliseconds: Int64(date.dayNumber) * Instant.millisecondsOfDay + Int64(time))
    }

    /// RFC 3339 with `Z` and always three digits of milliseconds, so that the order of texts is
    /// that of time. What lies outside the years 0 to 9999 is kept as the nearest within them.
    var logText: String { withLogText { String(decoding: $0, as: UTF8.self) } }

    /// Hands out the bytes of `logText`, which live as long as the call.
    func withLogText<Result>(_ use: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let kept = min(max(milliseconds, Instant.earliestKept), Instant.latestKept)
        var day = kept / Instant.millisecondsOfDay
        var rest = Int(kept % Instant.millisecondsOfDay)
        if rest < 0 {
            rest += Int(Instant.millisecondsOfDay)
            day -= 1
        }
        let (year, month, dayOfMonth) = CivilDate(dayNumber: Int(day)).components
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { bytes in
            var length = 0
            func put(_ value: Int, from firstPlace: Int, then separator: UInt8) {
                var place = firstPlace
                while place > 0 {
                    bytes.initializeElement(at: length, to: UInt8(0x30 + value / place % 10))
                    length += 1
                    place /= 10
                }
                bytes.initializeElement(at: length, to: separator)
                length += 1
            }
            put(year, from: 1000, then: UInt8(ascii: "-"))
            put(month, from: 10, then: UInt8(ascii: "-"))
            put(dayOfMonth, from: 10, then: UInt8(ascii: "T"))
            put(rest / 3_600_000, from: 10, then: UInt8(ascii: ":"))
            put(rest / 60_000 % 60, from: 10, then: UInt8(ascii: ":"))
            put(rest / 1000 % 60, from: 10, then: UInt8(ascii: "."))
            put(rest % 1000, from: 100, then: UInt8(ascii: "Z"))
            return use(UnsafeBufferPointer(bytes))
        }
    }
}
