package import CallRouting
package import OnCallRoster

/// The durable record of all calls: what came, what was decided on it, what was replied.
///
/// Events are appended, never changed. The rows of calls, legs and promises are derived from them
/// in the same transaction. One connection writes, on a thread of its own; others only read.
package final class CallLog: Sendable {
    let path: String
    private let lock: LogLock
    let writer: LogWriter
    /// Asked at every event, so it never waits for a long question.
    let replies: LogReader
    let reader: LogReader
    private let seenDeliveries: SeenNames
    let seenCalls: SeenNames

    /// Opens the log, or makes a new one, and holds it for this process.
    ///
    /// - Parameters:
    ///   - messages: What calls tell people of, by messages in the outbox.
    ///   - committed: Told how long each event took from `submit` until it was on disk, on the
    ///     writer's thread.
    /// - Throws: `inUse` if another process has it; `tooNew` and `notALog` where opening it would
    ///   do harm.
    package init(
        path: String, faults: LogFaults = .none,
        messages: Set<MessageKind> = Set(MessageKind.allCases),
        committed: @escaping @Sendable (Duration) -> Void = { _ in }
    ) throws(LogError) {
        self.path = path
        lock = try LogLock(besides: path)
        let writer = try LogWriter(
            path: path, faults: faults, messages: messages, committed: committed)
        self.writer = writer
        do {
            replies = try LogReader(path: path)
            reader = try LogReader(path: path)
            seenDeliveries = try replies.seen("SELECT gateway, delivery FROM delivery LIMIT ?")
            seenCalls = try replies.seen("SELECT gateway, call FROM call LIMIT ?")
        } catch {
            writer.stop()
            throw error
        }
    }

    deinit { close() }

    /// Commits an entry; returns its number once the commit that holds it is on disk.
    ///
    /// Who appends from several tasks, and cares for the order, uses `submit`.
    ///
    /// - Throws: `duplicateDelivery` if the log has an event of this delivery already.
    @discardableResult
    package func append(_ entry: LogEntry) async throws(LogError) -> Int64 {
        try await submit(entry).seq()
    }

    /// Puts an entry in line for the next commit without waiting; the order of calls is the order
    /// of commits.
    package func submit(_ entry: LogEntry) -> Submission {
        let gateway = entry.call.gateway
        seenCalls.note(entry.call.call, gateway: gateway)
        if let delivery = entry.delivery { seenDeliveries.note(delivery, gateway: gateway) }
        return writer.submit(.append(entry))
    }

    /// Finishes what was submitted, moves everything into the one file and lets go of it. What is
    /// asked afterwards fails with `closed`.
    package func close() {
        replies.close()
        reader.close()
        writer.stop()
        lock.release()
    }

    /// What a delivery was replied; `nil` if the log has not seen it, or has forgotten it.
    package func reply(
        to delivery: String, gateway: GatewayName
    ) throws(LogError) -> StoredReply? {
        guard seenDeliveries.mayHold(delivery, gateway: gateway) else { return nil }
        return try replies.ask { connection throws(LogError) -> StoredReply? in
            try connection.row(
                """
                SELECT d.body_sha256, p.reply_status, p.reply
                FROM delivery d LEFT JOIN event_private p ON p.seq = d.seq
                WHERE d.gateway = ? AND d.delivery = ?
                """,
                [.coded(gateway), .text(delivery)]
            ) { row in
                let reply = row.blob(2).map { body in
                    LogEntry.Reply(status: Int(row.integer(1)), body: body)
                }
                return StoredReply(bodySHA256: row.blob(0) ?? [], reply: reply)
            }
        }
    }

    /// Forgets which deliveries came before an instant; their events stay.
    package func forgetDeliveries(before instant: Instant, now: Instant) async throws(LogError) {
        let work = LogWriter.Work.forgetDeliveries(before: instant.logText, now: now.logText)
        _ = try await writer.submit(work).seq()
    }

    /// Writes what is no event, in a transaction of its own.
    func change(
        _ body: @escaping @Sendable (Connection) throws(LogError) -> Int64
    ) async throws(LogError) -> Int64 {
        try await writer.submit(.change(body)).seq()
    }

    /// Proves that the writer's thread turns and may write.
    package func ping() async throws(LogError) {
        _ = try await submitPing().seq()
    }

    /// As `ping`, in line behind what was submitted before.
    package func submitPing() -> Submission {
        writer.submit(.ping)
    }

    /// How the writer's commits are synced, as SQLite reads it back: 2 is FULL.
    package var synchronous: Int {
        get throws(LogError) { Int(try writer.submit(.readSynchronous).block()) }
    }

    /// Commits of events since the log was opened; entries that waited together share one.
    package var commits: Int { writer.commits }
}

extension LogReader {
    /// The names of a query for gateway and name, which takes the most rows there may be.
    fileprivate func seen(_ sql: SQL) throws(LogError) -> SeenNames {
        typealias Known = (gateway: String, name: String)
        let most = SeenNames.mostAtStart
        let known = try ask { connection throws(LogError) -> [Known] in
            try connection.rows(sql, [.number(most + 1)]) {
                (gateway: $0.text(0) ?? "", name: $0.text(1) ?? "")
            }
        }
        return SeenNames(known.count > most ? nil : known)
    }
}

/// What a delivery was replied.
package struct StoredReply: Hashable, Sendable {
    /// Of the event's body, by which a repetition is told from another event.
    package let bodySHA256: [UInt8]
    /// `nil` where erasure took it.
    package let reply: LogEntry.Reply?
}
