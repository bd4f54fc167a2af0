/// The JSON Schema (draft 2020-12) of a document's type, found by decoding it from a probe: so that
/// the description of a document is the document's own.
package indirect enum JSONSchema: Hashable, Sendable {
    case string, integer, number, boolean
    /// A string of a format, such as `date-time`.
    case text(format: String)
    /// A string that a regular expression finds something in.
    case matching(pattern: String)
    case whole(ClosedRange<Int>)
    case array(JSONSchema)
    case object([Property])
    case nullable(JSONSchema)

    package struct Property: Hashable, Sendable {
        package let name: String
        package let schema: JSONSchema
        package let isRequired: Bool
    }

    /// - Throws: what the type throws where it cannot be decoded from empty values.
    package init(of type: any Decodable.Type) throws {
        let probe = Probe()
        _ = try type.init(from: probe)
        self = probe.found ?? .object([])
    }

    /// As JSON. A reply holds all that its schema names and nothing else; a question may leave out
    /// what may be null, and hold what nobody reads.
    package func json(isReply: Bool) -> SchemaText { SchemaText(self, isReply: isReply) }
}

/// A schema as an encodable value.
package struct SchemaText: Encodable, Sendable {
    /// `nil` is the schema of null.
    private let schema: JSONSchema?

    private let isReply: Bool

    init(_ schema: JSONSchema?, isReply: Bool) {
        self.schema = schema
        self.isReply = isReply
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch schema {
        case nil: try container.encode("null", forKey: Key("type"))
        case .string: try container.encode("string", forKey: Key("type"))
        case .text(let format):
            try container.encode("string", forKey: Key("type"))
            try container.encode(format, forKey: Key("format"))
        case .matching(let pattern):
            try container.encode("string", forKey: Key("type"))
            try container.encode(pattern, forKey: Key("pattern"))
        case .integer: try container.encode("integer", forKey: Key("type"))
        case .whole(let range):
            try container.encode("integer", forKey: Key("type"))
            try container.encode(range.lowerBound, forKey: Key("minimum"))
            try container.encode(range.upperBound, forKey: Key("maximum"))
        case .number: try container.encode("number", forKey: Key("type"))
        case .boolean: try container.encode("boolean", forKey: Key("type"))
        case .array(let items):
            try container.encode("array", forKey: Key("type"))
            try container.encode(SchemaText(items, isReply: isReply), forKey: Key("items"))
        case .nullable(let inner):
            try container.encode(
                [inner, nil].map { SchemaText($0, isReply: isReply) }, forKey: Key("anyOf"))
        case .object(let properties):
            try container.encode("object", forKey: Key("type"))
            try container.encode(
                Dictionary(
                    properties.map { ($0.name, SchemaText($0.schema, isReply: isReply)) },
                    uniquingKeysWith: { first, _ in first }),
                forKey: Key("properties"))
            try container.encode(
                properties.filter { isReply || $0.isRequired }.map(\.name).sorted(),
                forKey: Key("required"))
            if isReply { try container.encode(false, forKey: Key("additionalProperties")) }
        }
    }
}

/// Hands out one empty value of everything that is asked for, and notes what that was.
private final class Probe: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private(set) var found: JSONSchema?
    private var properties: [JSONSchema.Property] = []

    func note(_ schema: JSONSchema) {
        // A value that may be null is asked first whether it is.
        found = isNullable ? .nullable(schema) : schema
    }

    private var isNullable = false

    func noteNullable() { isNullable = true }

    func note(_ name: String, _ schema: JSONSchema, isRequired: Bool) {
        properties.append(
            JSONSchema.Property(name: name, schema: schema, isRequired: isRequired))
        note(.object(properties))
    }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        note(.object(properties))
        return KeyedDecodingContainer(Fields<Key>(probe: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Items(probe: self) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { One(probe: self) }

    /// The schema of a type, and a value of it.
    static func read<Value: Decodable>(_ type: Value.Type) throws -> (Value, JSONSchema) {
        let known: (Any, JSONSchema)? =
            switch type {
            case is String.Type: ("", .string)
            case is Bool.Type: (false, .boolean)
            case is Int.Type: (0, .integer)
            case is Int64.Type: (Int64(0), .integer)
            case is Double.Type: (0.0, .number)
            default: nil
            }
        if let known, let value = known.0 as? Value { return (value, known.1) }
        let probe = Probe()
        let value = try Value(from: probe)
        return (value, probe.found ?? .object([]))
    }
}

private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let probe: Probe
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let (value, schema) = try Probe.read(type)
        probe.note(key.stringValue, schema, isRequired: true)
        return value
    }

    func decodeIfPresent<Value: Decodable>(
        _ type: Value.Type, forKey key: Key
    ) throws -> Value? {
        let (value, schema) = try Probe.read(type)
        probe.note(key.stringValue, schema, isRequired: false)
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(Fields<Nested>(probe: probe))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        Items(probe: probe)
    }

    func superDecoder() throws -> any Decoder { probe }
    func superDecoder(forKey key: Key) throws -> any Decoder { probe }
}

private struct Items: UnkeyedDecodingContainer {
    let probe: Probe
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    private(set) var currentIndex = 0

    init(probe: Probe) {
        self.probe = probe
    }

    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        let (value, schema) = try Probe.read(type)
        probe.note(.array(schema))
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(Fields<Nested>(probe: probe))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        Items(probe: probe)
    }

    mutating func superDecoder() throws -> any Decoder { probe }
}

private struct One: SingleValueDecodingContainer {
    let probe: Probe
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool {
        probe.noteNullable()
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (value, schema) = try Probe.read(type)
        probe.note(schema)
        return value
    }
}
