package import CallRouting
package import OnCallRoster

/// One event of a call with all that was decided on it: what one commit makes durable.
package struct LogEntry: Sendable {
    package let call: CallKey
    package let type: EventType
    package let at: Instant
    package let received: Instant
    /// The gateway's id of the delivery; `nil` for the daemon's own events.
    package let delivery: String?
    /// The event's bytes as they came; they stand in a side table only.
    package let body: [UInt8]
    /// By which a repeated delivery is told from another under the same id.
    package let bodySHA256: [UInt8]
    package let records: [CallRecord]
    /// The name of the instruction that was replied.
    package let instruction: Instruction.Name
    package let reply: Reply
    /// The call after the event, from which the derived rows are written.
    package let state: OpenCall
    /// Met in the middle of the call, or long after it happened.
    package let late: Bool
    /// Kept in the spool before it came into the log.
    package let spooled: Bool

    /// What the gateway was answered, and is again for the same delivery.
    package struct Reply: Hashable, Sendable {
        package let status: Int
        package let body: [UInt8]

        package init(status: Int, body: [UInt8]) {
            self.status = status
            self.body = body
        }
    }

    package init(
        call: CallKey, type: EventType, at: Instant, received: Instant, delivery: String?,
        body: [UInt8], bodySHA256: [UInt8], records: [CallRecord],
        instruction: Instruction.Name, reply: Reply, state: OpenCall, late: Bool = false,
        spooled: Bool = false
    ) {
        self.call = call
        self.type = type
        self.at = at
        self.received = received
        self.delivery = delivery
        self.body = body
        self.bodySHA256 = bodySHA256
        self.records = records
        self.instruction = instruction
        self.reply = reply
        self.state = state
        self.late = late
        self.spooled = spooled
    }
}
