import CallRouting
import Foundation
import OnCallRoster
import Testing

@testable import CallLog

/// Exports of a real log.
@Suite struct `A log exported for evaluation` {
    private static let from = "2026-07-01"
    private static let to = "2026-10-01"

    private static func instant(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    /// Eight families, each with calls in the summer; the ids of the last two are gone, one of them by
    /// erasure.
    private func fill(_ path: String) throws {
        try CallLog(path: path).close()
        let log = try RawDatabase(path)
        for family in 0..<8 {
            let key = EvaluationWorld.key(family)
            try log.run("INSERT INTO family_key VALUES ('\(key)')")
            if family < 6 {
                try log.run("INSERT INTO family_key_private VALUES ('\(key)', 'family-\(family)')")
            }
            for call in 0..<4 {
                try add(
                    to: log, "c-\(family)-\(call)", family: "'\(key)'",
                    at: "2026-0\(7 + call % 3)-1\(family)T08:00:00.000Z",
                    waits: call == 0 ? nil : 12)
            }
        }
        try log.run(
            """
            INSERT INTO erasure (at, by_whom, kind, family_key, calls, events, held)
            VALUES ('2026-12-01T00:00:00.000Z', 'root', 'erase', '\(EvaluationWorld.key(7))', 4, 4, 0)
            """)
        try add(to: log, "c-test", family: "'\(EvaluationWorld.key(1))'", rehearsal: true)
        try add(to: log, "c-contact", kind: "contact")
        try add(to: log, "c-unknown", kind: "unknown")
        try add(
            to: log, "c-late", family: "'\(EvaluationWorld.key(1))'", at: "2026-09-30T22:00:00.000Z"
        )
        // Unanswered calls leave a promise; the first is kept, the others are not.
        try log.run(
            """
            INSERT INTO follow_up
                (call_id, number, kind, by_key, since, made, deadline, ended, how)
            SELECT call_id, 1, 'promise', 0, 0, began, '2026-07-01T00:00:00.000Z',
                CASE WHEN call = 'c-0-0' THEN '2026-06-30T00:00:00.000Z' END,
                CASE WHEN call = 'c-0-0' THEN 'reached' END
            FROM call WHERE outcome = 'failed';
            INSERT INTO call_note (call_id, at, by_whom, noted)
            SELECT call_id, began, 'anna', 'yes' FROM call WHERE caller_kind = 'family';
            INSERT INTO call_note_code (call_id, list, code)
            SELECT call_id, 'theme', 'school' FROM call_note WHERE call_id % 2 = 0;
            """)
    }

    private func add(
        to log: RawDatabase, _ call: String, family: String = "NULL", kind: String = "family",
        at: String = "2026-08-01T08:00:00.000Z", rehearsal: Bool = false, waits: Int? = nil
    ) throws {
        let answered = waits.map { "'\(at.dropLast(7))\($0).000Z'" } ?? "NULL"
        try log.run(
            """
            INSERT INTO call (gateway, call, rehearsal, state, outcome, caller_kind, family_key,
                institution, municipality, variant, began, began_at, answered, answered_at, ended,
                ended_at, ended_by, roster_sha256, swept, legs, taken_step)
            VALUES ('lab', '\(call)', \(rehearsal ? 1 : 0), 'ended',
                '\(waits == nil ? "failed" : "answered")', '\(kind)', \(family), 'egetraeet',
                'fjordby', 'group', '\(at)', '\(at)', \(answered), \(answered), '\(at)', '\(at)',
                'gateway', 'abc', 0, 1, \(waits == nil ? "NULL" : "1"))
            """)
    }

    private func request(_ from: String = from, _ to: String = to) throws -> EvaluationRequest {
        try EvaluationWorld.request(from, to, least: 3)
    }

    private func withLog(_ body: (CallLog) async throws -> Void) async throws {
        try await withLogPath { path in
            try fill(path)
            let log = try CallLog(path: path)
            try await body(log)
            log.close()
        }
    }

    @Test func `tells of families' calls only, by names that fit what is known of them`()
        async throws
    {
        try await withLog { log in
            let data = try #require(try log.evaluation(request()))
            let rows = data.rows("calls")
            // Quarters before were silent; 8 families are fewer than 4 times 3, so the year goes on.
            #expect(rows.isEmpty)
            #expect(data.rows("periods").map { $0["state"] } == ["open"])
            let year = try #require(try log.evaluation(request("2026-01-01", "2027-01-01")))
            // And one of the first night of October.
            #expect(year.rows("calls").count == 8 * 4 + 1)
            #expect(year.toldPeriods == ["2026-Q1..Q4"])
            #expect(year.families == Set((0..<6).map { EvaluationWorld.id($0) }))
            #expect(year.rosters == ["abc"])
            let names = Dictionary(grouping: year.rows("calls")) { $0["family"] ?? "" }
            let pseudonym = EvaluationPseudonym(key: EvaluationWorld.key)
            let expected =
                (0..<6).map { pseudonym.name(of: EvaluationWorld.id($0)) }
                + [pseudonym.name(ofKey: EvaluationWorld.key(6)), ""]
            #expect(Set(names.keys) == Set(expected))
            #expect(names[""]?.count == 4)
        }
    }

    @Test func `counts what the log says`() async throws {
        try await withLog { log in
            let data = try #require(try log.evaluation(request("2026-01-01", "2027-01-01")))
            let answered = data.rows("calls_by_period").filter { $0["figure"] == "answered" }
            #expect(answered.map { $0["value"] } == ["no", "yes"])
            #expect(answered.map { $0["calls"] } == ["9", "24"])
            #expect(answered.map { $0["families"] } == ["8", "8"])
            // One promise was kept, which is one family's: so it is not told which.
            #expect(data.rows("promises").allSatisfy { $0["figure"] == "all" })
            let noted = data.rows("themes").filter { $0["figure"] == "noted" }
            #expect(noted.map { $0["calls"] } == ["33"])
        }
    }

    @Test func `is not exported where it has too many calls to be held at once`() async throws {
        try await withLog { log in
            let year = try request("2026-01-01", "2027-01-01")
            #expect(try log.evaluation(year, mostCalls: 32) == nil)
            #expect(try log.evaluation(year, mostCalls: 33)?.calls == 33)
        }
    }

    // MARK: Studies

    @Test func `keeps a study's key until the study ends, and not longer`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let (now, end) = (
                try Self.instant("2026-10-02T08:00:00Z"), try Self.instant("2027-06-01T00:00:00Z")
            )
            let (first, second) = (EvaluationWorld.key, Array(EvaluationWorld.key.reversed()))
            func ask(_ ends: Instant?, at now: Instant, _ fresh: [UInt8]) async throws
                -> CallLog.StudyAnswer
            {
                try await log.studyKey("vive-3", ends: ends, now: now, fresh: fresh)
            }
            #expect(try await ask(nil, at: now, first) == .unknown)
            #expect(try await ask(end, at: now, first) == .key(first, ends: end))
            #expect(try await ask(nil, at: now, second) == .key(first, ends: end))
            #expect(try await ask(end, at: now, second) == .key(first, ends: end))
            #expect(try await ask(end + .days(1), at: now, second) == .endsOtherwise(end))
            #expect(try await ask(nil, at: end - .seconds(1), second) == .key(first, ends: end))
            // At its end the key is gone, and the name may be another study's.
            #expect(try await ask(nil, at: end, second) == .unknown)
            log.close()
            let raw = try RawDatabase(path)
            #expect(try raw.value("SELECT count(*) FROM study") == "0")
            let bytes = try Data(contentsOf: URL(filePath: path))
            #expect(bytes.range(of: Data(first)) == nil)
        }
    }

    @Test func `forgets a study that nobody asks for`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let (now, end) = (
                try Self.instant("2026-10-02T08:00:00Z"), try Self.instant("2027-06-01T00:00:00Z")
            )
            _ = try await log.studyKey("a", ends: end, now: now, fresh: EvaluationWorld.key)
            _ = try await log.studyKey(
                "b", ends: end + .days(1), now: now, fresh: EvaluationWorld.key)
            #expect(try await log.forgetEndedStudies(now: end - .seconds(1)) == 0)
            #expect(try await log.forgetEndedStudies(now: end) == 1)
            #expect(try await log.forgetEndedStudies(now: end) == 0)
            log.close()
        }
    }

    // MARK: The database

    @Test func `is the same database byte by byte when it is written again`() async throws {
        try await withLogPath { path in
            let sheets = try EvaluationWorld(seed: 2).export().sheets
            let files = ["\(path).one", "\(path).two"]
            for file in files { try EvaluationDatabase.write(sheets, to: file) }
            let bytes = try files.map { try Data(contentsOf: URL(filePath: $0)) }
            #expect(bytes[0] == bytes[1] && bytes[0].count > 50_000)
            #expect(bytes[0].starts(with: Data("SQLite format 3\0".utf8)))
            let raw = try RawDatabase(files[0])
            for sheet in sheets {
                let names = sheet.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
                let rows = try raw.rows("SELECT \(names) FROM \"\(sheet.name)\"")
                #expect(rows == sheet.rows.map { $0.map { $0 } }, "\(sheet.name)")
            }
            #expect(try raw.value("PRAGMA integrity_check") == "ok")
            #expect(
                try raw.value("SELECT sum(calls) FROM calls_by_period WHERE figure = 'all'")
                    == "\(sheets[0].rows.count)")
        }
    }
}
