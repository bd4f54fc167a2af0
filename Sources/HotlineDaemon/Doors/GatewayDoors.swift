import CallRouting
import GatewayWebhooks
import HotlineSettings
import Logging
import OnCallRoster

/// Opens a door for each gateway of the settings.
struct GatewayDoors {
    let settings: Settings
    let exchange: Exchange
    let clock: DaemonClock
    let alarms: Alarms
    let hookKey: HookKey
    let logger: Logger

    func doors() throws -> [GatewayName: WebhookDoor] {
        let credentials = Credentials(folder: settings.credentialsDirectory)
        let strangers = Strangers()
        var doors: [GatewayName: WebhookDoor] = [:]
        for gateway in settings.gateways {
            try makeSecret(of: gateway, credentials)
            let secrets = try secrets(of: gateway, credentials)
            if secrets.count == 0 {
                alarms.raise(
                    .noSecret, about: gateway.name, at: clock.now,
                    "gateway \(gateway.name) has no secret that can be used, all its requests are "
                        + "refused: write \(settings.credentialsDirectory)/\(gateway.credential) "
                        + "and restart")
            }
            let door = WebhookDoor(
                gateway, dialect(of: gateway, secrets), exchange: exchange, clock: clock,
                strangers: strangers, alarms: alarms, logger: logger)
            doors[door.gateway] = door
        }
        return doors
    }

    private func makeSecret(of gateway: GatewaySettings, _ credentials: Credentials) throws {
        guard !credentials.exists(for: gateway) else { return }
        if settings.makeCredentials, gateway.authenticationKind != .telnyx {
            try credentials.make(for: gateway)
            logger.notice("Made a secret", metadata: ["gateway": "\(gateway.name)"])
        } else {
            logger.critical(
                "A gateway has no secret: every request of it is refused",
                metadata: [
                    "gateway": "\(gateway.name)",
                    "credential": "\(gateway.credential)",
                ])
        }
    }

    private func secrets(
        of gateway: GatewaySettings, _ credentials: Credentials
    ) throws -> GatewaySecrets {
        do {
            return try credentials.secrets(of: gateway)
        } catch {
            // One gateway's mistake must not silence the others: this one is refused.
            logger.critical(
                "A gateway's secret cannot be used: every request of it is refused",
                metadata: ["gateway": "\(gateway.name)", "problem": "\(error)"])
            return try GatewaySecrets(lines: [], for: gateway.authenticationKind)
        }
    }

    private func dialect(
        of gateway: GatewaySettings, _ secrets: GatewaySecrets
    ) -> any GatewayDialect {
        let name = GatewayName(rawValue: gateway.name)
        let kind = gateway.authenticationKind
        let frame = DialectFrame(
            gateway: name, publicURL: gateway.publicURL ?? "", hookKey: hookKey,
            speech: Speech(recordings: gateway.sounds, voices: gateway.voices),
            lastResort: settings.lastResort, account: gateway.account,
            callbackKey: gateway.abilities.callbackKey)
        switch gateway.dialect {
        case .canonical:
            return CanonicalWebhook(gateway: name, authentication: kind, secrets: secrets)
        case .twilio: return TwilioDialect(frame, authentication: kind, secrets: secrets)
        case .jambonz: return JambonzDialect(frame, secrets: secrets)
        case .elks:
            return ElksDialect(
                frame, secrets: secrets,
                addresses: KnownAddresses(
                    gateway.addresses ?? ElksDialect.publishedAddresses,
                    proxies: settings.proxies),
                limitsRinging: gateway.limitsRinging)
        }
    }
}
