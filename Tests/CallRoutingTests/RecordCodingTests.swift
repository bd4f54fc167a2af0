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

private func encoded(_ records: [CallRecord], _ store: PrivateStore) throws -> Data {
    let encoder = JSONEncoder()
    encoder.userInfo[PrivateStore.key] = store
    return try encoder.encode(records)
}

private func decoded(_ data: Data, _ store: PrivateStore) throws -> [CallRecord] {
    let decoder = JSONDecoder()
    decoder.userInfo[PrivateStore.key] = store
    return try decoder.decode([CallRecord].self, from: data)
}

@Suite struct `Records as JSON` {
    @Test func `come back equal with their private values`() throws {
        for log in try everything().logs.values {
            let records = log.flatMap(\.records)
            let store = PrivateStore()
            let data = try encoded(records, store)
            let back = try decoded(data, PrivateStore(store.values))
            #expect(back == records)
        }
    }

    @Test func `come back equal without a store`() throws {
        let records = try everything().logs.values.flatMap { $0.flatMap(\.records) }
        let data = try JSONEncoder().encode(records)
        let back = try JSONDecoder().decode([CallRecord].self, from: data)
        #expect(back == records)
    }

    @Test(arguments: [
        "+4500000", "00000031", "00000032", "00000099", "sip:", "tel:", "@", "door-17", "Jensen",
        "jensen", "Hansen", "hansen", "Vera", "Viggo", "Holm", "470811", "111111", "Familien",
        "Tast", "Vi stiller",
    ])
    func `hold no caller's number, URI, name or spoken text`(_ forbidden: String) throws {
        for log in try everything().logs.values {
            let data = try encoded(log.flatMap(\.records), PrivateStore())
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains(forbidden))
        }
    }

    @Test func `hold no number at all, the hotline's own included`() throws {
        for log in try everything().logs.values {
            let data = try encoded(log.flatMap(\.records), PrivateStore())
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains("+45"))
        }
    }

    @Test func `keep the coded facts when the private values are gone`() throws {
        let talk = try everything()
        for (key, log) in talk.logs {
            var emptied: [LoggedEvent] = []
            for event in log {
                let store = PrivateStore()
                let data = try encoded(event.records, store)
                let gone = [String?](repeating: nil, count: store.values.count)
                emptied.append(
                    LoggedEvent(
                        type: event.type, at: event.at, received: event.received,
                        records: try decoded(data, PrivateStore(gone))))
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

    @Test func `a private value prints nothing of itself`() {
        #expect("\(Private("Familien Jensen"))" == "private")
        #expect("\(Private<String>(nil))" == "gone")
    }
}
