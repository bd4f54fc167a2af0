import OnCallRoster

/// What a placeholder of a statement stands for.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    /// A text as its UTF-8.
    case utf8([UInt8])
    case blob([UInt8])
    /// An instant, as its text in the log.
    case moment(Instant)

    static func optional(_ text: String?) -> SQLValue {
        text.map { .text($0) } ?? .null
    }

    static func instant(_ instant: Instant?) -> SQLValue {
        instant.map { .moment($0) } ?? .null
    }

    static func flag(_ flag: Bool?) -> SQLValue {
        flag.map { .integer($0 ? 1 : 0) } ?? .null
    }

    static func number(_ number: Int) -> SQLValue { .integer(Int64(number)) }

    /// The text of an id or of an enumeration's case.
    static func coded<Value: RawRepresentable>(_ value: Value?) -> SQLValue
    where Value.RawValue == String {
        optional(value?.rawValue)
    }
}
