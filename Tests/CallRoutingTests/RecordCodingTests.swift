import CallRouting
import FoundationEssentials
import HotlineTestSupport
import OnCallRoster
import Testing

/// Calls that leave records of nearly every kind.
private func everything() throws -> Conversation {
    var talk = try Conversation()
    try talk.callArrives(from: nil)
    try talk.keys("111111")
    try talk.keys("470811")
    try talk.send(.legRinging(LegID(step: 1, number: 1)))
    try talk.send(.legAnswered(LegID(step: 1, number: 1)))
    try talk.nobodyAnswers(.notAccepted)
    try talk.accepts()
    talk.passes(seconds: 4)
    try talk.legEnds("2.1", .completed)
    try talk.send(.ended(by: .gateway))

    try talk.callArrives(from: nil)
    try talk.keys("")
    try talk.nobodyAnswers(.gatewayError)
    try talk.wantsCallback()
    try talk.keys("00000099")

    try talk.callArrives(from: "sip:+4500000031@phone.example")
    try talk.accepts("1.1", confirmed: false)
    talk.passes(seconds: 60)
    try talk.legEnds("1.1", .completed)
    try talk.send(.ended(by: .professional))

    try talk.callArrives(from: "door-17@house.example")
    try talk.nobodyEverAnswers()
    try talk.callArrives(from: hansen)
    try talk.send(.fallback(from: CallerID(hansen), to: hotline, uri: "tel:114"))
    try talk.callerHangsUp()
    return talk
}

/// Two press the key; the second is let go.
private func tooLate() throws -> Conversation {
    var roster = RosterText()
    roster.steps = ["ring: [first, second], seconds: 25"]
    var talk = try Conversation(roster)
    try talk.callArrives(from: jensen)
    try talk.accepts("1.1")
    try talk.accepts("1.2")
    return talk
}

private func logs() throws -> [[LoggedEvent]] {
    try [everything(), tooLate()].flatMap { $0.logs.values }
}

/// Reads records back as the log does: with their private values, or with what is left of them.
private func decoded(_ json: RecordJSON, _ values: [String?]? = nil) throws -> [CallRecord] {
    let decoder = JSONDecoder()
    decoder.userInfo[PrivateStore.key] = PrivateStore(try values ?? privateValues(json))
    return try decoder.decode([CallRecord].self, from: Data(json.records))
}

private func privateValues(_ json: RecordJSON) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(json.privateValues))
}

@Suite struct `Records as JSON` {
    @Test func `come back equal with their private values`() throws {
        for log in try logs() {
            let records = log.flatMap(\.records)
            #expect(try decoded(RecordJSON(records)) == records)
        }
    }

    @Test func `keep each private value once`() throws {
        for log in try logs() {
            let values = try privateValues(RecordJSON(log.flatMap(\.records)))
            #expect(Set(values).count == values.count)
        }
    }

    @Test func `of every kind are among those that are tried`() throws {
        let tried = Set(
            try logs().flatMap { $0.flatMap(\.records) }.map(kind))
        #expect(tried.count == 19, "\(tried.sorted())")
    }

    private func kind(_ record: CallRecord) -> String {
        Mirror(reflecting: record).children.first?.label ?? "\(record)"
    }

    @Test func `are read as the first logs have them`() throws {
        let text = """
            [{"began":{"_0":{"from":0,"number":0,"to":1,"rehearsal":false,"late":false}}},
            {"planned":{"_0":{"caller":{"kind":"family","family":2},"plan":{"steps":[
            {"round":1,"ringSeconds":25,"isLastResort":false,"targets":[{"professional":"bo",
            "uri":3,"confirm":true,"because":"line:first","neverBusy":false,
            "whisper":{"language":"da","text":4},"brief":{"language":"da","text":5}}]},
            {"round":1,"ringSeconds":60,"isLastResort":true,"targets":[{"uri":6,"confirm":false,
            "because":"last-resort","neverBusy":true}]}],"leftOut":[],"maxWaitSeconds":240,
            "lastResortSeconds":60,"callbackWithinSeconds":1800,"otherwise":6,"language":"da"}}}},
            {"stepBegan":{"_0":{"step":1,"round":1,"index":0,"ringSeconds":25,"legs":[
            {"leg":"1.1","professional":"bo","uri":3,"confirm":true,"display":"Akuttelefonen",
            "because":"line:first"}]}}},{"instructed":{"_0":{"dial":{"_0":{"step":1,"round":1,
            "ringSeconds":25,"confirmSeconds":10,"maxWaitSeconds":240,"callerID":1,"targets":[
            {"leg":"1.1","professional":"bo","uri":3,"confirm":true,"display":"Akuttelefonen",
            "because":"line:first"}],"otherwise":6}}}}}]
            """
        let values = [
            "+4500000031", "+4570201000", "jensen", "sip:bo@x.example", "Tast 1.", "Jensen.",
            "tel:114",
        ]
        let decoder = JSONDecoder()
        decoder.userInfo[PrivateStore.key] = PrivateStore(values)
        let records = try decoder.decode([CallRecord].self, from: Data(text.utf8))
        let event = LoggedEvent(
            type: .callIncoming, at: Instant(seconds: 0), received: Instant(seconds: 0),
            records: records)
        let key = CallKey(gateway: "g", call: "c")
        let call = try #require(OpenCall(key: key, folding: [event]))
        #expect(call.phase == .ringing)
        #expect(call.legs.map(\.id.description) == ["1.1"])
        #expect(call.legs.map(\.uri?.uri) == ["sip:bo@x.example"])
        #expect(call.instruction.name == .dial)
        #expect(call.nextIndex == 1)
        #expect(call.plan?.steps.map(\.isLastResort) == [false, true])
        #expect(call.plan?.steps.last?.targets.map(\.neverBusy) == [true])
        // The next step still says what to press, and who is calling.
        let plan = try #require(call.plan)
        let again = plan.dial(
            CallRecord.StepBegan(
                step: 2, index: 0, ringSeconds: 25, maxWaitSeconds: 200,
                rung: [RingPlan.Place(step: 0, target: 0)]),
            callerID: nil)
        #expect(again.targets.map(\.whisper?.text.value) == ["Tast 1."])
        #expect(again.targets.map(\.brief?.text.value) == ["Jensen."])
    }

    @Test(arguments: [
        "+4500000", "00000031", "00000032", "00000099", "sip:", "tel:", "@", "door-17", "Jensen",
        "jensen", "Hansen", "hansen", "Vera", "Viggo", "Holm", "470811", "111111", "Familien",
        "Tast", "Vi stiller",
    ])
    func `hold no caller's number, URI, name or spoken text`(_ forbidden: String) throws {
        for log in try logs() {
            let json = RecordJSON(log.flatMap(\.records))
            let text = String(decoding: json.records, as: UTF8.self)
            #expect(!text.contains(forbidden))
        }
    }

    @Test func `hold no number at all, the hotline's own included`() throws {
        for log in try logs() {
            let json = RecordJSON(log.flatMap(\.records))
            let text = String(decoding: json.records, as: UTF8.self)
            #expect(!text.contains("+45"))
        }
    }

    @Test func `keep the coded facts when the private values are gone`() throws {
        let talk = try everything()
        for (key, log) in talk.logs {
            var emptied: [LoggedEvent] = []
            for event in log {
                let json = RecordJSON(event.records)
                let gone = [String?](repeating: nil, count: try privateValues(json).count)
                emptied.append(
                    LoggedEvent(
                        type: event.type, at: event.at, received: event.received,
                        records: try decoded(json, gone)))
            }
            let before = try #require(talk.calls[key])
            let after = try #require(OpenCall(key: key, folding: emptied))
            #expect(after.number == nil)
            #expect(after.caller.family?.value == nil)
            #expect(after.phase == before.phase)
            #expect(after.outcome == before.outcome)
            #expect(after.legs.map(\.id) == before.legs.map(\.id))
            #expect(after.legs.map(\.professional) == before.legs.map(\.professional))
            #expect(after.legs.allSatisfy { $0.uri == nil })
            #expect(after.promise == before.promise)
        }
    }

    @Test(arguments: [
        #"{"stepBegan":{"_0":{"step":1,"index":9223372036854775807,"ringSeconds":25}}}"#,
        #"{"stepBegan":{"_0":{"step":1,"index":-1,"ringSeconds":25}}}"#,
        #"{"promiseMade":{"_0":{"deadline":"2026-11-22T02:40:00Z","byKey":false,"code":-1}}}"#,
    ])
    func `with numbers that no log has are not read`(_ record: String) throws {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CallRecord].self, from: Data("[\(record)]".utf8))
        }
    }

    @Test(arguments: [Int.min, -1, 0, 2, Int.max])
    func `of a follow-up that there is not move nothing`(_ number: Int) throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.call.followUps.count == 1)
        var call = talk.call
        call.apply(
            LoggedEvent(
                type: .followUpReminded, at: talk.now, received: talk.now,
                records: [.followUpReminded(number), .followUpEscalated(number)]))
        #expect(call.followUps == talk.call.followUps)
        #expect(call.followUp(number) == nil)
    }

    @Test func `a private value prints nothing of itself`() {
        #expect("\(Private("Familien Jensen"))" == "private")
        #expect("\(Private<String>(nil))" == "none")
    }
}

/// An event as the log has it once retention has taken what is private.
func withoutPrivateValues(_ event: LoggedEvent) throws -> LoggedEvent {
    let json = RecordJSON(event.records)
    let gone = [String?](repeating: nil, count: try privateValues(json).count)
    return LoggedEvent(
        type: event.type, at: event.at, received: event.received,
        records: try decoded(json, gone))
}
