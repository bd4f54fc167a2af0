import CallRouting
import Foundation
import OnCallRoster
import Testing

@testable import CallLog

/// What is past its time goes, wherever it stood. The log's files are searched byte by byte.
@Suite struct `A purge` {
    /// Whatever in the talks identifies somebody.
    private static let traces = [jensen, "reply 1 to", "\"from\":\"", "sip:", "jensen"]

    private func policy(_ now: Instant, enrolled: Set<FamilyID> = []) -> PurgePolicy {
        PurgePolicy(
            now: now, personal: .days(90), workingTime: .days(1827), accessLog: .days(1827),
            enrolled: enrolled)
    }

    /// How many of the log's files hold a text.
    private func files(_ path: String, holding text: String) throws -> Int {
        try ["", "-wal", "-shm"].count { suffix in
            guard FileManager.default.fileExists(atPath: path + suffix) else { return false }
            return try Data(contentsOf: URL(filePath: path + suffix)).range(of: Data(text.utf8))
                != nil
        }
    }

    private func finished(_ name: String, at instant: Instant = Talk.start) throws -> Talk {
        var talk = try Talk(name, at: instant)
        try talk.arrives()
        try talk.isTaken()
        return talk
    }

    @Test func `leaves nothing of an old call in file and WAL, and its coded facts whole`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talk = try finished("old")
            try await log.append(talk)
            let now = talk.now + .days(91)
            for trace in Self.traces { #expect(try files(path, holding: trace) > 0, "\(trace)") }
            let told = try await log.purge(policy(now), by: "root", at: now, isDry: true)
            let done = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(done.calls == 1 && done.events == talk.entries.count && done.families == 1)
            #expect(done.isOverwritten == true)
            #expect(
                (told.calls, told.events, told.families) == (done.calls, done.events, done.families)
            )
            for trace in Self.traces { #expect(try files(path, holding: trace) == 0, "\(trace)") }
            let page = try log.calls(CallQuery())
            #expect(page.calls.map(\.outcome) == [.answered])
            #expect(page.calls.map(\.family) == [nil])
            let verified = try LogVerification(path: path)
            #expect(verified.flaws == [] && verified.erased == talk.entries.count)
            let again = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(again.calls == 0 && again.events == 0)
            #expect(try log.erasures().map(\.events) == [talk.entries.count, 0])
            log.close()
            for trace in Self.traces { #expect(try files(path, holding: trace) == 0, "\(trace)") }
        }
    }

    @Test func `leaves a call alone for ninety days, and the id of a family in the roster`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talk = try finished("c-1")
            try await log.append(talk)
            let early = talk.now + .days(90) - .seconds(1)
            let untouched = try await log.purge(policy(early), by: "root", at: early, isDry: false)
            #expect(untouched.calls == 0)
            #expect(try files(path, holding: jensen) > 0)
            let late = talk.now + .days(90) + .seconds(1)
            let kept = try await log.purge(
                policy(late, enrolled: ["jensen"]), by: "root", at: late, isDry: false)
            #expect(kept.calls == 1 && kept.families == 0)
            #expect(try files(path, holding: jensen) == 0)
            #expect(try log.calls(CallQuery()).calls.map(\.family) == ["jensen"])
            log.close()
        }
    }

    /// With many calls rows move between pages, and free room keeps copies of them.
    @Test func `leaves nothing of many old calls between those that stay`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let now = Talk.start + .days(200)
            var old: [String] = []
            for number in 0..<240 {
                let isOld = number % 3 > 0
                let caller = "+4511\(100_000 + number * 7)"
                var talk = try Talk("c-\(number)", at: isOld ? Talk.start : now - .days(2))
                // Rehearsals leave nothing to be done, whoever calls.
                try talk.arrives(from: caller, rehearsal: true)
                try talk.send(.ended(by: .caller))
                try await log.append(talk)
                if isOld { old.append(caller) }
            }
            #expect(try old.allSatisfy { try files(path, holding: $0) > 0 })
            let done = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(done.calls == old.count && done.isOverwritten == true)
            for caller in old { #expect(try files(path, holding: caller) == 0, "\(caller)") }
            #expect(try files(path, holding: "+4511100000") > 0)
            #expect(try LogVerification(path: path).flaws == [])
            log.close()
        }
    }

    @Test func `a dry run changes no byte`() async throws {
        try await withLogPath { path in
            try await CallLog(path: path).appendAndClose(try finished("c-1"))
            let before = try Data(contentsOf: URL(filePath: path))
            let log = try CallLog(path: path)
            let now = Talk.start + .days(400)
            let told = try await log.purge(policy(now), by: "root", at: now, isDry: true)
            #expect(told.calls == 1 && told.isOverwritten == nil)
            log.close()
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test func `leaves what is held, until the hold is lifted`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.append(try finished("c-1"))
            let now = Talk.start + .days(200)
            #expect(try await log.hold(.family("nobody"), why: "?", by: "root", at: now) == nil)
            for cover in [LegalHold.Cover.family("jensen"), .everything, .call(1)] {
                let id = try #require(
                    try await log.hold(cover, why: "Ankestyrelsen", by: "root", at: now))
                let held = try await log.purge(policy(now), by: "root", at: now, isDry: false)
                #expect(held.calls == 0 && held.held == 1 && held.families == 0, "\(cover)")
                let refused = try await log.erase("jensen", by: "root", at: now, isDry: false)
                #expect(refused == .refused(ErasureRefusal(holds: [id])))
                #expect(try await log.lift(hold: id, by: "root", at: now))
                #expect(try await !log.lift(hold: id, by: "root", at: now))
            }
            #expect(try files(path, holding: jensen) > 0)
            let done = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(done.calls == 1 && done.held == 0)
            #expect(try files(path, holding: jensen) == 0)
            log.close()
        }
    }

    @Test func `leaves a call whose promise is still open`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk("c-1")
            try talk.arrives()
            try talk.nobodyEverAnswers()
            try talk.send(.ended(by: .caller))
            try await log.append(talk)
            let now = talk.now + .days(400)
            let kept = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(kept.calls == 0 && kept.held == 1)
            #expect(try files(path, holding: jensen) > 0)
            let refused = try await log.erase("jensen", by: "root", at: now, isDry: true)
            guard case .refused(let refusal) = refused else {
                Issue.record("\(refused)")
                return
            }
            #expect(refusal.owed > 0 && refusal.openCalls == 0 && refusal.holds.isEmpty)
            log.close()
        }
    }

    @Test func `an erasure takes one family at once, and leaves the others`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talk = try finished("c-1")
            try await log.append(talk)
            try await log.append(try finished("c-2", at: talk.now + .days(1)))
            #expect(
                try await log.erase("nobody", by: "root", at: talk.now, isDry: false) == .unknown)
            #expect(try log.callNumbers(of: "jensen")?.map(\.call) == ["c-1", "c-2"])
            #expect(try log.privateFacts(of: talk.key).numbers.contains(jensen))
            guard
                case .done(let done) = try await log.erase(
                    "jensen", by: "root", at: talk.now, isDry: false)
            else {
                Issue.record("refused")
                return
            }
            #expect(done.calls == 2 && done.isOverwritten == true)
            for trace in Self.traces { #expect(try files(path, holding: trace) == 0, "\(trace)") }
            #expect(try log.callNumbers(of: "jensen") == nil)
            #expect(try LogVerification(path: path).flaws == [])
            // Who rings again is a family like any other, by another key.
            try await log.append(try finished("c-3", at: talk.now + .days(2)))
            #expect(try log.callNumbers(of: "jensen")?.map(\.call) == ["c-3"])
            log.close()
        }
    }

    @Test func `of working time and of reads goes by its own clock`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let now = Talk.start + .days(1827)
            for (days, why) in [(-1, "too old"), (1, "young enough")] {
                try await log.note(
                    AccessEntry(
                        at: Talk.start + .days(days), who: "root", role: "administrator",
                        door: .control, what: "calls", why: why, call: nil, families: [],
                        shown: 1))
            }
            let done = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(done.accesses == 1 && done.reasons == 2)
            #expect(try log.accesses(AccessQuery()).accesses.count == 1)
            #expect(try files(path, holding: "young enough") == 0)
            log.close()
        }
    }

    @Test func `names the copies that hold what went`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.append(try finished("c-1"))
            let copy = try LogBackup(of: path, to: path + ".copy")
            let now = Talk.start + .days(200)
            let known = KnownBackup(path: copy.path, made: Talk.start, head: copy.head)
            #expect(try log.holds(copy.head))
            try await log.note(known, deleted: [])
            let done = try await log.purge(policy(now), by: "root", at: now, isDry: false)
            #expect(done.backups == [known])
            #expect(try files(copy.path, holding: jensen) == 1)
            log.close()
        }
    }

    @Test func `what was replied goes after a week, with the delivery`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let talk = try finished("c-1")
            try await log.append(talk)
            let late = talk.now + .days(8)
            try await log.forgetDeliveries(before: late - .days(7), now: late)
            let left = try RawDatabase(path).rows("SELECT sum(length(reply)) FROM event_private")
            #expect(left == [["0"]])
            #expect(try LogVerification(path: path).flaws == [])
            log.close()
        }
    }
}

extension CallLog {
    fileprivate func appendAndClose(_ talk: Talk) async throws {
        try await append(talk)
        close()
    }
}
