import CallLog
import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster

/// Up to four requests of one gateway in the midst of calls: each is answered, or refused with a
/// status that blames the sender. Whether one was answered.
func readRequests(_ input: Input, of reader: Reader) -> Bool {
    var talk = Talk(with: reader)
    var isTaken = false
    for thing in input.things(most: 4) { isTaken = talk.answer(Draft(thing)) || isTaken }
    return isTaken
}

/// One gateway's requests, judged, read, decided and answered as the daemon does it.
private struct Talk {
    private let reader: Reader
    private let dialect: any GatewayDialect
    private var calls = Scene.shared.calls
    private var kept: [DeliveryID: [UInt8]] = [:]

    init(with reader: Reader) {
        self.reader = reader
        dialect = Scene.shared.dialect(of: reader)
    }

    mutating func answer(_ draft: Draft) -> Bool {
        calls.passes(seconds: draft.seconds)
        let sent = Gateway(reader: reader, now: calls.now).send(draft)
        do {
            try dialect.admit(sent.webhook)
            let authentic = try dialect.authenticate(
                sent.webhook, now: calls.now, clockIsSynchronised: sent.clockIsSynchronised)
            judge(authentic, sent)
            do {
                let reply = try respond(to: try read(sent.webhook, authentic))
                check(reply, of: reader)
                return true
            } catch {
                check(error, isOneOf: [400, 401, 409])
            }
        } catch {
            if case .authentic = sent.fate { stop("refused though authentic: \(error.detail)") }
            var statuses = [400, 401, 413, 415]
            if case .refused(let expected) = sent.fate { statuses = expected }
            check(error, isOneOf: statuses)
        }
        return false
    }

    private func judge(_ authentic: Authentic, _ sent: Sent) {
        if case .refused = sent.fate { stop("taken for authentic, and is not") }
        hold(
            authentic.timestampOutsideTolerance == sent.isLate || reader == .elks,
            "a timestamp outside the tolerance is marked, and no other")
        let isCanonical = reader == .canonical || reader == .bearer
        let isNamed = authentic.delivery != nil
        hold(isNamed == isCanonical, "the canonical webhook names its deliveries, and no other")
    }

    private func read(
        _ webhook: Webhook, _ authentic: Authentic
    ) throws(WebhookRefusal) -> Reading {
        let calls = calls
        let reading = try dialect.read(
            webhook, as: authentic, received: calls.now, known: { calls.calls[$0] })
        for delivery in reading.deliveries + [reading.lost].compactMap({ $0 }) {
            let event = delivery.event
            hold((1...255).contains(delivery.id.rawValue.utf8.count), "an id has 1 to 255 bytes")
            hold((1...255).contains(event.call.call.utf8.count), "so has a call's")
            hold(event.call.gateway == Scene.gateway, "a gateway tells of its own calls")
            hold(event.type.isGateways, "a gateway tells what a gateway may")
            hold(
                authentic.delivery != nil || event.at <= event.received,
                "nothing happens after it was told")
        }
        hold(
            !reading.deliveries.isEmpty || reading.otherwise != nil,
            "what tells of nothing is answered all the same")
        return reading
    }

    private mutating func respond(to reading: Reading) throws(WebhookRefusal) -> [UInt8] {
        guard let last = reading.deliveries.last else { return reading.otherwise ?? [] }
        for delivery in reading.deliveries.dropLast() { _ = try? take(delivery) }
        do {
            return try take(last)
        } catch {
            if let lost = reading.lost { return try take(lost) }
            guard let otherwise = reading.otherwise else { throw error }
            return otherwise
        }
    }

    /// The same delivery again gets the same reply and changes nothing.
    private mutating func take(_ delivery: Reading.Delivery) throws(WebhookRefusal) -> [UInt8] {
        if let reply = kept[delivery.id] { return reply }
        let event = delivery.event
        let rules = CallFloor.Rules(
            inForce: calls.inForce, settings: calls.settings, abilities: calls.abilities)
        var floor = calls.floor
        let outcome: CallFloor.Outcome
        do throws(CallRouter.Refusal) {
            outcome = try floor.decide(event, on: calls.calls[event.call], by: rules)
        } catch {
            throw WebhookRefusal(error)
        }
        calls.turnTo(event.call.call)
        do {
            // What must hold of any call is held there.
            try calls.send(event.kind, at: event.at)
        } catch {
            stop("broken promise: \(error)")
        }
        let records = outcome.decision.records
        hold(readBack(RecordJSON(records)) == records, "what is logged of a call is read back")
        let reply = delivery.encode(outcome.decision)
        kept[delivery.id] = reply
        return reply
    }
}

/// A refusal blames the sender, and tells nothing of what it must not.
private func check(_ refusal: WebhookRefusal, isOneOf statuses: [Int]) {
    hold(statuses.contains(refusal.status), "\(refusal.status): \(refusal.detail)")
    let digits = refusal.detail.utf8.split { !(0x30...0x39).contains($0) }.map(\.count).max() ?? 0
    // How far a timestamp lies from the clock is no telephone number.
    let isOfTheClock = refusal.detail.contains(" our clock; ")
    hold(digits < 7 || isOfTheClock, "a refusal tells no telephone number: \(refusal.detail)")
    for secret in Secret.all {
        hold(!refusal.detail.contains(secret.text), "a refusal tells no secret: \(refusal.detail)")
    }
    hold(JSONShape(refusal.body()) != nil, "a refusal is JSON")
}

/// Records as the log would read them back; `nil` where it could not.
func readBack(_ json: RecordJSON) -> [CallRecord]? {
    try? RecordText.records(
        of: String(decoding: json.records, as: UTF8.self),
        privateValues: String(decoding: json.privateValues, as: UTF8.self))
}
