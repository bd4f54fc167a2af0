import CallRouting
import HotlineTestSupport
import OnCallRoster

/// The daemon as far as it takes decisions and keeps them: the same `CallFloor` as the real one's,
/// upon a disk that fails.
final class SimulatedDaemon {
    /// One delivery of an event.
    struct Delivery {
        let id: String
        let call: CallKey
        let at: Instant
        let kind: CallEvent.Kind
    }

    private unowned let world: World
    private(set) var floor = CallFloor()
    var disk = Disk()
    private(set) var isUp = true
    private(set) var inForce: RosterInForce
    private(set) var fallback: FallbackPlan
    /// Dies at its next event: before it is kept, or after that and before the reply.
    var diesAtNextEvent: (afterKeeping: Bool, seconds: Int, powerCut: Bool)?

    static let settings: RoutingSettings = {
        guard let target = DialTarget("sip:vagt@settings.example") else {
            preconditionFailure("the last resort of the settings is a target")
        }
        return RoutingSettings(lastResort: target)
    }()

    init(_ world: World, roster: Roster) {
        self.world = world
        inForce = RosterInForce(roster, around: world.wall)
        fallback = FallbackPlan(inForce, settings: SimulatedDaemon.settings, made: world.wall)
    }

    // MARK: Events

    /// `nil` where no reply comes.
    func take(_ delivery: Delivery) throws -> Reply? {
        guard isUp else { return nil }
        if let known = disk.reply(to: delivery.id), world.sabotage != .answersADeliveryAnew {
            return known
        }
        let dying = diesAtNextEvent
        diesAtNextEvent = nil
        if let dying, !dying.afterKeeping {
            world.crash(seconds: dying.seconds, powerCut: dying.powerCut)
            return nil
        }
        let event = CallEvent(
            call: delivery.call, at: delivery.at, received: world.wall, kind: delivery.kind)
        guard let reply = try keep(event, delivery: delivery.id) else { return nil }
        if let dying {
            world.crash(seconds: dying.seconds, powerCut: dying.powerCut)
            return nil
        }
        return reply
    }

    /// An event of the daemon's own; false if it was not kept.
    private func act(_ kind: CallEvent.Kind, on call: CallKey) throws -> Bool {
        let event = CallEvent(call: call, received: world.wall, kind: kind)
        return try keep(event, delivery: nil) != nil
    }

    private func keep(_ event: CallEvent, delivery: String?) throws -> Reply? {
        let before = floor[event.call] ?? known(event.call)
        let outcome: CallFloor.Outcome
        do {
            outcome = try floor.decide(event, on: before, by: rules)
        } catch {
            // A refusal changes nothing.
            return Reply(instruction: nil)
        }
        let entry = Disk.Entry(event, outcome, delivery: delivery)
        floor.take(outcome, of: event, by: rules, monotonic: world.monotonic)
        guard try store(entry, isQuestion: event.isQuestion) else {
            if world.sabotage != .keepsNoUndo {
                floor.undo(outcome, now: world.wall, monotonic: world.monotonic)
            }
            return nil
        }
        floor.confirm(outcome, of: event)
        try world.watch.decided(event, outcome, inForce)
        try world.watch.foldsToTheSame(outcome.decision.call, disk)
        if world.sabotage == .joinsEveryone, case .legAccepted(let leg, _) = event.kind {
            return Reply(instruction: .connect(leg))
        }
        return entry.reply
    }

    /// Where the event is kept; false if nowhere.
    private func store(_ entry: Disk.Entry, isQuestion: Bool) throws -> Bool {
        if entry.delivery == nil {
            guard disk.state == .good || disk.state == .slow, !disk.isSpooling else {
                return false
            }
            try disk.append(entry)
            floor.settle(entry.key)
            return true
        }
        switch disk.state {
        case .good where !disk.isSpooling:
            try disk.append(entry)
            floor.settle(entry.key)
        case .good: disk.spool(entry)
        case .slow:
            // Its commit may yet succeed after the deadline, beside the spool.
            if !disk.isSpooling, entry.order % 2 == 0 { try disk.append(entry) }
            disk.spool(entry)
        case .logFails: disk.spool(entry)
        case .nothingWrites:
            guard isQuestion else { return false }
            disk.spoolVolatile(entry)
        }
        return true
    }

    private var rules: CallFloor.Rules {
        var standing = inForce
        if world.sabotage == .plansByAnotherDuty, let other = try? World.rosters.get()[2] {
            standing = RosterInForce(
                roster: inForce.roster, duty: DutyTable(of: other, in: inForce.duty.span))
        }
        return CallFloor.Rules(
            inForce: standing, settings: SimulatedDaemon.settings, abilities: GatewayAbilities())
    }

    /// A call that memory does not have, as log and spools tell it.
    private func known(_ key: CallKey) -> OpenCall? { disk.calls[key] }

    // MARK: What it does by itself

    /// Looks as the real one's services do: sweeps, merges, and does what is due.
    func look() throws {
        guard isUp, world.sabotage != .looksForNothing else { return }
        if disk.isSpooling, disk.state == .good {
            if world.sabotage == .losesTheSpool { disk.losesSpool() }
            for key in try disk.merge() { floor.settle(key) }
        }
        for call in floor.overdueCalls(world.monotonic).sorted(by: { $0.key < $1.key }) {
            _ = try act(.swept, on: call.key)
        }
        for _ in 0..<3 {
            let due = floor.callbacks.due(now: world.wall, monotonic: world.monotonic)
            for (call, action) in due {
                guard try act(.followUp(action), on: call) else { return }
            }
        }
        if world.wall >= fallback.nextChange || world.wall - fallback.made > .hours(1)
            || world.wall < fallback.made
        {
            writeFallback()
        }
        if world.wall + .days(20) > inForce.duty.span.end || world.wall < inForce.duty.span.start {
            inForce = RosterInForce(inForce.roster, around: world.wall)
        }
    }

    /// Whether time alone may ask something of it.
    var isWaiting: Bool { !floor.openCalls.isEmpty || !floor.callbacks.isEmpty || disk.isSpooling }

    func take(_ roster: Roster) {
        guard isUp else { return }
        inForce = RosterInForce(roster, around: world.wall)
        writeFallback()
    }

    private func writeFallback() {
        fallback = FallbackPlan(inForce, settings: SimulatedDaemon.settings, made: world.wall)
    }

    func dies(powerCut: Bool) {
        isUp = false
        diesAtNextEvent = nil
        floor = CallFloor()
        if powerCut { world.watch.powerIsCut(disk.powerIsCut()) }
    }

    /// Starts again from what is on disk, with the roster that stands there.
    func starts(with roster: Roster) throws {
        isUp = true
        if disk.state == .good { _ = try disk.merge() }
        let recent = disk.calls.values.filter { call in
            world.wall - call.lastEvent < .days(30) || call.ended == nil
                || call.followUps.contains { $0.isOpen }
        }
        var past = CallFloor.Past(folding: Array(recent), places: disk.places)
        if world.sabotage == .forgetsCallbacksAtStart {
            past.calls.removeAll { $0.ended != nil }
        }
        floor = CallFloor(resuming: past, now: world.wall, monotonic: world.monotonic)
        for entry in disk.waiting where !isInLog(entry) {
            floor.apply(
                try entry.logged(), of: entry.key, place: entry.order,
                known: floor[entry.key] ?? known(entry.key),
                now: world.wall, monotonic: world.monotonic)
        }
        inForce = RosterInForce(roster, around: world.wall)
        writeFallback()
    }

    private func isInLog(_ entry: Disk.Entry) -> Bool {
        entry.delivery.map { disk.replies[$0] != nil } ?? false
    }
}
