import CallLog
import CallRouting
import OnCallRoster
import Testing

@Suite struct `A call in the log` {
    @Test func `folds to the state that the router left`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for talk in try Talk.all() {
                try await log.append(talk)
                #expect(try log.foldedCall(talk.key) == talk.call, "\(talk.key)")
            }
            #expect(try log.foldedCall(CallKey(gateway: "lab", call: "never")) == nil)
            #expect(try log.openCalls().isEmpty)
            log.close()
        }
    }

    @Test func `is told by its rows as by its events`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for talk in try Talk.all() {
                try await log.append(talk)
                guard case .one(let story) = try log.story(of: talk.key.call) else {
                    Issue.record("\(talk.key) has no story")
                    continue
                }
                expect(story, tells: talk)
                let rows = try RawDatabase(path).rows(
                    """
                    SELECT l.leg, l.round, l.professional, l.because, l.confirmed, l.reason
                    FROM leg l JOIN call c USING (call_id)
                    WHERE c.call = '\(talk.key.call)' ORDER BY l.step, l.number
                    """)
                #expect(rows == talk.call.legs.map(row))
            }
            log.close()
        }
    }

    private func row(_ leg: OpenCall.Leg) -> [String] {
        [
            leg.id.description, "\(leg.round)", leg.professional?.rawValue ?? "NULL",
            leg.because.description, leg.confirmed.map { $0 ? "1" : "0" } ?? "NULL",
            leg.reason?.rawValue ?? "NULL",
        ]
    }

    private func expect(_ story: LoggedStory, tells talk: Talk) {
        let (row, call) = (story.summary, talk.call)
        #expect(row.key == call.key)
        let state: CallState = call.ended == nil ? .open : .ended
        #expect(row.state == state)
        #expect(row.outcome == call.outcome)
        #expect(row.callerKind == call.caller.kind)
        #expect(row.family == call.caller.family?.value)
        #expect((row.familyKey == nil) == (row.family == nil))
        #expect(row.institution == call.caller.institution)
        #expect(row.municipality == call.caller.municipality)
        #expect(row.variant == call.caller.variant)
        #expect(row.group == call.caller.group)
        #expect(row.to == call.to)
        #expect(row.began == call.began)
        #expect(row.beganAt == call.beganAt)
        #expect(row.answered == call.accepted?.received)
        #expect(row.answeredAt == call.accepted?.at)
        #expect(row.ended == call.ended?.received)
        #expect(row.endedAt == call.ended?.at)
        #expect(row.endedBy == call.ended?.by)
        #expect(row.roster == call.roster)
        #expect(row.promise?.deadline == call.promise?.deadline)
        #expect(row.promise?.owner == call.promise?.owner?.rawValue)
        #expect(story.plan == call.plan)
        #expect(story.legs == call.legs)
        #expect(story.events.map(\.type) == talk.entries.map(\.type))
        #expect(story.events.map(\.instruction) == talk.entries.map(\.instruction))
        #expect(story.events.map(\.delivery) == talk.entries.map(\.delivery))
    }

    @Test func `that is open survives the daemon`() async throws {
        try await withLogPath { path in
            var talk = try Talk()
            try talk.arrives()
            try talk.nobodyAnswers()
            let first = try CallLog(path: path)
            try await first.append(talk)
            first.close()

            let second = try CallLog(path: path)
            #expect(try second.openCalls() == [talk.call])
            #expect(try second.counts().openCalls == 1)
            let known = talk.entries.count
            try talk.isTaken()
            for entry in talk.entries.dropFirst(known) { try await second.append(entry) }
            #expect(try second.openCalls().isEmpty)
            #expect(try second.foldedCall(talk.key) == talk.call)
            second.close()
        }
    }

    @Test func `of two gateways with one id is asked for again`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for gateway in ["west", "east"] as [GatewayName] {
                var talk = try Talk("c-1", gateway: gateway)
                try talk.arrives()
                try await log.append(talk)
            }
            #expect(try log.story(of: "c-1") == .several(["east", "west"]))
            guard case .one(let story) = try log.story(of: "c-1", gateway: "west") else {
                Issue.record("the call of one gateway was not found")
                return
            }
            #expect(story.summary.key.gateway == "west")
            #expect(try log.story(of: "c-2") == StoryAnswer.none)
            log.close()
        }
    }

    @Test func `that is a rehearsal owes nothing`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var promised = try Talk("c-1")
            try promised.arrives(rehearsal: true)
            try promised.nobodyEverAnswers()
            var lost = try Talk("c-2")
            try lost.arrives(rehearsal: true)
            try lost.send(.ended(by: .caller))
            try await log.append(promised)
            try await log.append(lost)
            #expect(try log.foldedCall(promised.key) == promised.call)
            #expect(try log.calls(CallQuery()).calls.allSatisfy(\.rehearsal))
            let raw = try RawDatabase(path)
            for table in ["follow_up", "message", "alarm"] {
                #expect(try raw.value("SELECT count(*) FROM \(table)") == "0", "\(table)")
            }
            let counts = try log.counts()
            #expect(counts.openCalls == 0)
            #expect(counts.gateways["lab"]?.lastSelfCall == nil)
            #expect(counts.lastEvent == promised.now || counts.lastEvent == lost.now)
            log.close()
        }
    }
}
