package import CallRouting
package import OnCallRoster

extension CallLog {
    /// A page of follow-ups, the earliest deadline first.
    package func followUps(_ query: FollowUpQuery) throws(LogError) -> FollowUpPage {
        let limit = min(max(query.limit, 1), FollowUpQuery.mostRows)
        guard !query.scope.isEmpty else { return FollowUpPage(followUps: [], next: nil) }
        let (text, values) = query.statement(rows: limit + 1)
        let found = try reader.ask { connection throws(LogError) -> [LoggedFollowUp] in
            try connection.rows(composed: text, values) { row throws(LogError) in
                try LoggedFollowUp(row: row)
            }
        }
        let page = Array(found.prefix(limit))
        return FollowUpPage(followUps: page, next: found.count > limit ? page.last?.id : nil)
    }

    /// The follow-up of a number of the log; `nil` if there is none.
    package func followUp(_ id: Int64) throws(LogError) -> LoggedFollowUp? {
        try reader.ask { connection throws(LogError) -> LoggedFollowUp? in
            try connection.rows(
                composed: LoggedFollowUp.select + "\nWHERE u.id = ?", [.integer(id)]
            ) { row throws(LogError) in
                try LoggedFollowUp(row: row)
            }.first
        }
    }

    /// The follow-ups of one call, in the order in which they came up.
    package func followUps(of call: CallKey) throws(LogError) -> [LoggedFollowUp] {
        try reader.ask { connection throws(LogError) -> [LoggedFollowUp] in
            try connection.rows(
                composed: LoggedFollowUp.selectFromCalls
                    + "\nWHERE c.gateway = ? AND c.call = ? ORDER BY u.number",
                [.coded(call.gateway), .text(call.call)]
            ) { row throws(LogError) in
                try LoggedFollowUp(row: row)
            }
        }
    }
}

/// Which follow-ups are asked for.
package struct FollowUpQuery: Hashable, Sendable {
    /// Open ones, or done ones; `nil`: both.
    package var isOpen: Bool?
    package var owner: String?
    package var institution: InstitutionID?
    /// Of these kinds only; empty: of all.
    package var kinds: Set<FollowUpKind> = []
    /// What the asker may see: theirs, and those of their institutions' and families' calls.
    package var scope = CallScope.all
    /// Rows of a page, 1 to `mostRows`.
    package var limit = 100
    /// The `next` of the page before.
    package var after: Int64?

    package init() {}

    package static let mostRows = 1000
}

package struct FollowUpPage: Hashable, Sendable {
    package let followUps: [LoggedFollowUp]
    /// Where the next page begins; `nil` on the last.
    package let next: Int64?
}

/// A follow-up as the log tells it, with the call that it is from.
package struct LoggedFollowUp: Hashable, Sendable {
    /// Its number among all follow-ups of the log.
    package let id: Int64
    package let key: FollowUpKey
    /// The log's number of its call.
    package let callNumber: Int64
    package let kind: FollowUpKind
    package let family: FamilyID?
    package let institution: InstitutionID?
    package let municipality: MunicipalityID?
    package let owner: FollowUpOwner?
    package let made: Instant
    package let deadline: Instant
    package let code: Int?
    package let reminded: Instant?
    package let escalated: Instant?
    package let ended: Instant?
    package let how: FollowUpEnding?
    /// `nil` where there is none, or retention took it.
    package let note: String?
}

extension LoggedFollowUp {
    /// The columns that `init(row:)` reads, in its order. Follow-ups are gone through in an order of
    /// theirs, each with its call; SQLite may begin with all calls of the log otherwise.
    fileprivate static let select = select(from: "follow_up u")
    /// The same, from a few calls.
    fileprivate static let selectFromCalls = select(from: "follow_up u", "JOIN")

    fileprivate static func select(
        from source: String, _ join: String = "CROSS JOIN"
    ) -> String {
        """
        SELECT u.id, c.gateway, c.call, u.number, u.kind, f.family, c.institution, c.municipality,
            u.professional, u.contact, u.made, u.deadline, u.code, u.reminded, u.escalated,
            u.ended, u.how, n.note, u.call_id
        FROM \(source)
            \(join) call c ON c.call_id = u.call_id
            LEFT JOIN family_key_private f ON f.key = c.family_key
            LEFT JOIN follow_up_private n ON n.follow_up = u.id
        """
    }

    fileprivate init(row: Statement) throws(LogError) {
        id = row.integer(0)
        key = FollowUpKey(call: CallKey(row: row, from: 1), number: Int(row.integer(3)))
        kind = try row.required(4) { FollowUpKind(rawValue: $0) }
        family = row.identifier(5)
        institution = row.identifier(6)
        municipality = row.identifier(7)
        let professional: ProfessionalID? = row.identifier(8)
        let contact: ContactID? = row.identifier(9)
        owner =
            professional.map { .professional($0) } ?? contact.map { .contact($0) }
        made = try row.instant(10)
        deadline = try row.instant(11)
        code = row.isNull(12) ? nil : Int(row.integer(12))
        reminded = try row.instantIfAny(13)
        escalated = try row.instantIfAny(14)
        ended = try row.instantIfAny(15)
        how = try row.value(16) { FollowUpEnding(rawValue: $0) }
        note = row.text(17)
        callNumber = row.integer(18)
    }
}

extension FollowUpQuery {
    /// The conditions of a WHERE clause and what their placeholders stand for.
    fileprivate var conditions: ([String], [SQLValue]) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        if let isOpen { conditions.append(isOpen ? "u.ended IS NULL" : "u.ended IS NOT NULL") }
        if let owner {
            conditions.append("coalesce(u.professional, u.contact) = ?")
            values.append(.text(owner))
        }
        if let institution {
            conditions.append("u.institution = ?")
            values.append(.coded(institution))
        }
        if !kinds.isEmpty {
            let words = kinds.map(\.rawValue).sorted()
            conditions.append("u.kind IN (\(words.map { _ in "?" }.joined(separator: ", ")))")
            values += words.map { .text($0) }
        }
        if let after {
            conditions.append(
                "(u.deadline, u.id) > (SELECT deadline, id FROM follow_up WHERE id = ?)")
            values.append(.integer(after))
        }
        return (conditions, values)
    }

    /// The index that gives the fewest rows, in the list's order.
    private var index: String {
        if isOpen == true { return "follow_up_open" }
        if owner != nil { return "follow_up_owner" }
        return institution == nil ? "follow_up_deadline" : "follow_up_institution"
    }

    /// The statement that finds a page, for whoever looks at the plan that SQLite makes of it.
    package var sql: String { statement(rows: FollowUpQuery.mostRows).0 }

    /// As with calls: what is open is little, and held against the scope; else each part of the scope
    /// is looked up by an index of its own.
    fileprivate func statement(rows: Int) -> (String, [SQLValue]) {
        guard scope.isAll || isOpen == true else { return statementOfParts(rows: rows) }
        var (conditions, values) = conditions
        if !scope.isAll {
            let scoped = scope.conditionOfFollowUps
            conditions.append(scoped.text)
            values += scoped.values
        }
        let clause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return (
            """
            \(LoggedFollowUp.select(from: "follow_up u INDEXED BY \(index)"))
            \(clause)
            \(order)
            """, values + [.number(rows)]
        )
    }

    private func statementOfParts(rows: Int) -> (String, [SQLValue]) {
        let (conditions, values) = conditions
        var selects: [String] = []
        var all: [SQLValue] = []
        for part in scope.followUpParts {
            let clause = ([part.condition] + conditions).joined(separator: " AND ")
            selects.append(
                "SELECT id FROM (SELECT u.id FROM \(part.source)\nWHERE \(clause)\n\(order))")
            all += part.values + values + [.number(rows)]
        }
        return (
            "\(LoggedFollowUp.select)\nWHERE u.id IN (\(union(selects)))\n\(order)",
            all + [.number(rows)]
        )
    }

    private var order: String { "ORDER BY u.deadline, u.id LIMIT ?" }
}
