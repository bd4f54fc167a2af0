import CallLog
import CallRouting
import OnCallRoster
import Testing

@Suite struct `Asking the log` {
    /// Calls an hour apart, every second of them abandoned.
    private func hourly(_ count: Int, _ log: CallLog) async throws {
        for number in 1...count {
            var talk = try Talk("c-\(number)", at: Talk.start + .hours(number))
            try talk.arrives()
            if number % 2 == 0 {
                talk.passes(seconds: 17)
                try talk.send(.ended(by: .caller))
            } else {
                try talk.isTaken()
            }
            try await log.append(talk)
        }
    }

    private func ids(_ page: CallPage) -> [String] { page.calls.map(\.key.call) }

    @Test func `gives calls page by page, newest first`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await hourly(5, log)
            var query = CallQuery()
            #expect(ids(try log.calls(query)) == ["c-5", "c-4", "c-3", "c-2", "c-1"])
            #expect(try log.calls(query).next == nil)
            query.limit = 2
            var pages: [[String]] = []
            repeat {
                let page = try log.calls(query)
                pages.append(ids(page))
                query.after = page.next
            } while query.after != nil
            #expect(pages == [["c-5", "c-4"], ["c-3", "c-2"], ["c-1"]])
            log.close()
        }
    }

    @Test func `gives the calls that were asked for`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await hourly(4, log)
            var query = CallQuery()
            query.outcome = .abandoned
            #expect(ids(try log.calls(query)) == ["c-4", "c-2"])
            query.from = Talk.start + .hours(3)
            #expect(ids(try log.calls(query)) == ["c-4"])
            query = CallQuery()
            query.from = Talk.start + .hours(2)
            query.to = Talk.start + .hours(4)
            #expect(ids(try log.calls(query)) == ["c-3", "c-2"])
            query = CallQuery()
            query.state = .open
            #expect(ids(try log.calls(query)).isEmpty)
            query.state = .ended
            query.institution = "egetraeet"
            #expect(ids(try log.calls(query)).count == 4)
            query.institution = "solhjem"
            #expect(ids(try log.calls(query)).isEmpty)
            log.close()
        }
    }

    @Test func `tells who answered a family last, and when it rang last`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await hourly(4, log)
            var rehearsed = try Talk("c-5", at: Talk.start + .hours(5))
            try rehearsed.arrives(rehearsal: true)
            try rehearsed.isTaken()
            try await log.append(rehearsed)
            let taken = Talk.start + .hours(3) + .seconds(7)
            let answer = RoutingContext.LastAnswer(professional: "anna", at: taken)
            let answers: [FamilyID: RoutingContext.LastAnswer] = ["jensen": answer]
            #expect(try log.lastAnswers(since: Talk.start) == answers)
            #expect(try log.lastAnswers(since: taken + .seconds(1)).isEmpty)
            let rang = Talk.start + .hours(4)
            let calls: [FamilyID: Instant] = ["jensen": rang]
            #expect(try log.latestCalls(since: Talk.start) == calls)
            #expect(try log.latestCalls(since: rang + .seconds(1)).isEmpty)
            log.close()
        }
    }

    @Test func `counts wrong PINs by the number that rang`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var withheld = try Talk("c-1")
            try withheld.arrives(from: nil)
            try withheld.send(.digits("000000"))
            withheld.passes(seconds: 10)
            try withheld.send(.digits("111111"))
            try withheld.nobodyEverAnswers()
            // A number to be rung back at is none that PINs were tried from.
            try withheld.send(.digits("00000044"))
            var stranger = try Talk("c-2", at: Talk.start + .seconds(60))
            try stranger.arrives(from: "+4500000099")
            try stranger.send(.digits("222222"))
            try stranger.send(.digits("470811"))
            try await log.append(withheld)
            try await log.append(stranger)
            #expect(withheld.call.number?.e164 == "+4500000044")
            let wrong = try log.wrongPINs(since: Talk.start)
            #expect(wrong.map { $0.number?.e164 } == [nil, nil, "+4500000099"])
            #expect(wrong.allSatisfy { $0.to == hotline })
            #expect(try log.wrongPINs(since: Talk.start + .seconds(60)).count == 1)
            log.close()
        }
    }

    @Test func `counts what is open, owed, swept and heard of`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try log.counts().lastEvent == nil)
            for talk in try Talk.all() { try await log.append(talk) }
            var ringing = try Talk("c-ringing", gateway: "other", at: Talk.start + .hours(1))
            try ringing.arrives()
            try await log.append(ringing)
            let counts = try log.counts()
            #expect(counts.openCalls == 1)
            #expect(counts.sweptCalls == 1)
            let promised = try log.callsThatOwe().flatMap(\.followUps).filter {
                $0.isOpen && $0.kind == .promise
            }
            #expect(promised.count == 1)
            #expect(counts.lastEvent == ringing.now)
            #expect(counts.gateways["other"]?.last == ringing.now)
            #expect(counts.gateways.keys.map(\.rawValue).sorted() == ["lab", "other"])
            log.close()
        }
    }

    @Test func `tells the alarms of calls`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk()
            try talk.arrives(from: nil)
            try talk.send(.digits(""))
            try talk.nobodyEverAnswers()
            try talk.send(.digits(""))
            try await log.append(talk)
            let alarms = try log.alarms(since: Talk.start)
            #expect(alarms.map(\.code) == [AlarmCode.noPromise])
            #expect(alarms.map(\.call) == [talk.key])
            #expect(try log.alarms(since: talk.now + .seconds(1)).isEmpty)
            log.close()
        }
    }
}
