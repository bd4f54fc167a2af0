import CallLog
import CallRouting
import OnCallRoster
import Foundation
import Testing

@Suite struct `The log's file` {
    @Test func `is written ahead and synced in full, as SQLite reads it back`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try log.synchronous == 2)
            let raw = try RawDatabase(path)
            #expect(try raw.value("PRAGMA journal_mode") == "wal")
            #expect(try raw.value("PRAGMA application_id") == "\(Schema.applicationID)")
            log.close()
        }
    }

    @Test func `keeps events as they are`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.append(try Talk.all()[0])
            log.close()
            let raw = try RawDatabase(path)
            for change in [
                "UPDATE event SET instruction = 'wait' WHERE seq = 1",
                "DELETE FROM event WHERE seq = 1",
            ] {
                let refused = #expect(throws: RawDatabase.Refused.self) { try raw.run(change) }
                #expect(refused?.description.hasPrefix("events are never") == true)
            }
        }
    }

    @Test func `has one writer, and the second is told why`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let refused = #expect(throws: LogError.self) { try CallLog(path: path) }
            #expect(refused?.kind == .inUse)
            #expect(refused?.message.contains(path + ".lock") == true)
            log.close()
            try CallLog(path: path).close()
        }
    }

    @Test func `of a later version is left alone`() async throws {
        try await withLogPath { path in
            try CallLog(path: path).close()
            let later = Schema.migrations.count + 1
            try RawDatabase(path).run("PRAGMA user_version = \(later)")
            let refused = #expect(throws: LogError.self) { try CallLog(path: path) }
            #expect(refused?.kind == .tooNew)
            #expect(refused?.message.contains("schema \(later)") == true)
            #expect(try RawDatabase(path).value("PRAGMA user_version") == "\(later)")
        }
    }

    @Test func `is not made out of another program's database`() async throws {
        try await withLogPath { path in
            try RawDatabase(path).run("CREATE TABLE song (title TEXT)")
            let refused = #expect(throws: LogError.self) { try CallLog(path: path) }
            #expect(refused?.kind == .notALog)
            try Data("no database at all, but a text that is long enough".utf8)
                .write(to: URL(fileURLWithPath: path + "-2"))
            let unread = #expect(throws: LogError.self) { try CallLog(path: path + "-2") }
            #expect(unread?.isCorruption == true)
        }
    }

    @Test(arguments: 0...Schema.migrations.count)
    func `is brought to the newest version from each earlier one`(_ version: Int) async throws {
        try await withLogPath { path in
            let old = try RawDatabase(path)
            for script in Schema.migrations.prefix(version) { try old.run(script) }
            if version > 0 {
                try old.run("PRAGMA application_id = \(Schema.applicationID)")
                try old.run("PRAGMA user_version = \(version)")
            }
            let log = try CallLog(path: path)
            try await log.append(try Talk.all()[0])
            #expect(try old.value("PRAGMA user_version") == "\(Schema.migrations.count)")
            #expect(try old.value("PRAGMA integrity_check") == "ok")
            #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
            log.close()
        }
    }

    @Test func `has instants of one width, whose order is that of time`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk()
            try talk.arrives()
            talk.passes(seconds: 17)
            try talk.send(.ended(by: .caller), at: talk.now.wholeSecond)
            try await log.append(talk)
            let raw = try RawDatabase(path)
            #expect(
                try raw.rows("SELECT at, received FROM event ORDER BY seq") == [
                    ["2026-11-22T12:00:00.250Z", "2026-11-22T12:00:00.250Z"],
                    ["2026-11-22T12:00:17.000Z", "2026-11-22T12:00:17.250Z"],
                ])
            log.close()
        }
    }
}
