import CallLog
import CallRouting
import Crypto
import HotlineSettings
import OnCallRoster

/// What is to be told now beside what calls tell: decisions of roster, duty, alarms and the time,
/// which keep nothing.
struct MessagePlan: Sendable {
    let settings: MessengerSettings

    /// A standing alarm is told once it has stood for so long: what mends itself wakes nobody.
    static let alarmStands: Duration = .seconds(60)

    /// Whether a kind is wanted at all.
    func sends(_ kind: MessageKind) -> Bool {
        kind == .signIn || settings.kinds.contains(kind.rawValue)
    }

    /// Reminders of duties that begin within the time that the settings give, each with its question.
    func reminders(
        _ inForce: RosterInForce, now: Instant
    ) -> [(beginning: DutyBeginning, message: (String?) -> NewMessage)] {
        guard sends(.dutyReminder) else { return [] }
        let span = Interval(now, now + settings.remindBefore)
        return inForce.dutyBeginnings(in: span).map { beginning in
            let about = MessageCause.duty(beginning.line, starts: beginning.starts).text
            return (
                beginning,
                { link in
                    NewMessage(
                        .dutyReminder, to: .professional(beginning.professional), about: about,
                        made: now, deadline: beginning.starts + .minutes(15), link: link)
                }
            )
        }
    }

    /// What the escalation line hears of a question that nobody has answered.
    func silence(
        of check: DutyCheck, _ inForce: RosterInForce, now: Instant
    ) -> NewMessage {
        NewMessage(
            .dutyUnconfirmed,
            to: inForce.hearsOfSilence(of: check.professional, on: check.line, at: now),
            about: MessageCause.duty(check.line, starts: check.starts).text, made: now)
    }

    /// A digest for a reader, whom there is something to tell.
    func digest(to reader: DigestReader, of day: CivilDate, now: Instant) -> NewMessage {
        NewMessage(.digest, to: reader.recipient, about: MessageCause.day(day).text, made: now)
    }

    /// What a roster changed for those whose duty it changed.
    func news(
        from old: Roster, to new: RosterInForce, loaded: Instant, now: Instant
    ) -> [NewMessage] {
        guard sends(.rosterChange) else { return [] }
        let diff = RosterDiff(
            from: old, to: new.roster, in: Interval(now, now + rosterHorizon))
        let hash = String(new.roster.sha256.prefix(12))
        return diff.news(in: new.roster).map { news in
            NewMessage(
                .rosterChange, to: .professional(news.professional),
                about: MessageCause.roster(
                    hash, gained: news.gained, lost: news.lost, first: news.first
                ).text,
                identity: "\(hash) \(loaded)", made: now)
        }
    }

    /// Standing alarms for the administrator: one of a code and subject in an hour, and of a roster as
    /// long as it has as many. No message tells that messages fail: it would cause itself.
    func alarms(
        _ standing: [Alarms.Alarm], rosterAlarms: Int, roster: String?, now: Instant
    ) -> [NewMessage] {
        guard sends(.alarm), settings.administrator != nil else { return [] }
        var messages = standing.filter { alarm in
            alarm.code != .messagesFail && alarm.since <= now - MessagePlan.alarmStands
        }.map { alarm in
            let subject = MessagePlan.word(of: alarm.subject)
            let hour = alarm.since.description.prefix(13)
            return NewMessage(
                .alarm, to: .administrator,
                about: MessageCause.alarm(
                    code: alarm.code.rawValue, subject: subject, since: alarm.since.wholeSecond
                ).text,
                identity: "\(alarm.code.rawValue) \(subject) \(hour)", made: now)
        }
        if rosterAlarms > 0, let roster {
            messages.append(
                NewMessage(
                    .alarm, to: .administrator,
                    about: MessageCause.rosterAlarms(
                        String(roster.prefix(12)), count: rosterAlarms
                    ).text, made: now))
        }
        return messages
    }

    /// A subject may be somebody's number: only a hash of it is kept.
    private static func word(of subject: String) -> String {
        guard !subject.isEmpty else { return "-" }
        return SHA256.hash(data: Array(subject.utf8)).prefix(4)
            .map { String($0, radix: 16) }.joined()
    }
}
