import Foundation
import HotlineSettings
import HotlineTestSupport
import Testing

/// A roster's file as it stands on a disk.
@Suite struct RosterFileTests {
    @Test func `is read to its end, whatever size it is said to have`() throws {
        let path = "/proc/self/status"
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size == 0)
        let text = String(decoding: try readFile(path), as: UTF8.self)
        #expect(text.hasPrefix("Name:"))
        #expect(text.hasSuffix("\n"))
    }

    @Test func `that cannot be read is no empty one`() {
        let error = #expect(throws: RosterFolderError.self) { try readFile("/proc/self/mem") }
        #expect(error == .unreadable("/proc/self/mem", EIO))
    }

    @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
    func `is read byte for byte`(_ size: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "roster.yaml")
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Data(bytes).write(to: file)
        #expect(try readFile(file.path) == bytes)
    }
}
