import CallLog
import CallRouting
import Foundation
import GatewayWebhooks
import HotlineAPI
import HummingbirdCore
import OnCallRoster

// What an operator asks: rehearsals, replays, numbers that fail.

extension APIDoor {
    private static let gateway: GatewayName = "rehearsal"

    func begin(_ call: APICall) async throws(APIFlaw) -> RehearsalReply {
        let start = try await call.body(
            RehearsalStart.self, as: "rehearsal: {\"from\",\"to\"}")
        let hotline = start.to ?? rosters.inForce?.roster.numbers.values.first?.number.e164 ?? ""
        let name = "r-" + UUID().uuidString.lowercased().prefix(8)
        return try await play(
            .incoming(
                CallEvent.Incoming(from: CallerID(start.from), to: hotline, rehearsal: true)),
            call: name)
    }

    func go(on call: APICall) async throws(APIFlaw) -> RehearsalReply {
        let event = try await call.body(RehearsalEvent.self, as: "event of a rehearsal")
        guard let kind = CallEvent.Kind(event) else {
            throw APIFlaw("'\(event.type)' misses what it must carry")
        }
        return try await play(kind, call: call.parameters[0])
    }

    private func play(_ kind: CallEvent.Kind, call: String) async throws(APIFlaw) -> RehearsalReply
    {
        let key = CallKey(gateway: APIDoor.gateway, call: call)
        let event = CallEvent(call: key, received: clock.now, kind: kind)
        let body: [UInt8]
        do throws(WebhookRefusal) {
            let reply = try await exchange.take(
                Exchange.Delivery(
                    id: nil, event: event, body: [], abilities: GatewayAbilities(),
                    encode: { decision in
                        (try? JSONDocument(RehearsalReply(decision.reply, call: call)).bytes) ?? []
                    }))
            body = reply.body
        } catch {
            throw APIFlaw(error.detail, status: error.status)
        }
        guard let reply = try? JSONDocument(bytes: body).decode(RehearsalReply.self) else {
            throw APIFlaw("the reply was not found again", status: 500)
        }
        return reply
    }

    /// Of the last week.
    func failingNumbers(_ call: APICall) async throws(APIFlaw) -> FailingNumbers {
        let numbers = try reading { () throws(LogError) in
            try log.failingNumbers(since: clock.now - .days(7))
        }
        try await noteRead(
            "failing-numbers", by: call.visitor, as: .operate, of: [], shown: numbers.count)
        return FailingNumbers(
            numbers: numbers.map { number in
                FailingNumbers.Number(
                    professional: number.professional.rawValue, uri: number.uri.uri,
                    times: number.times, since: number.since.description,
                    last: number.last.description, call: number.call.call)
            })
    }

    func beginReplay(_ call: APICall) async throws(APIFlaw) -> ReplayReport {
        let wanted = try await call.body(ReplayRequest.self, as: "replay: {\"from\",\"to\"}")
        let from = wanted.from.flatMap { Instant(rfc3339: $0) }
        let to = wanted.to.flatMap { Instant(rfc3339: $0) }
        guard (from == nil) == (wanted.from == nil), (to == nil) == (wanted.to == nil) else {
            throw APIFlaw("'from' and 'to' are RFC 3339 instants, or null")
        }
        guard replayer.begin(from: from, to: to), let report = replayer.report else {
            throw APIFlaw("a replay is running: wait for its end", status: 409)
        }
        return report
    }

    func latestReplay() throws(APIFlaw) -> ReplayReport {
        guard let report = replayer.report else {
            throw APIFlaw("no replay was begun", status: 404)
        }
        return report
    }

    /// Time passes, or the clock is set; what that brings about has happened when this is answered.
    func moveClock(_ call: APICall) async throws(APIFlaw) -> TestClockChange {
        guard clock.isOfTests else {
            throw APIFlaw("the clock is the system's: it is moved by nobody", status: 404)
        }
        let change = try await call.body(
            TestClockChange.self, as: "change: {\"passes\"} or {\"at\"}")
        if let passes = change.passes { clock.pass(.milliseconds(passes)) }
        if let text = change.at {
            guard let instant = Instant(rfc3339: text) else {
                throw APIFlaw("'at' is '\(text)': write an RFC 3339 instant")
            }
            clock.set(to: instant)
        }
        await sweeper.sweep()
        await clerk.look()
        await watch.lookApart()
        await recorder.look()
        await planner.look()
        return TestClockChange(at: clock.now.description)
    }
}
