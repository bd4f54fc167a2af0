import CallLog
import CallRouting
import Crypto
import GatewayWebhooks
import Logging
import OnCallRoster
import Synchronization

/// Takes an authentic event to a decision, into the log, and to the reply: once a delivery.
final class Exchange: Sendable {
    /// A reply as it goes to the gateway.
    struct Reply: Sendable {
        let status: Int
        let body: [UInt8]
        let keeping: Keeping

        /// Where the event is kept (the header `Hotline-Log`).
        enum Keeping: String, Sendable {
            case log, spooled, volatile
        }
    }

    /// One delivery of an event.
    struct Delivery: Sendable {
        /// `nil` for an event of the daemon's own.
        let id: DeliveryID?
        let event: CallEvent
        /// As it came, and as the log keeps it.
        let body: [UInt8]
        /// What must be the same when the id comes again.
        let identity: [UInt8]
        let abilities: GatewayAbilities
        let encode: @Sendable (CallRouter.Decision) -> [UInt8]

        /// `identity` is the body where it is not given.
        init(
            id: DeliveryID?, event: CallEvent, body: [UInt8], identity: [UInt8]? = nil,
            abilities: GatewayAbilities,
            encode: @escaping @Sendable (CallRouter.Decision) -> [UInt8]
        ) {
            self.id = id
            self.event = event
            self.body = body
            self.identity = identity ?? body
            self.abilities = abilities
            self.encode = encode
        }

        /// Keys of a caller, a PIN among them, stand nowhere.
        fileprivate var keptBody: [UInt8] {
            if case .digits = event.kind { [] } else { body }
        }
    }

    let log: CallLog
    let switchboard: Switchboard
    let keep: EventKeep
    let counters = Counters()
    /// By which it is known whether a delivery's keys are the same, without keeping them.
    private let hookKey: HookKey
    private let logger: Logger
    private let inFlight = DeliveriesInFlight()

    init(
        log: CallLog, switchboard: Switchboard, keep: EventKeep, hookKey: HookKey, logger: Logger
    ) {
        self.hookKey = hookKey
        self.log = log
        self.switchboard = switchboard
        self.keep = keep
        self.logger = logger
    }

    /// The reply to a delivery; the same delivery again gets the same reply and changes nothing.
    func take(_ delivery: Delivery) async throws(WebhookRefusal) -> Reply {
        let hash = hash(of: delivery)
        guard let id = delivery.id else { return try await decide(delivery, hash) }
        let key = DeliveryKey(gateway: delivery.event.call.gateway, id: id.rawValue)
        await inFlight.begin(key)
        defer { inFlight.finish(key) }
        guard let earlier = keep.reply(to: key) else { return try await decide(delivery, hash) }
        guard earlier.bodySHA256 == hash else {
            throw WebhookRefusal(
                .conflict, "this webhook-id came before with another body: give each event its own")
        }
        return earlier.reply
    }

    /// A call as it is now; `nil` where it was never seen.
    func call(_ key: CallKey) -> OpenCall? { switchboard.call(key) ?? keep.call(key) }

    private func hash(of delivery: Delivery) -> [UInt8] {
        if case .digits = delivery.event.kind { return hookKey.commitment(to: delivery.identity) }
        return Array(SHA256.hash(data: delivery.identity))
    }

    /// Takes an event of the daemon's own.
    func take(_ event: CallEvent) async throws(WebhookRefusal) {
        _ = try await take(
            Delivery(
                id: nil, event: event, body: [], abilities: GatewayAbilities(),
                encode: { _ in [] }))
    }

    /// Moves a follow-up.
    func act(
        _ action: FollowUpAction, on call: CallKey, now: Instant
    ) async throws(WebhookRefusal) {
        try await take(CallEvent(call: call, received: now, kind: .followUp(action)))
    }

    private func decide(
        _ delivery: Delivery, _ hash: [UInt8]
    ) async throws(WebhookRefusal) -> Reply {
        let event = delivery.event
        let decided: Decided
        do {
            decided = try switchboard.decide(
                event, abilities: delivery.abilities, known: { keep.call($0) }
            ) { outcome in
                let pending = keep.submit(
                    SpooledEvent(
                        order: outcome.order, call: event.call, type: event.type, at: event.at,
                        received: event.received, delivery: delivery.id?.rawValue,
                        body: delivery.keptBody, bodySHA256: hash,
                        records: outcome.decision.records,
                        instruction: outcome.decision.reply.name,
                        reply: delivery.encode(outcome.decision),
                        late: outcome.before == nil && event.type != .callIncoming),
                    state: outcome.decision.call)
                return Decided(pending: pending, outcome: outcome)
            }
        } catch let refusal as CallRouter.Refusal {
            throw WebhookRefusal(refusal)
        } catch {
            throw WebhookRefusal(.serviceUnavailable, "the event could not be decided: try again")
        }
        let keeping = await keep.settle(decided.pending, isQuestion: event.isQuestion)
        return try conclude(decided, event, keeping)
    }

    private struct Decided: Sendable {
        let pending: EventKeep.Pending
        let outcome: CallFloor.Outcome
    }

    private func conclude(
        _ decided: Decided, _ event: CallEvent, _ keeping: Reply.Keeping?
    ) throws(WebhookRefusal) -> Reply {
        let decision = decided.outcome.decision
        if let keeping {
            counters.count(
                event, decision, isDelivered: decided.pending.event.delivery != nil)
            switchboard.confirm(decided.outcome, of: event)
            if keeping == .log {
                switchboard.kept(event.call)
            } else {
                counters.countLogFailure()
            }
            return Reply(status: 200, body: decided.pending.event.reply, keeping: keeping)
        }
        counters.countLogFailure()
        switchboard.undo(decided.outcome)
        logger.critical("A report was kept nowhere", metadata: ["type": "\(event.type.rawValue)"])
        throw WebhookRefusal(
            .serviceUnavailable, "the event could not be kept: send it again", retryAfterSeconds: 2)
    }
}

/// A delivery's name among those of all gateways.
struct DeliveryKey: Hashable, Sendable {
    let gateway: GatewayName
    let id: String
}

/// Deliveries that are being decided: a copy of one waits for it.
final class DeliveriesInFlight: Sendable {
    private let waiting = Mutex<[DeliveryKey: [CheckedContinuation<Void, Never>]]>([:])

    func begin(_ key: DeliveryKey) async {
        while !tryBegin(key) {
            await withCheckedContinuation { continuation in
                let isOver = waiting.withLock { waiting in
                    guard waiting[key] != nil else { return true }
                    waiting[key]?.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    private func tryBegin(_ key: DeliveryKey) -> Bool {
        waiting.withLock { waiting in
            guard waiting[key] == nil else { return false }
            waiting[key] = []
            return true
        }
    }

    func finish(_ key: DeliveryKey) {
        let continuations = waiting.withLock { $0.removeValue(forKey: key) ?? [] }
        for continuation in continuations { continuation.resume() }
    }
}
