package import CallRouting
package import OnCallRoster

/// Everything that the log knows of one call.
package struct LoggedStory: Hashable, Sendable {
    package let summary: LoggedCall
    /// The plan that the call last went by.
    package let plan: RingPlan?
    /// Their instants are by the gateway's clock.
    package let legs: [OpenCall.Leg]
    /// What people said of it afterwards.
    package let facts: CallFacts?
    package let events: [Event]

    package struct Event: Hashable, Sendable {
        package let seq: Int64
        package let type: EventType
        package let at: Instant
        package let received: Instant
        package let delivery: String?
        package let late: Bool
        package let spooled: Bool
        package let instruction: Instruction.Name
    }
}

/// What there is of a call that was asked for by the gateway's id.
package enum StoryAnswer: Hashable, Sendable {
    case none
    /// Calls of several gateways have this id.
    case several([GatewayName])
    case one(LoggedStory)
}

/// An event of the log with its records, as it is folded.
struct StoredEvent {
    let event: LoggedStory.Event
    let records: [CallRecord]

    /// The columns that `init(row:)` reads, in its order; of one call, in the log's order.
    static let select: SQL = """
        SELECT e.seq, e.type, e.at, e.received, d.delivery, e.late, e.spooled, e.instruction,
            e.records, p.private_values
        FROM event e LEFT JOIN event_private p ON p.seq = e.seq
            LEFT JOIN delivery d ON d.seq = e.seq
        WHERE e.call_id = ?
        ORDER BY e.seq
        """

    init(row: Statement) throws(LogError) {
        event = LoggedStory.Event(
            seq: row.integer(0), type: try row.required(1) { EventType(rawValue: $0) },
            at: try row.instant(2), received: try row.instant(3), delivery: row.text(4),
            late: row.flag(5), spooled: row.flag(6),
            instruction: try row.required(7) { Instruction.Name(rawValue: $0) })
        records = try RecordText.records(
            of: row.text(8) ?? "", privateValues: row.text(9))
    }

    var logged: LoggedEvent {
        LoggedEvent(
            type: event.type, at: event.at, received: event.received, records: records)
    }
}
