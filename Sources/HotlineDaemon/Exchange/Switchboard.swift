import CallLog
import CallRouting
import OnCallRoster
import Synchronization

/// Takes decisions one at a time and holds the open calls in memory, as the log has them.
final class Switchboard: Sendable {
    /// What one event led to.
    struct Outcome: Sendable {
        let decision: CallRouter.Decision
        let before: OpenCall?
        /// Its place among all decisions.
        let order: Int64
        /// When the call had its event before this one.
        let touched: ContinuousClock.Instant?
    }

    fileprivate struct State {
        /// Open calls, and ended ones until their last event is in the log.
        var calls: [CallKey: OpenCall] = [:]
        /// Events of a call that were decided and are not known to be in the log yet.
        var unkept: [CallKey: Int] = [:]
        /// When a call last had an event, by the monotonic clock.
        var touched: [CallKey: ContinuousClock.Instant] = [:]
        /// How many ended calls have been let go of.
        var forgotten = 0
        /// Orders decisions over all calls, over restarts too.
        var order: Int64 = 0
        var holds = Holds()
        var context = RoutingContext()
        var wrongPINs = WrongPINs()
    }

    private let state: Mutex<State>
    private let rosters: RosterKeeper
    private let settings: RoutingSettings

    init(rosters: RosterKeeper, settings: RoutingSettings) {
        self.rosters = rosters
        self.settings = settings
        state = Mutex(State())
    }

    /// Takes up the calls that were open when the daemon last stopped, and what routing knows of
    /// earlier ones.
    func resume(from log: CallLog, now: Instant) throws(LogError) {
        let calls = try log.openCalls()
        let lastAnswers = try log.lastAnswers(since: now - .days(30))
        let latestCalls = try log.latestCalls(since: now - .hours(12))
        let wrongPINs = try log.wrongPINs(since: now - .hours(1))
        state.withLock { state in
            state.context.lastAnswers = lastAnswers
            state.context.latestCalls = latestCalls
            state.order = now.milliseconds * 1000
            for call in calls {
                state.calls[call.key] = call
                // Whatever the clock says after a restart, a gateway has a minute to go on.
                let most = max(.zero, call.sweepPatience - .seconds(60))
                let silent = min(max(.zero, now - call.lastEvent), most)
                state.touched[call.key] = ContinuousClock.now - silent
                state.holds.replace(nil, with: call, in: &state.context)
            }
            for wrong in wrongPINs {
                state.wrongPINs.note(number: wrong.number, dialled: wrong.to, at: wrong.at)
            }
        }
    }

    /// Applies what a spool holds and the log does not have yet.
    func resume(_ events: [SpooledEvent], known: (CallKey) -> OpenCall?) {
        state.withLock { state in
            for event in events {
                let before = state.calls[event.call] ?? known(event.call)
                var call =
                    before
                    ?? OpenCall(key: event.call, at: event.at, received: event.received)
                call.apply(
                    LoggedEvent(
                        type: event.type, at: event.at, received: event.received,
                        records: event.records))
                state.put(call, before: before)
            }
        }
    }

    var openCalls: [OpenCall] {
        state.withLock { $0.calls.values.filter { $0.ended == nil } }
    }

    /// Open calls that were silent for longer than their patience, by the monotonic clock.
    var overdueCalls: [OpenCall] {
        state.withLock { state in
            let now = ContinuousClock.now
            return state.calls.values.filter { call in
                guard call.ended == nil, let touched = state.touched[call.key] else { return false }
                return touched + call.sweepPatience <= now
            }
        }
    }

    /// Decides on an event and hands the outcome to `commit` before any other decision is taken,
    /// so that the log's order is the order of decisions.
    ///
    /// `known` is asked for a call that memory does not have: before the decision, so that others
    /// need not wait for it, and again within if memory let go of a call meanwhile.
    func decide<Answer>(
        _ event: CallEvent, abilities: GatewayAbilities, known: (CallKey) -> OpenCall?,
        commit: (Outcome) throws -> Answer
    ) throws -> Answer {
        let forgotten: Int? = state.withLock {
            $0.calls[event.call] == nil ? $0.forgotten : nil
        }
        let stored = forgotten == nil ? nil : known(event.call)
        return try state.withLock { state in
            let before =
                state.calls[event.call]
                ?? (forgotten == state.forgotten ? stored : known(event.call))
            var context = state.context
            context.mayAskPIN = state.wrongPINs.mayAsk(event, before)
            let router = CallRouter(
                inForce: rosters.inForce, settings: settings, abilities: abilities,
                context: context)
            let decision = try router.decide(event, on: before)
            state.order += 1
            let answer = try commit(
                Outcome(
                    decision: decision, before: before, order: state.order,
                    touched: state.touched[event.call]))
            state.put(decision.call, before: before)
            state.note(decision, event)
            return answer
        }
    }

    /// One event of a call is in the log now.
    func kept(_ key: CallKey) {
        state.withLock { $0.settle(key) }
    }

    /// Takes back a decision that was kept nowhere, unless another was taken upon it.
    func undo(_ key: CallKey, _ outcome: Outcome) {
        let (after, before) = (outcome.decision.call, outcome.before)
        state.withLock { state in
            if state.calls[key] == after {
                state.calls[key] = before
                if before == nil { state.forgotten += 1 }
                state.touched[key] = outcome.touched
                state.holds.replace(
                    after, with: before?.ended == nil ? before : nil, in: &state.context)
            }
            state.settle(key)
        }
    }
}

extension Switchboard.State {
    /// One event fewer of a call is on its way to the log; with the last one an ended call is let
    /// go of.
    fileprivate mutating func settle(_ key: CallKey) {
        let left = (unkept[key] ?? 1) - 1
        unkept[key] = left > 0 ? left : nil
        guard left <= 0, calls[key]?.ended != nil else { return }
        calls[key] = nil
        touched[key] = nil
        forgotten += 1
    }

    fileprivate mutating func put(_ call: OpenCall, before: OpenCall?) {
        calls[call.key] = call
        unkept[call.key, default: 0] += 1
        touched[call.key] = .now
        holds.replace(before, with: call.ended == nil ? call : nil, in: &context)
    }

    fileprivate mutating func note(_ decision: CallRouter.Decision, _ event: CallEvent) {
        let call = decision.call
        guard !call.rehearsal else { return }
        for case .pinTried(right: false) in decision.records {
            wrongPINs.note(number: call.number, dialled: call.to, at: event.received)
        }
        guard let family = call.caller.family?.value else { return }
        context.latestCalls[family] = max(
            context.latestCalls[family] ?? call.began, call.began)
        if let accepted = call.accepted, accepted.received == event.received,
            let professional = call.leg(accepted.leg)?.professional
        {
            context.lastAnswers[family] = RoutingContext.LastAnswer(
                professional: professional, at: accepted.received)
        }
    }
}

/// Which calls hold which professionals and URIs.
struct Holds {
    private var professionals: [ProfessionalID: [CallKey: Instant]] = [:]
    private var uris: [DialTarget: [CallKey: Instant]] = [:]

    /// Lets go of what a call held and takes what it holds now.
    mutating func replace(
        _ before: OpenCall?, with after: OpenCall?, in context: inout RoutingContext
    ) {
        var touched: (Set<ProfessionalID>, Set<DialTarget>) = ([], [])
        for leg in before?.heldLegs ?? [] {
            guard let key = before?.key else { continue }
            if let id = leg.professional {
                professionals[id]?[key] = nil
                touched.0.insert(id)
            }
            if let uri = leg.uri {
                uris[uri]?[key] = nil
                touched.1.insert(uri)
            }
        }
        if let after {
            for leg in after.heldLegs where leg.because != .lastResort {
                if let id = leg.professional {
                    professionals[id, default: [:]][after.key] = after.lastEvent
                    touched.0.insert(id)
                }
                if let uri = leg.uri {
                    uris[uri, default: [:]][after.key] = after.lastEvent
                    touched.1.insert(uri)
                }
            }
        }
        for id in touched.0 {
            if professionals[id]?.isEmpty ?? true { professionals[id] = nil }
            context.busyProfessionals[id] = professionals[id]?.values.max()
        }
        for uri in touched.1 {
            if uris[uri]?.isEmpty ?? true { uris[uri] = nil }
            context.busyURIs[uri] = uris[uri]?.values.max()
        }
    }
}

/// Wrong PINs of the last hour: six a number, thirty for all withheld callers to one number.
struct WrongPINs {
    private enum Source: Hashable {
        case number(PhoneNumber)
        case withheld(to: String)
    }

    private static let window: Duration = .hours(1)
    private static let perNumber = 6
    private static let perWithheld = 30

    private var times: [Source: [Instant]] = [:]

    mutating func note(number: PhoneNumber?, dialled to: String?, at: Instant) {
        let source = number.map { Source.number($0) } ?? .withheld(to: to ?? "")
        times[source, default: []].removeAll { $0 <= at - WrongPINs.window }
        times[source, default: []].append(at)
        if times.count > 10_000 {
            times = times.filter { ($0.value.last ?? at) > at - WrongPINs.window }
        }
    }

    func mayAsk(_ event: CallEvent, _ call: OpenCall?) -> Bool {
        var source = call.map { call in
            call.number.map { Source.number($0) } ?? .withheld(to: call.to ?? "")
        }
        if case .incoming(let incoming) = event.kind {
            source = incoming.from.number.map { .number($0) } ?? .withheld(to: incoming.to)
        }
        guard let source else { return true }
        let recent = (times[source] ?? []).count { $0 > event.received - WrongPINs.window }
        return switch source {
        case .number: recent < WrongPINs.perNumber
        case .withheld: recent < WrongPINs.perWithheld
        }
    }
}
