import OnCallRoster

extension Instant {
    private static let millisecondsOfDay: Int64 = 86_400_000
    /// 0000-01-01T00:00:00.000Z
    private static let earliestKept: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z
    private static let latestKept: Int64 = 253_402_300_799_999

    /// RFC 3339 with `Z` and always three digits of milliseconds, so that the order of texts is
    /// that of time. What lies outside the years 0 to 9999 is kept as the nearest within them.
    var logText: String {
        let kept = min(max(milliseconds, Instant.earliestKept), Instant.latestKept)
        var day = kept / Instant.millisecondsOfDay
        var rest = Int(kept % Instant.millisecondsOfDay)
        if rest < 0 {
            rest += Int(Instant.millisecondsOfDay)
            day -= 1
        }
        let (year, month, dayOfMonth) = CivilDate(dayNumber: Int(day)).components
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        func put(_ value: Int, from firstPlace: Int, then separator: UInt8) {
            var place = firstPlace
            while place > 0 {
                bytes.append(UInt8(0x30 + value / place % 10))
                place /= 10
            }
            bytes.append(separator)
        }
        put(year, from: 1000, then: UInt8(ascii: "-"))
        put(month, from: 10, then: UInt8(ascii: "-"))
        put(dayOfMonth, from: 10, then: UInt8(ascii: "T"))
        put(rest / 3_600_000, from: 10, then: UInt8(ascii: ":"))
        put(rest / 60_000 % 60, from: 10, then: UInt8(ascii: ":"))
        put(rest / 1000 % 60, from: 10, then: UInt8(ascii: "."))
        put(rest % 1000, from: 100, then: UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
