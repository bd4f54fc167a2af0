/// What a message tells, in coded facts: no name and no number of a person can stand in it. A call
/// is named by its number in the log.
package enum MessageFacts: Hashable, Sendable {
    case ringing(call: Int64)
    case afterCall(call: Int64)
    case caseworker(call: Int64)
    /// `code`: the two digits by which whoever rings back names the callback.
    case callbackDue(call: Int64, by: MessageTime, code: Int?)
    case callbackOverdue(call: Int64, by: MessageTime, code: Int?)
    /// The alarm by its code.
    case alarm(code: String, since: MessageTime)
    /// How many alarms the roster in force has.
    case rosterAlarms(count: Int)
    case alarmOfCall(call: Int64, code: String)
    case signIn(until: MessageTime)
    /// `place` is an institution's or municipality's name.
    case dutyReminder(line: String, place: String, from: MessageTime, asks: Bool)
    case dutyUnconfirmed(line: String, place: String, from: MessageTime)
    /// Since the digest before: calls, the latest of them, follow-ups due today and overdue.
    case digest(calls: Int, latest: [Int64], due: Int, overdue: Int)
    /// Duties that came and went, and when the first of them begins.
    case rosterChange(gained: Int, lost: Int, first: MessageTime)
}

/// A wall time of the roster's zone, without a year.
package struct MessageTime: Hashable, Sendable {
    package let day: Int
    package let month: Int
    /// `HH:MM`.
    package let clock: String

    package init(day: Int, month: Int, clock: String) {
        self.day = day
        self.month = month
        self.clock = clock
    }

    fileprivate func callAsFunction(_ language: WrittenLanguage) -> String {
        language("\(day)/\(month) kl. \(clock)", "\(day)/\(month) at \(clock)")
    }
}

/// A message as a person reads it.
package struct MessageText: Hashable, Sendable {
    /// One line.
    package let subject: String
    /// Plain text, for an SMS as it is.
    package let body: String
}

extension MessageFacts {
    /// The message in a language.
    ///
    /// - Parameter link: Where to read on; `nil`: there is no console.
    package func text(in language: WrittenLanguage, link: String?) -> MessageText {
        MessageText(
            subject: subject(language),
            body: ([body(language)] + [link].compactMap { $0 }).joined(separator: " "))
    }

    private func subject(_ language: WrittenLanguage) -> String {
        let what: String =
            switch self {
            case .ringing(let call):
                language("opkald #\(call) ringer", "call #\(call) is ringing")
            case .afterCall(let call):
                language("skriv notat til opkald #\(call)", "write the note of call #\(call)")
            case .caseworker(let call):
                language("opkald #\(call) til orientering", "call #\(call), for your information")
            case .callbackDue(let call, _, _):
                language("ring tilbage: opkald #\(call)", "ring back: call #\(call)")
            case .callbackOverdue(let call, _, _):
                language("fristen er gået: opkald #\(call)", "overdue: call #\(call)")
            case .alarm, .rosterAlarms, .alarmOfCall: language("alarm", "alarm")
            case .signIn: language("log ind", "sign in")
            case .dutyReminder: language("din vagt begynder", "your duty begins")
            case .dutyUnconfirmed: language("vagt ikke bekræftet", "duty not confirmed")
            case .digest: language("overblik i dag", "today's digest")
            case .rosterChange: language("din vagtplan er ændret", "your duty has changed")
            }
        return language("Akuttelefonen: ", "Hotline: ") + what
    }

    private func body(_ language: WrittenLanguage) -> String {
        switch self {
        case .ringing(let call):
            language(
                "Akuttelefonen ringer til dig med opkald #\(call).",
                "The hotline is ringing you with call #\(call).")
        case .afterCall(let call):
            language(
                "Tak for opkald #\(call). Skriv notatet, mens du husker det.",
                "Thank you for taking call #\(call). Write its note while you remember.")
        case .caseworker(let call):
            language(
                "Der har været et opkald, du skal kende: #\(call).",
                "There was a call that you are to know of: #\(call).")
        case .callbackDue(let call, let by, let code):
            language(
                "Løftet i opkald #\(call) udløber \(by(language)). Ring tilbage nu"
                    + "\(MessageFacts.hint(code, language)).",
                "The promise of call #\(call) ends on \(by(language)). Ring back now"
                    + "\(MessageFacts.hint(code, language)).")
        case .callbackOverdue(let call, let by, let code):
            language(
                "Opkald #\(call) skulle være ringet op \(by(language)), og det er ikke sket. "
                    + "Ring tilbage nu\(MessageFacts.hint(code, language)).",
                "Call #\(call) was to be rung back by \(by(language)), and was not. "
                    + "Ring back now\(MessageFacts.hint(code, language)).")
        case .alarm(let code, let since):
            language(
                "Akuttelefonen har alarmen \(code) siden \(since(language)). "
                    + "Se hotlinectl status.",
                "The hotline has the alarm \(code) since \(since(language)). "
                    + "See hotlinectl status.")
        case .rosterAlarms(let count):
            language(
                "Akuttelefonens vagtplan har alarmer: \(count). Se hotlinectl roster check.",
                "The hotline's roster has alarms: \(count). See hotlinectl roster check.")
        case .alarmOfCall(let call, let code):
            language(
                "Akuttelefonen har alarmen \(code) fra opkald #\(call).",
                "The hotline has the alarm \(code) of call #\(call).")
        case .signIn(let until):
            language(
                "Log ind på akuttelefonen inden \(until(language)). Linket virker én gang.",
                "Sign in to the hotline by \(until(language)). The link works once.")
        case .dutyReminder, .dutyUnconfirmed, .digest, .rosterChange: duty(language)
        }
    }

    private func duty(_ language: WrittenLanguage) -> String {
        switch self {
        case .dutyReminder(let line, let place, let from, let asks):
            language(
                "Din vagt begynder \(from(language)): \(line), \(place)."
                    + (asks ? " Jeg er på vagt:" : ""),
                "Your duty begins on \(from(language)): \(line), \(place)."
                    + (asks ? " I am on duty:" : ""))
        case .dutyUnconfirmed(let line, let place, let from):
            language(
                "Ingen har bekræftet vagten \(from(language)): \(line), \(place). "
                    + "Sørg for, at nogen tager telefonen.",
                "Nobody has confirmed the duty of \(from(language)): \(line), \(place). "
                    + "See that somebody takes the phone.")
        case .digest(let calls, let latest, let due, let overdue):
            language(
                "Opkald fra dine familier siden i går: \(calls)\(MessageFacts.list(latest)). "
                    + "Opgaver med frist i dag: \(due). Over fristen: \(overdue).",
                "Calls from your families since yesterday: \(calls)\(MessageFacts.list(latest)). "
                    + "Follow-ups due today: \(due). Overdue: \(overdue).")
        case .rosterChange(let gained, let lost, let first):
            language(
                "Din vagtplan er ændret. Nye vagter: \(gained). Vagter, der faldt bort: \(lost). "
                    + "Den første begynder \(first(language)).",
                "Your duty has changed. New duties: \(gained). Duties that are gone: \(lost). "
                    + "The first begins on \(first(language)).")
        case .ringing, .afterCall, .caseworker, .callbackDue, .callbackOverdue, .alarm,
            .rosterAlarms, .alarmOfCall, .signIn:
            ""
        }
    }

    private static func hint(_ code: Int?, _ language: WrittenLanguage) -> String {
        code.map {
            language(
                " via akuttelefonens nummer, kode \($0)",
                " through the hotline's number, code \($0)")
        } ?? ""
    }

    private static func list(_ calls: [Int64]) -> String {
        calls.isEmpty ? "" : " (" + calls.map { "#\($0)" }.joined(separator: ", ") + ")"
    }
}
