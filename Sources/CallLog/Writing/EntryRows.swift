import CallRouting
import Crypto
import OnCallRoster

/// One entry as rows.
struct EntryRows: Sendable {
    let key: CallKey
    let hasEnded: Bool
    let family: String?
    /// The gateway and when it was heard of, where the event proves that it works.
    let sighting: Sighting?
    /// Each list follows the placeholders of its statement in `Connection+Append`, after those
    /// that only the writer knows: the family's key, the call's id, the event's number.
    let call: [SQLValue]
    let event: [SQLValue]
    let eventPrivate: [SQLValue]
    let delivery: Delivery?
    let derived: [DerivedRow]

    struct Sighting: Sendable {
        let gateway: String
        let received: Instant
        /// It ended a call that checked the line.
        let endsSelfCall: Bool
    }

    struct Delivery: Sendable {
        let gateway: String
        let delivery: String
        let bodySHA256: [UInt8]
        let received: Instant
    }

    /// - Parameter messages: The kinds of which messages are written.
    init(_ entry: LogEntry, messages: Set<MessageKind>) {
        let text = RecordJSON(entry.records)
        let salt = EntryRows.randomBytes(16)
        key = entry.call
        hasEnded = entry.state.ended != nil
        family = entry.state.caller.family?.value?.rawValue
        // A rehearsal of a person's own, over the control socket, came through no gateway.
        let isGateways = entry.type.isGateways && entry.delivery != nil
        sighting =
            isGateways
            ? Sighting(
                gateway: entry.call.gateway.rawValue, received: entry.received,
                endsSelfCall: entry.state.isSelfCall && entry.type == .callEnded) : nil
        call = EntryRows.call(entry.state)
        event = [
            .coded(entry.type), .moment(entry.at), .moment(entry.received),
            .flag(entry.late), .flag(entry.spooled), .coded(entry.instruction), .utf8(text.records),
            .blob(
                EntryRows.commitment(
                    salt: salt, body: entry.body, privateValues: text.privateValues)),
        ]
        eventPrivate = [
            .blob(salt), .blob(entry.body), .utf8(text.privateValues), .blob(entry.reply.body),
            .number(entry.reply.status),
        ]
        delivery = entry.delivery.map { id in
            Delivery(
                gateway: entry.call.gateway.rawValue, delivery: id,
                bodySHA256: entry.bodySHA256, received: entry.received)
        }
        derived = entry.derivedRows(messages: messages)
    }

    private static func call(_ state: OpenCall) -> [SQLValue] {
        let caller = state.caller
        let isSwept = state.ended?.by == .sweeper
        let taken = state.accepted.flatMap { state.leg($0.leg) }
        return [
            .coded(state.key.gateway), .text(state.key.call), .flag(state.rehearsal),
            .coded(state.ended == nil ? CallState.open : .ended), .coded(state.outcome),
            .coded(caller.kind), .coded(caller.contact), .coded(caller.professional),
            .coded(caller.institution), .coded(caller.municipality), .coded(caller.variant),
            .optional(caller.group), .instant(state.began), .instant(state.beganAt),
            .instant(state.accepted?.received), .instant(state.accepted?.at),
            .instant(state.ended?.received), .instant(state.ended?.at),
            .coded(state.ended?.by), .optional(state.roster), .flag(isSwept),
            // The legs whose rows are written: those that have ended or were accepted.
            .number(state.legs.count { $0.ended != nil || $0.accepted != nil }),
            (state.accepted?.leg.step).map { .number($0) } ?? .null,
            .coded(taken?.professional),
            (taken?.talked(isSwept: isSwept)).map { .integer($0.wholeMilliseconds) } ?? .null,
        ]
    }

    /// What binds an event to all of it that may be erased without telling it, even to who can guess
    /// it: the salt goes when the rest goes.
    static func commitment(salt: [UInt8], body: [UInt8], privateValues: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        withUnsafeBytes(of: UInt32(body.count).littleEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: body)
        hash.update(data: privateValues)
        return Array(hash.finalize())
    }

    /// As the versions before the fifth made it.
    static func earlierCommitment(salt: [UInt8], body: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: body)
        return Array(hash.finalize())
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        // Eight at a time: each number asked for is a system call.
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }
}

extension OpenCall.Leg {
    /// From acceptance to the end, by the gateway's clock; `nil` while it goes on, and where only the
    /// sweeper ended it.
    func talked(isSwept: Bool) -> Duration? {
        guard let accepted, let ended, reason != nil || !isSwept else { return nil }
        return max(.zero, ended - accepted)
    }
}
