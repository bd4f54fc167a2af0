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
    }

    fileprivate struct State {
        var calls: [CallKey: OpenCall] = [:]
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
            for call in calls {
                state.calls[call.key] = call
                state.holds.replace(nil, with: call, in: &state.context)
            }
            for wrong in wrongPINs {
                state.wrongPINs.note(number: wrong.number, dialled: wrong.to, at: wrong.at)
            }
        }
    }

    /// Applies what a spool holds and the log does not have yet.
    func resume(_ events: [SpooledEvent]) {
        state.withLock { state in
            for event in events {
                let before = state.calls[event.call]
                var call =
                    before
                    ?? OpenCall(key: event.call, at: event.at, received: event.received)
                call.apply(
                    LoggedEvent(
                        type: event.type, at: event.at, received: event.received,
                        records: event.records))
                state.calls[event.call] = call.ended == nil ? call : nil
                state.holds.replace(
                    before, with: call.ended == nil ? call : nil, in: &state.context)
            }
        }
    }

    var openCalls: [OpenCall] { state.withLock { Array($0.calls.values) } }

    func openCall(_ key: CallKey) -> OpenCall? { state.withLock { $0.calls[key] } }

    /// Decides on an event and hands the outcome to `commit` before any other decision is taken,
    /// so that the log's order is the order of decisions.
    ///
    /// `known` is the state of a call that is in the log but no longer open.
    func decide<Answer>(
        _ event: CallEvent, abilities: GatewayAbilities, known: OpenCall?,
        commit: (Outcome) throws -> Answer
    ) throws -> Answer {
        try state.withLock { state in
            let before = state.calls[event.call] ?? known
            var context = state.context
            context.mayAskPIN = state.wrongPINs.mayAsk(event, before)
            let router = CallRouter(
                inForce: rosters.inForce, settings: settings, abilities: abilities,
                context: context)
            let decision = try router.decide(event, on: before)
            let answer = try commit(Outcome(decision: decision, before: before))
            state.take(decision, before: before, event: event)
            return answer
        }
    }

    /// Forgets a call whose latest event did not reach the log, so that it is folded from there.
    func forget(_ key: CallKey) {
        state.withLock { state in
            let call = state.calls.removeValue(forKey: key)
            state.holds.replace(call, with: nil, in: &state.context)
        }
    }
}

extension Switchboard.State {
    fileprivate mutating func take(
        _ decision: CallRouter.Decision, before: OpenCall?, event: CallEvent
    ) {
        let call = decision.call
        calls[call.key] = call.ended == nil ? call : nil
        holds.replace(before, with: call.ended == nil ? call : nil, in: &context)
        for case .pinTried(right: false) in decision.records {
            wrongPINs.note(number: call.number, dialled: call.to, at: event.received)
        }
        guard !call.rehearsal, let family = call.caller.family?.value else { return }
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
