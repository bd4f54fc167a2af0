package import OnCallRoster

/// All calls at one moment, and what each decision needs to know of the others: the fold of the
/// log. Decisions are taken upon it one at a time.
///
/// Monotonic times are those of the daemon's run, from any beginning.
package struct CallFloor: Sendable {
    /// What one event led to.
    package struct Outcome: Sendable {
        package let decision: CallRouter.Decision
        package let before: OpenCall?
        /// Its place among all decisions.
        package let order: Int64
        /// When the call had its event before this one.
        package let touched: Duration?
    }

    /// What is in force when an event is decided.
    package struct Rules: Sendable {
        package var inForce: RosterInForce?
        package let settings: RoutingSettings
        package let abilities: GatewayAbilities

        package init(
            inForce: RosterInForce?, settings: RoutingSettings, abilities: GatewayAbilities
        ) {
            self.inForce = inForce
            self.settings = settings
            self.abilities = abilities
        }
    }

    /// What the log knows at a start.
    package struct Past: Sendable {
        /// Calls that have not ended, and those that leave an open callback.
        package var calls: [OpenCall] = []
        package var lastAnswers: [FamilyID: RoutingContext.LastAnswer] = [:]
        package var latestCalls: [FamilyID: Instant] = [:]
        package var wrongPINs: [WrongPIN] = []
        /// Calls that were taken since the oldest open callback came up.
        package var reached: [Reached] = []
        /// The place in the log at which each call's callback came up.
        package var owedSince: [CallKey: Int64] = [:]
        /// The code that was given to a callback last.
        package var lastCode: Int?

        package init() {}

        /// Who was spoken with, and when.
        package struct Reached: Hashable, Sendable {
            package let family: FamilyID?
            package let number: PhoneNumber?
            package let at: Instant
            /// The place in the log of the acceptance: clocks may be set back, the log's order not.
            package let seq: Int64
            /// Of the call of a professional who rang back, whom the log knows by its callback.
            package let callback: FollowUpKey?

            package init(
                family: FamilyID?, number: PhoneNumber?, at: Instant, seq: Int64,
                callback: FollowUpKey?
            ) {
                self.family = family
                self.number = number
                self.at = at
                self.seq = seq
                self.callback = callback
            }
        }
    }

    /// A call, and what is known of it beside its records.
    private struct Seat: Sendable {
        var call: OpenCall
        /// Events that were decided and are not known to be kept yet.
        var unkept = 0
        /// When it last had an event.
        var touched: Duration?
        /// The roster that it began with, while it waits for keys: a plan is made by that.
        var roster: RosterInForce?
    }

    /// Open calls, and ended ones until their last event is kept.
    private var seats: [CallKey: Seat] = [:]
    /// How many ended calls have been let go of.
    package private(set) var forgotten = 0
    /// Orders decisions over all calls, over restarts too.
    private var order: Int64 = 0
    private var context = RoutingContext()
    private var wrongPINs = WrongPINs()

    package init() {}

    /// Gateways that tell who took a call when it is over.
    package var reticent: Set<GatewayName> {
        get { context.holds.reticent }
        set { context.holds.reticent = newValue }
    }

    /// Takes up what the log knows; a floor that has taken decisions already is no place for it.
    package init(resuming past: Past, now: Instant, monotonic: Duration) {
        context.lastAnswers = past.lastAnswers
        context.latestCalls = past.latestCalls
        order = now.milliseconds * 1000
        for call in past.calls {
            context.callbacks.note(call, now: now, monotonic: monotonic)
            guard call.ended == nil else { continue }
            if let key = call.plan?.callback?.key { ringsBack(call, for: key) }
            // Whatever the clock says after a restart, a gateway has a minute to go on.
            let most = max(.zero, call.sweepPatience - .seconds(60))
            let silent = min(max(.zero, now - call.lastEvent), most)
            seats[call.key] = Seat(call: call, touched: monotonic - silent)
            context.holds.replace(nil, with: call)
        }
        context.callbacks.lastCode = past.lastCode ?? context.callbacks.lastCode
        for reached in past.reached {
            context.callbacks.noteEvidence(
                of: reached.callback == nil ? .rangAgain : .rangBack, family: reached.family,
                number: reached.number, key: reached.callback, at: reached.at
            ) { call in past.owedSince[call].map { $0 < reached.seq } ?? false }
        }
        for wrong in past.wrongPINs {
            wrongPINs.note(number: wrong.number, dialled: wrong.to, at: wrong.at)
        }
    }

    package var openCalls: [OpenCall] {
        seats.values.compactMap { $0.call.ended == nil ? $0.call : nil }
    }

    package var callbacks: CallbackBook { context.callbacks }

    /// The call as memory has it; `nil` for one that ended, or was never seen.
    package subscript(key: CallKey) -> OpenCall? { seats[key]?.call }

    /// Open calls that were silent for longer than their patience. What rings at a reticent gateway
    /// may be a talk.
    package func overdueCalls(_ monotonic: Duration) -> [OpenCall] {
        seats.values.compactMap { seat in
            let call = seat.call
            let mayTalk = call.phase == .ringing && reticent.contains(call.key.gateway)
            let patience = mayTalk ? OpenCall.longestTalk : call.sweepPatience
            guard call.ended == nil, let touched = seat.touched, touched + patience <= monotonic
            else { return nil }
            return call
        }
    }

    /// Decides on an event of a call that is `before` it; nothing of the floor is changed yet.
    package mutating func decide(
        _ event: CallEvent, on before: OpenCall?, by rules: Rules
    ) throws(CallRouter.Refusal) -> Outcome {
        let seat = seats[event.call]
        var rules = rules
        if let began = seat?.roster { rules.inForce = began }
        let decision = try router(event, before, rules).decide(event, on: before)
        order += 1
        return Outcome(
            decision: decision, before: before, order: order, touched: seat?.touched)
    }

    /// Apart, so that no copy of the context outlives the decision and makes a change a copy.
    func router(_ event: CallEvent, _ before: OpenCall?, _ rules: Rules) -> CallRouter {
        var context = context
        context.mayAskPIN = wrongPINs.mayAsk(event, before)
        return CallRouter(
            inForce: rules.inForce, settings: rules.settings, abilities: rules.abilities,
            context: context)
    }

    /// Takes up what was decided by the rules; `confirm` or `undo` is to follow.
    package mutating func take(
        _ outcome: Outcome, of event: CallEvent, by rules: Rules, monotonic: Duration
    ) {
        put(
            outcome.decision.call, before: outcome.before, roster: rules.inForce,
            now: event.received, monotonic: monotonic, touches: !event.type.isFollowUps)
        // A guess counts also where nothing keeps it.
        for case .pinTried(right: false) in outcome.decision.records
        where !outcome.decision.call.rehearsal {
            let call = outcome.decision.call
            wrongPINs.note(number: call.number, dialled: call.to, at: event.received)
        }
    }

    /// What was decided is kept, in the log or a spool: other calls may build on it.
    package mutating func confirm(_ outcome: Outcome, of event: CallEvent) {
        note(outcome.decision.call, outcome.decision.records, event.type)
    }

    /// Applies an event that was decided before and is not among what was resumed: of a spool, or
    /// of the log when it is gone through again.
    ///
    /// - Parameter place: Its place among all decisions, where it has one.
    package mutating func apply(
        _ event: LoggedEvent, of key: CallKey, place: Int64 = 0, known: OpenCall?, now: Instant,
        monotonic: Duration
    ) {
        order = max(order, place)
        let before = seats[key]?.call ?? known
        var call = before ?? OpenCall(key: key, at: event.at, received: event.received)
        call.apply(event)
        put(
            call, before: before, roster: nil, now: now, monotonic: monotonic,
            touches: !event.type.isFollowUps)
        for case .pinTried(right: false) in event.records where !call.rehearsal {
            wrongPINs.note(number: call.number, dialled: call.to, at: event.received)
        }
        note(call, event.records, event.type)
    }

    /// One event of a call is kept now: with the last one an ended call is let go of.
    package mutating func settle(_ key: CallKey) {
        guard let index = seats.index(forKey: key) else { return }
        seats.values[index].unkept = max(0, seats.values[index].unkept - 1)
        guard seats.values[index].unkept == 0, seats.values[index].call.ended != nil else { return }
        seats.remove(at: index)
        forgotten += 1
    }

    /// Takes back a decision that was kept nowhere, unless another was taken upon it.
    package mutating func undo(_ outcome: Outcome, now: Instant, monotonic: Duration) {
        let (after, before) = (outcome.decision.call, outcome.before)
        let key = after.key
        if seats[key]?.call == after {
            if let before {
                seats[key]?.call = before
                seats[key]?.touched = outcome.touched
            } else {
                seats[key] = nil
                forgotten += 1
            }
            context.holds.replace(after, with: before?.ended == nil ? before : nil)
            if let key = after.plan?.callback?.key {
                if context.ringingBack[key] == after.key { context.ringingBack[key] = nil }
                if let before { ringsBack(before, for: key) }
            }
            context.callbacks.restore(after, to: before, now: now, monotonic: monotonic)
        }
        settle(key)
    }

    private mutating func put(
        _ call: OpenCall, before: OpenCall?, roster: RosterInForce?, now: Instant,
        monotonic: Duration, touches: Bool
    ) {
        var isGathering = false
        if case .gathering = call.phase { isGathering = true }
        if let index = seats.index(forKey: call.key) {
            seats.values[index].call = call
            seats.values[index].unkept += 1
            if touches { seats.values[index].touched = monotonic }
            seats.values[index].roster =
                isGathering ? seats.values[index].roster ?? roster : nil
        } else {
            seats[call.key] = Seat(
                call: call, unkept: 1, touched: touches ? monotonic : nil,
                roster: isGathering ? roster : nil)
        }
        context.holds.replace(before, with: call.ended == nil ? call : nil)
        if let key = call.plan?.callback?.key { ringsBack(call, for: key) }
        context.callbacks.note(call, now: now, monotonic: monotonic)
    }

    /// One call at a time rings a family back.
    private mutating func ringsBack(_ call: OpenCall, for key: FollowUpKey) {
        switch call.phase {
        case .ringing, .taken:
            if context.ringingBack[key] == nil { context.ringingBack[key] = call.key }
        case .new, .gathering, .released, .promised, .withoutPromise, .ended:
            if context.ringingBack[key] == call.key { context.ringingBack[key] = nil }
        }
    }

    private mutating func note(
        _ call: OpenCall, _ records: [CallRecord], _ type: EventType
    ) {
        guard !call.rehearsal else { return }
        context.callbacks.confirm(call)
        let isTaken = records.contains { record in
            if case .legAccepted = record { true } else { false }
        }
        if isTaken { context.callbacks.noteEvidence(of: call) }
        guard let family = call.caller.family?.value, !type.isFollowUps else { return }
        context.latestCalls[family] = max(
            context.latestCalls[family] ?? call.began, call.began)
        if isTaken, let accepted = call.accepted,
            let professional = call.leg(accepted.leg)?.professional
        {
            context.lastAnswers[family] = RoutingContext.LastAnswer(
                professional: professional, at: accepted.received)
        }
    }
}

/// A PIN that is no family's.
package struct WrongPIN: Hashable, Sendable {
    /// When it was keyed in, by the daemon's clock.
    package let at: Instant
    /// The number that rang; `nil` if it was withheld.
    package let number: PhoneNumber?
    /// The number that was dialled.
    package let to: String?

    package init(at: Instant, number: PhoneNumber?, to: String?) {
        self.at = at
        self.number = number
        self.to = to
    }
}
