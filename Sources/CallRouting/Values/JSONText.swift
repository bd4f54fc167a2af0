/// Writes JSON (RFC 8259) as UTF-8, members in the order in which they are added, `nil` as `null`.
///
/// Names of members are our own and need no escaping; slashes are never escaped.
package struct JSONText {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(capacity: Int = 768) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func object(_ members: (inout JSONText) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func member(_ name: StaticString, _ text: String?) {
        begin(name)
        if let text { append(quoted: text) } else { append("null") }
    }

    package mutating func member(_ name: StaticString, _ number: Int) {
        begin(name)
        append(number)
    }

    package mutating func member(_ name: StaticString, _ flag: Bool) {
        begin(name)
        append(flag ? "true" : "false")
    }

    package mutating func member(_ name: StaticString, object members: (inout JSONText) -> Void) {
        begin(name)
        object(members)
    }

    /// As the one below, under a name that is not known beforehand and needs no escaping.
    package mutating func member<Element>(
        named name: String, list elements: [Element],
        _ members: (inout JSONText, Element) -> Void
    ) {
        comma()
        append(quoted: name)
        bytes.append(UInt8(ascii: ":"))
        list(elements, members)
    }

    /// A list of objects, one for each element.
    package mutating func member<Element>(
        _ name: StaticString, list elements: [Element], _ members: (inout JSONText, Element) -> Void
    ) {
        begin(name)
        list(elements, members)
    }

    package mutating func list<Element>(
        _ elements: [Element], _ members: (inout JSONText, Element) -> Void
    ) {
        open(UInt8(ascii: "["))
        for element in elements {
            comma()
            object { object in members(&object, element) }
        }
        close(UInt8(ascii: "]"))
    }

    /// A list of texts.
    package mutating func list(_ texts: [String]) {
        open(UInt8(ascii: "["))
        for text in texts {
            comma()
            append(quoted: text)
        }
        close(UInt8(ascii: "]"))
    }

    package mutating func member(_ name: StaticString, texts: [String]) {
        begin(name)
        list(texts)
    }

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func begin(_ name: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        append(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ literal: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    private mutating func append(_ number: Int) {
        if (0..<10).contains(number) {
            bytes.append(UInt8(0x30 + number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.withContiguousStorageIfAvailable { utf8 in
            guard !utf8.contains(where: JSONText.needsEscape) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isPlain != true { for byte in text.utf8 { append(escaped: byte) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escaped byte: UInt8) {
        if !JSONText.needsEscape(byte) {
            bytes.append(byte)
        } else if byte >= 0x20 {
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        } else {
            append(byte < 0x10 ? "\\u000" : "\\u00")
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
