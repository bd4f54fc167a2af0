import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Writes a message when it is handed out: whom it reaches, in which language, in what words. It
/// keeps nothing, and everything it needs is given to it.
struct MessageComposer {
    /// `nil` while no good roster is in force.
    let inForce: RosterInForce?
    let settings: MessengerSettings
    /// `nil`: messages carry no link.
    let consoleURL: String?

    enum Composed: Hashable, Sendable {
        case send(DueMessage)
        /// Nobody needs it any more, or nobody can be told; why, in coded form.
        case drop(String)
        /// It cannot be told yet.
        case wait(String)
    }

    /// - Parameter digest: What a digest tells, counted now; `nil` for every other kind.
    func compose(_ message: OutboxMessage, digest: DigestCounts? = nil) -> Composed {
        if let reason = outlived(message) { return .drop(reason) }
        let address: MessageAddress?
        if let inForce {
            address = MessageAddress(
                of: message.recipient, in: inForce.roster, by: settings)
        } else if message.recipient == .administrator {
            address = MessageAddress(ofAdministrator: settings)
        } else {
            return .wait("no-roster")
        }
        guard let address else { return .drop("no-address") }
        guard let facts = facts(of: message, digest) else { return .drop("no-cause") }
        let text = facts.text(in: address.language, link: link(of: message))
        return .send(
            DueMessage(
                id: Int(message.id), key: message.key, attempt: message.attempt,
                kind: message.kind.rawValue, channel: address.channel.rawValue, to: address.to,
                subject: address.channel == .email ? text.subject : nil, text: text.body,
                language: address.language.rawValue, deadline: message.deadline.description))
    }

    /// Why the message has lost its sense since it was made; `nil` where it has not.
    private func outlived(_ message: OutboxMessage) -> String? {
        switch message.kind {
        case .ringing: return message.cause.isCallOver ? "over" : nil
        case .afterCall: return message.cause.isNoted ? "noted" : nil
        case .callbackDue, .callbackOverdue: return message.cause.isDone ? "done" : nil
        case .dutyReminder:
            guard case .duty(let line, let starts) = cause(of: message), let inForce,
                inForce.duty.span.contains(starts)
            else { return nil }
            let holder = inForce.duty.holder(of: line, at: starts)?.professional
            return holder == message.recipient.professional ? nil : "changed"
        case .dutyUnconfirmed, .caseworker, .alarm, .signIn, .digest, .rosterChange: return nil
        }
    }

    private func cause(of message: OutboxMessage) -> MessageCause? {
        message.about.flatMap { MessageCause($0) }
    }

    private func facts(of message: OutboxMessage, _ digest: DigestCounts?) -> MessageFacts? {
        switch message.kind {
        case .ringing: return message.call.map { .ringing(call: $0) }
        case .afterCall: return message.call.map { .afterCall(call: $0) }
        case .caseworker: return message.call.map { .caseworker(call: $0) }
        case .callbackDue:
            guard let call = message.call, let due = message.cause.due else { return nil }
            return .callbackDue(call: call, by: time(due), code: message.cause.code)
        case .callbackOverdue:
            guard let call = message.call, let due = message.cause.due else { return nil }
            return .callbackOverdue(call: call, by: time(due), code: message.cause.code)
        case .alarm: return alarm(message)
        case .signIn: return .signIn(until: time(message.deadline))
        case .dutyReminder:
            guard case .duty(let line, let starts) = cause(of: message) else { return nil }
            let (name, place) = names(of: line)
            return .dutyReminder(
                line: name, place: place, from: time(starts), asks: message.link != nil)
        case .dutyUnconfirmed:
            guard case .duty(let line, let starts) = cause(of: message) else { return nil }
            let (name, place) = names(of: line)
            return .dutyUnconfirmed(line: name, place: place, from: time(starts))
        case .digest:
            guard let digest else { return nil }
            return .digest(
                calls: digest.calls, latest: digest.latest, due: digest.due,
                overdue: digest.overdue)
        case .rosterChange:
            guard case .roster(_, let gained, let lost, let first) = cause(of: message) else {
                return nil
            }
            return .rosterChange(gained: gained, lost: lost, first: time(first))
        }
    }

    private func alarm(_ message: OutboxMessage) -> MessageFacts? {
        if let call = message.call, let code = message.about {
            return .alarmOfCall(call: call, code: code)
        }
        switch cause(of: message) {
        case .alarm(let code, _, let since): return .alarm(code: code, since: time(since))
        case .rosterAlarms(_, let count): return .rosterAlarms(count: count)
        case .duty, .day, .roster, nil: return nil
        }
    }

    private func time(_ instant: Instant) -> MessageTime {
        let (date, time) = (inForce?.roster.zone ?? .danish).wall(of: instant)
        let (_, month, day) = date.components
        return MessageTime(day: day, month: month, clock: time.description)
    }

    /// A line's name, and that of its institution or municipality.
    private func names(of line: LineID) -> (String, String) {
        let roster = inForce?.roster
        let place: String? =
            switch line.owner {
            case .institution(let id): roster?.institutions[id]?.name
            case .municipality(let id): roster?.municipalities[id]?.name
            }
        return (roster?.line(line)?.name ?? line.name.rawValue, place ?? line.owner.name)
    }

    private func link(of message: OutboxMessage) -> String? {
        if let link = message.link { return link }
        guard let base = consoleURL.map({ $0 + "/console" }) else { return nil }
        let page: String? =
            switch message.kind {
            case .ringing: message.call.map { "/calls/\($0)/card" }
            case .afterCall: message.call.map { "/calls/\($0)/note" }
            // Whoever owes it may see the follow-up, and need not see the call.
            case .callbackDue, .callbackOverdue: message.cause.followUp.map { "/follow-ups/\($0)" }
            case .caseworker, .alarm:
                message.call.map { "/calls/\($0)" }
            case .signIn, .dutyReminder, .dutyUnconfirmed, .digest, .rosterChange: nil
            }
        return base + (page ?? "")
    }
}
