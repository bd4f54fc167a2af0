import Glibc
import Synchronization

/// The few sockets that the tests open; none is inherited by a program that they start.
enum Sockets {
    static func connected(toPort port: UInt16, from source: String) throws -> Int32 {
        let descriptor = try make(AF_INET, SOCK_STREAM.rawValue)
        let own = address(source, port: 0)
        let other = address("127.0.0.1", port: port)
        return try checked(descriptor, "port \(port)") {
            with(own) { bind(descriptor, $0, $1) } == 0
                && with(other) { connect(descriptor, $0, $1) } == 0
        }
    }

    static func connected(toPath path: String) throws -> Int32 {
        let other = try address(path: path)
        let descriptor = try make(AF_UNIX, SOCK_STREAM.rawValue)
        return try checked(descriptor, path) {
            with(other) { connect(descriptor, $0, $1) } == 0
        }
    }

    /// A socket that takes connections at 127.0.0.1 and the port.
    static func listening(atPort port: UInt16) throws -> Int32 {
        let descriptor = try make(AF_INET, SOCK_STREAM.rawValue)
        let own = address("127.0.0.1", port: port)
        return try checked(descriptor, "port \(port)") {
            bindAnew(descriptor, to: own) && listen(descriptor, 64) == 0
        }
    }

    /// A socket for datagrams, such as a service manager's.
    static func datagrams(atPath path: String) throws -> Int32 {
        let own = try address(path: path)
        let descriptor = try make(AF_UNIX, SOCK_DGRAM.rawValue)
        return try checked(descriptor, path) { with(own) { bind(descriptor, $0, $1) } == 0 }
    }

    /// Sends a message to a socket of datagrams; false where it takes no more.
    static func send(_ bytes: [UInt8], toPath path: String) throws -> Bool {
        let descriptor = try make(AF_UNIX, SOCK_DGRAM.rawValue)
        defer { close(descriptor) }
        let sent = with(try address(path: path)) {
            Int32(sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), $0, $1))
        }
        guard sent >= 0 || errno == EAGAIN else {
            throw HTTPClient.Trouble(description: "\(path): \(String(cString: strerror(errno)))")
        }
        return sent >= 0
    }

    /// A port that nobody listens on, below those of outgoing connections, given out once.
    static func freePort() throws -> UInt16 {
        for _ in 0..<1000 {
            let port: UInt16 = nextPort.withLock { next in
                next = next < 32_000 ? next + 1 : 20_000
                return next
            }
            let descriptor = try make(AF_INET, SOCK_STREAM.rawValue)
            defer { close(descriptor) }
            if bindAnew(descriptor, to: address("127.0.0.1", port: port)) { return port }
        }
        throw HTTPClient.Trouble(description: "no port is free")
    }

    private static let nextPort = Mutex(UInt16(20_000 + Int(getpid()) % 11_000))

    private static func make(_ family: Int32, _ type: UInt32) throws -> Int32 {
        let descriptor = socket(family, Int32(type | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw HTTPClient.Trouble(description: "no socket") }
        return descriptor
    }

    private static func checked(
        _ descriptor: Int32, _ what: String, _ isDone: () -> Bool
    ) throws -> Int32 {
        if isDone() { return descriptor }
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw HTTPClient.Trouble(description: "\(what): \(reason)")
    }

    private static func bindAnew(_ descriptor: Int32, to own: sockaddr_in) -> Bool {
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
        return with(own) { bind(descriptor, $0, $1) } == 0
    }

    private static func address(_ host: String, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        return address
    }

    private static func address(path: String) throws -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw HTTPClient.Trouble(description: "\(path) is too long for a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    private static func with<Address>(
        _ address: Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
