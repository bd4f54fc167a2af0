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
        enum Keeping: String, CaseIterable, Sendable {
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
        /// Whether somebody on the line waits for the reply: then it comes whatever is broken.
        let isAwaited: Bool
        let abilities: GatewayAbilities
        let encode: @Sendable (CallRouter.Decision) -> [UInt8]

        /// `identity` is the body where it is not given.
        init(
            id: DeliveryID?, event: CallEvent, body: [UInt8], identity: [UInt8]? = nil,
            isAwaited: Bool? = nil, abilities: GatewayAbilities,
            encode: @escaping @Sendable (CallRouter.Decision) -> [UInt8]
        ) {
            self.id = id
            self.event = event
            self.body = body
            self.identity = identity ?? body
            self.isAwaited = isAwaited ?? event.isQuestion
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
    let counters: Counters
    /// By which it is known whether a delivery's keys are the same, without keeping them.
    private let hookKey: HookKey
    private let logger: Logger
    private let inFlight = DeliveriesInFlight()
    /// Reports that were refused because nothing kept them in time, and may yet be kept.
    private let doubtful = Mutex<Set<DeliveryKey>>([])

    init(
        log: CallLog, switchboard: Switchboard, keep: EventKeep, counters: Counters,
        hookKey: HookKey, logger: Logger
    ) {
        self.counters = counters
        self.hookKey = hookKey
        self.log = log
        self.switchboard = switchboard
        self.keep = keep
        self.logger = logger
    }

    /// The reply to a delivery; the same delivery again gets the same reply and changes nothing.
    func take(_ delivery: Delivery) async throws(WebhookRefusal) -> Reply {
        try await take([delivery])
    }

    /// The reply to the last of what one request delivers: decided one after the other, kept at once.
    /// What is refused of the others keeps nobody from it.
    func take(_ deliveries: [Delivery]) async throws(WebhookRefusal) -> Reply {
        let keys = deliveries.compactMap(\.key)
        for key in keys { await inFlight.begin(key) }
        defer { for key in keys { inFlight.finish(key) } }
        var begun: [Begun] = []
        for delivery in deliveries { begun.append(begin(delivery)) }
        let settled = await settle(zip(deliveries, begun).map { ($0, $1) })
        var outcome: Result<Reply, WebhookRefusal> = .failure(
            WebhookRefusal(.badRequest, "the request tells nothing"))
        for (index, delivery) in deliveries.enumerated() {
            outcome = conclude(begun[index], delivery, settled[index])
        }
        return try outcome.get()
    }

    private enum Begun: Sendable {
        /// It came before, or contradicts the log.
        case known(Result<Reply, WebhookRefusal>)
        case decided(Decided)
    }

    private func begin(_ delivery: Delivery) -> Begun {
        let hash = hash(of: delivery)
        if let key = delivery.key, doubtful.withLock({ $0.contains(key) }) {
            return .known(.failure(.keptNowhere))
        }
        if let key = delivery.key, let earlier = keep.reply(to: key) {
            guard earlier.bodySHA256 == hash else {
                return .known(
                    .failure(
                        WebhookRefusal(
                            .conflict,
                            "this webhook-id came before with another body: give each event its own"
                        )
                    ))
            }
            return .known(.success(earlier.reply))
        }
        do throws(WebhookRefusal) {
            let decided = try decide(delivery, hash)
            // What is awaited counts as kept, whatever comes: the next is decided upon it.
            if delivery.isAwaited { switchboard.confirm(decided.outcome, of: delivery.event) }
            return .decided(decided)
        } catch {
            return .known(.failure(error))
        }
    }

    /// Where each came to be kept, all under one deadline.
    private func settle(
        _ begun: [(delivery: Delivery, begun: Begun)]
    ) async -> [EventKeep.Settled] {
        if begun.count == 1 {
            guard case .decided(let decided) = begun[0].begun else { return [.nowhere] }
            return [
                await keep.settle(decided.pending, isQuestion: begun[0].delivery.isAwaited)
            ]
        }
        return await withTaskGroup(of: (Int, EventKeep.Settled).self) { tasks in
            for (index, (delivery, begun)) in begun.enumerated() {
                guard case .decided(let decided) = begun else { continue }
                tasks.addTask { [keep] in
                    (index, await keep.settle(decided.pending, isQuestion: delivery.isAwaited))
                }
            }
            var settled = [EventKeep.Settled](repeating: .nowhere, count: begun.count)
            for await (index, each) in tasks { settled[index] = each }
            return settled
        }
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
    ) throws(WebhookRefusal) -> Decided {
        let event = delivery.event
        do {
            return try switchboard.decide(
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
    }

    private struct Decided: Sendable {
        let pending: EventKeep.Pending
        let outcome: CallFloor.Outcome
    }

    private func conclude(
        _ begun: Begun, _ delivery: Delivery, _ settled: EventKeep.Settled
    ) -> Result<Reply, WebhookRefusal> {
        let decided: Decided
        switch begun {
        case .known(let reply): return reply
        case .decided(let made): decided = made
        }
        switch settled {
        case .kept(let keeping):
            if keeping != .log { counters.countLogFailure() }
            take(decided, delivery, keeping)
            return .success(
                Reply(status: 200, body: decided.pending.event.reply, keeping: keeping))
        case .late(let attempt):
            wait(for: attempt, decided, delivery)
        case .nowhere:
            switchboard.undo(decided.outcome)
        }
        counters.countLogFailure()
        logger.critical(
            "A report was kept nowhere", metadata: ["type": "\(delivery.event.type.rawValue)"])
        return .failure(.keptNowhere)
    }

    private func take(_ decided: Decided, _ delivery: Delivery, _ keeping: Reply.Keeping) {
        let event = delivery.event
        counters.count(
            event, decided.outcome, isDelivered: delivery.id != nil, keeping: keeping)
        if !delivery.isAwaited { switchboard.confirm(decided.outcome, of: event) }
        if keeping == .log { switchboard.kept(event.call) }
    }

    /// The report comes again, and is decided anew only if it is certain that nothing kept it.
    private func wait(for attempt: SpoolAttempt, _ decided: Decided, _ delivery: Delivery) {
        if let key = delivery.key { doubtful.withLock { _ = $0.insert(key) } }
        keep.whenKnown(decided.pending, attempt) { keeping in
            if let keeping {
                self.take(decided, delivery, keeping)
            } else {
                self.switchboard.undo(decided.outcome)
            }
            if let key = delivery.key { self.doubtful.withLock { _ = $0.remove(key) } }
        }
    }
}

extension WebhookRefusal {
    fileprivate static let keptNowhere = WebhookRefusal(
        .serviceUnavailable, "the event could not be kept: send it again", retryAfterSeconds: 2)
}

extension Exchange.Delivery {
    fileprivate var key: DeliveryKey? {
        id.map { DeliveryKey(gateway: event.call.gateway, id: $0.rawValue) }
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
