import Foundation
import Glibc

/// A client of HTTP/1.1 that can also send what no client should; every wait has an end.
struct HTTPClient: Sendable {
    enum Address: Sendable {
        /// 127.0.0.1 and a port, called from a loopback address.
        case tcp(port: UInt16, from: String)
        case unix(path: String)
    }

    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    typealias Header = (name: String, value: String)

    private let address: Address

    init(port: UInt16, from source: String = "127.0.0.1") {
        address = .tcp(port: port, from: source)
    }

    init(unixSocket path: String) {
        address = .unix(path: path)
    }

    func open() throws -> HTTPConnection { try HTTPConnection(to: address) }

    func get(_ path: String) throws -> HTTPReply {
        try exchange(HTTPClient.request("GET", path, headers: [], body: nil))
    }

    func post(_ path: String, headers: [Header], body: [UInt8]) throws -> HTTPReply {
        try exchange(HTTPClient.request("POST", path, headers: headers, body: body))
    }

    /// One request on a connection of its own.
    func exchange(_ request: [UInt8]) throws -> HTTPReply {
        let connection = try open()
        connection.put(request)
        return try connection.reply()
    }

    /// A request's bytes; the connection is to be closed after it unless told otherwise.
    static func request(
        _ method: String, _ path: String, headers: [Header], body: [UInt8]?, keepAlive: Bool = false
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        if !keepAlive { head += "Connection: close\r\n" }
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + (body ?? [])
    }
}

/// One connection, closed when it is let go of.
final class HTTPConnection {
    private enum Piece {
        case bytes([UInt8])
        case end
        case nothing
    }

    private static let patience: Int32 = 8000

    private let descriptor: Int32
    private var received: [UInt8] = []
    private var isAtEnd = false

    init(to address: HTTPClient.Address) throws {
        switch address {
        case .tcp(let port, let source):
            descriptor = try Sockets.connected(toPort: port, from: source)
        case .unix(let path): descriptor = try Sockets.connected(toPath: path)
        }
    }

    deinit { close(descriptor) }

    /// Sends bytes; what the other side no longer takes is lost.
    func put(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func put(_ text: String) { put(Array(text.utf8)) }

    /// The next reply on this connection.
    func reply() throws -> HTTPReply {
        while true {
            if let (reply, length) = HTTPReply.first(in: received, isAll: isAtEnd) {
                received.removeFirst(length)
                return reply
            }
            guard !isAtEnd else {
                throw HTTPClient.Trouble(description: "the connection ended without a reply")
            }
            switch piece(within: HTTPConnection.patience) {
            case .bytes(let bytes): received += bytes
            case .end: isAtEnd = true
            case .nothing: throw HTTPClient.Trouble(description: "no reply in 8 s")
            }
        }
    }

    /// Whether a text comes before the connection ends, or nothing more does; all that came stays.
    func hears(_ text: String) -> Bool {
        while !String(decoding: received, as: UTF8.self).contains(text) {
            guard !isAtEnd else { return false }
            switch piece(within: HTTPConnection.patience) {
            case .bytes(let bytes): received += bytes
            case .end: isAtEnd = true
            case .nothing: return false
            }
        }
        return true
    }

    /// All that came so far.
    var heard: String { String(decoding: received, as: UTF8.self) }

    /// Whether the other side ends the connection in this time; what it says before is dropped.
    func isEnded(within milliseconds: Int32 = HTTPConnection.patience) -> Bool {
        while !isAtEnd {
            switch piece(within: milliseconds) {
            case .bytes: continue
            case .end: isAtEnd = true
            case .nothing: return false
            }
        }
        return true
    }

    /// All that comes until the other side ends the connection, as it came.
    func rest() throws -> String {
        while !isAtEnd {
            switch piece(within: HTTPConnection.patience) {
            case .bytes(let bytes): received += bytes
            case .end: isAtEnd = true
            case .nothing: throw HTTPClient.Trouble(description: "no end in 8 s")
            }
        }
        return String(decoding: received, as: UTF8.self)
    }

    private func piece(within milliseconds: Int32) -> Piece {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return .nothing }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes {
            recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return count > 0 ? .bytes(Array(buffer.prefix(count))) : .end
    }
}

/// A reply as it came.
struct HTTPReply: Sendable {
    let status: Int
    let headers: [HTTPClient.Header]
    let body: [UInt8]

    /// The reply that the bytes begin with and its length, once all of it is there.
    static func first(in bytes: [UInt8], isAll: Bool) -> (HTTPReply, Int)? {
        guard let blank = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<blank.lowerBound], as: UTF8.self)
        let lines = head.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let headers = lines.dropFirst().map { line -> HTTPClient.Header in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            return (name: (parts.first ?? "").lowercased(), value: value)
        }
        let rest = bytes[blank.upperBound...]
        let stated = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) }
        guard let length = stated ?? (isAll ? rest.count : nil), rest.count >= length else {
            return nil
        }
        let body = Array(rest.prefix(length))
        let reply = HTTPReply(status: status, headers: headers, body: body)
        return (reply, blank.upperBound + length)
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: JSONValue { JSONValue.parse(body) ?? .null }
}
