import CallLog
import CallRouting
import Foundation
import OnCallRoster
import Testing

@Suite struct `Care of the log` {
    private func written(_ path: String) async throws -> CallLog {
        let log = try CallLog(path: path)
        for talk in try Talk.all() { try await log.append(talk) }
        return log
    }

    @Test func `finds a log whole while it is being written`() async throws {
        try await withLogPath { path in
            let log = try await written(path)
            let found = try LogVerification(path: path)
            #expect(found.flaws == [])
            #expect(found.calls == (try Talk.all()).count)
            #expect(found.events == (try Talk.all()).reduce(0) { $0 + $1.entries.count })
            log.close()
            #expect(try LogVerification(path: path).flaws == [])
        }
    }

    @Test(arguments: [
        ("UPDATE call SET outcome = 'failed' WHERE outcome = 'answered'", "outcome"),
        ("UPDATE call SET began_at = '2020-01-01T00:00:00.000Z'", "beginning"),
        ("UPDATE follow_up SET deadline = '2020-01-01T00:00:00.000Z'", "follow-ups"),
        ("UPDATE call SET institution = 'elsewhere' WHERE institution IS NOT NULL", "institution"),
    ])
    func `finds a row that its events do not bear out`(
        _ tampering: String, _ what: String
    ) async throws {
        try await withLogPath { path in
            try await written(path).close()
            try RawDatabase(path).run(tampering)
            let flaws = try LogVerification(path: path).flaws
            #expect(!flaws.isEmpty)
            #expect(flaws.allSatisfy { $0.what.hasSuffix(what) && $0.call != nil }, "\(flaws)")
        }
    }

    @Test func `copies a log while it is being written, and the copy is a log`() async throws {
        try await withLogPath { path in
            let log = try await written(path)
            let backup = try LogBackup(of: path, to: path + ".copy")
            var later = try Talk("later")
            try later.arrives()
            try await log.append(later)
            #expect(backup.bytes > 0 && backup.lastEvent > 0)
            #expect(try LogVerification(path: backup.path).calls == (try Talk.all()).count)
            #expect(try LogVerification(path: path).calls == (try Talk.all()).count + 1)
            let mode = try FileManager.default.attributesOfItem(atPath: backup.path)
            #expect(mode[.posixPermissions] as? Int == 0o600)
            #expect(!FileManager.default.fileExists(atPath: backup.path + ".new"))
            #expect(!FileManager.default.fileExists(atPath: backup.path + "-wal"))
            log.close()
            let restored = try CallLog(path: backup.path)
            let talk = try Talk.all()[0]
            #expect(try restored.foldedCall(talk.key) == talk.call)
            restored.close()
        }
    }

    @Test func `overwrites no file, and takes nothing else for a log`() async throws {
        try await withLogPath { path in
            try await written(path).close()
            #expect(throws: LogError.self) { try LogBackup(of: path, to: path) }
            let other = path + ".other"
            try Data("no log".utf8).write(to: URL(filePath: other))
            #expect(throws: LogError.self) { try LogVerification(path: other) }
            #expect(throws: LogError.self) { try LogBackup(of: other, to: path + ".copy") }
            #expect(throws: LogError.self) { try LogVerification(path: path + ".none") }
            #expect(!FileManager.default.fileExists(atPath: path + ".copy"))
        }
    }

    @Test func `finds a damaged file damaged`() async throws {
        try await withLogPath { path in
            try await written(path).close()
            var bytes = try Data(contentsOf: URL(filePath: path))
            for place in stride(from: 8192, to: bytes.count, by: 4096) {
                bytes.replaceSubrange(place..<(place + 64), with: Data(repeating: 0xFF, count: 64))
            }
            try bytes.write(to: URL(filePath: path))
            let found = try? LogVerification(path: path)
            #expect(found == nil || found?.flaws.isEmpty == false)
            #expect(throws: LogError.self) { try LogBackup(of: path, to: path + ".copy") }
        }
    }
}
