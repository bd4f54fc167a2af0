import CallRouting
import OnCallRoster

/// One row that follows from an event's records. Its statement's first placeholder is the call's
/// id, which only the writer knows.
struct DerivedRow: Sendable {
    let sql: SQL
    let values: [SQLValue]
}

extension LogEntry {
    /// What the entry's records change beside the event and the call themselves.
    ///
    /// A rehearsal makes no promise, follow-up or alarm.
    var derivedRows: [DerivedRow] {
        var rows: [DerivedRow] = []
        var changed: [LegID] = []
        for record in records {
            switch record {
            case .began(let facts): rows.append(.began(facts))
            case .numberGiven(let number): rows.append(.numberGiven(number))
            case .pinTried(let right): rows.append(.pinTried(right: right, at: received))
            case .legAccepted(let leg, _), .legEnded(let leg, _):
                if !changed.contains(leg) { changed.append(leg) }
            case .promiseMade(let promise):
                if !state.rehearsal { rows.append(.promise(promise)) }
            case .followUpDue(let due):
                if !state.rehearsal { rows.append(.followUp(due)) }
            case .alarmRaised(let code):
                if !state.rehearsal { rows.append(.alarm(code, at: received)) }
            case .planned, .gatherAsked, .stepBegan, .legRang, .legAnswered, .legReleased,
                .stepEnded, .noPromise, .fellBack, .callEnded, .instructed:
                break
            }
        }
        rows += changed.compactMap { state.leg($0) }.map { .leg($0) }
        return rows
    }
}

extension DerivedRow {
    fileprivate static func began(_ facts: CallRecord.Began) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO call_private
                    (call_id, from_text, caller_number, to_number, forwarded_from)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (call_id) DO NOTHING
                """,
            values: [
                .optional(facts.from.value), .optional(facts.number.value?.e164),
                .optional(facts.to.value), .optional(facts.forwardedFrom?.value),
            ])
    }

    /// Kept apart from the number that rang, to which wrong PINs are counted.
    fileprivate static func numberGiven(_ number: Private<PhoneNumber>) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO call_private (call_id, callback_number)
                VALUES (?, ?)
                ON CONFLICT (call_id) DO UPDATE SET callback_number = excluded.callback_number
                """,
            values: [.optional(number.value?.e164)])
    }

    fileprivate static func pinTried(right: Bool, at: Instant) -> DerivedRow {
        DerivedRow(
            sql: "INSERT INTO pin_try (call_id, at, correct) VALUES (?, ?, ?)",
            values: [.instant(at), .flag(right)])
    }

    fileprivate static func leg(_ leg: OpenCall.Leg) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO leg
                    (call_id, leg, step, number, round, professional, because, began, rang,
                    answered, accepted, confirmed, ended, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (call_id, leg) DO UPDATE SET
                    rang = excluded.rang, answered = excluded.answered,
                    accepted = excluded.accepted, confirmed = excluded.confirmed,
                    ended = excluded.ended, reason = excluded.reason
                """,
            values: [
                .text(leg.id.description), .number(leg.id.step), .number(leg.id.number),
                .number(leg.round),
                .coded(leg.professional), .text(leg.because.description), .instant(leg.began),
                .instant(leg.rang), .instant(leg.answered), .instant(leg.accepted),
                .flag(leg.confirmed), .instant(leg.ended), .coded(leg.reason),
            ])
    }

    fileprivate static func promise(_ promise: Promise) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO promise (call_id, deadline, owner, by_key, state)
                VALUES (?, ?, ?, ?, 'open')
                ON CONFLICT (call_id) DO UPDATE SET
                    deadline = excluded.deadline, owner = excluded.owner,
                    by_key = excluded.by_key
                """,
            values: [
                .instant(promise.deadline), .coded(promise.owner), .flag(promise.byKey),
            ])
    }

    fileprivate static func followUp(_ due: CallRecord.FollowUpDue) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO follow_up (call_id, kind, owner, deadline, state)
                VALUES (?, ?, ?, ?, 'open')
                """,
            values: [.coded(due.kind), .coded(due.owner), .instant(due.deadline)])
    }

    fileprivate static func alarm(_ code: AlarmCode, at: Instant) -> DerivedRow {
        DerivedRow(
            sql: "INSERT INTO alarm (call_id, code, at) VALUES (?, ?, ?)",
            values: [.coded(code), .instant(at)])
    }
}
