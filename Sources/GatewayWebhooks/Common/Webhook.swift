/// The largest body that is taken, in bytes.
package let largestWebhook = 64 * 1024

/// A delivery's id as its sender names it: the same on every repeat of one event.
package struct DeliveryID: Hashable, Sendable, RawRepresentable {
    package let rawValue: String

    /// Takes the text as it is; `CanonicalWebhook.authenticate` checks its form.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A request as it came.
package struct Webhook: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package let method: Method
    /// Path and query as they were sent, still percent-encoded: over these signatures are taken.
    package let target: String
    /// The path below `/gateway/NAME/`, its parts still percent-encoded; empty at the gateway's own.
    package let path: [Substring]
    /// The query without its question mark; `nil` without one.
    package let query: Substring?
    /// The raw bytes, over which signatures are taken.
    package let body: [UInt8]
    /// The address of who is connected, without its port.
    package let peer: String
    private let headers: [(name: String, value: String)]

    /// `target` begins with `/gateway/NAME`.
    package init(
        _ method: Method = .post, _ target: String = "", headers: [(name: String, value: String)],
        body: [UInt8], peer: String = ""
    ) {
        self.method = method
        self.target = target
        // A fragment is for the sender alone; there are those who send it all the same.
        let address = target.prefix { $0 != "#" }
        let halves = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path =
            halves.isEmpty
            ? []
            : Array(halves[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst(3))
        query = halves.count > 1 ? halves[1] : nil
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// The first value of a header, whatever the case of its name; `nil` without one.
    package func first(_ name: String) -> String? {
        headers.first { isSameHeader($0.name, name) }?.value
    }

    /// Every value of a header in the order received, whatever the case of its name.
    package func all(_ name: String) -> [String] {
        headers.filter { isSameHeader($0.name, name) }.map(\.value)
    }
}

/// Header names are ASCII and differ in case at most (RFC 9110, section 5.1).
private func isSameHeader(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { lowercase($0) == lowercase($1) }
}

private func lowercase(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
}

/// The text without white space at either end.
func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0.isWhitespace }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
}
