package import CallRouting
import OnCallRoster

/// Whether a log is whole: the file, the chain of its events, what its rows say of one another, and
/// each call told anew from its events. It reads only, also while a daemon writes.
package struct LogVerification: Sendable {
    /// Something that is not as it should be.
    package struct Flaw: Hashable, Sendable {
        /// `nil` where the file as a whole is meant.
        package let call: CallKey?
        package let what: String
    }

    package private(set) var calls = 0
    package private(set) var events = 0
    package private(set) var flaws: [Flaw] = []
    /// Where the chain of events ends; written down elsewhere, it shows later that nothing up to it
    /// was changed.
    package internal(set) var head = ChainHead(seq: 0, link: EventChain.root)
    /// Events of which what identifies somebody was erased.
    package internal(set) var erased = 0

    /// More flaws than these say nothing more.
    static let mostFlaws = 100
    private static let page = 500

    /// - Parameters:
    ///   - expected: An end of the chain that was written down before.
    ///   - progress: Told from time to time how many calls were looked at.
    /// - Throws: where the file cannot be read as a log of this version.
    package init(
        path: String, expected: ChainHead? = nil, progress: (Int) -> Void = { _ in }
    ) throws(LogError) {
        let connection = try Schema.openForCare(path: path)
        defer { connection.close() }
        // All that is compared is of one moment.
        try connection.run("BEGIN")
        for line in try connection.rows("PRAGMA integrity_check(20)", [], { $0.text(0) ?? "" })
        where line != "ok" {
            note(nil, "the file is damaged: \(line)")
        }
        let broken = try connection.rows("PRAGMA foreign_key_check", []) { $0.text(0) ?? "" }
        for table in Set(broken).sorted() {
            note(nil, "rows of '\(table)' belong to rows that are not there")
        }
        try followChain(connection, expected: expected)
        var last: Int64 = 0
        while flaws.count < LogVerification.mostFlaws {
            let page = try connection.rows(
                composed: LoggedCall.select + "\nWHERE c.call_id > ? ORDER BY c.call_id LIMIT ?",
                [.integer(last), .number(LogVerification.page)]
            ) { row throws(LogError) in
                try LoggedCall(row: row)
            }
            guard let end = page.last else { break }
            for call in page { try compare(call, connection) }
            last = end.number
            progress(calls)
        }
        try connection.run("COMMIT")
    }

    mutating func note(_ call: CallKey?, _ what: String) {
        guard flaws.count < LogVerification.mostFlaws else { return }
        flaws.append(Flaw(call: call, what: what))
    }

    /// The call's rows beside the fold of its events.
    private mutating func compare(
        _ row: LoggedCall, _ connection: Connection
    ) throws(LogError) {
        calls += 1
        let stored = try connection.storedEvents(ofCall: row.number)
        events += stored.count
        guard let call = OpenCall(key: row.key, folding: stored.map(\.logged)) else {
            return note(row.key, "the call has no events")
        }
        func differs(_ name: String, _ isEqual: Bool) {
            if !isEqual { note(row.key, "its row and its events differ in: \(name)") }
        }
        differs("state", row.state == (call.ended == nil ? .open : .ended))
        differs("outcome", row.outcome == call.outcome)
        differs("rehearsal", row.rehearsal == call.rehearsal)
        differs("caller", row.callerKind == call.caller.kind)
        differs("institution", row.institution == call.caller.institution)
        differs("municipality", row.municipality == call.caller.municipality)
        differs("variant", row.variant == call.caller.variant)
        differs("beginning", row.began == call.began && row.beganAt == call.beganAt)
        differs("answer", row.answeredAt == call.accepted?.at)
        differs("end", row.endedAt == call.ended?.at && row.endedBy == call.ended?.by)
        differs("roster", row.roster == call.roster)
        let taken = try connection.row(
            "SELECT legs, taken_step, taken_by, taken_for FROM call WHERE call_id = ?",
            [.integer(row.number)]
        ) { row in
            let step = row.isNull(1) ? nil : row.integer(1)
            let by: ProfessionalID? = row.identifier(2)
            return (row.integer(0), step, by, row.isNull(3) ? nil : row.integer(3))
        }
        let legs = call.legs.count { $0.ended != nil || $0.accepted != nil }
        differs("legs", (taken?.0).map(Int.init) == legs)
        differs("step", (taken?.1).map(Int.init) == call.accepted?.leg.step)
        let leg = call.accepted.flatMap { call.leg($0.leg) }
        differs("professional", taken?.2 == leg?.professional)
        let talked = leg?.talked(isSwept: call.ended?.by == .sweeper)
        differs("talk", taken?.3 == talked?.wholeMilliseconds)
        let owed = try connection.rows(
            """
            SELECT number, kind, deadline, ended IS NOT NULL, institution FROM follow_up
            WHERE call_id = ? ORDER BY number
            """, [.integer(row.number)]
        ) { row throws(LogError) in
            OwedRow(
                number: Int(row.integer(0)), kind: row.text(1) ?? "",
                deadline: try row.instant(2), isDone: row.flag(3), institution: row.identifier(4))
        }
        let folded = call.followUps.map { followUp in
            OwedRow(
                number: followUp.number, kind: followUp.kind.rawValue,
                deadline: followUp.deadline, isDone: followUp.done != nil,
                institution: call.caller.institution)
        }
        differs("follow-ups", owed == folded)
    }

    private struct OwedRow: Hashable, Sendable {
        let number: Int
        let kind: String
        let deadline: Instant
        let isDone: Bool
        let institution: InstitutionID?
    }
}
