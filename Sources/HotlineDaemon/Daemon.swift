import CallLog
import CallRouting
import Foundation
import GatewayWebhooks
import Glibc
import HotlineSettings
import Logging
import NIOCore
import OnCallRoster
import ServiceLifecycle
import Systemd
import UnixSignals

/// Builds everything once, in the order in which one thing needs another, and runs it.
struct Daemon {
    let settings: Settings
    let clock: DaemonClock
    private let logger = Journal.logger()

    init(settings: Settings, clock: DaemonClock) {
        self.settings = settings
        self.clock = clock
    }

    func run() async throws {
        // A gateway that hangs up while it is answered must not end the daemon.
        signal(SIGPIPE, SIG_IGN)
        umask(0o027)
        try makeFolders()
        let log: CallLog
        do {
            log = try CallLog(path: settings.logPath)
        } catch {
            throw StartFailure("\(settings.logPath): \(error)")
        }
        defer { log.close() }
        let rosters = RosterKeeper(
            path: settings.rosterPath, stateDirectory: settings.stateDirectory, clock: clock,
            logger: logger)
        rosters.reload()
        let switchboard = Switchboard(
            rosters: rosters, settings: RoutingSettings(lastResort: settings.lastResort))
        let keep = EventKeep(
            log: log, spool: try Spool(folder: settings.stateDirectory + "/spool"),
            volatileSpool: try Spool(folder: settings.runtimeDirectory + "/spool"),
            deadline: settings.logDeadline, logger: logger)
        let isMerged = await keep.merge()
        let exchange = Exchange(
            log: log, switchboard: switchboard, keep: keep, logger: logger)
        try switchboard.resume(from: log, now: clock.now)
        if !isMerged { switchboard.resume(keep.unmerged()) }
        let health = Health(
            settings: settings, rosters: rosters, exchange: exchange, clock: clock)
        try await serve(exchange, keep, health, rosters)
        logger.notice("Ended")
    }

    private func serve(
        _ exchange: Exchange, _ keep: EventKeep, _ health: Health, _ rosters: RosterKeeper
    ) async throws {
        let doors = PublicDoors(
            gateways: try webhookDoors(exchange), health: health, counters: exchange.counters)
        let control = ControlDoor(
            exchange: exchange, health: health, rosters: rosters, clock: clock,
            administrators: settings.administrators)
        let (logger, listen) = (logger, settings.listen)
        let readiness = Readiness(sockets: 2) {
            Systemd.notify(.ready(status: "Answering on \(listen)"))
            logger.notice("Ready", metadata: ["listen": "\(listen)"])
        }
        let listening: @Sendable () -> Void = { readiness.oneMore() }
        let gate = ConnectionGate()
        let reload: @Sendable () -> Void = {
            Systemd.notify(.reloading(monotonicMicroseconds: monotonicMicroseconds()))
            rosters.reload()
            Systemd.notify(.ready(status: "Answering on \(listen)"))
        }
        let services: [any Service] = [
            Heartbeat(exchange: exchange, health: health, logger: logger),
            DeliveryForgetter(exchange: exchange, clock: clock, logger: logger),
            Sweeper(exchange: exchange, clock: clock, logger: logger),
            SpoolMerger(keep: keep),
            RosterWatch(path: settings.rosterPath, keeper: rosters, announce: {}),
            ReloadOnHangup(reload: reload),
            HTTPListener(
                socket: .unix(path: settings.controlSocketPath), gate: ConnectionGate(),
                logger: logger, listening: listening, respond: control.respond),
            HTTPListener(
                socket: try publicSocket(), gate: gate, logger: logger, listening: listening,
                respond: doors.respond),
            Farewell(health: health, logger: logger),
        ]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
    }

    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .error
        return quiet
    }

    /// A socket that the service manager handed over, else the settings' address.
    private func publicSocket() throws -> HTTPListener.Socket {
        if let inherited = Systemd.listeningSockets().first { return .inherited(inherited) }
        do {
            return .address(
                try SocketAddress(ipAddress: settings.listen.host, port: settings.listen.port))
        } catch {
            throw StartFailure(
                "'listen: \(settings.listen)' names no IP address: write one such as 127.0.0.1:8085")
        }
    }

    private func webhookDoors(_ exchange: Exchange) throws -> [GatewayName: WebhookDoor] {
        let credentials = Credentials(folder: settings.credentialsDirectory)
        let strangers = Strangers()
        var doors: [GatewayName: WebhookDoor] = [:]
        for gateway in settings.gateways {
            if !credentials.exists(for: gateway) {
                if settings.makeCredentials {
                    try credentials.make(for: gateway)
                    logger.notice("Made a secret", metadata: ["gateway": "\(gateway.name)"])
                } else {
                    logger.critical(
                        "A gateway has no secret: every request of it is refused",
                        metadata: [
                            "gateway": "\(gateway.name)",
                            "file": "\(settings.credentialsDirectory)/\(gateway.credential)",
                        ])
                }
            }
            let door = WebhookDoor(
                gateway, secrets: try credentials.secrets(of: gateway), exchange: exchange,
                clock: clock, strangers: strangers, logger: logger)
            doors[door.gateway] = door
        }
        return doors
    }

    private func makeFolders() throws {
        for folder in [settings.stateDirectory, settings.runtimeDirectory] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o750])
            } catch {
                throw StartFailure("\(folder): cannot be made; check who may write there")
            }
        }
    }
}

/// Says that the daemon is ending, first of all.
struct Farewell: Service {
    let health: Health
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        health.drain()
        Systemd.notify(.stopping)
        logger.notice("Ending: finishing what is under way")
    }
}
