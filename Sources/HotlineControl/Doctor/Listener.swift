import Glibc
import HotlineTexts

/// A socket of this machine that takes connections.
struct Listener: Hashable, Sendable {
    let address: InternetAddress
    let port: Int
    /// Whose it is.
    let owner: UInt32
    let inode: UInt64
    /// The program that has it; `nil` where that is not to be seen.
    var program: Program?

    struct Program: Hashable, Sendable {
        /// `nil` where it is not to be read.
        let name: String?
        let process: String

        var text: Text {
            PortFindings.program.with([
                "program": name.map { Text.plain($0) } ?? PortFindings.someProgram.text,
                "process": process,
            ])
        }
    }

    /// Reads /proc/net/tcp or tcp6 (proc(5)).
    static func all(in table: String) -> [Listener] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            // State 0A is listening.
            guard fields.count > 9, fields[3] == "0A" else { return nil }
            let local = fields[1].split(separator: ":")
            guard local.count == 2, let port = Int(local[1], radix: 16),
                let owner = UInt32(fields[7]), let inode = UInt64(fields[9]),
                let bytes = bytes(of: local[0])
            else { return nil }
            return Listener(
                address: InternetAddress(bytes: bytes), port: port, owner: owner, inode: inode)
        }
    }

    /// Words of 32 bits, each with its bytes in the machine's order.
    private static func bytes(of hex: Substring) -> [UInt8]? {
        guard hex.utf8.count == 8 || hex.utf8.count == 32 else { return nil }
        var bytes: [UInt8] = []
        var rest = hex
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { bytes += $0 }
            rest = rest.dropFirst(8)
        }
        return bytes
    }
}

extension Listener {
    /// Those on a port, each with its program; `nil` where the kernel does not tell.
    static func listening(on port: Int) -> [Listener]? {
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap { wholeText(of: $0) }
        guard !tables.isEmpty else { return nil }
        let found = tables.flatMap { all(in: $0) }.filter { $0.port == port }
        guard !found.isEmpty else { return [] }
        let programs = programs(holding: Set(found.map(\.inode)))
        return found.map { listener in
            var listener = listener
            listener.program = programs[listener.inode]
            return listener
        }
    }

    private static func programs(holding inodes: Set<UInt64>) -> [UInt64: Program] {
        var found: [UInt64: Program] = [:]
        for process in namesInFolder("/proc") where Int(process) != nil {
            for descriptor in namesInFolder("/proc/\(process)/fd") {
                var target = [CChar](repeating: 0, count: 64)
                let count = readlink("/proc/\(process)/fd/\(descriptor)", &target, target.count - 1)
                guard count > 0 else { continue }
                let text = String(
                    decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
                guard text.hasPrefix("socket:["), let inode = UInt64(text.dropFirst(8).dropLast()),
                    inodes.contains(inode)
                else { continue }
                let name = wholeText(of: "/proc/\(process)/comm")?.split(separator: "\n").first
                found[inode] = Program(name: name.map(String.init), process: process)
            }
        }
        return found
    }
}

/// A file of the kernel's, whose length stat(2) does not tell; `nil` where it cannot be read.
func wholeText(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 16 << 20 {
        let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
}
