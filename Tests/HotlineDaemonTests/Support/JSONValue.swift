import Foundation

/// JSON as a value whose members can be asked for; what is not there is `null`.
enum JSONValue: Decodable, Equatable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .array(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// `nil` if the bytes are no JSON.
    static func parse(_ bytes: [UInt8]) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    subscript(_ member: String) -> JSONValue {
        if case .object(let members) = self { members[member] ?? .null } else { .null }
    }

    subscript(_ index: Int) -> JSONValue {
        list.indices.contains(index) ? list[index] : .null
    }

    var list: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var whole: Int? {
        if case .number(let number) = self { Int(exactly: number) } else { nil }
    }

    var flag: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    /// The text of one member of every item of a list.
    func texts(_ member: String) -> [String?] { list.map { $0[member].text } }
}
