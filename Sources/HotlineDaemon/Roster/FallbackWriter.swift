import CallRouting
import Dispatch
import Logging
import OnCallRoster
import ServiceLifecycle

/// Writes the fallback plan at each change of the roster, when who is on duty changes, and each hour.
struct FallbackWriter: Service {
    let folder: FallbackFolder
    let rosters: RosterKeeper
    let settings: RoutingSettings
    let alarms: Alarms
    let counters: Counters
    let clock: DaemonClock
    let logger: Logger

    /// A disk may take seconds: calls are answered meanwhile.
    private static let queue = DispatchQueue(label: "fallback", qos: .utility)
    private static let interval: Duration = .hours(1)
    private static let pauseAfterFailure: Duration = .seconds(30)

    private func write(_ inForce: RosterInForce, made: Instant) async throws -> FallbackPlan {
        try await withCheckedThrowingContinuation { done in
            FallbackWriter.queue.async {
                done.resume(
                    with: Result {
                        let plan = FallbackPlan(inForce, settings: settings, made: made)
                        try folder.write(plan)
                        return plan
                    })
            }
        }
    }

    func run() async throws {
        var written: RosterInForce?
        var due = Instant.distantPast
        var dueMonotonic = Duration.zero
        repeat {
            // Without a roster nobody knows better than the last plan.
            guard let inForce = rosters.inForce else { continue }
            let now = clock.now
            let isDue = now >= due || clock.monotonic >= dueMonotonic
            guard inForce !== written || isDue || now < due - FallbackWriter.interval else {
                continue
            }
            do {
                let plan = try await write(inForce, made: now.wholeSecond)
                alarms.clear(.fallbackUnwritable)
                counters.note(fallbackUntil: plan.until)
                written = inForce
                due = min(plan.nextChange, now + FallbackWriter.interval)
                dueMonotonic = clock.monotonic + (due - now)
            } catch {
                alarms.raise(
                    .fallbackUnwritable, at: now,
                    "the fallback plan cannot be written, gateways have an old one: \(error); make "
                        + "room, or give the folder to the daemon's user; it is tried again")
                logger.error(
                    "The fallback plan cannot be written, trying again",
                    metadata: ["error": "\(error)"])
                guard await restUnlessStopped(FallbackWriter.pauseAfterFailure) else { return }
            }
        } while await restUnlessStopped(.seconds(1))
    }
}
