import CallLog
import CallRouting
import Dispatch
import HotlineAPI
import OnCallRoster
import Synchronization

/// Goes through the log again, off the threads that answer calls; one replay at a time.
final class LogReplayer: Sendable {
    private struct State {
        var report: ReplayReport?
        var isRunning = false
    }

    /// More differences than these say nothing more.
    private static let mostDifferences = 1000
    private static let pageOfEvents = 500
    /// Calls that were open when the interval began are followed, and not judged.
    private static let lead: Duration = .days(2)

    private let log: CallLog
    private let archive: RosterArchive
    private let settings: RoutingSettings
    private let abilities: [GatewayName: GatewayAbilities]
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "replay", qos: .utility)

    init(
        log: CallLog, archive: RosterArchive, settings: RoutingSettings,
        abilities: [GatewayName: GatewayAbilities]
    ) {
        self.log = log
        self.archive = archive
        self.settings = settings
        self.abilities = abilities
    }

    /// The latest replay; `nil` if none was begun.
    var report: ReplayReport? { state.withLock { $0.report } }

    /// False while another is running.
    func begin(from: Instant?, to: Instant?) -> Bool {
        let begins = state.withLock { state in
            guard !state.isRunning else { return false }
            state = State(
                report: ReplayReport(
                    state: "running", calls: 0, events: 0, undecided: 0, differences: [],
                    problem: nil), isRunning: true)
            return true
        }
        guard begins else { return false }
        queue.async {
            do {
                try self.run(from ?? .distantPast, to ?? .distantFuture)
                self.finish("done", nil)
            } catch {
                self.finish("failed", "\(error)")
            }
        }
        return true
    }

    private func finish(_ word: String, _ problem: String?) {
        state.withLock {
            $0.isRunning = false
            $0.report?.state = word
            $0.report?.problem = problem
        }
    }

    private func run(_ from: Instant, _ to: Instant) throws {
        let abilities = abilities
        var replay = Replay(settings: settings) { abilities[$0] ?? GatewayAbilities() }
        var rosters = PastRosters(archive: archive)
        var judged: Set<CallKey> = []
        var seq: Int64 = 0
        if from > .distantPast {
            guard let first = try log.eventBefore(callsFrom: from - LogReplayer.lead) else {
                return
            }
            seq = first
        }
        while true {
            let page = try log.events(after: seq, limit: LogReplayer.pageOfEvents)
            guard let last = page.last else { return }
            for past in page {
                let verdict = replay.next(past.event, of: past.call) { hash, instant in
                    rosters.roster(hash, around: instant)
                }
                if past.event.type == .callIncoming, from <= past.event.received,
                    past.event.received < to
                {
                    judged.insert(past.call)
                }
                guard judged.contains(past.call) else { continue }
                note(verdict, past, calls: judged.count)
            }
            seq = last.seq
            // What began later is not asked about; what began before may still go on.
            if page.allSatisfy({ $0.event.received >= to + LogReplayer.lead }) { return }
        }
    }

    private func note(_ verdict: Replay.Verdict, _ past: PastEvent, calls: Int) {
        state.withLock { state in
            state.report?.calls = calls
            state.report?.events += 1
            switch verdict {
            case .same: break
            case .notDecided: state.report?.undecided += 1
            case .different(let difference):
                guard
                    state.report?.differences.count ?? 0 < LogReplayer.mostDifferences
                else { return }
                state.report?.differences.append(
                    ReplayReport.Difference(
                        seq: Int(past.seq), call: past.call.call,
                        gateway: past.call.gateway.rawValue, type: difference.type.rawValue,
                        received: difference.received.description, was: difference.was,
                        wouldBe: difference.wouldBe))
            }
        }
    }
}

/// The rosters that were in force, read again from what was kept of them, their duty expanded around
/// the calls.
private struct PastRosters {
    private let archive: RosterArchive
    private var known: [String: RosterInForce?] = [:]

    init(archive: RosterArchive) {
        self.archive = archive
    }

    mutating func roster(_ hash: String, around instant: Instant) -> RosterInForce? {
        if let standing = known[hash] {
            guard let standing else { return nil }
            if standing.duty.span.contains(instant) { return standing }
            let moved = RosterInForce(standing.roster, around: instant)
            known[hash] = moved
            return moved
        }
        let reading = archive.kept(hash, now: instant)
        let roster = reading?.roster ?? reading?.onceGood
        let standing = roster.map { RosterInForce($0, around: instant) }
        known[hash] = .some(standing)
        return standing
    }
}
