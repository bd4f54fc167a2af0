/// How much of a page may still be filled, so that a long answer stays a page: in bytes of HTML.
struct PageRoom {
    private var left: Int

    init(bytes: Int) {
        left = bytes
    }

    /// Whether texts still fit, with so many bytes of markup around them; they are then in. Once
    /// something has not fitted, nothing more does, so that what is shown is the beginning.
    mutating func takes(_ texts: String..., around: Int) -> Bool {
        left -= texts.reduce(around) { $0 + PageRoom.bytes(of: $1) }
        return left >= 0
    }

    /// As many bytes as a text has in HTML.
    static func bytes(of text: String) -> Int {
        text.utf8.reduce(0) { sum, byte in
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: ">"): sum + 4
            case UInt8(ascii: "&"), UInt8(ascii: "'"): sum + 5
            case UInt8(ascii: "\""): sum + 6
            default: sum + 1
            }
        }
    }
}
