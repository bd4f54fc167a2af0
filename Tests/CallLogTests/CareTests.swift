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

    /// What somebody with the file in hand does, and what is found of it.
    @Test(arguments: [
        ("UPDATE event SET late = 1 WHERE seq = 3", ["parts at event 3"]),
        (
            "UPDATE event SET received = '2020-01-01T00:00:00.000Z' WHERE seq = 3",
            ["parts at event 3"]
        ),
        (
            "UPDATE event SET chain = zeroblob(32) WHERE seq = 3",
            ["parts at event 3", "parts at event 4"]
        ),
        (
            "DELETE FROM event_private WHERE seq = 3; DELETE FROM event WHERE seq = 3",
            ["event 3 is missing", "parts at event 4"]
        ),
        ("UPDATE event_private SET body = x'7b7d' WHERE seq = 3", ["received with event 3"]),
        ("UPDATE event_private SET private_values = '[]' WHERE seq = 1", ["received with event 1"]),
        ("DELETE FROM event_private WHERE seq = 3", ["of 1 events"]),
        ("UPDATE call SET legs = legs + 1 WHERE legs > 0", ["differ in: legs"]),
        ("UPDATE call SET taken_step = 9 WHERE taken_step = 1", ["differ in: step"]),
        ("UPDATE call SET taken_by = 'x' WHERE taken_step = 1", ["differ in: professional"]),
        ("UPDATE call SET taken_for = 1 WHERE taken_step = 1", ["differ in: talk"]),
    ])
    func `finds what was changed, taken out and put in`(
        _ tampering: String, _ told: [String]
    ) async throws {
        try await withLogPath { path in
            try await written(path).close()
            let raw = try RawDatabase(path)
            for trigger in ["event_never_updated", "event_never_deleted"] {
                try raw.run("DROP TRIGGER \(trigger)")
            }
            for statement in tampering.split(separator: "; ") { try raw.run(String(statement)) }
            let flaws = try LogVerification(path: path).flaws.map(\.what)
            for words in told {
                #expect(flaws.contains { $0.contains(words) }, "\(words) in \(flaws)")
            }
        }
    }

    @Test func `finds a log written anew, and one without its end, by an end kept elsewhere`()
        async throws
    {
        try await withLogPath { path in
            try await written(path).close()
            let head = try LogVerification(path: path).head
            #expect(ChainHead(head.text) == head)
            #expect(try LogVerification(path: path, expected: head).flaws == [])
            let raw = try RawDatabase(path)
            try raw.run("DROP TRIGGER event_never_deleted")
            let last = "(SELECT max(seq) FROM event)"
            try raw.run("DELETE FROM event_private WHERE seq = \(last)")
            try raw.run("DELETE FROM delivery WHERE seq = \(last)")
            try raw.run("DELETE FROM event WHERE seq = \(last)")
            let found = try LogVerification(path: path, expected: head)
            #expect(found.flaws.contains { $0.what.contains("the last ones are missing") })
            // The same calls at other times are a log that is whole, and another.
            let other = path + ".other"
            let anew = try CallLog(path: other)
            for talk in try Talk.all().reversed() { try await anew.append(talk) }
            anew.close()
            #expect(try LogVerification(path: other).flaws == [])
            let compared = try LogVerification(path: other, expected: head)
            #expect(compared.flaws.map(\.what).contains { $0.contains("written anew") })
        }
    }

    @Test(arguments: ["", "12", "12:", ":00", "0:" + String(repeating: "f", count: 64), "1:zz"])
    func `takes nothing else for an end`(_ text: String) {
        #expect(ChainHead(text) == nil)
    }

    @Test func `a copy of a log without events is one of every log's`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let copy = try LogBackup(of: path, to: path + ".copy")
            let head = try #require(ChainHead(copy.head.text))
            #expect(head == copy.head && head.seq == 0)
            #expect(try log.holds(head))
            for talk in try Talk.all() { try await log.append(talk) }
            #expect(try log.holds(head))
            #expect(try log.holds(LogBackup(of: path, to: path + ".later").head))
            log.close()
        }
    }

    @Test(arguments: [
        ("UPDATE call SET outcome = 'failed' WHERE outcome = 'answered'", "outcome"),
        ("UPDATE call SET began_at = '2020-01-01T00:00:00.000Z'", "beginning"),
        ("UPDATE follow_up SET deadline = '2020-01-01T00:00:00.000Z'", "follow-ups"),
        ("UPDATE follow_up SET institution = 'elsewhere'", "follow-ups"),
        (
            """
            UPDATE call SET institution = 'elsewhere' WHERE institution IS NOT NULL;
            UPDATE follow_up SET institution = 'egetraeet' WHERE institution = 'elsewhere'
            """,
            "institution"
        ),
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
            #expect(backup.bytes > 0 && backup.head.seq > 0)
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
