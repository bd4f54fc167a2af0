import CallLog
import CallRouting
import OnCallRoster

/// What a morning's digest tells one reader, in counts and references.
struct DigestCounts: Hashable, Sendable {
    let calls: Int
    /// The numbers of the latest calls in the log, newest first.
    let latest: [Int64]
    /// Open follow-ups whose deadline is today.
    let due: Int
    let overdue: Int

    private static let mostNamed = 5
    private static let mostFamilies = 100

    /// Whether there is anything to tell.
    var isEmpty: Bool { calls == 0 && due == 0 && overdue == 0 }

    init(calls: Int, latest: [Int64], due: Int, overdue: Int) {
        self.calls = calls
        self.latest = latest
        self.due = due
        self.overdue = overdue
    }

    /// - Parameters:
    ///   - span: From one digest to the next, of the calls.
    ///   - endOfDay: Until when a follow-up is of today.
    init(
        of reader: DigestReader, in log: CallLog, span: Interval, endOfDay: Instant, now: Instant
    ) throws(LogError) {
        var calls: [Int64] = []
        var open: [Int64: Instant] = [:]
        let families = DigestCounts.familyScopes(of: reader)
        for scope in families {
            var query = CallQuery()
            (query.from, query.to, query.limit) = (span.start, span.end, CallQuery.mostRows)
            query.scope = scope
            calls += try log.calls(query).calls.filter { call in
                !call.rehearsal && call.callerKind == .family
            }.map(\.number)
        }
        for scope in [DigestCounts.ownScope(of: reader)] + families {
            var tasks = FollowUpQuery()
            (tasks.isOpen, tasks.limit) = (true, FollowUpQuery.mostRows)
            tasks.scope = scope
            for task in try log.followUps(tasks).followUps { open[task.id] = task.deadline }
        }
        self.calls = calls.count
        latest = Array(calls.sorted(by: >).prefix(DigestCounts.mostNamed))
        overdue = open.values.count { $0 < now }
        due = open.values.count { now <= $0 && $0 <= endOfDay }
    }

    private static func ownScope(of reader: DigestReader) -> CallScope {
        var own = CallScope()
        if let contact = reader.recipient.contact { own.contacts = [contact] }
        if let professional = reader.recipient.professional { own.professionals = [professional] }
        return own
    }

    /// The reader's families, so many at once as the log is asked for.
    private static func familyScopes(of reader: DigestReader) -> [CallScope] {
        let families = reader.families.sorted()
        let noted = reader.familiesWhenNoted.subtracting(reader.families).sorted()
        return stride(from: 0, to: families.count, by: mostFamilies).map { start in
            var scope = CallScope()
            scope.families = Set(families[start..<min(start + mostFamilies, families.count)])
            return scope
        }
            + stride(from: 0, to: noted.count, by: mostFamilies).map { start in
                var scope = CallScope()
                scope.familiesWhenNoted = Set(
                    noted[start..<min(start + mostFamilies, noted.count)])
                return scope
            }
    }
}
