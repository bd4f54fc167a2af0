import CallLog
import CallRouting
import Dispatch
import HotlineSettings
import Logging
import OnCallRoster
import ServiceLifecycle

/// Most nights are silent; this tells a silence that is well from one that is not, and finds numbers
/// that fail before a family does.
struct GatewayWatch: Service {
    let gateways: [GatewaySettings]
    let exchange: Exchange
    let health: Health
    let alarms: Alarms
    let clock: DaemonClock
    let logger: Logger

    /// Until a gateway has been known for so long, no silence under a day is one.
    private static let youth: Duration = .days(14)
    private static let shortestOfYouth: Duration = .hours(24)
    /// Two calls soon after one another say nothing of the pauses between them.
    private static let shortest: Duration = .hours(1)
    /// A nightly call that is two hours late did not come.
    private static let selfCallEvery: Duration = .hours(26)
    private static let failuresOfANumber = 2
    private static let rest: Duration = .seconds(10)

    /// A log that hangs holds this thread, and no other.
    private static let queue = DispatchQueue(label: "gateway-watch", qos: .utility)

    func run() async throws {
        repeat { await lookApart() } while await restUnlessStopped(GatewayWatch.rest)
    }

    /// Raises and clears what the log and the clock show, off the threads that answer calls.
    func lookApart() async {
        await withCheckedContinuation { waiting in
            GatewayWatch.queue.async {
                look()
                waiting.resume()
            }
        }
    }

    private func look() {
        health.look()
        let now = clock.now
        let sightings = health.sightings
        for gateway in gateways {
            let seen = sightings[GatewayName(rawValue: gateway.name)]
            judgeSilence(of: gateway.name, seen, now)
            forgetForgeries(of: gateway.name, now)
            if let number = gateway.selfCall {
                judgeSelfCall(of: gateway.name, number, seen, now)
                let isKnown = health.knows(number)
                set(
                    .selfCallKnown, about: gateway.name, if: isKnown, now,
                    "the self-call number of gateway \(gateway.name) is somebody's in the roster: its "
                        + "calls are routed like theirs; give 'self-call' a number of its own")
            }
        }
        judgeNumbers(now)
    }

    private func forgetForgeries(of gateway: String, _ now: Instant) {
        let standing = alarms.all.first {
            $0.code == .signaturesFail && $0.subject == gateway
        }
        guard let standing, now - standing.latest > Forgeries.remembered else { return }
        set(.signaturesFail, about: gateway, if: false, now, "")
    }

    private func judgeSilence(of gateway: String, _ seen: GatewaySighting?, _ now: Instant) {
        guard let seen else { return }
        let isYoung = now - seen.first < GatewayWatch.youth
        let floor = isYoung ? GatewayWatch.shortestOfYouth : GatewayWatch.shortest
        let allowed = max(seen.longestSilence, floor)
        set(
            .gatewaySilent, about: gateway, if: now - seen.last > allowed, now,
            "gateway \(gateway) has been silent since \(seen.last), longer than ever before: place a "
                + "call to the hotline")
    }

    private func judgeSelfCall(
        of gateway: String, _ number: PhoneNumber, _ seen: GatewaySighting?, _ now: Instant
    ) {
        let last = seen?.lastSelfCall
        let isLate = last.map { now - $0 > GatewayWatch.selfCallEvery } ?? true
        let since = last.map { "since \($0)" } ?? "yet"
        set(
            .noSelfCall, about: gateway, if: isLate, now,
            "no call to check the line came through gateway \(gateway) \(since): see whether it is "
                + "placed, and place a call to the hotline")
    }

    private func judgeNumbers(_ now: Instant) {
        guard let found = try? exchange.log.failingNumbers(since: now - .days(7)) else { return }
        let failing = found.filter { $0.times >= GatewayWatch.failuresOfANumber }
        let professionals = Dictionary(grouping: failing) { $0.professional.rawValue }
        for (professional, numbers) in professionals {
            let times = numbers.map(\.times).max() ?? 0
            set(
                .numberFails, about: professional, if: true, now,
                "a number of \(professional) failed \(times) times in a row: correct it in the "
                    + "roster, or ask whether the telephone works (hotlinectl doctor shows it)")
        }
        for subject in alarms.subjects(of: .numberFails).subtracting(professionals.keys) {
            set(.numberFails, about: subject, if: false, now, "")
        }
    }

    private func set(
        _ code: Alarms.Code, about subject: String, if stands: Bool, _ now: Instant,
        _ message: String
    ) {
        let metadata: Logger.Metadata = ["alarm": "\(code.rawValue)", "about": "\(subject)"]
        if stands {
            if alarms.raise(code, about: subject, at: now, message) {
                logger.critical("An alarm stands", metadata: metadata)
            }
        } else if alarms.clear(code, about: subject) {
            logger.notice("An alarm is over", metadata: metadata)
        }
    }
}
