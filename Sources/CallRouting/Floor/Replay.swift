package import OnCallRoster

/// Decides past events again, each upon the calls as the log has them, with the roster of its day;
/// tells where today's code decides otherwise.
///
/// Who called, and what was keyed in, is taken from the log: whom to ring, and what is owed, is
/// decided anew. It needs no family of a roster, so it works when personal data is gone. The roster
/// is that of the call's beginning; an `after-call` that changed during a call shows as a difference.
package struct Replay {
    /// What an event led to then, and would lead to now.
    package struct Difference: Hashable, Sendable {
        package let call: CallKey
        package let type: EventType
        package let received: Instant
        package let was: [String]
        package let wouldBe: [String]
    }

    package enum Verdict: Hashable, Sendable {
        case same
        case different(Difference)
        /// It cannot be decided again: the roster of its day is not known, or what came is not.
        case notDecided
    }

    private var floor = CallFloor()
    private var ended: [CallKey: OpenCall] = [:]
    private let settings: RoutingSettings
    private let abilities: (GatewayName) -> GatewayAbilities

    package init(
        settings: RoutingSettings, abilities: @escaping (GatewayName) -> GatewayAbilities
    ) {
        self.settings = settings
        self.abilities = abilities
    }

    /// Takes the next event of the log, in the log's order.
    ///
    /// - Parameter inForce: The roster by its hash around an instant; `nil` where it is not kept.
    package mutating func next(
        _ logged: LoggedEvent, of key: CallKey, inForce: (String, Instant) -> RosterInForce?
    ) -> Verdict {
        let before = floor[key] ?? ended[key]
        // A family's own number stood in its entry, and is taken from the log.
        var known = before
        known?.apply(
            LoggedEvent(
                type: logged.type, at: logged.at, received: logged.received,
                records: logged.records.filter(\.isNumber)))
        // Of a call from long ago only what it left to be done comes now.
        guard before != nil || !logged.type.isFollowUps else { return .notDecided }
        let verdict = decide(logged, of: key, known, inForce: inForce)
        // Whatever would be decided now, what comes next came upon what was decided then.
        floor.apply(
            logged, of: key, known: before, now: logged.received,
            monotonic: logged.received - .distantPast)
        keep(key)
        return verdict
    }

    private mutating func keep(_ key: CallKey) {
        if let call = floor[key], call.ended != nil {
            if ended.count > 5000 { ended = [:] }
            ended[key] = call
        }
        floor.settle(key)
    }

    private func decide(
        _ logged: LoggedEvent, of key: CallKey, _ before: OpenCall?,
        inForce: (String, Instant) -> RosterInForce?
    ) -> Verdict {
        var planned: CallRecord.Planned?
        for case .planned(let facts) in logged.records { planned = facts }
        let hash = planned == nil ? before?.roster : planned?.roster
        var standing: RosterInForce?
        if let hash {
            standing = inForce(hash, before?.began ?? logged.received)
            guard standing != nil else { return .notDecided }
        }
        let rules = CallFloor.Rules(
            inForce: standing, settings: settings(as: planned?.plan ?? before?.plan),
            abilities: abilities(key.gateway))
        let event = CallEvent(
            call: key, at: logged.at, received: logged.received,
            kind: CallEvent.Kind(logged) ?? .swept)
        let records: [CallRecord]
        switch logged.type {
        case .callIncoming, .callDigits:
            guard let found = identified(logged, event, before, planned, rules) else {
                return .notDecided
            }
            records = found
        // What people and gateways did is no decision.
        case .callFallback, .callNoted, .followUpAdded, .followUpAssigned, .followUpEnded:
            return .same
        case .callbackRequested, .stepEnded, .legRinging, .legAnswered, .legAccepted, .legEnded,
            .callEnded, .callSwept, .followUpReminded, .followUpEscalated:
            guard CallEvent.Kind(logged) != nil,
                let found = try? floor.router(event, before, rules).decide(event, on: before)
            else { return logged.records.isEmpty ? .same : .notDecided }
            records = found.records
        }
        let (was, wouldBe) = (
            logged.records.compactMap(\.decision), records.compactMap(\.decision)
        )
        guard was != wouldBe else { return .same }
        return .different(
            Difference(
                call: key, type: logged.type, received: logged.received, was: was,
                wouldBe: wouldBe))
    }

    /// The last resort of the settings is what it was then, as far as a plan shows it.
    private func settings(as plan: RingPlan?) -> RoutingSettings {
        var settings = settings
        if let target = plan?.otherwise.value { settings.lastResort = target }
        return settings
    }

    /// The caller is who the log says; the plan and what comes next are made anew.
    private func identified(
        _ logged: LoggedEvent, _ event: CallEvent, _ before: OpenCall?,
        _ planned: CallRecord.Planned?, _ rules: CallFloor.Rules
    ) -> [CallRecord]? {
        // A family's other numbers are not kept, so a plan to ring it back is not made again.
        guard planned?.plan.callback == nil else { return nil }
        var turn = Turn(
            router: floor.router(event, before, rules), event: event,
            call: before ?? OpenCall(key: event.call, at: event.at, received: event.received),
            isNew: before == nil)
        var decided = false
        for record in logged.records where !decided {
            switch record {
            case .planned(let facts):
                if let inForce = rules.inForce {
                    turn.plan(for: facts.caller, inForce)
                } else {
                    turn.planWithoutRoster()
                }
            case .stepBegan, .promiseMade, .noPromise, .alarmRaised,
                .gatherAsked(.callbackNumber), .gatherAsked(.requestedCallbackNumber):
                switch before?.phase {
                case .gathering(.callbackNumber), .gathering(.requestedCallbackNumber):
                    // The keys themselves are not kept, only whether they were a number.
                    guard case .promiseMade(let made) = record else { return nil }
                    _ = turn.promise(byKey: made.byKey)
                case nil, .new, .gathering(.pin), .gathering(.institution),
                    .gathering(.callbackCode), .ringing, .taken, .released, .promised,
                    .withoutPromise, .ended:
                    _ = turn.advance()
                }
                decided = true
            case .began, .gatherAsked(.pin), .gatherAsked(.institution),
                .gatherAsked(.callbackCode), .institutionsOffered, .pinTried, .numberGiven,
                .legRang, .legAnswered, .legAccepted, .legReleased, .legEnded, .stepEnded,
                .fellBack, .callEnded, .followUpDue, .followUpAssigned, .followUpReminded,
                .followUpEscalated, .followUpEnded, .messageDue, .noted, .instructed:
                turn.record(record)
            }
        }
        return turn.records
    }
}

extension CallRecord {
    fileprivate var isNumber: Bool {
        if case .numberGiven = self { true } else { false }
    }
}

extension CallEvent.Kind {
    /// What came, as far as the event's records tell; `nil` where they do not.
    fileprivate init?(_ logged: LoggedEvent) {
        let first = logged.records.first
        switch logged.type {
        case .callbackRequested: self = .callbackRequested
        case .stepEnded:
            let step = logged.records.lazy.compactMap { record -> Int? in
                if case .stepEnded(let step, _) = record { step } else { nil }
            }.first
            guard let step else { return nil }
            self = .stepEnded(step)
        case .legRinging:
            guard case .legRang(let leg) = first else { return nil }
            self = .legRinging(leg)
        case .legAnswered:
            guard case .legAnswered(let leg) = first else { return nil }
            self = .legAnswered(leg)
        case .legAccepted:
            switch first {
            case .legAccepted(let leg, let confirmed):
                self = .legAccepted(leg, confirmed: confirmed)
            case .legReleased(let leg): self = .legAccepted(leg, confirmed: true)
            case nil, .began, .planned, .gatherAsked, .institutionsOffered, .pinTried,
                .numberGiven, .stepBegan, .legRang, .legAnswered, .legEnded, .stepEnded,
                .promiseMade, .noPromise, .fellBack, .callEnded, .followUpDue, .followUpAssigned,
                .followUpReminded, .followUpEscalated, .followUpEnded, .messageDue, .noted,
                .alarmRaised, .instructed:
                return nil
            }
        case .legEnded:
            guard case .legEnded(let leg, let reason) = first else { return nil }
            self = .legEnded(leg, reason ?? .noAnswer)
        case .callEnded:
            let by = logged.records.lazy.compactMap { record -> EndedBy? in
                if case .callEnded(let by) = record { by } else { nil }
            }.first
            guard let by else { return nil }
            self = .ended(by: by)
        case .callSwept: self = .swept
        case .followUpReminded:
            guard case .followUpReminded(let number) = first else { return nil }
            self = .followUp(.remind(number))
        // Who filled the escalation line then is not known from the roster of the call.
        case .callIncoming, .callDigits, .callFallback, .callNoted, .followUpEscalated,
            .followUpEnded, .followUpAssigned, .followUpAdded:
            return nil
        }
    }
}
