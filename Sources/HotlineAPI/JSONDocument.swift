import FoundationEssentials

/// One JSON document as bytes, with sorted keys, so that equal values are equal documents.
package struct JSONDocument: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Takes a document as it came.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Encodes a value; `pretty` breaks it into indented lines for a reader.
    ///
    /// - Throws: `EncodingError` if the value holds what JSON cannot, such as an infinite number.
    package init(_ value: some Encodable, pretty: Bool = false) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            : [.sortedKeys, .withoutEscapingSlashes]
        bytes = [UInt8](try encoder.encode(value))
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Throws: `DecodingError` if the document is no such value.
    package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
