import Glibc

/// Asks one question of this machine's daemon and waits for the answer, each on a connection of its
/// own.
struct LocalHTTPClient: Sendable {
    enum Door: Sendable {
        case unix(path: String)
        /// An IP address, not a name.
        case tcp(address: String, port: Int)
    }

    let door: Door
    /// How long the other side may be silent.
    let patience: Duration

    init(path: String, patience: Duration = LocalHTTPClient.usualPatience) {
        door = .unix(path: path)
        self.patience = patience
    }

    init(address: String, port: Int, patience: Duration = LocalHTTPClient.usualPatience) {
        door = .tcp(address: address, port: port)
        self.patience = patience
    }

    /// Longer answers are refused.
    static let longestReply = 64 << 20
    static let usualPatience: Duration = .seconds(10)

    enum Trouble: Error, Equatable {
        /// A socket's path has 107 bytes at most.
        case pathTooLong
        /// The system's error number.
        case notReached(Int32)
        case silent
        case tooLong
        /// What came is no HTTP, or was cut short.
        case malformed
    }

    /// Without headers of its own a body is JSON.
    func exchange(
        _ method: String, _ target: String, headers: [(name: String, value: String)]? = nil,
        body: [UInt8]? = nil
    ) throws(Trouble) -> HTTPReply {
        let descriptor = try connected()
        defer { close(descriptor) }
        let json = [(name: "Content-Type", value: "application/json")]
        let own = headers ?? (body == nil ? [] : json)
        send(LocalHTTPClient.request(method, target, own, body: body), over: descriptor)
        let bytes = try received(over: descriptor)
        if bytes.isEmpty { throw .silent }
        guard let reply = HTTPReply(bytes) else { throw .malformed }
        return reply
    }

    private static func request(
        _ method: String, _ target: String, _ headers: [(name: String, value: String)],
        body: [UInt8]?
    ) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        head += "Accept: application/json\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + (body ?? [])
    }

    private func connected() throws(Trouble) -> Int32 {
        switch door {
        case .unix(let path): try connected(path: path)
        case .tcp(let address, let port): try connected(address: address, port: port)
        }
    }

    private func connected(path: String) throws(Trouble) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .pathTooLong
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return try withUnsafePointer(to: &address) { pointer throws(Trouble) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { known throws(Trouble) in
                try connected(to: known, socklen_t(MemoryLayout<sockaddr_un>.size), AF_UNIX)
            }
        }
    }

    private func connected(address: String, port: Int) throws(Trouble) -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let found else {
            throw .notReached(EADDRNOTAVAIL)
        }
        defer { freeaddrinfo(found) }
        guard let known = found.pointee.ai_addr else { throw .notReached(EADDRNOTAVAIL) }
        return try connected(to: known, found.pointee.ai_addrlen, found.pointee.ai_family)
    }

    private func connected(
        to address: UnsafePointer<sockaddr>, _ length: socklen_t, _ family: Int32
    ) throws(Trouble) -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .notReached(errno) }
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard connect(descriptor, address, length) == 0 else {
            let code = errno
            close(descriptor)
            throw .notReached(code)
        }
        return descriptor
    }

    private func send(_ bytes: [UInt8], over descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            // The answer may have come before the whole question was taken; else reading fails.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private func received(over descriptor: Int32) throws(Trouble) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !HTTPReply.isComplete(bytes) {
            let count = buffer.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .silent }
            if count == 0 { break }
            guard bytes.count + count <= LocalHTTPClient.longestReply else { throw .tooLong }
            bytes += buffer.prefix(count)
        }
        return bytes
    }
}
