/// Takes an input apart. Whatever is missing is zero or empty, so that every input means something.
struct Input: Sendable {
    /// Between two parts of one thing: no text that is read has it.
    static let partMark: UInt8 = 0x1D
    /// Between two things.
    static let thingMark: UInt8 = 0x1E

    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// What stands before the next mark; `nil` where there is none, and then nothing is taken.
    mutating func part() -> ArraySlice<UInt8>? {
        guard let mark = rest.firstIndex(of: Input.partMark) else { return nil }
        defer { rest = rest[(mark + 1)...] }
        return rest[..<mark]
    }

    /// At most so many things.
    func things(most: Int) -> [Input] {
        rest.split(separator: Input.thingMark).prefix(most).map { Input($0) }
    }

    /// All that is left as a text; what is no UTF-8 in it is replaced.
    var text: String { String(decoding: rest, as: UTF8.self) }
}
