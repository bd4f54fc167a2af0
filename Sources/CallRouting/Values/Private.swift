import Synchronization

/// A value that identifies somebody: a number, a URI, a spoken text.
///
/// Encoded with a `PrivateStore` in the encoder's `userInfo`, only its index stays in the record;
/// the value itself goes to the store, which retention and erasure may empty. Decoded without it,
/// the value is `nil` and the record still tells the coded facts.
package struct Private<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
    package let value: Value?

    package init(_ value: Value?) {
        self.value = value
    }
}

extension Private: CustomStringConvertible {
    package var description: String { value == nil ? "gone" : "private" }
}

/// The private values of one event's records, in the order in which they were met.
package final class PrivateStore: Sendable {
    package static let key: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "private") else {
            preconditionFailure("a user info key may be any text")
        }
        return key
    }()

    private let texts: Mutex<[String?]>

    package init(_ texts: [String?] = []) {
        self.texts = Mutex(texts)
    }

    package var values: [String?] { texts.withLock { $0 } }

    fileprivate func put(_ text: String) -> Int {
        texts.withLock {
            $0.append(text)
            return $0.count - 1
        }
    }

    fileprivate func get(_ index: Int) -> String? {
        texts.withLock { $0.indices.contains(index) ? $0[index] : nil }
    }
}

/// A value with a text form that it can be read back from.
package protocol PrivateText: Codable, Hashable, Sendable {
    init?(privateText: String)
    var privateText: String { get }
}

extension Private: Codable where Value: PrivateText {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard !container.decodeNil() else {
            self.init(nil)
            return
        }
        if let store = decoder.userInfo[PrivateStore.key] as? PrivateStore {
            self.init(store.get(try container.decode(Int.self)).flatMap(Value.init(privateText:)))
        } else if let text = try? container.decode(String.self) {
            self.init(Value(privateText: text))
        } else {
            self.init(nil)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let value else {
            try container.encodeNil()
            return
        }
        if let store = encoder.userInfo[PrivateStore.key] as? PrivateStore {
            try container.encode(store.put(value.privateText))
        } else {
            try container.encode(value.privateText)
        }
    }
}
