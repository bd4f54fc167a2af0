import CallRouting
import GatewayWebhooks
import HotlineSettings
import Logging
import OnCallRoster
import Synchronization

/// One gateway's door: what comes in at `/gateway/NAME`.
struct WebhookDoor: Sendable {
    let gateway: GatewayName
    private let webhook: CanonicalWebhook
    private let abilities: GatewayAbilities
    private let exchange: Exchange
    private let clock: DaemonClock
    private let logger: Logger
    private let strangers: Strangers
    private let alarms: Alarms

    init(
        _ settings: GatewaySettings, secrets: GatewaySecrets, exchange: Exchange,
        clock: DaemonClock, strangers: Strangers, alarms: Alarms, logger: Logger
    ) {
        self.alarms = alarms
        gateway = GatewayName(rawValue: settings.name)
        webhook = CanonicalWebhook(
            gateway: gateway, authentication: settings.authenticationKind, secrets: secrets)
        abilities = settings.abilities
        self.exchange = exchange
        self.clock = clock
        self.strangers = strangers
        self.logger = logger
    }

    /// Checked in this order: size, type, authenticity, syntax, the log.
    func answer(
        _ request: Webhook, from peer: String
    ) async throws(WebhookRefusal) -> Exchange.Reply {
        try webhook.admit(request)
        let received = clock.now
        let authentic: CanonicalWebhook.Authentic
        do {
            authentic = try webhook.authenticate(
                request, now: received, clockIsSynchronised: clock.isSynchronised)
        } catch {
            if error.status == 401 {
                logger.warning(
                    "A webhook is not authentic",
                    metadata: ["gateway": "\(gateway)", "why": "\(error.detail)"])
                if strangers.isOverRate(peer, at: received) {
                    throw WebhookRefusal(
                        .tooManyRequests, "too many requests that are not authentic",
                        retryAfterSeconds: 60)
                }
            }
            throw error
        }
        if authentic.timestampOutsideTolerance {
            alarms.raise(
                .clockUnsynchronised, at: received,
                "the clock is not synchronised: webhooks' timestamps are not judged by it")
            logger.critical(
                "The clock is not synchronised, ignoring a webhook's timestamp",
                metadata: ["gateway": "\(gateway)"])
        }
        let event = try webhook.decode(request, received: received)
        return try await exchange.take(
            Exchange.Delivery(
                id: authentic.delivery, event: event, body: request.body, abilities: abilities,
                encode: { [webhook] in webhook.encode($0, call: event.call.call) }))
    }
}

extension GatewaySettings {
    /// What routing needs to know of the gateway.
    var abilities: GatewayAbilities { GatewayAbilities(gathers: gathers, maxSteps: maxSteps) }
}

/// Addresses whose requests are not authentic, counted over the last minute.
final class Strangers: Sendable {
    private static let perMinute = 10
    private static let mostAddresses = 10_000
    private let latest = Mutex<[String: [Instant]]>([:])

    /// Counts one; true from the eleventh in a minute on.
    func isOverRate(_ peer: String, at now: Instant) -> Bool {
        latest.withLock { latest in
            if latest.count > Strangers.mostAddresses {
                latest = latest.filter { ($0.value.last ?? now) > now - .seconds(60) }
            }
            let recent = (latest[peer] ?? []).filter { $0 > now - .seconds(60) }
            latest[peer] = recent.suffix(Strangers.perMinute) + [now]
            return recent.count >= Strangers.perMinute
        }
    }
}
