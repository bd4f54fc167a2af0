import CallRouting
import GatewayWebhooks
import HotlineSettings
import Logging
import OnCallRoster
import Synchronization

/// One gateway's door: what comes in at `/gateway/NAME` and below.
struct WebhookDoor: Sendable {
    let gateway: GatewayName
    /// Whether it hands out addresses below its own.
    let hasHooks: Bool
    /// Whether a request may carry all it says in its address.
    let takesGET: Bool
    private let dialect: any GatewayDialect
    private let selfCall: PhoneNumber?
    private let abilities: GatewayAbilities
    private let exchange: Exchange
    private let clock: DaemonClock
    private let logger: Logger
    private let strangers: Strangers
    private let forgeries: Forgeries
    private let alarms: Alarms

    init(
        _ settings: GatewaySettings, _ dialect: any GatewayDialect, exchange: Exchange,
        clock: DaemonClock, strangers: Strangers, alarms: Alarms, logger: Logger
    ) {
        self.dialect = dialect
        gateway = dialect.gateway
        hasHooks = settings.dialect != .canonical
        takesGET = settings.dialect == .twilio
        selfCall = settings.selfCall
        abilities = settings.abilities
        forgeries = Forgeries(of: gateway, alarms: alarms, logger: logger)
        self.alarms = alarms
        self.exchange = exchange
        self.clock = clock
        self.strangers = strangers
        self.logger = logger
    }

    var replyType: String { dialect.replyType }

    /// Checked in this order: size, type, authenticity, syntax, the log.
    func answer(_ request: Webhook) async throws(WebhookRefusal) -> Exchange.Reply {
        let began = clock.monotonic
        try dialect.admit(request)
        let received = clock.now
        let reading = try judged(request, at: received)
        let isAwaited = reading.deliveries.contains(where: \.isAwaited)
        defer { if isAwaited { exchange.counters.replies.count(clock.monotonic - began) } }
        if let warning = reading.warning {
            logger.warning(
                "A webhook is strange",
                metadata: ["gateway": "\(gateway)", "why": "\(warning)"])
        }
        guard !reading.deliveries.isEmpty else {
            return Exchange.Reply(status: 200, body: reading.otherwise ?? [], keeping: .log)
        }
        do {
            return try await exchange.take(
                deliveries(reading.deliveries, of: request, keepsBody: reading.keepsBody))
        } catch {
            guard error.status == WebhookRefusal.Status.conflict.rawValue else { throw error }
            if let lost = reading.lost {
                return try await exchange.take(
                    deliveries([lost], of: request, keepsBody: reading.keepsBody))
            }
            guard let otherwise = reading.otherwise else { throw error }
            return Exchange.Reply(status: 200, body: otherwise, keeping: .log)
        }
    }

    private func judged(
        _ request: Webhook, at received: Instant
    ) throws(WebhookRefusal) -> Reading {
        let authentic: Authentic
        do {
            authentic = try dialect.authenticate(
                request, now: received, clockIsSynchronised: clock.isSynchronised)
        } catch {
            guard error.status == WebhookRefusal.Status.unauthorized.rawValue else { throw error }
            if dialect.bearsProof(request) { forgeries.oneMore(at: received) }
            let isOverRate = strangers.isOverRate(request.peer, at: clock.monotonic)
            // The journal is no place for a flood.
            note(error, isOverRate: isOverRate)
            guard isOverRate else { throw error }
            throw WebhookRefusal(
                .tooManyRequests, "too many requests that are not authentic",
                retryAfterSeconds: 60)
        }
        if authentic.timestampOutsideTolerance { noteClock(at: received) }
        do {
            let reading = try dialect.read(
                request, as: authentic, received: received, known: { exchange.call($0) })
            forgeries.end()
            return reading
        } catch {
            if error.status == WebhookRefusal.Status.unauthorized.rawValue {
                forgeries.oneMore(at: received)
                note(error, isOverRate: false)
            }
            throw error
        }
    }

    private func note(_ refusal: WebhookRefusal, isOverRate: Bool) {
        exchange.counters.countUnauthentic(at: gateway)
        guard !isOverRate else { return }
        logger.warning(
            "A webhook is not authentic",
            metadata: ["gateway": "\(gateway)", "why": "\(refusal.detail)"])
    }

    private func noteClock(at received: Instant) {
        alarms.raise(
            .clockUnsynchronised, at: received,
            "the clock is not synchronised, so webhooks' timestamps are not judged by it: start "
                + "chrony or systemd-timesyncd, and see what timedatectl says; it ends by itself")
        logger.critical(
            "The clock is not synchronised, ignoring a webhook's timestamp",
            metadata: ["gateway": "\(gateway)"])
    }

    /// Where somebody waits for one of them, all are kept as fast as that one.
    private func deliveries(
        _ deliveries: [Reading.Delivery], of request: Webhook, keepsBody: Bool
    ) -> [Exchange.Delivery] {
        let isAwaited = deliveries.contains(where: \.isAwaited)
        return deliveries.map { delivery in
            Exchange.Delivery(
                id: delivery.id, event: checkingTheLine(delivery.event),
                body: keepsBody ? request.body : [], identity: delivery.identity,
                isAwaited: isAwaited, abilities: abilities, encode: delivery.encode)
        }
    }

    /// A call from the settings' `self-call` rings nobody.
    private func checkingTheLine(_ event: CallEvent) -> CallEvent {
        guard case .incoming(let incoming) = event.kind, let selfCall,
            incoming.from.number == selfCall
        else { return event }
        return CallEvent(
            call: event.call, at: event.at, received: event.received,
            kind: .incoming(
                CallEvent.Incoming(
                    from: incoming.from, to: incoming.to, forwardedFrom: incoming.forwardedFrom,
                    selfCall: true)))
    }
}

extension GatewaySettings {
    /// What routing needs to know of the gateway.
    var abilities: GatewayAbilities {
        GatewayAbilities(
            gathers: gathers, maxSteps: maxSteps,
            callbackKey: dialect == .canonical ? nil : callbackKey)
    }
}

/// Requests in a row that bear a proof which is wrong: a secret is, or somebody tries.
final class Forgeries: Sendable {
    /// After so long without another, somebody tried and has stopped: a gateway with a wrong secret
    /// would try again.
    static let remembered: Duration = .hours(6)

    private static let most = 3
    private let gateway: GatewayName
    private let alarms: Alarms
    private let logger: Logger
    private let row = Mutex((count: 0, latest: Instant?.none))

    init(of gateway: GatewayName, alarms: Alarms, logger: Logger) {
        self.gateway = gateway
        self.alarms = alarms
        self.logger = logger
    }

    func oneMore(at now: Instant) {
        let count = row.withLock { row in
            let isOld = row.latest.map { now - $0 > Forgeries.remembered } ?? false
            row = (isOld ? 1 : row.count + 1, now)
            return row.count
        }
        guard count >= Forgeries.most else { return }
        let isNew = alarms.raise(
            .signaturesFail, about: gateway.rawValue, at: now,
            "gateway \(gateway) fails to prove itself, \(count) times in a row: compare its secret "
                + "and address with the settings, and the clocks")
        if isNew {
            logger.critical(
                "A gateway's signatures fail", metadata: ["gateway": "\(gateway)"])
        }
    }

    /// An authentic request came.
    func end() {
        let stood = row.withLock { row in
            defer { row = (0, nil) }
            return row.count > 0
        }
        if stood { alarms.clear(.signaturesFail, about: gateway.rawValue) }
    }
}

/// Addresses whose requests are not authentic, counted over the last minute of the monotonic clock;
/// or whatever else somebody may do so often in such a time.
final class Strangers: Sendable {
    private static let mostAddresses = 10_000
    private let most: Int
    private let span: Duration
    private let latest = Mutex<[String: [Duration]]>([:])

    init(most: Int = 10, within span: Duration = .seconds(60)) {
        self.most = most
        self.span = span
    }

    /// Counts one; true from the eleventh in a minute on.
    func isOverRate(_ peer: String, at now: Duration) -> Bool {
        let minuteAgo = now - span
        return latest.withLock { latest in
            if latest.count >= Strangers.mostAddresses, latest[peer] == nil {
                latest = latest.filter { ($0.value.last ?? now) > minuteAgo }
                // So many at once are counted anew rather than kept.
                if latest.count >= Strangers.mostAddresses { latest = [:] }
            }
            let recent = (latest[peer] ?? []).filter { $0 > minuteAgo }
            latest[peer] = recent.suffix(most) + [now]
            return recent.count >= most
        }
    }
}
