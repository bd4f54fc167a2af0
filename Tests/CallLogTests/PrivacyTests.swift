import CallLog
import CallRouting
import OnCallRoster
import Testing

@Suite struct `What identifies somebody` {
    @Test func `stands in side tables only`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for talk in try Talk.all() { try await log.append(talk) }
            log.close()
            let raw = try RawDatabase(path)
            let coded = try raw.codedText()
            #expect(coded.contains("call.incoming"))
            let secrets = [
                "00000031", "00000099", "ensen", "Anna", "Holm", "anna@", "sip:", "tel:", "470811",
                "000000\"", "Vi stiller", "reply ",
            ]
            for secret in secrets { #expect(!coded.contains(secret), "\(secret)") }
        }
    }

    @Test func `can go, and the coded facts stay`() async throws {
        try await withLogPath { path in
            let talk = try Talk.all()[0]
            let log = try CallLog(path: path)
            try await log.append(talk)
            let key = try log.calls(CallQuery()).calls.first?.familyKey
            log.close()
            try RawDatabase(path).run(
                """
                DELETE FROM event_private;
                DELETE FROM call_private;
                DELETE FROM family_key_private;
                """)

            let purged = try CallLog(path: path)
            let call = try #require(try purged.foldedCall(talk.key))
            #expect(call.from == nil && call.number == nil && call.to == nil)
            #expect(call.caller.kind == .family)
            #expect(call.caller.family?.value == nil)
            #expect(call.caller.variant == .group)
            #expect(call.outcome == .answered)
            #expect(call.accepted == talk.call.accepted)
            #expect(call.legs.map(\.professional) == talk.call.legs.map(\.professional))
            #expect(call.legs.allSatisfy { $0.uri == nil })
            #expect(call.plan?.steps.count == talk.call.plan?.steps.count)
            let row = try #require(try purged.calls(CallQuery()).calls.first)
            #expect(row.family == nil && row.to == nil)
            #expect(row.familyKey == key && key != nil)
            let reply = try purged.reply(to: "d-c-answered-1", gateway: "lab")
            #expect(reply != nil && reply?.reply == nil)
            purged.close()
        }
    }

    @Test func `binds an event by a hash that nobody can try out`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talk = try Talk.all()[0]
            try await log.append(talk)
            log.close()
            let raw = try RawDatabase(path)
            let commitments = try raw.rows("SELECT hex(commitment) FROM event").map { $0[0] }
            // The bodies are alike, the salts are not.
            #expect(Set(commitments).count == talk.entries.count)
            let hashes = Set(try raw.rows("SELECT hex(body_sha256) FROM delivery").map { $0[0] })
            #expect(hashes.isDisjoint(with: commitments))
        }
    }

    @Test func `of one family has one random key`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for talk in try Talk.all() { try await log.append(talk) }
            let calls = try log.calls(CallQuery()).calls
            let keys = Set(calls.compactMap(\.familyKey))
            #expect(keys.count == 1)
            #expect(keys.allSatisfy { $0.utf8.count == 32 })
            log.close()
        }
    }
}
