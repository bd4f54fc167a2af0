import CallLog
import CallRouting
import Foundation
import GatewayWebhooks
import Glibc
import HotlineSettings
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import OnCallRoster
import ServiceLifecycle
import Systemd
import UnixSignals
import WebConsole

/// Builds everything once, in the order in which one thing needs another, and runs it.
struct Daemon {
    let settings: Settings
    let clock: DaemonClock
    /// False for measuring only: what a reply costs apart from the log.
    private let logs: Bool
    private let alarms = Alarms()
    private let counters = Counters()
    private let changes = Changes()
    private let logger = Journal.logger()

    init(settings: Settings, clock: DaemonClock, logs: Bool = true) {
        self.settings = settings
        self.clock = clock
        self.logs = logs
    }

    func run() async throws {
        // A gateway that hangs up while it is answered must not end the daemon.
        signal(SIGPIPE, SIG_IGN)
        // Until the reload service listens for it, SIGHUP must not end the daemon.
        signal(SIGHUP, SIG_IGN)
        umask(0o027)
        CoreDumps.forbid(entirely: !settings.allowTestClock)
        try makeFolders()
        let (log, isDurable) = try openLog()
        defer { log.close() }
        let rosters = RosterKeeper(
            path: settings.rosterPath, stateDirectory: settings.stateDirectory, alarms: alarms,
            clock: clock, changes: changes, logger: logger)
        let watch = RosterWatch(path: settings.rosterPath, keeper: rosters)
        rosters.reload()
        let switchboard = Switchboard(
            rosters: rosters, settings: RoutingSettings(lastResort: settings.lastResort),
            reticent: Set(
                settings.gateways.filter { $0.dialect == .elks }.map {
                    GatewayName(rawValue: $0.name)
                }),
            clock: clock, changes: changes)
        let keep = EventKeep(
            log: log, isDurable: isDurable,
            spool: Spool(folder: settings.stateDirectory + "/spool", syncs: true),
            volatileSpool: Spool(folder: settings.runtimeDirectory + "/spool", syncs: false),
            deadline: settings.logDeadline, logs: logs, alarms: alarms, clock: clock,
            logger: logger)
        // What is left is taken up as it stands in the spool, and merged while calls are answered.
        let isMerged = await keep.merge(within: .milliseconds(300)) { _ in }
        let hookKey = HookKeyFile(
            folders: [settings.stateDirectory, settings.runtimeDirectory], logger: logger
        ).key()
        let exchange = Exchange(
            log: log, switchboard: switchboard, keep: keep, counters: counters, hookKey: hookKey,
            logger: logger)
        try switchboard.resume(from: log)
        if !isMerged { switchboard.resume(keep.unmerged()) { keep.call($0) } }
        let sweeper = Sweeper(exchange: exchange, clock: clock, logger: logger)
        let heartbeat = heartbeat(exchange, sweeper)
        let health = Health(
            settings: settings, rosters: rosters, exchange: exchange, alarms: alarms,
            check: heartbeat.check, clock: clock)
        let doors = PublicDoors(
            gateways: try GatewayDoors(
                settings: settings, exchange: exchange, clock: clock, alarms: alarms,
                hookKey: hookKey, logger: logger
            ).doors(), health: health, counters: counters)
        try await serve(exchange, health, rosters, watch, doors, sweeper, heartbeat)
        logger.notice("Ended")
    }

    /// The log; where it cannot be opened, an empty stand-in in the runtime directory, so that
    /// calls are answered all the same. Events then go to the spool.
    private func openLog() throws -> (log: CallLog, isDurable: Bool) {
        do {
            return (
                try CallLog(path: settings.logPath, messages: messageKinds) {
                    counters.commits.count($0)
                }, true
            )
        } catch {
            let isMistake = [.inUse, .tooNew, .notALog].contains(error.kind)
            if isMistake && !error.isCorruption {
                throw StartFailure("\(settings.logPath): \(error)")
            }
            alarms.raise(
                .logUnwritable, at: clock.now,
                "the log cannot be opened, events are kept in the spool: look at "
                    + "\(settings.logPath) with 'hotlinectl log verify', mend it or put a copy in "
                    + "its place, and restart"
            )
            logger.critical(
                "The log cannot be opened, answering calls without it",
                metadata: ["error": "\(error)"])
        }
        let path = settings.runtimeDirectory + "/calls.sqlite"
        do {
            return (try CallLog(path: path, messages: messageKinds), false)
        } catch {
            throw StartFailure("\(path): \(error)")
        }
    }

    /// What calls tell people of: nothing where the settings let nobody send it.
    private var messageKinds: Set<MessageKind> {
        Set((settings.messenger?.kinds ?? []).compactMap { MessageKind(rawValue: $0) })
    }

    private func heartbeat(_ exchange: Exchange, _ sweeper: Sweeper) -> Heartbeat {
        let log = LogCheck(
            log: exchange.log, isDurable: exchange.keep.isDurable, alarms: alarms, clock: clock,
            logger: logger)
        let loops = MultiThreadedEventLoopGroup.singleton.makeIterator()
        return Heartbeat(
            check: SelfCheck(
                loops.map { .turning($0) } + [.deciding(exchange.switchboard)],
                // It waits for the log, and is not late while that takes nothing.
                sweeperIsOnTime: { sweeper.isOnTime(at: $0) || !log.takesWrites }),
            log: log, watchdog: Systemd.watchdogInterval, logger: logger
        ) { Systemd.notify(.watchdog) }
    }

    private func serve(
        _ exchange: Exchange, _ health: Health, _ rosters: RosterKeeper, _ watch: RosterWatch,
        _ doors: PublicDoors, _ sweeper: Sweeper, _ heartbeat: Heartbeat
    ) async throws {
        let gatewayWatch = GatewayWatch(
            gateways: settings.gateways, exchange: exchange, health: health, alarms: alarms,
            clock: clock, logger: logger)
        let clerk = FollowUpClerk(exchange: exchange, clock: clock, logger: logger)
        let recorder = DutyRecorder(
            log: exchange.log, rosters: rosters, clock: clock, logger: logger)
        let planner = MessagePlanner(
            log: exchange.log, rosters: rosters, alarms: alarms, settings: settings, clock: clock,
            logger: logger)
        let door = APIDoor(
            exchange: exchange, health: health, rosters: rosters, clock: clock, clerk: clerk,
            sweeper: sweeper, recorder: recorder,
            replayer: LogReplayer(
                log: exchange.log, archive: rosters.archive,
                settings: RoutingSettings(lastResort: settings.lastResort),
                abilities: Dictionary(
                    settings.gateways.map { (GatewayName(rawValue: $0.name), $0.abilities) },
                    uniquingKeysWith: { first, _ in first })),
            watch: gatewayWatch, planner: planner, settings: settings,
            visitors: Visitors(
                administrators: settings.administrators, access: settings.access,
                messenger: settings.messenger?.user, log: exchange.log),
            refusals: AccessRefusals(clock: clock, logger: logger))
        let (places, localPlaces) = connectionPlaces()
        let live = LiveStreams(changes: changes, clock: clock, places: places)
        let console = console(door, live)
        let (sockets, addresses) = try publicSockets()
        let logger = logger
        let readiness = Readiness(sockets: 1 + sockets.count) {
            Systemd.notify(.ready(status: "Answering on \(addresses)"))
            logger.notice("Ready", metadata: ["listen": "\(addresses)"])
        }
        let listening: @Sendable () -> Void = { readiness.oneMore() }
        let controlPath = settings.controlSocketPath
        let controlListening: @Sendable () -> Void = {
            // Anyone may connect; who it is decides what is answered.
            chmod(controlPath, 0o666)
            readiness.oneMore()
        }
        let gate = ConnectionGate(
            trusted: Set(settings.peers.map { .address($0) }), places: places)
        let reload: @Sendable () async -> Void = {
            Systemd.notify(.reloading(monotonicMicroseconds: monotonicMicroseconds()))
            await rosters.reloadApart()
            Systemd.notify(.ready(status: "Answering on \(addresses)"))
        }
        let services: [any Service] = [
            heartbeat,
            DeliveryForgetter(exchange: exchange, clock: clock, logger: logger),
            sweeper,
            clerk,
            recorder,
            planner,
            door.refusals,
            gatewayWatch,
            FallbackWriter(
                folder: FallbackFolder(path: settings.stateDirectory + "/fallback"),
                rosters: rosters, settings: RoutingSettings(lastResort: settings.lastResort),
                alarms: alarms, counters: counters, clock: clock, logger: logger),
            SpoolMerger(exchange: exchange),
            watch,
            ReloadOnHangup(reload: reload),
            HTTPListener(
                socket: .unix(path: settings.controlSocketPath),
                gate: ConnectionGate(
                    trusted: [.process(userID: 0), .process(userID: geteuid())],
                    places: localPlaces), logger: logger,
                listening: controlListening, respond: { await door.respond($0, $1) }),
        ]
        let listeners = sockets.map { socket in
            HTTPListener(
                socket: socket, gate: gate, logger: logger, listening: listening,
                respond: { request, peer in
                    let path = request.uri.path
                    if path.hasPrefix(APIDoor.prefix) {
                        return await door.respond(toTokenOf: request, peer)
                    }
                    if let console, ConsoleDoor.owns(path) {
                        return await console.respond(request, peer)
                    }
                    return await doors.respond(request, peer)
                })
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: newTry(exchange.keep)
                    // They end from the last on: who waits for changes, then the doors.
                    + (services + listeners + [live, Farewell(health: health, logger: logger)])
                    .map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
    }

    /// The pages for people, where the settings have them. Nothing that is wrong with them keeps
    /// calls from being answered.
    private func console(_ door: APIDoor, _ live: LiveStreams) -> ConsoleDoor? {
        guard let console = settings.console else { return nil }
        do {
            let secrets =
                console.proxy == nil
                ? []
                : try Credentials(folder: settings.credentialsDirectory).consoleProxySecrets()
            if console.proxy != nil, secrets.isEmpty {
                logger.critical(
                    "The console's proxy has no secret: what it says of users is not believed",
                    metadata: ["credential": "\(ConsoleSettings.Proxy.credential)"])
            }
            return ConsoleDoor(
                api: door, settings: console, pages: try ConsolePages(),
                messages: settings.messenger.map { _ in
                    SignInOutbox(log: door.log, clock: clock, logger: logger)
                },
                proxySecrets: secrets, live: live, logger: logger)
        } catch {
            logger.critical(
                "The console cannot be served, ignoring", metadata: ["problem": "\(error)"])
            return nil
        }
    }

    /// Without a log the daemon ends after a while, if somebody starts it again.
    private func newTry(
        _ keep: EventKeep
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        guard !keep.isDurable, Systemd.notify(.status("Answering without the log")) else {
            return []
        }
        return [
            .init(
                service: NewTry(logger: logger),
                successTerminationBehavior: .gracefullyShutdownGroup)
        ]
    }

    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .error
        return quiet
    }

    /// How many connections are let in over TCP, and on the control socket, which a flood at the
    /// other must leave its own.
    private func connectionPlaces() -> (Int, Int) {
        let most = ConnectionGate.most
        let free = Descriptors.forConnections(eventLoops: System.coreCount)
        guard free < 2 * most else { return (most, most) }
        logger.warning(
            "Few file descriptors are allowed, taking fewer connections",
            metadata: ["places": "\(free)"])
        return (free * 3 / 4, free / 4)
    }

    /// The sockets that the service manager handed over, else the settings' address; and both in
    /// words.
    private func publicSockets() throws -> (sockets: [HTTPListener.Socket], places: String) {
        let inherited = Systemd.listeningSockets()
        guard inherited.isEmpty else {
            let addresses = inherited.map { Systemd.address(of: $0) ?? "a socket" }
            let places = addresses.joined(separator: ", ")
            if !addresses.contains(settings.listen.description) {
                logger.warning(
                    "The service manager's sockets count, ignoring 'listen' of the settings",
                    metadata: ["listen": "\(settings.listen)", "sockets": "\(places)"])
            }
            return (inherited.map { .inherited($0) }, places)
        }
        guard Systemd.mayOpenSockets else {
            throw StartFailure(
                "no socket was handed over, and this service may open none itself: see why "
                    + "hotlined.socket did not start ('systemctl status hotlined.socket')")
        }
        do {
            let address = try SocketAddress(
                ipAddress: settings.listen.host, port: settings.listen.port)
            return ([.address(address)], "\(settings.listen)")
        } catch {
            throw StartFailure(
                "'listen: \(settings.listen)' names no IP address: write one such as 127.0.0.1:8085"
            )
        }
    }

    private func makeFolders() throws {
        let folders = [(settings.stateDirectory, 0o750), (settings.runtimeDirectory, 0o755)]
        for (folder, mode) in folders {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: mode])
            } catch {
                // Without a state directory calls are answered all the same.
                guard folder == settings.runtimeDirectory else { continue }
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
