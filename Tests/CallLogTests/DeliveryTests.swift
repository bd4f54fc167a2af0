import CallLog
import CallRouting
import OnCallRoster
import Testing

@Suite struct `A delivery` {
    private let weekLater = Talk.start + .days(7)

    @Test func `is answered as before, also after the daemon was started again`() async throws {
        try await withLogPath { path in
            let talk = try Talk.all()[0]
            let first = try CallLog(path: path)
            try await first.append(talk)
            first.close()
            let second = try CallLog(path: path)
            for entry in talk.entries {
                let id = try #require(entry.delivery)
                let stored = try #require(try second.reply(to: id, gateway: "lab"))
                #expect(stored.reply == entry.reply)
                #expect(stored.bodySHA256 == entry.bodySHA256)
                #expect(try second.reply(to: id, gateway: "other") == nil)
            }
            #expect(try second.reply(to: "d-unknown", gateway: "lab") == nil)
            second.close()
        }
    }

    @Test func `is forgotten when its time is over`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var old = try Talk("c-old")
            try old.arrives()
            var young = try Talk("c-young", at: weekLater)
            try young.arrives()
            try await log.append(old)
            try await log.append(young)
            try await log.forgetDeliveries(before: weekLater, now: weekLater)
            #expect(try log.reply(to: "d-c-old-1", gateway: "lab") == nil)
            #expect(try log.reply(to: "d-c-young-1", gateway: "lab") != nil)
            #expect(try log.foldedCall(old.key) == old.call)
            log.close()
        }
    }
}
