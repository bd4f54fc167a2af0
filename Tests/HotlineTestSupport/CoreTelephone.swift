package import CallRouting
package import OnCallRoster

/// The pure core as a telephone: a gateway and a daemon in one.
package final class CoreTelephone: Telephone {
    private var talk: Conversation
    private var latest: (call: String, kind: CallEvent.Kind, heard: Heard)?
    private var call = "c-1"

    package init(_ roster: RosterText) throws {
        talk = try Conversation(roster)
    }

    package var now: Instant { talk.now }

    package func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard {
        try send(
            .incoming(
                CallEvent.Incoming(from: CallerID(from), to: to, rehearsal: rehearsal)))
    }

    package func send(_ kind: CallEvent.Kind) throws -> Heard {
        talk.turnTo(call)
        let heard = Heard(try talk.send(kind))
        latest = (call, kind, heard)
        return heard
    }

    /// The core knows no deliveries: what it would be sent is dropped before it.
    package func repeatsLast() throws -> Heard {
        guard let latest else { throw Conversation.Broken(description: "nothing was sent yet") }
        return latest.heard
    }

    package func turnTo(_ call: String) {
        self.call = call
        talk.turnTo(call)
    }

    package func passes(seconds: Int) throws {
        talk.passes(seconds: seconds)
        try talk.daemonLooks()
    }

    package func clockIsSet(to instant: Instant) throws {
        talk.clockIsSet(to: instant)
        try talk.daemonLooks()
    }

    package func restarts() throws {
        talk.restart()
        try talk.daemonLooks()
    }

    package func rosterBecomes(_ yaml: String) throws { try talk.change(yaml: yaml) }

    package func person(says how: FollowUpEnding, of followUp: Int) throws {
        try talk.send(.followUp(.end(followUp, how, at: talk.now)))
    }

    package func alarms() throws -> [String] { talk.logs.values.flatMap(alarms(in:)) }

    private func alarms(in log: [LoggedEvent]) -> [String] {
        log.flatMap(\.records).compactMap { record in
            if case .alarmRaised(let code) = record { code.rawValue } else { nil }
        }
    }

    package func told() throws -> ToldCall {
        try talk.daemonLooks()
        let call = talk.call
        var told = ToldCall()
        told.callerKind = call.caller.kind.rawValue
        told.institution = call.caller.institution?.rawValue
        told.outcome = call.outcome.rawValue
        told.isEnded = call.ended != nil
        told.endedBy = call.ended?.by.rawValue
        told.roster = call.roster
        told.legs = call.legs.map { leg in
            ToldCall.Leg(
                leg: leg.id.description,
                who: leg.professional?.rawValue
                    ?? (leg.because == .callback ? "family" : leg.uri?.uri ?? "gone"),
                accepted: leg.accepted != nil, confirmed: leg.confirmed,
                reason: leg.reason?.rawValue,
                seconds: leg.ended.map { ($0 - leg.began).wholeSeconds })
        }
        told.followUps = call.followUps.map { followUp in
            ToldCall.Task(
                kind: followUp.kind.rawValue, owner: followUp.owner?.description,
                deadline: followUp.deadline, isReminded: followUp.reminded != nil,
                isEscalated: followUp.escalated != nil, how: followUp.done?.how.rawValue,
                code: followUp.code)
        }
        told.promise = call.followUps.first { $0.kind == .promise }.map { promise in
            let reached = promise.done.flatMap { $0.how.familyWasReached ? $0.at : nil }
            let isKept = reached.map { $0 <= promise.deadline } ?? false
            return ToldCall.Promise(
                deadline: promise.deadline, owner: promise.owner?.description,
                state: promise.isOpen ? "open" : isKept ? "kept" : "broken")
        }
        told.events = talk.logs[call.key]?.count ?? 0
        return told
    }
}

extension Heard {
    package init(_ instruction: Instruction) {
        self.init(instruction.name)
        switch instruction {
        case .dial(let dial):
            step = dial.step
            seconds = dial.ringSeconds
            maxWaitSeconds = dial.maxWaitSeconds
            callerID = dial.callerID.value?.e164
            otherwise = dial.otherwise.value?.uri
            text = dial.announce?.text.value
            targets = dial.targets.map { target in
                let uri = target.uri.value?.uri ?? "gone"
                return Target(
                    leg: target.leg.description,
                    who: target.professional?.rawValue
                        ?? target.family.map { "family \($0.value?.rawValue ?? "gone")" } ?? uri,
                    uri: uri, confirm: target.confirm, whisper: target.whisper?.text.value,
                    brief: target.brief?.text.value)
            }
        case .connect(let leg): self.leg = leg.description
        case .release(let leg, let announcement):
            self.leg = leg.description
            text = announcement.text.value
        case .gather(let digits, let announcement):
            self.digits = digits
            text = announcement.text.value
        case .callback(let deadline, let announcement):
            self.deadline = deadline
            text = announcement.text.value
        case .wait: break
        case .hangup(let announcement): text = announcement?.text.value
        }
    }
}
