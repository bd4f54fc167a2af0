package import CallRouting
package import OnCallRoster

extension CallLog {
    /// A page of calls, newest first by when they began.
    package func calls(_ query: CallQuery) throws(LogError) -> CallPage {
        let limit = min(max(query.limit, 1), CallQuery.mostRows)
        let (conditions, values) = query.conditions
        var sql = LoggedCall.select
        if !conditions.isEmpty { sql += "\nWHERE " + conditions.joined(separator: " AND ") }
        sql += "\nORDER BY c.began DESC, c.call_id DESC LIMIT ?"
        let text = sql
        let found = try reader.ask { connection throws(LogError) -> [LoggedCall] in
            try connection.rows(composed: text, values + [.number(limit + 1)]) {
                row throws(LogError) in
                try LoggedCall(row: row)
            }
        }
        let page = Array(found.prefix(limit))
        return CallPage(calls: page, next: found.count > limit ? page.last?.number : nil)
    }

    /// All that is known of a call by the gateway's id, which two gateways may both have given.
    package func story(
        of call: String, gateway: GatewayName? = nil
    ) throws(LogError) -> StoryAnswer {
        try reader.askAtOnce { connection throws(LogError) -> StoryAnswer in
            // The gateways one after the other, each by the index that begins with its name.
            let known = try connection.rows(
                """
                WITH RECURSIVE known (name) AS (
                    SELECT min(gateway) FROM call
                    UNION ALL
                    SELECT (SELECT min(gateway) FROM call WHERE gateway > name)
                    FROM known WHERE name IS NOT NULL)
                SELECT c.gateway
                FROM known k JOIN call c ON c.gateway = k.name AND c.call = ?
                ORDER BY c.gateway
                """,
                [.text(call)]
            ) { GatewayName(rawValue: $0.text(0) ?? "") }
            let wanted = known.filter { gateway == nil || $0 == gateway }
            guard let name = wanted.first else { return .none }
            guard wanted.count == 1 else { return .several(wanted) }
            return try connection.story(of: CallKey(gateway: name, call: call))
        }
    }
}

/// Which calls are asked for.
package struct CallQuery: Hashable, Sendable {
    /// Calls that began at or after.
    package var from: Instant?
    /// Calls that began before.
    package var to: Instant?
    package var state: CallState?
    package var outcome: Outcome?
    package var institution: InstitutionID?
    /// Rows of a page, 1 to `mostRows`.
    package var limit = 100
    /// The `next` of the page before.
    package var after: Int64?

    package init() {}

    package static let mostRows = 1000
}

/// Calls, newest first.
package struct CallPage: Hashable, Sendable {
    package let calls: [LoggedCall]
    /// Where the next page begins; `nil` on the last.
    package let next: Int64?
}

extension CallQuery {
    /// The conditions of a WHERE clause and what their placeholders stand for.
    fileprivate var conditions: ([String], [SQLValue]) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        func add(_ condition: String, _ value: SQLValue) {
            guard value != .null else { return }
            conditions.append(condition)
            values.append(value)
        }
        add("c.began >= ?", .instant(from))
        add("c.began < ?", .instant(to))
        add("c.state = ?", .coded(state))
        add("c.outcome = ?", .coded(outcome))
        add("c.institution = ?", .coded(institution))
        if let after {
            add(
                "(c.began, c.call_id) < (SELECT began, call_id FROM call WHERE call_id = ?)",
                .integer(after))
        }
        return (conditions, values)
    }
}

extension Connection {
    fileprivate func story(of key: CallKey) throws(LogError) -> StoryAnswer {
        let summaries = try rows(
            composed: LoggedCall.select + "\nWHERE c.gateway = ? AND c.call = ?",
            [.coded(key.gateway), .text(key.call)]
        ) { row throws(LogError) in
            try LoggedCall(row: row)
        }
        guard let summary = summaries.first else { return .none }
        let stored = try storedEvents(ofCall: summary.number)
        let folded = OpenCall(key: key, folding: stored.map(\.logged))
        return .one(
            LoggedStory(
                summary: summary, plan: folded?.plan, legs: folded?.legs ?? [],
                events: stored.map(\.event)))
    }

    func storedEvents(ofCall number: Int64) throws(LogError) -> [StoredEvent] {
        try rows(StoredEvent.select, [.integer(number)]) { row throws(LogError) in
            try StoredEvent(row: row)
        }
    }
}
