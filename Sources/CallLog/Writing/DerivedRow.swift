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
    /// A rehearsal makes no promise, follow-up, message or alarm.
    ///
    /// - Parameter messages: The kinds of which messages are written.
    func derivedRows(messages: Set<MessageKind>) -> [DerivedRow] {
        var rows: [DerivedRow] = []
        var changed: [LegID] = []
        var changedFollowUps: [Int] = []
        var isNoted = false
        // What came up just now stands last among the call's follow-ups.
        var next = state.followUps.count - records.count(where: \.makesFollowUp) + 1
        for record in records {
            switch record {
            case .began(let facts): rows.append(.began(facts))
            case .numberGiven(let number): rows.append(.numberGiven(number))
            case .pinTried(let right): rows.append(.pinTried(right: right, at: received))
            case .legAccepted(let leg, _), .legEnded(let leg, _):
                if !changed.contains(leg) { changed.append(leg) }
            case .promiseMade, .followUpDue:
                changedFollowUps.append(next)
                next += 1
            case .followUpAssigned(let number, _), .followUpReminded(let number),
                .followUpEscalated(let number), .followUpEnded(let number, _, _):
                changedFollowUps.append(number)
            case .noted: isNoted = true
            case .alarmRaised(let code):
                if !state.rehearsal { rows.append(.alarm(code, at: received)) }
            case .planned, .gatherAsked, .institutionsOffered, .stepBegan, .legRang, .legAnswered,
                .legReleased, .stepEnded, .noPromise, .fellBack, .callEnded, .messageDue,
                .instructed:
                break
            }
        }
        rows += changed.compactMap { state.leg($0) }.map { .leg($0) }
        for followUp in Set(changedFollowUps).sorted().compactMap({ state.followUp($0) }) {
            rows.append(.followUp(followUp, byKey: state.promise?.byKey))
            if let note = followUp.note {
                rows.append(.note(note, of: followUp.number))
            }
        }
        if isNoted, let facts = state.facts { rows += DerivedRow.note(facts, at: received) }
        return rows + messageRows(of: messages)
    }
}

extension CallRecord {
    fileprivate var makesFollowUp: Bool {
        switch self {
        case .promiseMade, .followUpDue: true
        case .began, .planned, .gatherAsked, .institutionsOffered, .pinTried, .numberGiven,
            .stepBegan, .legRang, .legAnswered, .legAccepted, .legReleased, .legEnded, .stepEnded,
            .noPromise, .fellBack, .callEnded, .followUpAssigned, .followUpReminded,
            .followUpEscalated, .followUpEnded, .messageDue, .noted, .alarmRaised, .instructed:
            false
        }
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

    fileprivate static func followUp(_ followUp: FollowUp, byKey: Bool?) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO follow_up
                    (call_id, number, kind, by_key, made, professional, contact, deadline, code,
                    reminded, escalated, ended, how, since, institution)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT max(seq) FROM event),
                    (SELECT institution FROM call WHERE call_id = ?1))
                ON CONFLICT (call_id, number) DO UPDATE SET
                    professional = excluded.professional, contact = excluded.contact,
                    reminded = excluded.reminded, escalated = excluded.escalated,
                    ended = excluded.ended, how = excluded.how
                """,
            values: [
                .number(followUp.number), .coded(followUp.kind),
                followUp.kind == .promise ? .flag(byKey ?? false) : .null,
                .instant(followUp.made), .coded(followUp.owner?.professional),
                .coded(followUp.owner?.contact), .instant(followUp.deadline),
                followUp.code.map { .number($0) } ?? .null, .instant(followUp.reminded),
                .instant(followUp.escalated), .instant(followUp.done?.at),
                .coded(followUp.done?.how),
            ])
    }

    fileprivate static func note(_ note: String, of number: Int) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO follow_up_private (follow_up, note)
                SELECT id, ?3 FROM follow_up WHERE call_id = ?1 AND number = ?2
                ON CONFLICT (follow_up) DO NOTHING
                """,
            values: [.number(number), .text(note)])
    }

    /// What stands in the call's note now, in place of what stood there.
    fileprivate static func note(_ facts: CallFacts, at: Instant) -> [DerivedRow] {
        let note = DerivedRow(
            sql: """
                INSERT INTO call_note
                    (call_id, at, by_whom, noted, follow_up, caseworker, went, otherwise)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (call_id) DO UPDATE SET
                    at = excluded.at, by_whom = excluded.by_whom, noted = excluded.noted,
                    follow_up = excluded.follow_up, caseworker = excluded.caseworker,
                    went = excluded.went, otherwise = excluded.otherwise
                """,
            values: [
                .instant(at), .text(facts.by), .coded(facts.noted), .flag(facts.followUp),
                .flag(facts.caseworker), .optional(facts.went), .optional(facts.otherwise),
            ])
        let cleared = DerivedRow(sql: "DELETE FROM call_note_code WHERE call_id = ?", values: [])
        func code(_ list: String, _ code: String) -> DerivedRow {
            DerivedRow(
                sql: """
                    INSERT INTO call_note_code (call_id, list, code) VALUES (?, ?, ?)
                    ON CONFLICT (call_id, list, code) DO NOTHING
                    """,
                values: [.text(list), .text(code)])
        }
        return [note, cleared] + (facts.themes ?? []).map { code("theme", $0) }
            + (facts.done ?? []).map { code("done", $0) }
    }

    fileprivate static func alarm(_ code: AlarmCode, at: Instant) -> DerivedRow {
        DerivedRow(
            sql: "INSERT INTO alarm (call_id, code, at) VALUES (?, ?, ?)",
            values: [.coded(code), .instant(at)])
    }
}
