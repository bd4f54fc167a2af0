import CallLog
import CallRouting
import OnCallRoster
import Testing

/// Lists for people, held against a plain look at every row; and how SQLite finds them.
@Suite struct `Lists of a log` {
    @Test func `of calls hold just what was asked for and may be seen, page by page`() async throws
    {
        try await withManyCalls { log, many in
            for (name, scope) in many.scopes {
                for query in many.callQueries {
                    var query = query
                    query.scope = scope
                    let expected = many.calls.filter { many.sees($0, scope) && query.wants($0) }
                        .sorted { ($0.began, $0.number) > ($1.began, $1.number) }
                    var found: [Int64] = []
                    for _ in 1...3 {
                        let page = try log.calls(query)
                        found += page.calls.map(\.number)
                        query.after = page.next
                        guard page.next != nil else { break }
                    }
                    let wanted = expected.map(\.number).prefix(3 * query.limit)
                    #expect(found == Array(wanted), "\(name): \(query)")
                }
            }
        }
    }

    @Test func `of follow-ups hold just what was asked for and may be seen`() async throws {
        try await withManyCalls { log, many in
            for (name, scope) in many.scopes {
                for query in many.followUpQueries {
                    var query = query
                    query.scope = scope
                    let expected = many.followUps.filter {
                        many.sees($0, scope) && query.wants($0)
                    }.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
                    let page = try log.followUps(query)
                    #expect(
                        page.followUps.map(\.id)
                            == expected.map(\.id).prefix(query.limit).map(\.self),
                        "\(name): \(query)")
                    query.after = page.next
                    guard page.next != nil else { continue }
                    let rest = expected.map(\.id).dropFirst(query.limit).prefix(query.limit)
                    #expect(try log.followUps(query).followUps.map(\.id) == Array(rest))
                }
            }
        }
    }

    @Test func `are found by an index, in their order`() async throws {
        try await withManyCalls { log, many in
            let raw = try RawDatabase(many.path)
            for (name, scope) in many.scopes where scope.families.count < 100 {
                for query in many.callQueries {
                    var query = query
                    query.scope = scope
                    let plan = try raw.rows("EXPLAIN QUERY PLAN " + query.sql).map { $0[3] }
                    // The parts of a scope are put together, and ordered once more.
                    let sorted = scope.isAll ? 0 : 1
                    #expect(plan.areByIndex(sorted: sorted), "\(name): \(query)\n\(plan)")
                }
                for query in many.followUpQueries {
                    var query = query
                    query.scope = scope
                    let plan = try raw.rows("EXPLAIN QUERY PLAN " + query.sql).map { $0[3] }
                    // A family's follow-ups are few, and ordered for themselves.
                    let sorted = scope.isAll ? 0 : 1 + scope.families.count
                    #expect(plan.areByIndex(sorted: sorted), "\(name): \(query)\n\(plan)")
                }
            }
            log.close()
        }
    }

    @Test func `know an institution that a call learnt late, and whoever was rung`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            for talk in try Talk.all() { try await log.append(talk) }
            let raw = try RawDatabase(path)
            let kept = "SELECT DISTINCT institution FROM follow_up ORDER BY 1"
            let ofCalls = """
                SELECT DISTINCT c.institution FROM follow_up f JOIN call c USING (call_id)
                ORDER BY 1
                """
            #expect(try raw.rows(kept).contains(["egetraeet"]))
            #expect(try raw.rows(kept) == raw.rows(ofCalls))
            // A follow-up that came up before its call knew whose it is.
            try raw.run("UPDATE call SET institution = NULL")
            #expect(try raw.rows(kept) == [["NULL"]])
            try raw.run("UPDATE call SET institution = 'solhjem'")
            #expect(try raw.rows(kept) == [["solhjem"]])
            let rung = """
                SELECT DISTINCT l.professional, c.began, c.call_id
                FROM leg l JOIN call c ON c.call_id = l.call_id
                WHERE l.professional IS NOT NULL ORDER BY 1, 2, 3
                """
            #expect(try raw.rows("SELECT * FROM rung ORDER BY 1, 2, 3") == raw.rows(rung))
            #expect(try raw.value("SELECT count(*) FROM rung") != "0")
            log.close()
        }
    }

    @Test func `of an earlier version are filled when it is brought to this one`() async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 7)
            let raw = try RawDatabase(path)
            try raw.run(ManyCalls.script)
            try CallLog(path: path).close()
            #expect(
                try raw.rows(
                    """
                    SELECT f.id FROM follow_up f JOIN call c ON c.call_id = f.call_id
                    WHERE f.institution IS NOT c.institution
                    """
                ).isEmpty)
            #expect(
                try raw.value("SELECT count(*) FROM follow_up WHERE institution = 'i-3'") != "0")
            let rung = "SELECT DISTINCT professional, call_id FROM leg ORDER BY 1, 2"
            #expect(
                try raw.rows("SELECT professional, call_id FROM rung ORDER BY 1, 2")
                    == raw.rows(rung))
        }
    }

    private func withManyCalls(_ body: (CallLog, ManyCalls) throws -> Void) async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 7)
            try RawDatabase(path).run(ManyCalls.script)
            let log = try CallLog(path: path)
            try body(log, try ManyCalls(log, path: path))
            log.close()
        }
    }
}

extension [String] {
    /// Whether a query's plan looks at no table as a whole and sorts no more often than that.
    fileprivate func areByIndex(sorted: Int) -> Bool {
        let scans = filter { line in
            line.hasPrefix("SCAN ") && !line.contains("USING") && !line.contains("subquery")
                && !line.hasPrefix("SCAN json_each") && !line.hasPrefix("SCAN (")
        }
        return scans.isEmpty && count { $0.contains("TEMP B-TREE FOR ORDER BY") } <= sorted
    }
}
