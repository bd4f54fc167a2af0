import CallRouting
import OnCallRoster

extension LogEntry {
    /// What the entry's records tell people; a rehearsal tells nobody.
    ///
    /// - Parameter wanted: The kinds of which messages are written.
    func messageRows(of wanted: Set<MessageKind>) -> [DerivedRow] {
        guard !state.rehearsal, !wanted.isEmpty else { return [] }
        var rows: [DerivedRow] = []
        func tell(
            _ recipient: MessageRecipient?, _ kind: MessageKind, followUp: Int? = nil,
            about: String? = nil
        ) {
            guard let recipient, wanted.contains(kind) else { return }
            rows.append(
                .message(kind, to: recipient, followUp: followUp, about: about, at: received))
        }
        for record in records {
            switch record {
            case .messageDue(let message):
                tell(MessageRecipient(message.to), message.kind, followUp: message.followUp)
            case .stepBegan(let began):
                // What waited in a spool rings no more.
                guard !spooled else { continue }
                for professional in state.rung(in: began) {
                    tell(.professional(professional), .ringing)
                }
            case .callEnded: tell(state.noteWriter.map { .professional($0) }, .afterCall)
            case .alarmRaised(let code): tell(.administrator, .alarm, about: code.rawValue)
            case .began, .planned, .gatherAsked, .institutionsOffered, .pinTried, .numberGiven,
                .legRang, .legAnswered, .legAccepted, .legReleased, .legEnded, .stepEnded,
                .promiseMade, .noPromise, .fellBack, .followUpDue, .followUpAssigned,
                .followUpReminded, .followUpEscalated, .followUpEnded, .noted, .instructed:
                break
            }
        }
        return rows
    }
}

extension OpenCall {
    /// The professionals of a step's legs, each once.
    fileprivate func rung(in began: CallRecord.StepBegan) -> [ProfessionalID] {
        var rung: [ProfessionalID] = []
        for leg in legs where leg.id.step == began.step {
            guard let professional = leg.professional, !rung.contains(professional) else {
                continue
            }
            rung.append(professional)
        }
        return rung
    }

    /// Who took the call of somebody from outside, and is to write its note.
    fileprivate var noteWriter: ProfessionalID? {
        switch caller.kind {
        case .family, .unknown, .withheld: accepted.flatMap { leg($0.leg)?.professional }
        case .contact, .professional: nil
        }
    }
}

extension DerivedRow {
    fileprivate static func message(
        _ kind: MessageKind, to recipient: MessageRecipient, followUp: Int?, about: String?,
        at: Instant
    ) -> DerivedRow {
        DerivedRow(
            sql: """
                INSERT INTO message
                    (call_id, follow_up, kind, professional, contact, about, key, made, not_before,
                    next_try, deadline, state)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6,
                    ?3 || '/' || ?1 || '/' || coalesce(?2, ?6, 0) || '/' || ?7,
                    ?8, ?8, ?8, ?9, 'waiting')
                ON CONFLICT (key) DO NOTHING
                """,
            values: [
                followUp.map { .number($0) } ?? .null, .coded(kind),
                .coded(recipient.professional), .coded(recipient.contact), .optional(about),
                .text(recipient.word), .moment(at), .moment(at + kind.patience),
            ])
    }
}
