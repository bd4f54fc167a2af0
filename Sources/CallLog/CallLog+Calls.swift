package import CallRouting
package import OnCallRoster

extension CallLog {
    /// A page of calls, newest first by when they began.
    package func calls(_ query: CallQuery) throws(LogError) -> CallPage {
        let limit = min(max(query.limit, 1), CallQuery.mostRows)
        guard !query.scope.isEmpty else { return CallPage(calls: [], next: nil) }
        let (text, values) = query.statement(rows: limit + 1)
        let found = try reader.ask { connection throws(LogError) -> [LoggedCall] in
            try connection.rows(composed: text, values) { row throws(LogError) in
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

    /// All that is known of the call of a number of the log; `nil` if there is none.
    package func story(numbered number: Int64) throws(LogError) -> LoggedStory? {
        try reader.askAtOnce { connection throws(LogError) -> LoggedStory? in
            try connection.story(where: "c.call_id = ?", [.integer(number)])
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
    /// Of this family only.
    package var family: FamilyID?
    /// What the asker may see.
    package var scope = CallScope.all
    /// Of these calls only, by their numbers in the log; `nil`: of all.
    var among: [Int64]?
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
    /// Whether only calls are asked for that rang in vain, which are rare and have indexes.
    private var isUnanswered: Bool {
        switch outcome {
        case .short, .abandoned, .failed, .unknown: true
        case .open, .answered, nil: false
        }
    }

    /// Only an open call has no outcome yet.
    private var isOpen: Bool { state == .open || outcome == .open }

    /// What is asked of one call's row, and what its placeholders stand for. What an index is only
    /// of is said with constants, for SQLite to see it.
    ///
    /// - Parameter order: Where `began` and `call_id` stand.
    private func conditions(order: String = "c") -> ([String], [SQLValue]) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        func add(_ condition: String, _ value: SQLValue) {
            guard value != .null else { return }
            conditions.append(condition)
            values.append(value)
        }
        if isOpen { conditions.append("c.state = 'open'") }
        if state == .ended { conditions.append("c.state = 'ended'") }
        if isUnanswered {
            conditions.append("c.outcome IN ('short', 'abandoned', 'failed', 'unknown')")
        }
        add("c.outcome = ?", .coded(outcome))
        add("\(order).began >= ?", .instant(from))
        add("\(order).began < ?", .instant(to))
        add("c.institution = ?", .coded(institution))
        add(
            "c.family_key = (SELECT key FROM family_key_private WHERE family = ?)",
            .coded(family))
        if let among {
            let numbers = among.map(String.init).joined(separator: ",")
            add("c.call_id IN (SELECT value FROM json_each(?))", .text("[\(numbers)]"))
        }
        if let after {
            add(
                """
                (\(order).began, \(order).call_id) < (
                SELECT began, call_id FROM call WHERE call_id = ?)
                """, .integer(after))
        }
        return (conditions, values)
    }

    /// The index that gives the fewest rows, in the list's order.
    private var index: String? {
        let kind = isUnanswered ? "_unanswered" : ""
        if among != nil { return nil }
        if isOpen { return "call_open" }
        if family != nil { return "call_family\(kind)" }
        if institution != nil { return "call_institution\(kind)" }
        return isUnanswered ? "call_unanswered" : "call_began"
    }

    /// The statement that finds a page, for whoever looks at the plan that SQLite makes of it.
    package var sql: String { statement(rows: CallQuery.mostRows).0 }

    /// Of few calls each is held against the scope. Of many, each part of the scope is looked up by
    /// its own index, newest first, and no further than the page is long; then they are put together.
    fileprivate func statement(rows: Int) -> (String, [SQLValue]) {
        let areFew = isOpen || family != nil || among != nil
        guard scope.isAll || areFew else { return statementOfParts(rows: rows) }
        var (conditions, values) = conditions()
        if !scope.isAll {
            let scoped = scope.conditionOfCalls
            conditions.append(scoped.text)
            values += scoped.values
        }
        let by = index.map { "INDEXED BY \($0)" } ?? ""
        let clause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return (
            """
            \(LoggedCall.select(from: "call c \(by)"))
            \(clause)
            ORDER BY c.began DESC, c.call_id DESC LIMIT ?
            """, values + [.number(rows)]
        )
    }

    private func statementOfParts(rows: Int) -> (String, [SQLValue]) {
        var selects: [String] = []
        var all: [SQLValue] = []
        for part in scope.parts(unanswered: isUnanswered) {
            let (conditions, values) = conditions(order: part.order)
            let clause = ([part.condition] + conditions).joined(separator: " AND ")
            selects.append(
                """
                SELECT call_id FROM (
                SELECT c.call_id FROM \(part.source)
                WHERE \(clause)
                ORDER BY \(part.order).began DESC, \(part.order).call_id DESC LIMIT ?)
                """)
            all += part.values + values + [.number(rows)]
        }
        return (
            """
            \(LoggedCall.select)
            WHERE c.call_id IN (\(union(selects)))
            ORDER BY c.began DESC, c.call_id DESC LIMIT ?
            """, all + [.number(rows)]
        )
    }
}

extension Connection {
    fileprivate func story(of key: CallKey) throws(LogError) -> StoryAnswer {
        let story = try story(
            where: "c.gateway = ? AND c.call = ?", [.coded(key.gateway), .text(key.call)])
        return story.map { .one($0) } ?? .none
    }

    /// The story of the one call that a condition is true of.
    fileprivate func story(
        where condition: String, _ values: [SQLValue]
    ) throws(LogError) -> LoggedStory? {
        let summaries = try rows(
            composed: "\(LoggedCall.select)\nWHERE \(condition)", values
        ) { row throws(LogError) in
            try LoggedCall(row: row)
        }
        guard let summary = summaries.first else { return nil }
        let stored = try storedEvents(ofCall: summary.number)
        let folded = OpenCall(key: summary.key, folding: stored.map(\.logged))
        return LoggedStory(
            summary: summary, plan: folded?.plan, legs: folded?.legs ?? [],
            facts: folded?.facts, events: stored.map(\.event))
    }

    func storedEvents(ofCall number: Int64) throws(LogError) -> [StoredEvent] {
        try rows(StoredEvent.select, [.integer(number)]) { row throws(LogError) in
            try StoredEvent(row: row)
        }
    }
}
