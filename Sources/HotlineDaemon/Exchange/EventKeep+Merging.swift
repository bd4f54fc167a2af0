import CallLog
import CallRouting
import Logging
import ServiceLifecycle
import Synchronization

/// How what stands in the two spools comes into the log: in the order of decisions over both, each
/// event once, though calls go on meanwhile.
extension EventKeep {
    /// A spool, and how far it was read.
    private struct Reading {
        let spool: Spool
        var contents = Spool.Contents()

        mutating func readOn() async {
            let more = await spool.contents(after: contents)
            contents.events += more.events
            contents.unread += more.unread
            contents.bytes = more.bytes
        }
    }

    /// Events may come while others are merged: they are taken in the next pass.
    private static let mostPasses = 20

    /// Brings what the spools hold into the log; false if the log does not take it yet, or not all
    /// of it before the limit.
    ///
    /// - Parameter kept: Told of each event's call, once the event is in the log; not of what was
    ///   there when calls were taken up, for nobody waits for that.
    func merge(within limit: Duration? = nil, kept: (CallKey) -> Void) async -> Bool {
        guard isDurable else { return false }
        let last = limit.map { ContinuousClock.now + $0 }
        var readings = [Reading(spool: spool), Reading(spool: volatileSpool)]
        var merged: Set<Int64> = []
        for _ in 0..<EventKeep.mostPasses {
            guard spooled > 0 else {
                alarms.clear(.spooling)
                return true
            }
            // Asked before the spools are read: what is under way may come to stand in either of
            // them, before what is read.
            let end = settledBefore
            for index in readings.indices { await readings[index].readOn() }
            let waiting = (readings.flatMap(\.contents.events) + volatileEvents)
                .filter { $0.order < end && !merged.contains($0.order) }
                .sorted { $0.order < $1.order }
            // One that was volatile may stand in both, and is in memory besides.
            for event in waiting where merged.insert(event.order).inserted {
                // The rest waits for the next start rather than keeping this one from its end.
                if Task.isShuttingDownGracefully { return false }
                if let last, .now > last { return false }
                guard !takenUpFromLog.withLock({ $0.contains(event.order) }) else { continue }
                do {
                    try await mergeOne(event)
                } catch {
                    return false
                }
                kept(event.call)
            }
            noLongerVolatile(merged)
            for index in readings.indices {
                await clear(&readings[index], merged: merged)
            }
        }
        return false
    }

    private func clear(_ reading: inout Reading, merged: Set<Int64>) async {
        let contents = reading.contents
        guard reading.spool.count > 0,
            contents.events.allSatisfy({ merged.contains($0.order) }),
            await reading.spool.clear(after: contents)
        else { return }
        reading.contents = Spool.Contents()
        if contents.unread > 0 {
            logger.critical(
                "The spool had lines that cannot be read, keeping them beside it",
                metadata: ["lines": "\(contents.unread)"])
        }
        forgetReplies(to: contents.events)
        logger.notice(
            "The spool is in the log", metadata: ["events": "\(contents.events.count)"])
    }

    private func mergeOne(_ event: SpooledEvent) async throws {
        if try isInLog(event) { return }
        var state =
            try log.foldedCall(event.call)
            ?? OpenCall(key: event.call, at: event.at, received: event.received)
        state.apply(
            LoggedEvent(
                type: event.type, at: event.at, received: event.received, records: event.records))
        do throws(LogError) {
            _ = try await log.append(entry(event, state, spooled: true))
        } catch {
            guard error.kind == .duplicateDelivery else { throw error }
        }
    }

    /// A commit that timed out may yet have succeeded.
    private func isInLog(_ event: SpooledEvent) throws -> Bool {
        guard let key = event.key else { return false }
        return try log.reply(to: key.id, gateway: key.gateway) != nil
    }

    /// What the spools hold and the log does not, once each, where that is not merged at start.
    func unmerged() -> [SpooledEvent] {
        var seen: Set<DeliveryKey> = []
        let volatile = volatileSpool.contents().events
        keepInMemory(volatile)
        let all = spool.contents().events + volatile
        let events = all.filter { event in
            guard let key = event.key else { return true }
            return seen.insert(key).inserted && !((try? isInLog(event)) ?? false)
        }
        let left = Set(events.map(\.order))
        takenUpFromLog.withLock { $0 = Set(all.map(\.order)).subtracting(left) }
        if !events.isEmpty { raiseAlarm() }
        for event in events { note(event, .spooled) }
        return events.sorted { $0.order < $1.order }
    }
}
