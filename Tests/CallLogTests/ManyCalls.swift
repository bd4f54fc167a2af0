import CallLog
import CallRouting
import OnCallRoster

/// Calls of every kind, spread over institutions, families and people by arithmetic, and who may see
/// which, found by looking at each.
struct ManyCalls {
    let path: String
    let calls: [LoggedCall]
    let followUps: [LoggedFollowUp]
    /// Whom each call rang.
    private let rung: [Int64: Set<String>]
    private let noted: Set<Int64>

    init(_ log: CallLog, path: String) throws {
        self.path = path
        var query = CallQuery()
        query.limit = CallQuery.mostRows
        var calls: [LoggedCall] = []
        repeat {
            let page = try log.calls(query)
            calls += page.calls
            query.after = page.next
        } while query.after != nil
        self.calls = calls
        var asked = FollowUpQuery()
        asked.limit = FollowUpQuery.mostRows
        var followUps: [LoggedFollowUp] = []
        repeat {
            let page = try log.followUps(asked)
            followUps += page.followUps
            asked.after = page.next
        } while asked.after != nil
        self.followUps = followUps
        let raw = try RawDatabase(path)
        var rung: [Int64: Set<String>] = [:]
        for row in try raw.rows("SELECT call_id, professional FROM leg") {
            rung[Int64(row[0]) ?? 0, default: []].insert(row[1])
        }
        self.rung = rung
        noted = Set(
            try raw.rows("SELECT call_id FROM call_note WHERE caseworker = 1")
                .compactMap { Int64($0[0]) })
    }

    func sees(_ call: LoggedCall, _ scope: CallScope) -> Bool {
        let rings = rung[call.number] ?? []
        let isOwn = call.family.map { scope.families.contains($0) } ?? false
        let isTold = call.family.map { scope.familiesWhenNoted.contains($0) } ?? false
        return scope.isAll || isOwn || isTold && noted.contains(call.number)
            || call.institution.map { scope.institutions.contains($0) } ?? false
            || call.professional.map { scope.professionals.contains($0) } ?? false
            || call.contact.map { scope.contacts.contains($0) } ?? false
            || scope.professionals.contains { rings.contains($0.rawValue) }
            || scope.calls.contains(call.key)
    }

    func sees(_ followUp: LoggedFollowUp, _ scope: CallScope) -> Bool {
        let owner: Bool =
            switch followUp.owner {
            case .professional(let id): scope.professionals.contains(id)
            case .contact(let id): scope.contacts.contains(id)
            case nil: false
            }
        return scope.isAll || owner
            || followUp.institution.map { scope.institutions.contains($0) } ?? false
            || followUp.family.map { scope.families.contains($0) } ?? false
    }

    /// A visitor of every role, and some of several.
    var scopes: [(String, CallScope)] {
        func scope(_ change: (inout CallScope) -> Void) -> CallScope {
            var scope = CallScope()
            change(&scope)
            return scope
        }
        let families = (1...1200).compactMap { FamilyID(rawValue: "family-\($0)") }
        return [
            ("administrator", .all),
            ("leader", scope { $0.institutions = ["i-3", "i-5"] }),
            ("staff", scope { $0.professionals = ["p-4"] }),
            (
                "consultant",
                scope {
                    $0.contacts = ["k-2"]
                    $0.families = Set(families[3..<9])
                }
            ),
            ("consultant of 1,200 families", scope { $0.families = Set(families) }),
            (
                "caseworker",
                scope {
                    $0.contacts = ["k-1"]
                    $0.familiesWhenNoted = Set(families[10..<14])
                }
            ),
            (
                "leader on duty, beside a call that rings",
                scope {
                    $0.institutions = ["i-1"]
                    $0.professionals = ["p-1", "p-2"]
                    $0.calls = [CallKey(gateway: "lab", call: "c-97")]
                }
            ),
        ]
    }

    var callQueries: [CallQuery] {
        var queries: [CallQuery] = []
        let outcomes: [Outcome?] = [nil] + Outcome.allCases
        for outcome in outcomes {
            for state: CallState? in [nil, .open, .ended] {
                for (institution, family): (InstitutionID?, FamilyID?) in [
                    (nil, nil), ("i-3", nil), (nil, "family-7"), ("i-1", "family-7"),
                ] {
                    var query = CallQuery()
                    (query.outcome, query.state) = (outcome, state)
                    (query.institution, query.family) = (institution, family)
                    query.limit = 7
                    queries.append(query)
                }
            }
        }
        return queries
    }

    var followUpQueries: [FollowUpQuery] {
        var queries: [FollowUpQuery] = []
        for isOpen in [nil, true, false] {
            for (owner, institution): (String?, InstitutionID?) in [
                (nil, nil), ("p-1", nil), (nil, "i-3"), ("k-2", "i-5"),
            ] {
                for kinds: Set<FollowUpKind> in [[], [.promise]] {
                    var query = FollowUpQuery()
                    (query.isOpen, query.owner, query.institution) = (isOpen, owner, institution)
                    query.kinds = kinds
                    query.limit = 9
                    queries.append(query)
                }
            }
        }
        return queries
    }

    /// The rows, in the columns of schema 7; the order of time is another than that of the log.
    static let script = """
        CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
        INSERT INTO n WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000)
            SELECT i FROM r;
        INSERT INTO family_key (key) SELECT printf('%032x', i) FROM n WHERE i <= 1300;
        INSERT INTO family_key_private (key, family)
            SELECT printf('%032x', i), 'family-' || i FROM n WHERE i <= 1300;
        INSERT INTO call (
            call_id, gateway, call, rehearsal, state, outcome, caller_kind, family_key, contact,
            professional, institution, municipality, began, began_at, answered, answered_at, ended,
            ended_at, ended_by, swept)
        SELECT i, 'lab', 'c-' || i, 0, iif(i % 97 = 0, 'open', 'ended'),
            CASE WHEN i % 97 = 0 THEN 'open' WHEN i % 7 = 0 THEN 'failed' WHEN i % 11 = 0 THEN 'short'
                WHEN i % 5 = 0 THEN 'abandoned' WHEN i % 13 = 0 THEN 'unknown' ELSE 'answered' END,
            CASE WHEN i % 40 = 3 THEN 'contact' WHEN i % 50 = 1 THEN 'professional' ELSE 'family' END,
            iif(i % 40 = 3 OR i % 50 = 1, NULL, printf('%032x', 1 + i * i % 1300)),
            iif(i % 40 = 3, 'k-' || (i % 3), NULL), iif(i % 50 = 1, 'p-' || (i % 9), NULL),
            iif(i % 17 = 0, NULL, 'i-' || (i * 3 % 7)), 'm',
            strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 741 % 1000 * 60, 'unixepoch'),
            '2026-01-01T00:00:00.000Z', NULL, NULL, iif(i % 97 = 0, NULL, '2026-01-01T00:00:00.000Z'),
            iif(i % 97 = 0, NULL, '2026-01-01T00:00:00.000Z'), iif(i % 97 = 0, NULL, 'caller'), 0
        FROM n;
        INSERT INTO leg (call_id, leg, step, number, round, professional, because, began, ended, reason)
            SELECT i, '1.1', 1, 1, 1, 'p-' || (i * 5 % 9), 'line:first', '2026-01-01T00:00:00.000Z',
                '2026-01-01T00:00:00.000Z', 'no-answer' FROM n WHERE i % 6 <> 0
            UNION ALL
            SELECT i, '2.1', 2, 1, 1, 'p-' || (i * i % 9), 'line:backup', '2026-01-01T00:00:00.000Z',
                '2026-01-01T00:00:00.000Z', 'busy' FROM n WHERE i % 4 = 0;
        INSERT INTO call_note (call_id, at, by_whom, caseworker)
            SELECT i, '2026-01-01T00:00:00.000Z', 'p-1', i % 2 FROM n WHERE i % 3 = 0;
        INSERT INTO follow_up (
            call_id, number, kind, by_key, since, made, professional, contact, deadline, ended, how)
        SELECT i, 1, iif(i % 10 = 0, 'promise', 'after-call'), iif(i % 10 = 0, 0, NULL), 0,
            '2026-01-01T00:00:00.000Z', iif(i % 3 = 1, 'p-' || (i % 9), NULL),
            iif(i % 3 = 2, 'k-' || (i % 4), NULL),
            strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 331 % 700 * 60, 'unixepoch'),
            iif(i % 8 = 0, NULL, '2026-01-01T00:00:00.000Z'), iif(i % 8 = 0, NULL, 'done')
        FROM n WHERE i % 2 = 0;
        """
}

extension CallQuery {
    func wants(_ call: LoggedCall) -> Bool {
        (state == nil || call.state == state) && (outcome == nil || call.outcome == outcome)
            && (institution == nil || call.institution == institution)
            && (family == nil || call.family == family)
    }
}

extension FollowUpQuery {
    func wants(_ followUp: LoggedFollowUp) -> Bool {
        let name: String? =
            switch followUp.owner {
            case .professional(let id): id.rawValue
            case .contact(let id): id.rawValue
            case nil: nil
            }
        return (isOpen == nil || (followUp.ended == nil) == isOpen)
            && (owner == nil || name == owner)
            && (institution == nil || followUp.institution == institution)
            && (kinds.isEmpty || kinds.contains(followUp.kind))
    }
}
