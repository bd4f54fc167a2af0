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
            try #require(symlink(path, path + "-elsewhere") == 0)
            let elsewhere = #expect(throws: LogError.self) {
                try CallLog(path: path + "-elsewhere")
            }
            #expect(elsewhere?.kind == .inUse)
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
            if version > 0 { try Schema.bring(path, to: version) }
            let old = try RawDatabase(path)
            let log = try CallLog(path: path)
            try await log.append(try Talk.all()[0])
            #expect(try old.value("PRAGMA user_version") == "\(Schema.migrations.count)")
            #expect(try old.value("PRAGMA integrity_check") == "ok")
            #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
            log.close()
        }
    }

    @Test(arguments: 1...5)
    func `of an earlier version keeps what was in it, and proves itself whole`(
        _ version: Int
    ) async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 1)
            try RawDatabase(path).run(firstVersion)
            try Schema.bring(path, to: version)
            let kept = [
                "SELECT call_id, gateway, call, outcome, family_key, began FROM call",
                "SELECT * FROM call_private", "SELECT key, family FROM family_key_private",
                "SELECT seq, call_id, family_key, type, at, received, records, hex(commitment) FROM event",
                "SELECT seq, hex(salt), hex(body), private_values, hex(reply) FROM event_private",
                "SELECT seq, gateway, delivery, hex(body_sha256), received FROM delivery",
            ]
            let before = try kept.map { try RawDatabase(path).rows($0) }
            #expect(before.allSatisfy { $0.count == 1 })
            let log = try CallLog(path: path)
            #expect(try kept.map { try RawDatabase(path).rows($0) } == before)
            #expect(try LogVerification(path: path).flaws == [])
            // The call goes on, and what comes is linked to what was there.
            var talk = try Talk("c-2")
            try talk.arrives()
            try talk.isTaken()
            try await log.append(talk)
            let verified = try LogVerification(path: path)
            #expect(verified.flaws == [] && verified.head.seq == Int64(7 + talk.entries.count))
            log.close()
        }
    }

    @Test func `is as it was where bringing it to this version fails`() async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 1)
            try RawDatabase(path).run(firstVersion)
            try Schema.bring(path, to: 4)
            // What the newest version counts in is not there.
            try RawDatabase(path).run("DROP TABLE leg")
            let before = try RawDatabase(path).rows("SELECT type, name, sql FROM sqlite_schema")
            #expect(throws: LogError.self) { try CallLog(path: path) }
            #expect(try RawDatabase(path).value("PRAGMA user_version") == "4")
            #expect(
                try RawDatabase(path).rows("SELECT type, name, sql FROM sqlite_schema") == before)
        }
    }

    @Test func `of the first version goes on with the calls that were open`() async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 1)
            let old = try RawDatabase(path)
            try old.run(firstVersion)

            let log = try CallLog(path: path)
            let call = try #require(try log.openCalls().first)
            #expect(call.phase == .ringing)
            #expect(call.caller.family?.value == "jensen")
            #expect(call.legs.map(\.id.description) == ["1.1"])
            #expect(call.legs.map(\.uri?.uri) == ["sip:bo@x.example"])
            #expect(try log.reply(to: "d-1", gateway: "lab")?.reply?.body == Array("{}".utf8))
            guard case .one(let story) = try log.story(of: "c-1") else {
                Issue.record("the call has no story")
                return
            }
            #expect(story.legs == call.legs)
            #expect(story.events.map(\.seq) == [7])
            var later = try Talk("c-2")
            try later.arrives()
            #expect(try await log.append(later.entries[0]) == 8)
            #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
            #expect(try old.value("PRAGMA integrity_check") == "ok")
            log.close()
        }
    }

    @Test func `of the second version keeps what was owed`() async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 2)
            let old = try RawDatabase(path)
            try old.run(secondVersion)

            let log = try CallLog(path: path)
            var all = FollowUpQuery()
            all.isOpen = true
            #expect(try log.followUps(all).followUps.map(\.kind) == [.promise, .callback])
            all.isOpen = nil
            let owed = try log.followUps(all).followUps
            #expect(owed.map(\.kind) == [.promise, .promise, .callback])
            #expect(owed.map(\.key.call.call) == ["c-1", "c-2", "c-3"])
            #expect(owed.map(\.key.number) == [1, 1, 1])
            #expect(owed.map(\.owner) == [.professional("bo"), .professional("bo"), nil])
            #expect(owed.map(\.how) == [.reached, nil, nil])
            #expect(owed[0].ended == Instant(rfc3339: "2026-11-22T12:20:00Z"))
            guard case .one(let story) = try log.story(of: "c-1") else {
                Issue.record("the call has no story")
                return
            }
            #expect(story.summary.promise?.state == .kept)
            #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
            #expect(try old.value("PRAGMA integrity_check") == "ok")
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

/// A call that rings, as the first version wrote it.
private let firstVersion = """
    INSERT INTO family_key (key) VALUES ('0123456789abcdef0123456789abcdef');
    INSERT INTO family_key_private (key, family) VALUES ('0123456789abcdef0123456789abcdef', 'jensen');
    INSERT INTO call (
        call_id, gateway, call, rehearsal, state, outcome, caller_kind, family_key, began, began_at,
        swept)
    VALUES (
        3, 'lab', 'c-1', 0, 'open', 'open', 'family', '0123456789abcdef0123456789abcdef', '2026-11-22T12:00:00.000Z',
        '2026-11-22T12:00:00.000Z', 0);
    INSERT INTO call_private (call_id, caller_number, to_number)
    VALUES (3, '+4500000031', '+4570201000');
    INSERT INTO event (
        seq, call_id, family_key, type, at, received, delivery, late, spooled, instruction, records,
        commitment)
    VALUES (
        7, 3, '0123456789abcdef0123456789abcdef', 'call.incoming', '2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000Z', 'd-1',
        0, 0, 'dial',
        '[{"began":{"_0":{"from":0,"number":0,"to":1,"rehearsal":false,"late":false}}},
        {"planned":{"_0":{"caller":{"kind":"family","family":2},"plan":{"steps":[{"round":1,
        "ringSeconds":25,"isLastResort":false,"targets":[{"professional":"bo","uri":3,
        "confirm":true,"because":"line:first","neverBusy":false}]}],"leftOut":[],
        "maxWaitSeconds":240,"lastResortSeconds":60,"callbackWithinSeconds":1800,"otherwise":4,
        "language":"da"}}}},{"stepBegan":{"_0":{"step":1,"round":1,"index":0,"ringSeconds":25,
        "legs":[{"leg":"1.1","professional":"bo","uri":3,"confirm":true,
        "display":"Akuttelefonen","because":"line:first"}]}}},{"instructed":{"_0":{"dial":{"_0":{
        "step":1,"round":1,"ringSeconds":25,"confirmSeconds":10,"maxWaitSeconds":240,"callerID":1,
        "targets":[{"leg":"1.1","professional":"bo","uri":3,"confirm":true,
        "display":"Akuttelefonen","because":"line:first"}],"otherwise":4}}}}}]',
        x'333b13ff02f57ae18049b82ca66f37592c5a3d8fd54e44e23ae5c7085c24fd2a');
    INSERT INTO event_private (seq, salt, body, private_values, reply, reply_status)
    VALUES (
        7, zeroblob(16), x'7b7d', '["+4500000031","+4570201000","jensen","sip:bo@x.example","tel:114"]',
        x'7b7d', 200);
    INSERT INTO delivery (gateway, delivery, body_sha256, seq, received)
    VALUES ('lab', 'd-1', zeroblob(32), 7, '2026-11-22T12:00:00.000Z');
    INSERT INTO leg (call_id, leg, step, number, round, professional, because, began)
    VALUES (3, '1.1', 1, 1, 1, 'bo', 'line:first', '2026-11-22T12:00:00.000Z');
    INSERT INTO leg_private (call_id, leg, uri) VALUES (3, '1.1', 'sip:bo@x.example');
    """

/// A promise that was kept, one that is open, and a lost caller's callback, as the second version
/// wrote them.
private let secondVersion = """
    INSERT INTO call (
        call_id, gateway, call, rehearsal, state, outcome, caller_kind, began, began_at, ended,
        ended_at, ended_by, swept)
    VALUES
        (1, 'lab', 'c-1', 0, 'ended', 'failed', 'unknown', '2026-11-22T12:00:00.000Z',
        '2026-11-22T12:00:00.000Z', '2026-11-22T12:04:00.000Z', '2026-11-22T12:04:00.000Z',
        'gateway', 0),
        (2, 'lab', 'c-2', 0, 'ended', 'failed', 'unknown', '2026-11-22T13:00:00.000Z',
        '2026-11-22T13:00:00.000Z', '2026-11-22T13:04:00.000Z', '2026-11-22T13:04:00.000Z',
        'gateway', 0),
        (3, 'lab', 'c-3', 0, 'ended', 'abandoned', 'unknown', '2026-11-22T14:00:00.000Z',
        '2026-11-22T14:00:00.000Z', '2026-11-22T14:04:00.000Z', '2026-11-22T14:04:00.000Z',
        'caller', 0);
    INSERT INTO promise (call_id, deadline, owner, by_key, state, kept)
    VALUES
        (1, '2026-11-22T12:34:00.000Z', 'bo', 0, 'kept', '2026-11-22T12:20:00.000Z'),
        (2, '2026-11-22T13:34:00.000Z', 'bo', 1, 'open', NULL);
    INSERT INTO follow_up (call_id, kind, owner, deadline, state)
    VALUES (3, 'callback', NULL, '2026-11-22T14:34:00.000Z', 'open');
    """
