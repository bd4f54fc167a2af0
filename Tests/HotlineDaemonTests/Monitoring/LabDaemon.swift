import CallLog
import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import Logging
import OnCallRoster

@testable import HotlineDaemon

/// The daemon's parts without its doors, in a folder of its own: for what a process cannot be made
/// to do from outside, such as to hang.
struct LabDaemon {
    let folder: DaemonFolder
    let alarms = Alarms()
    let clock = DaemonClock(startingAt: instant("2026-11-22T02:10Z"))
    let log: CallLog
    /// As a start has it, before calls are taken up.
    let newSwitchboard: @Sendable () -> Switchboard
    let exchange: Exchange
    let sweeper: Sweeper
    let logCheck: LogCheck

    static let logger = Logger(label: "lab") { _ in SwiftLogNoOpLogHandler() }

    init(faults: LogFaults = .none) throws {
        folder = try DaemonFolder()
        let state = folder.file("state")
        let rosters = RosterKeeper(
            path: folder.file("roster.yaml"), stateDirectory: state, alarms: alarms, clock: clock,
            logger: LabDaemon.logger)
        rosters.reload()
        guard let lastResort = DialTarget("sip:vagt@fjordby.example") else {
            throw Program.Trouble(description: "the last resort is no target")
        }
        log = try CallLog(path: folder.file("calls.sqlite"), faults: faults)
        let keep = EventKeep(
            log: log, isDurable: true, spool: Spool(folder: folder.file("spool"), syncs: true),
            volatileSpool: Spool(folder: folder.file("volatile"), syncs: false),
            deadline: .seconds(5), logs: true, alarms: alarms, clock: clock,
            logger: LabDaemon.logger)
        newSwitchboard = { [clock] in
            Switchboard(
                rosters: rosters, settings: RoutingSettings(lastResort: lastResort), reticent: [],
                clock: clock)
        }
        exchange = Exchange(
            log: log, switchboard: newSwitchboard(), keep: keep,
            counters: Counters(),
            hookKey: HookKey(bytes: Array(repeating: 7, count: HookKey.byteCount)),
            logger: LabDaemon.logger)
        sweeper = Sweeper(exchange: exchange, clock: clock, logger: LabDaemon.logger)
        logCheck = LogCheck(
            log: log, isDurable: true, alarms: alarms, clock: clock, logger: LabDaemon.logger)
    }

    func callArrives() -> CallEvent {
        CallEvent(
            call: CallKey(gateway: "lab", call: "c-1"), received: clock.now,
            kind: .incoming(CallEvent.Incoming(from: CallerID(jensen), to: hotline)))
    }

    /// Decides on an event and hands it to the log, whose own thread goes on with it.
    func handOver(_ event: CallEvent) throws {
        let keep = exchange.keep
        try exchange.switchboard.decide(
            event, abilities: GatewayAbilities(), known: { _ in nil }
        ) { outcome in
            let decision = outcome.decision
            _ = keep.submit(
                SpooledEvent(
                    order: outcome.order, call: event.call, type: event.type, at: event.at,
                    received: event.received, delivery: nil, body: [], bodySHA256: [],
                    records: decision.records, instruction: decision.reply.name, reply: [],
                    late: false),
                state: decision.call)
        }
    }
}
