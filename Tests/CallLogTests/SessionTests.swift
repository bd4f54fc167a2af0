import CallLog
import CallRouting
import OnCallRoster
import Testing

/// Sessions and links to sign in, as the log keeps them.
@Suite struct `Sessions in the log` {
    private let hash = [UInt8](repeating: 7, count: 32)

    private func session(
        _ number: UInt8, made: Instant = Talk.start, hours: Int = 8
    ) -> NewSession {
        NewSession(
            sha256: [UInt8](repeating: number, count: 32), who: "anna", way: .link,
            subject: "professional:anna", made: made, expires: made + .hours(hours))
    }

    @Test func `are found by their hash, and as long as they hold`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let id = try await log.open(session(7))
            let found = try #require(try log.session(sha256: hash))
            #expect(found.id == id && found.who == "anna" && found.way == .link)
            #expect(found.subject == "professional:anna" && found.token == nil)
            let end = Talk.start + .hours(8)
            #expect(found.holds(at: end - .milliseconds(1), idle: .hours(9)))
            #expect(!found.holds(at: end, idle: .hours(9)))
            #expect(!found.holds(at: Talk.start + .hours(1), idle: .hours(1)))
            try await log.noteSeen(session: id, at: Talk.start + .minutes(30))
            // What is noted late moves nothing back.
            try await log.noteSeen(session: id, at: Talk.start + .minutes(20))
            let seen = try #require(try log.session(sha256: hash))
            #expect(seen.seen == Talk.start + .minutes(30))
            #expect(seen.holds(at: Talk.start + .hours(1), idle: .hours(1)))
            #expect(try log.session(sha256: [UInt8](repeating: 8, count: 32)) == nil)
            log.close()
        }
    }

    @Test func `have one secret each, and a token or a subject`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            _ = try await log.open(session(7))
            await #expect(throws: LogError.self) { try await log.open(session(7)) }
            let neither = NewSession(
                sha256: [UInt8](repeating: 9, count: 32), who: "x", way: .token,
                made: Talk.start, expires: Talk.start + .hours(1))
            await #expect(throws: LogError.self) { try await log.open(neither) }
            #expect(try log.sessions().count == 1)
            log.close()
        }
    }

    @Test func `end when they are revoked, once`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let id = try await log.open(session(7))
            let (now, end) = (Talk.start + .minutes(1), Talk.start + .hours(8))
            #expect(try await log.revokeSession(id, at: now))
            #expect(try await log.revokeSession(id, at: now) == false)
            #expect(try await log.revokeSession(id + 1, at: now) == false)
            #expect(try log.session(sha256: hash)?.holds(at: now, idle: .hours(1)) == false)
            let other = try await log.open(session(8))
            #expect(try await log.revokeSession(other, at: end) == false)
            log.close()
        }
    }

    @Test func `use a link up`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let link = [UInt8](repeating: 1, count: 32)
            let end = Talk.start + .minutes(10)
            try await log.add(
                SignInLinkRow(
                    sha256: link, subject: "professional:anna", made: Talk.start, expires: end))
            #expect(try log.subject(ofLink: link, at: Talk.start) == "professional:anna")
            #expect(try log.subject(ofLink: link, at: end) == nil)
            #expect(try await log.open(session(2, made: end), byLink: link) == nil)
            #expect(try await log.open(session(3), byLink: link) != nil)
            #expect(try await log.open(session(4), byLink: link) == nil)
            #expect(try log.subject(ofLink: link, at: Talk.start) == nil)
            #expect(try log.sessions().count == 1)
            log.close()
        }
    }

    @Test func `are forgotten some time after their end`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            _ = try await log.open(session(7))
            _ = try await log.open(session(8, hours: 24))
            let link = [UInt8](repeating: 1, count: 32)
            try await log.add(
                SignInLinkRow(
                    sha256: link, subject: "contact:birgit", made: Talk.start,
                    expires: Talk.start + .minutes(10)))
            try await log.forgetSessions(endedBefore: Talk.start + .hours(9))
            #expect(try log.session(sha256: hash) == nil)
            #expect(try log.sessions().count == 1)
            #expect(try RawDatabase(path).rows("SELECT * FROM sign_in_link").isEmpty)
            log.close()
        }
    }

    @Test func `come with a version that keeps who has read what`() async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 5)
            let old = try RawDatabase(path)
            try old.run(
                """
                INSERT INTO access (id, at, who, role, door, what, shown) VALUES
                    (3, '2026-11-22T02:10:00.000Z', 'anna', 'staff', 'token', 'calls', 2),
                    (9, '2026-11-22T02:11:00.000Z', 'root', 'administrator', 'control', 'call', 1);
                INSERT INTO access_private (access, why) VALUES (9, 'klage');
                """)
            let log = try CallLog(path: path)
            let known = try log.accesses(AccessQuery()).accesses
            #expect(known.map(\.id) == [9, 3])
            #expect(known.map(\.door) == [.control, .token])
            #expect(known.map(\.why) == ["klage", nil])
            try await log.note(
                AccessEntry(
                    at: Talk.start, who: "anna", role: "staff", door: .console, what: "calls",
                    why: nil, shown: 0))
            #expect(
                try log.accesses(AccessQuery()).accesses.contains { $0.door == .console })
            #expect(try old.rows("PRAGMA foreign_key_check").isEmpty)
            #expect(try old.value("PRAGMA integrity_check") == "ok")
            log.close()
        }
    }
}
