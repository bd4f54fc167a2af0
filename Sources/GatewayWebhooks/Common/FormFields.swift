/// The fields of a form (application/x-www-form-urlencoded), in the order in which they came.
///
/// Bytes, not texts: a signature is taken over what was sent, whether or not it is UTF-8.
package struct FormFields: Sendable {
    private(set) var fields: [(name: [UInt8], value: [UInt8])] = []

    /// Reads a body or a query. Plus is a space, `%XX` a byte; anything else stands for itself.
    package init(_ bytes: some Sequence<UInt8>) {
        var name: [UInt8] = []
        var value: [UInt8]?
        func decoded(_ raw: [UInt8]) -> [UInt8] { FormFields.decoded(raw) }
        func finish() {
            if !name.isEmpty || value != nil {
                fields.append((decoded(name), decoded(value ?? [])))
            }
            name = []
            value = nil
        }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): finish()
            case UInt8(ascii: "=") where value == nil: value = []
            default: if value == nil { name.append(byte) } else { value?.append(byte) }
            }
        }
        finish()
    }

    /// Fields that were read from another form of writing.
    package init(fields: [(name: [UInt8], value: [UInt8])]) {
        self.fields = fields
    }

    /// Of a JSON object whose values are texts.
    init(texts: [String: String]) {
        fields = texts.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    }

    private static func decoded(_ raw: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            if byte == UInt8(ascii: "%"), index + 2 < raw.count, let high = hex(raw[index + 1]),
                let low = hex(raw[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
                continue
            }
            bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            index += 1
        }
        return bytes
    }

    private static func hex(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// The first value of a field as it came; empty without one.
    package func bytes(_ name: String) -> [UInt8] {
        fields.first { $0.name.elementsEqual(name.utf8) }?.value ?? []
    }

    /// The first value of a field as a text, what is no UTF-8 in it replaced; `nil` without one or
    /// with an empty one.
    package func text(_ name: String) -> String? {
        let bytes = bytes(name)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// A field that says which call or leg a request is of: it stands there once, in UTF-8, and has
    /// 1 to 255 bytes without control characters. 400 otherwise.
    func id(_ name: String) throws(WebhookRefusal) -> String {
        let wanted = "1 to 255 bytes of UTF-8 without control characters, once"
        var values: [[UInt8]] = []
        for field in fields where field.name.elementsEqual(name.utf8) {
            if !values.contains(field.value) { values.append(field.value) }
        }
        guard let value = values.first, !value.isEmpty else {
            throw WebhookRefusal(field: name, found: "nothing", wanted: wanted)
        }
        guard values.count == 1 else {
            throw WebhookRefusal(field: name, found: "\(values.count) values", wanted: wanted)
        }
        guard let text = String(validating: value, as: UTF8.self), isCallID(text) else {
            throw WebhookRefusal(field: name, found: "something else", wanted: wanted)
        }
        return text
    }
}

/// Whether a text may name a call: 1 to 255 bytes without control characters of ASCII and Latin-1.
func isCallID(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
        && !text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
}

/// Keys of a telephone, at most 32; anything else counts as none, for a caller is never refused.
func keys(_ text: String?) -> String {
    guard let text, text.utf8.count <= 32,
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2A || $0 == 0x23 })
    else { return "" }
    return text
}
