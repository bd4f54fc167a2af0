import CallRouting
import FoundationEssentials

/// A reply is in its gateway's language, whatever stood in the request.
func check(_ reply: [UInt8], of reader: Reader) {
    let text = String(decoding: reply, as: UTF8.self)
    switch reader {
    case .canonical, .bearer:
        guard case .object(let members)? = JSONShape(reply),
            case .text(let word)? = members["instruction"]
        else { stop("no instruction: \(text)") }
        hold(Instruction.Name(rawValue: word) != nil, "an instruction is one: \(text)")
    case .jambonz:
        guard case .list(let verbs)? = JSONShape(reply) else { stop("no verbs: \(text)") }
        for verb in verbs {
            guard case .object(let members) = verb, case .text(let word)? = members["verb"] else {
                stop("no verb: \(text)")
            }
            hold(
                ["dial", "gather", "hangup", "play", "say", "tag"].contains(word),
                "a verb is one: \(text)")
            // A verb with a null is refused there.
            hold(!verb.holdsNull, "nothing is null: \(text)")
        }
    case .elks:
        guard let action = JSONShape(reply), case .object = action else {
            stop("no action: \(text)")
        }
        hold(!action.holdsNull, "nothing is null: \(text)")
    case .twilio, .signalwire, .telnyx: hold(TwiMLShape.isKept(by: reply), "TwiML: \(text)")
    case .hooks, .secrets, .records, .documents, .settings, .prices, .times, .numbers, .names:
        stop("\(reader) is no gateway")
    }
}

/// A JSON value, as far as replies are judged by it.
indirect enum JSONShape: Decodable {
    case null, other
    case text(String)
    case list([JSONShape])
    case object([String: JSONShape])

    /// `nil` for what is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let shape = try? JSONDecoder().decode(JSONShape.self, from: Data(bytes)) else {
            return nil
        }
        self = shape
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONShape].self) {
            self = .list(list)
        } else if let members = try? container.decode([String: JSONShape].self) {
            self = .object(members)
        } else {
            self = .other
        }
    }

    /// Whether a null stands anywhere in it.
    var holdsNull: Bool {
        switch self {
        case .null: true
        case .other, .text: false
        case .list(let values): values.contains(where: \.holdsNull)
        case .object(let members): members.values.contains(where: \.holdsNull)
        }
    }
}

/// The shape of a document of verbs: nothing that came from outside has become markup.
private enum TwiMLShape {
    private static let head = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>".utf8)
    private static let tail = Array("</Response>\n".utf8)
    private static let elements: Set<String> = [
        "Dial", "Gather", "Hangup", "Number", "Play", "Redirect", "Say", "Sip",
    ]
    private static let opening = UInt8(ascii: "<")
    private static let closing = UInt8(ascii: ">")
    private static let slash = UInt8(ascii: "/")

    /// Whether each element is one of ours, and closed by its own end.
    static func isKept(by document: [UInt8]) -> Bool {
        guard document.starts(with: head), document.suffix(tail.count).elementsEqual(tail) else {
            return false
        }
        var rest = document.dropFirst(head.count).dropLast(tail.count)
        guard rest.allSatisfy({ $0 >= 0x20 }) else { return false }
        var open: [ArraySlice<UInt8>] = []
        while let start = rest.firstIndex(of: opening) {
            guard !rest[..<start].contains(closing),
                let end = rest[start...].firstIndex(of: closing)
            else { return false }
            let tag = rest[(start + 1)..<end]
            rest = rest[(end + 1)...]
            if tag.first == slash {
                guard open.popLast()?.elementsEqual(tag.dropFirst()) == true else { return false }
                continue
            }
            let name = tag.prefix { $0 != 0x20 && $0 != slash }
            guard elements.contains(String(decoding: name, as: UTF8.self)), !tag.contains(opening)
            else { return false }
            if tag.last != slash { open.append(name) }
        }
        return open.isEmpty && !rest.contains(closing)
    }
}
