import CallRouting
import HotlineTestSupport
import OnCallRoster

/// One call at the gateway: what the caller hears, who rings, who is joined.
final class SimulatedCall {
    private struct Leg {
        let target: Dial.Target
        var isOpen = true
        var isRinging = true
    }

    private unowned let world: World
    let key: CallKey
    let caller: World.CallerFacts
    var random: SplitMix64
    private var deliveries = 0
    private let began: Int
    private var step = 0
    private var legs: [LegID: Leg] = [:]
    /// Whom the caller has been joined with.
    private(set) var joined: LegID?
    private var otherwise: DialTarget?
    private var isAsking = false
    private(set) var isOver = false
    private var isOnFallback = false
    /// The caller was told what comes, and waits for nothing more.
    private(set) var isTold = false

    init(_ world: World, number: Int, caller: World.CallerFacts, seed: Int) {
        self.world = world
        self.caller = caller
        key = CallKey(gateway: "box", call: "c-\(number)")
        random = SplitMix64(seed)
        began = world.time
    }

    func delivery(_ kind: CallEvent.Kind) -> SimulatedDaemon.Delivery {
        deliveries += 1
        return SimulatedDaemon.Delivery(
            id: "\(key.call)/\(deliveries)", call: key, at: world.trueTime, kind: kind)
    }

    func begins() throws {
        ask(
            .incoming(
                CallEvent.Incoming(from: CallerID(caller.from), to: hotline)))
        let patience = random.once(in: 6) ? random.below(60_000) : 900_000
        world.plan(in: patience) { [weak self] in try self?.callerGivesUp() }
        if random.once(in: 12) {
            world.plan(in: random.below(90_000)) { [weak self] in
                guard let self, !isOver, joined == nil, !isOnFallback, !isTold else { return }
                ask(.callbackRequested)
            }
        }
        world.plan(in: Watch.longestWait) { [weak self] in
            guard let self else { return }
            try world.watch.holds(
                isOver || joined != nil || isOnFallback || isTold,
                "\(key): the caller waits for longer than max-wait and hears nothing")
        }
    }

    // MARK: Questions and replies

    private func ask(_ kind: CallEvent.Kind) {
        isAsking = true
        world.gateway.ask(self, kind) { [weak self] instruction in
            guard let self, !isOver else { return }
            isAsking = false
            guard let instruction else { return try ringFallback() }
            try follow(instruction)
        }
    }

    private func report(_ kind: CallEvent.Kind) {
        world.gateway.report(self, kind) { [weak self] instruction in
            guard let self, !isOver, let instruction else { return }
            try follow(instruction)
        }
    }

    private func follow(_ instruction: Instruction) throws {
        switch instruction {
        case .dial(let dial): try ring(dial)
        case .connect(let leg): try join(leg)
        case .release(let leg, _): end(leg, .cancelled, reports: true)
        case .gather(let digits, _): gather(digits)
        case .callback: try tell()
        case .wait: break
        case .hangup: if joined == nil { try tell() }
        }
    }

    /// The caller hears the last words; then the gateway hangs up.
    private func tell() throws {
        guard !isTold, joined == nil, !isOnFallback else { return }
        isTold = true
        for leg in legs.keys { end(leg, .cancelled, reports: false) }
        world.plan(in: 6000) { [weak self] in try self?.ends(by: .gateway) }
    }

    private func gather(_ digits: Int) {
        guard !isTold, joined == nil else { return }
        let keyed: String =
            switch digits {
            case 8: random.once(in: 3) ? "" : "00000099"
            case 1, 2: caller.pin
            default: random.once(in: 4) ? "000000" : caller.pin
            }
        world.plan(in: keyed.isEmpty ? 8000 : 2000 + random.below(5000)) { [weak self] in
            guard let self, !isOver, joined == nil, !isTold, !isOnFallback else { return }
            ask(.digits(keyed))
        }
    }

    // MARK: Legs

    private func ring(_ dial: Dial) throws {
        guard dial.step > step, joined == nil, !isTold, !isOnFallback else { return }
        step = dial.step
        otherwise = dial.otherwise.value
        for old in legs.keys { end(old, .cancelled, reports: false) }
        // Now and then all of a step press the key at once.
        let together = dial.targets.count > 1 && random.once(in: 4) ? 3000 : nil
        for target in dial.targets {
            legs[target.leg] = Leg(target: target)
            if let together {
                world.plan(in: together + random.below(20)) { [weak self] in
                    guard let self, !isOver, legs[target.leg]?.isOpen == true else { return }
                    report(.legAccepted(target.leg, confirmed: target.confirm))
                }
            } else {
                picksUp(target, dial)
            }
        }
        let step = dial.step
        world.plan(in: dial.ringSeconds * 1000) { [weak self] in self?.stepIsOver(step, dial) }
        world.plan(in: dial.maxWaitSeconds * 1000) { [weak self] in
            guard let self, !isOver, joined == nil, !isTold else { return }
            if self.step == step { try ringFallback() }
        }
    }

    /// What the person at a telephone does.
    private func picksUp(_ target: Dial.Target, _ dial: Dial) {
        let leg = target.leg
        let id = target.professional?.rawValue
        let isDead = id.map { world.time < world.deadUntil[$0] ?? 0 } ?? false
        let sleeps = world.localHour < 6 && random.once(in: 2)
        let isLastResort = target.because == .lastResort
        let chance = random.below(100)
        func after(_ milliseconds: Int, _ work: @escaping (SimulatedCall) -> Void) {
            world.plan(in: milliseconds) { [weak self] in
                guard let self, legs[leg]?.isOpen == true else { return }
                work(self)
            }
        }
        if isDead { return after(200) { $0.end(leg, .unreachable, reports: true) } }
        if !isLastResort {
            if sleeps || chance < 15 { return }
            if chance < 22 { return after(800) { $0.end(leg, .busy, reports: true) } }
            if chance < 32 { return after(4000) { $0.end(leg, .declined, reports: true) } }
            if chance < 37 { return after(100) { $0.end(leg, .gatewayError, reports: true) } }
            if chance < 45 {
                // A voicemail picks up and presses no key.
                after(5000) { $0.report(.legAnswered(leg)) }
                return after(17_000) { $0.end(leg, .notAccepted, reports: true) }
            }
        } else if chance < 5 {
            return
        }
        let rings = 1500 + random.below(max(1, dial.ringSeconds * 1000 - 1000))
        after(300) { $0.report(.legRinging(leg)) }
        after(rings) { call in
            call.legs[leg]?.isRinging = false
            call.report(.legAnswered(leg))
            call.accepts(leg, confirmed: target.confirm)
        }
    }

    private func accepts(_ leg: LegID, confirmed: Bool) {
        world.plan(in: confirmed ? 1500 + random.below(3000) : 0) { [weak self] in
            guard let self, !isOver, legs[leg]?.isOpen == true else { return }
            report(.legAccepted(leg, confirmed: confirmed))
        }
    }

    private func stepIsOver(_ over: Int, _ dial: Dial) {
        guard !isOver, step == over, joined == nil else { return }
        for (leg, state) in legs where leg.step == over && state.isOpen && state.isRinging {
            end(leg, .noAnswer, reports: true)
        }
    }

    /// A leg is over; with the last of its step the gateway asks what is next.
    private func end(_ leg: LegID, _ reason: LegEndReason, reports: Bool) {
        guard legs[leg]?.isOpen == true else { return }
        legs[leg]?.isOpen = false
        let isLost = random.once(in: 200)
        if !isLost { report(.legEnded(leg, reason)) }
        guard reports, joined == nil, leg.step == step, !isTold, !isOnFallback,
            !legs.contains(where: { $0.key.step == step && $0.value.isOpen })
        else { return }
        ask(.stepEnded(step))
    }

    private func join(_ leg: LegID) throws {
        guard joined != leg else { return }
        try world.watch.joined(key, leg, before: joined)
        // Whoever has gone meanwhile is joined with nobody.
        guard legs[leg]?.isOpen == true, joined == nil, !isTold, !isOnFallback else { return }
        joined = leg
        world.tally.answered += 1
        for other in legs.keys where other != leg { end(other, .cancelled, reports: true) }
        let talk = random.once(in: 30) ? random.below(9000) : 60_000 + random.below(2_400_000)
        world.plan(in: talk) { [weak self] in
            guard let self, !isOver else { return }
            if random.once(in: 3) {
                end(leg, .completed, reports: false)
                world.plan(in: 2000) { [weak self] in try self?.ends(by: .caller) }
            } else {
                try ends(by: .caller)
            }
        }
    }

    // MARK: Ends

    private func callerGivesUp() throws {
        guard !isOver, joined == nil, !isOnFallback else { return }
        try ends(by: .caller)
    }

    private func ends(by: EndedBy) throws {
        guard !isOver else { return }
        isOver = true
        // Gateways lose end events.
        guard !random.once(in: 50) else { return }
        report(.ended(by: by))
    }

    /// No usable reply: the gateway rings by itself whom the last instruction named, else whom the
    /// daemon's plan names.
    private func ringFallback() throws {
        guard !isOver, joined == nil, !isOnFallback, !isTold else { return }
        isOnFallback = true
        world.tally.fallbacks += 1
        for leg in legs.keys { end(leg, .cancelled, reports: false) }
        let planned = world.daemon.fallback.numbers.first?.spans.first {
            $0.interval.contains(world.trueTime)
        }
        let uri = otherwise?.uri ?? planned?.uris.first ?? SimulatedDaemon.settings.lastResort.uri
        report(.fallback(from: CallerID(caller.from), to: hotline, uri: uri))
        world.plan(in: 20_000 + random.below(600_000)) { [weak self] in try self?.ends(by: .caller)
        }
    }
}
