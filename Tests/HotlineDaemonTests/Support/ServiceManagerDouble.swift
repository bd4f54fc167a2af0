import Glibc

/// A service manager as far as sd_notify(3) knows it: a socket that hears what a daemon says.
final class ServiceManagerDouble {
    let path: String
    private let descriptor: Int32
    private var heard: [String] = []

    init(in folder: DaemonFolder) throws {
        path = folder.file("notify.sock")
        descriptor = try Sockets.datagrams(atPath: path)
    }

    deinit { close(descriptor) }

    /// Leaves no room for a message, as where it takes none any more.
    func fill() throws {
        for _ in 0..<10_000 {
            guard try Sockets.send([0], toPath: path) else { return }
        }
        throw HTTPClient.Trouble(description: "the socket takes messages without end")
    }

    /// The next message that holds a text, the ones before it dropped; `nil` if none comes in 8 s.
    func next(with text: String) -> String? {
        for _ in 0..<320 {
            while let message = received() { heard.append(message) }
            if let index = heard.firstIndex(where: { $0.contains(text) }) {
                defer { heard.removeFirst(index + 1) }
                return heard[index]
            }
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, 25)
        }
        return nil
    }

    private func received() -> String? {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
            recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}
