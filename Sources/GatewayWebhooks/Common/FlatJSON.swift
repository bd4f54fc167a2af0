import FoundationEssentials

/// The members of a JSON object that are texts, numbers or flags; the others as objects below it.
struct FlatJSON: Sendable {
    private let members: [String: JSONPiece]

    /// Reads a JSON object in UTF-8 (400 for anything else).
    static func read(_ body: [UInt8]) throws(WebhookRefusal) -> FlatJSON {
        // Without this the decoder would take UTF-16 and UTF-32 as well.
        guard !body.contains(0), String(validating: body, as: UTF8.self) != nil,
            let members = try? JSONDecoder().decode([String: JSONPiece].self, from: Data(body))
        else {
            throw WebhookRefusal(
                field: "body", found: body.isEmpty ? "nothing" : "no JSON object",
                wanted: "a JSON object in UTF-8")
        }
        return FlatJSON(members: members)
    }

    /// The objects of a JSON list; none where it is no list of objects.
    static func list(in bytes: [UInt8]) -> [FlatJSON] {
        let list = try? JSONDecoder().decode([[String: JSONPiece]].self, from: Data(bytes))
        return (list ?? []).map { FlatJSON(members: $0) }
    }

    private init(members: [String: JSONPiece]) {
        self.members = members
    }

    /// A text, number or flag as a text; `nil` without one, or with an empty one.
    subscript(name: String) -> String? {
        guard case .text(let text)? = members[name], !text.isEmpty else { return nil }
        return text
    }

    /// An object below this one.
    func object(_ name: String) -> FlatJSON? {
        guard case .object(let members)? = members[name] else { return nil }
        return FlatJSON(members: members)
    }

    /// As the subscript, whatever the case of the name.
    func first(_ name: String) -> String? {
        let found = members.keys.filter { $0.lowercased() == name }.sorted().first
        return found.flatMap { self[$0] }
    }

    var texts: [String: String] {
        members.compactMapValues { piece in
            if case .text(let text) = piece { text } else { nil }
        }
    }

    /// What names a call or a leg: 400 without it.
    func id(_ name: String) throws(WebhookRefusal) -> String {
        guard let id = self[name], isCallID(id) else {
            throw WebhookRefusal(
                field: name, found: self[name] == nil ? "nothing" : "something else",
                wanted: "a text of 1 to 255 bytes without control characters")
        }
        return id
    }
}

private enum JSONPiece: Decodable, Sendable {
    case text(String)
    indirect case object([String: JSONPiece])
    case other

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.singleValueContainer().decode([String: JSONPiece].self) {
            self = .object(members)
            return
        }
        guard let value = try? Scalar(from: decoder) else {
            self = .other
            return
        }
        if case .other = value { self = .other } else { self = .text(value.asText) }
    }
}
