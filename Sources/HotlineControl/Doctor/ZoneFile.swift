/// A time zone's file of the system (RFC 8536, tzfile(5)).
struct ZoneFile: Hashable, Sendable {
    struct Change: Hashable, Sendable {
        /// Seconds since 1970.
        let at: Int64
        /// Seconds east of UTC from then on.
        let offset: Int64
    }

    let changes: [Change]
    /// Until when the file says the offset; what follows by a rule is not told here.
    let knownUntil: Int64

    /// `nil` where the bytes are none of version 2 or later.
    init?(_ bytes: [UInt8]) {
        guard let first = Header(bytes, at: 0), first.version >= UInt8(ascii: "2"),
            let second = Header(bytes, at: first.end(timeSize: 4)),
            second.end(timeSize: 8) <= bytes.count
        else { return nil }
        let times = second.start
        let kinds = times + second.timeCount * 8
        let offsets = kinds + second.timeCount
        var changes: [Change] = []
        for index in 0..<second.timeCount {
            let kind = Int(bytes[kinds + index])
            guard kind < second.typeCount else { return nil }
            changes.append(
                Change(
                    at: ZoneFile.integer(bytes, at: times + index * 8, size: 8),
                    offset: ZoneFile.integer(bytes, at: offsets + kind * 6, size: 4)))
        }
        self.changes = changes
        // A rule of the footer goes on with changes where it names a second name's beginning.
        let hasRule = bytes[second.end(timeSize: 8)...].contains(UInt8(ascii: ","))
        knownUntil = hasRule ? changes.last?.at ?? .min : .max
    }

    /// The offset at a time; `nil` before the first change, and where the file does not say.
    func offset(at time: Int64) -> Int64? {
        guard time <= knownUntil else { return nil }
        return changes.last { $0.at <= time }?.offset
    }

    private static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> Int64 {
        var value: Int64 = bytes[start] & 0x80 == 0 ? 0 : -1
        for byte in bytes[start..<start + size] { value = value << 8 | Int64(byte) }
        return value
    }

    private struct Header {
        let version: UInt8
        let start: Int
        let utcCount, standardCount, leapCount, timeCount, typeCount, nameBytes: Int

        init?(_ bytes: [UInt8], at place: Int) {
            guard place >= 0, place + 44 <= bytes.count,
                bytes[place..<place + 4].elementsEqual("TZif".utf8)
            else { return nil }
            func count(_ index: Int) -> Int {
                Int(ZoneFile.integer(bytes, at: place + 20 + index * 4, size: 4))
            }
            let counts = (0..<6).map(count)
            guard counts.allSatisfy({ (0...1_000_000).contains($0) }) else { return nil }
            version = bytes[place + 4]
            start = place + 44
            utcCount = counts[0]
            standardCount = counts[1]
            leapCount = counts[2]
            timeCount = counts[3]
            typeCount = counts[4]
            nameBytes = counts[5]
        }

        /// Where the block ends; times have 4 bytes in the first and 8 in the second.
        func end(timeSize: Int) -> Int {
            start + timeCount * (timeSize + 1) + typeCount * 6 + nameBytes
                + leapCount * (timeSize + 4) + standardCount + utcCount
        }
    }
}
