import CallRouting
import HotlineTestSupport
import OnCallRoster

/// What must hold, looked at after every event, by means of its own.
final class Watch {
    private unowned let world: World
    private struct Owed {
        let due: Int
        let family: FamilyID?
        /// When the family was spoken with.
        var reached: Int?
    }

    /// With whom each call was joined.
    private var joins: [CallKey: LegID] = [:]
    private var replies: [String: Reply] = [:]
    /// Deliveries that were acknowledged and are not known to be in the log yet.
    private var acknowledged: Set<String> = []
    /// How many events the log had when memory last agreed with it.
    private var agreedUpTo = -1
    /// Who was on duty when the latest call that was looked at began.
    private var reckoned: (began: Instant, roster: String, duty: DutyTable)?
    /// Deadlines by the true time, until they are kept or reported.
    private var owed: [FollowUpKey: Owed] = [:]
    private var lastStart = 0
    /// When the disk last refused events of the daemon's own.
    private var lastRefusal = 0

    /// Milliseconds after which every caller was told, joined or put on the fallback: max-wait, the
    /// gateway's own patience with an answer, and a step begun at the last moment.
    static let longestWait = 240_000 + 15_000
    /// How late the daemon may be with what is due.
    private static let patience = 60_000

    init(_ world: World) {
        self.world = world
    }

    func holds(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws {
        guard condition else {
            throw World.Violation(description: "\(world.trueTime): \(otherwise())")
        }
    }

    // MARK: The daemon decided

    func decided(
        _ event: CallEvent, _ outcome: CallFloor.Outcome, _ inForce: RosterInForce
    ) throws {
        let call = outcome.decision.call
        try leavesNobodyAlone(event, outcome)
        try movesNothingEnded(event, outcome)
        for record in outcome.decision.records {
            switch record {
            case .stepBegan(let began): try ringsTheRightPeople(call, began, inForce)
            case .promiseMade: world.tally.promises += 1
            case .callEnded(.sweeper): world.tally.swept += 1
            case .followUpEnded(_, let how, _): if how.familyWasReached { world.tally.kept += 1 }
            case .messageDue(let message): react(to: message, call)
            case .began, .planned, .gatherAsked, .institutionsOffered, .pinTried, .numberGiven,
                .legRang, .legAnswered, .legAccepted, .legReleased, .legEnded, .stepEnded,
                .noPromise, .fellBack, .callEnded, .followUpDue, .followUpAssigned,
                .followUpReminded, .followUpEscalated, .noted, .alarmRaised, .instructed:
                break
            }
        }
        note(call, event)
    }

    private func leavesNobodyAlone(_ event: CallEvent, _ outcome: CallFloor.Outcome) throws {
        let call = outcome.decision.call
        if event.isQuestion {
            try holds(
                outcome.decision.reply == call.instruction,
                "\(call.key): \(event.type.rawValue) is not told the current instruction")
        }
        guard call.ended == nil, !call.fellBack else { return }
        try holds(
            call.instruction != .wait,
            "\(call.key): no instruction after \(event.type.rawValue)")
        if call.phase == .ringing {
            let step = call.step
            try holds(
                call.legs.contains { $0.isOpen && $0.id.step == step },
                "\(call.key): nothing rings any more")
        }
    }

    private func movesNothingEnded(_ event: CallEvent, _ outcome: CallFloor.Outcome) throws {
        guard let before = outcome.before else { return }
        let call = outcome.decision.call
        if before.ended != nil, !event.type.isFollowUps {
            try holds(outcome.decision.records.isEmpty, "\(call.key): an ended call moves")
        }
        if let accepted = before.accepted {
            try holds(
                call.accepted?.leg == accepted.leg, "\(call.key): the call is taken twice")
        }
        try holds(
            call.followUps.count >= before.followUps.count, "\(call.key): a follow-up is lost")
        for (old, new) in zip(before.followUps, call.followUps) where !old.isOpen {
            try holds(old == new, "\(call.key): a follow-up moves that is done")
        }
    }

    /// Nobody off duty, nobody away, nobody for two calls, and nobody twice in a round.
    private func ringsTheRightPeople(
        _ call: OpenCall, _ began: CallRecord.StepBegan, _ inForce: RosterInForce
    ) throws {
        let legs = call.legs.filter { $0.id.step == began.step }
        for leg in legs {
            guard let id = leg.professional else { continue }
            if call.roster == inForce.roster.sha256 {
                try isOnDuty(id, leg, call, inForce)
            }
            let earlier = call.legs.filter {
                $0.id.step < began.step && $0.round == leg.round && $0.professional == id
            }
            try holds(earlier.isEmpty, "\(call.key): \(id) is rung twice in round \(leg.round)")
            for other in world.daemon.floor.openCalls where other.key != call.key {
                let isHeld = other.legs.contains { $0.isOpen && $0.professional == id }
                let isLong = world.wall - other.lastEvent >= .minutes(90)
                try holds(
                    !isHeld || isLong || call.rehearsal || other.rehearsal,
                    "\(id) rings for \(call.key) and \(other.key)")
            }
        }
    }

    /// Reckoned anew for the instant of the call alone, and not by the table that routing uses.
    private func isOnDuty(
        _ id: ProfessionalID, _ leg: OpenCall.Leg, _ call: OpenCall, _ inForce: RosterInForce
    ) throws {
        let roster = inForce.roster
        let moment = Interval(call.began, call.began + .milliseconds(1))
        // A call that the power took from memory begins anew under the same name.
        if reckoned?.began != call.began || reckoned?.roster != roster.sha256 {
            reckoned = (call.began, roster.sha256, DutyTable(of: roster, in: moment))
        }
        let serves = reckoned?.duty.isOnDuty(id, at: call.began) ?? false
        let isAvailable =
            leg.because == .contact
            && !Window.spans(
                of: roster.professionals[id]?.available ?? [], meeting: moment,
                holidays: roster.holidays, zone: roster.zone
            ).isEmpty
        try holds(
            serves || isAvailable,
            "\(call.key): \(id) is rung (\(leg.because)) and is not on duty at \(call.began)")
    }

    // MARK: Deliveries

    func replied(_ delivery: SimulatedDaemon.Delivery, _ reply: Reply?) throws {
        guard let reply else { return }
        if let before = replies[delivery.id] {
            // A refusal changes nothing, and is no reply that must come again.
            let isRefusal = before.instruction == nil
            try holds(
                isRefusal || before == reply || hasLostMemory(delivery),
                "\(delivery.id) gets another reply when it comes again")
        }
        replies[delivery.id] = reply
        if reply.instruction != nil { acknowledged.insert(delivery.id) }
    }

    /// What was only in memory's file system may be gone with the power.
    private func hasLostMemory(_ delivery: SimulatedDaemon.Delivery) -> Bool {
        lostByPowerCut.contains(delivery.id)
    }

    private var lostByPowerCut: Set<String> = []

    func joined(_ call: CallKey, _ leg: LegID, before: LegID?) throws {
        try holds(
            joins[call].map { $0 == leg } ?? true, "\(call) is joined with two: \(leg) too")
        joins[call] = leg
    }

    // MARK: Promises

    private func note(_ call: OpenCall, _ event: CallEvent) {
        if event.type == .legAccepted, call.accepted?.received == event.received,
            let family = call.caller.family?.value
        {
            for key in owed.keys where owed[key]?.family == family {
                let known = owed[key]?.reached
                owed[key]?.reached = known ?? world.time
            }
        }
        for followUp in call.followUps where followUp.kind.isCallback {
            let key = FollowUpKey(call: call.key, number: followUp.number)
            if !followUp.isOpen || followUp.escalated != nil && owed[key]?.reached == nil {
                owed[key] = nil
            } else if owed[key] == nil {
                let due = (followUp.deadline - followUp.made).wholeMilliseconds
                owed[key] = Owed(
                    due: world.time + Int(due), family: call.caller.family?.value)
            }
        }
    }

    /// Every promise is kept, or reported when its time has come.
    func looked(_ daemon: SimulatedDaemon) throws {
        try agreesWithDisk(daemon)
        if daemon.disk.state != .good || daemon.disk.isSpooling { lastRefusal = world.time }
        guard daemon.isUp else { return }
        let quiet = max(lastStart, lastRefusal) + Watch.patience
        for (key, owed) in owed {
            if let reached = owed.reached, world.time > max(reached + Watch.patience, quiet) {
                throw World.Violation(
                    description: "\(world.trueTime): callback \(key.number) of \(key.call) is not "
                        + "kept, and its family was reached")
            }
        }
        for (key, times) in owed where world.time > max(times.due + Watch.patience, quiet) {
            throw World.Violation(
                description: "\(world.trueTime): callback \(key.number) of \(key.call) is neither "
                    + "kept nor reported")
        }
    }

    /// A professional who is told of a callback mostly makes it.
    private func react(to message: Message, _ call: OpenCall) {
        var random = SplitMix64(world.time)
        guard message.to.professional == "anna", !random.once(in: 4),
            let anna = World.callers.last
        else { return }
        world.plan(in: 60_000 + random.below(400_000)) { [unowned world] in
            try world.gateway.rings(anna, seed: world.time)
        }
    }

    /// What was decided is what the log folds to, once it has it.
    func foldsToTheSame(_ call: OpenCall, _ disk: Disk) throws {
        guard !disk.isSpooling else { return }
        try holds(disk.calls[call.key] == call, "\(call.key): the log folds to another call")
    }

    /// Memory is the fold of the log, and the log has all that was acknowledged.
    private func agreesWithDisk(_ daemon: SimulatedDaemon) throws {
        guard daemon.isUp, !daemon.disk.isSpooling, daemon.disk.events != agreedUpTo else { return }
        agreedUpTo = daemon.disk.events
        for id in acknowledged {
            try holds(
                daemon.disk.replies[id] != nil || lostByPowerCut.contains(id),
                "\(id) was acknowledged and is in no log")
        }
        acknowledged = []
        for call in daemon.floor.openCalls {
            try holds(
                daemon.disk.calls[call.key] == call, "\(call.key): memory and log tell two stories")
        }
        let owed = daemon.floor.callbacks.all.map(\.key)
        try holds(
            daemon.disk.owed == Set(owed),
            "the log has \(daemon.disk.owed.count) open callbacks, memory \(owed.count)")
    }

    /// The runtime directory went with the power, and what it alone held.
    func powerIsCut(_ lost: [String]) { lostByPowerCut.formUnion(lost) }

    // MARK: Starts

    /// A daemon that starts again knows what its disk knows.
    func started(_ daemon: SimulatedDaemon) throws {
        lastStart = world.time
        if !lostByPowerCut.isEmpty {
            let known = Set(daemon.floor.callbacks.all.map(\.key))
            owed = owed.filter { known.contains($0.key) }
        }
        agreedUpTo = -1
        try agreesWithDisk(daemon)
    }

    func end() throws {
        guard world.daemon.isUp, world.daemon.disk.state == .good else { return }
        try world.daemon.look()
        try looked(world.daemon)
        try comesToTheSameAgain()
    }

    /// Every past event, decided again, comes to what it came to; unless the power took what it
    /// was decided on.
    private func comesToTheSameAgain() throws {
        guard lostByPowerCut.isEmpty, !world.daemon.disk.isSpooling else { return }
        let rosters = try World.rosters.get()
        var standing: [String: RosterInForce] = [:]
        var replay = Replay(settings: SimulatedDaemon.settings) { _ in GatewayAbilities() }
        for (key, event) in world.daemon.disk.history {
            let verdict = replay.next(event, of: key) { hash, instant in
                if let known = standing[hash], known.duty.span.contains(instant) { return known }
                let roster = rosters.first { $0.sha256 == hash }
                standing[hash] = roster.map { RosterInForce($0, around: instant) }
                return standing[hash]
            }
            if case .different(let difference) = verdict {
                throw World.Violation(
                    description: "\(key): \(difference.type.rawValue) at \(difference.received) "
                        + "was \(difference.was), and would be \(difference.wouldBe)")
            }
        }
    }
}
