/// A value that identifies somebody: a number, a URI, a spoken text.
///
/// In the log's records only an index stands for it (`RecordJSON`); the text itself stands elsewhere,
/// where retention and erasure may take it. Read back without it, the value is `nil` and the record
/// still tells the coded facts.
package struct Private<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value?
    /// Whether there was a value that retention or erasure took.
    package let isGone: Bool

    package init(_ value: Value?) {
        self.init(value, isGone: false)
    }

    private init(_ value: Value?, isGone: Bool) {
        self.value = value
        self.isGone = isGone
    }
}

extension Private: CustomStringConvertible {
    package var description: String { value == nil ? isGone ? "gone" : "none" : "private" }
}

/// The private values of one event's records, by which they are decoded: in the decoder's
/// `userInfo` under `key`.
package struct PrivateStore: Sendable {
    package static let key: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "private") else {
            preconditionFailure("a user info key may be any text")
        }
        return key
    }()

    private let texts: [String?]

    /// `nil` stands for a text that is gone.
    package init(_ texts: [String?] = []) {
        self.texts = texts
    }

    fileprivate subscript(index: Int) -> String? {
        texts.indices.contains(index) ? texts[index] : nil
    }
}

/// A value with a text form that it can be read back from.
package protocol PrivateText: Hashable, Sendable {
    init?(privateText: String)
    var privateText: String { get }
}

extension Private: Decodable where Value: PrivateText {
    /// An index into the decoder's `PrivateStore`; without one the text itself.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard !container.decodeNil() else {
            self.init(nil)
            return
        }
        if let store = decoder.userInfo[PrivateStore.key] as? PrivateStore {
            let text = store[try container.decode(Int.self)]
            self.init(text.flatMap(Value.init(privateText:)), isGone: text == nil)
        } else {
            self.init(Value(privateText: try container.decode(String.self)))
        }
    }
}
