import CallLog
import CallRouting
import HotlineSettings
import HotlineTexts
import Logging
import OnCallRoster

/// Sends somebody the link by which they sign in.
protocol SignInMessages: Sendable {
    func send(_ message: SignInMessage) async
}

/// Puts links into the outbox, from which `hotline-messenger` takes them.
struct SignInOutbox: SignInMessages {
    let log: CallLog
    let clock: DaemonClock
    let logger: Logger

    func send(_ message: SignInMessage) async {
        do throws(LogError) {
            try await log.addSignIn(
                to: message.recipient, link: message.link, made: clock.now,
                expires: message.expires)
        } catch {
            logger.error(
                "A link to sign in cannot be sent, ignoring", metadata: ["error": "\(error)"])
        }
    }
}

/// A link on its way to one person.
struct SignInMessage: Sendable {
    enum Address: Hashable, Sendable {
        case email(String)
        case phone(PhoneNumber)
    }

    /// The roster's own spelling of the address, not the one that was typed.
    let address: Address
    /// `professional:ID` or `contact:ID`.
    let subject: String
    let recipient: MessageRecipient
    let link: String
    let expires: Instant
    let language: WrittenLanguage
}

/// Makes links by which people of the roster sign in once. Whoever asks hears the same, whether an
/// address is known or not, and before anything is looked up.
struct SignInLinks: Sendable {
    static let holds: Duration = .minutes(10)

    let sessions: ConsoleSessions
    let rosters: RosterKeeper
    let messages: any SignInMessages
    private let perPerson = Strangers(most: 3, within: .minutes(15))

    init(sessions: ConsoleSessions, rosters: RosterKeeper, messages: any SignInMessages) {
        self.sessions = sessions
        self.rosters = rosters
        self.messages = messages
    }

    /// Sends a link to whom the roster has at an address and the settings let in, if that is one
    /// person and they were not sent three in a quarter of an hour.
    func send(to typed: String, _ language: WrittenLanguage) async {
        guard let roster = rosters.inForce?.roster,
            let (recipient, address) = roster.person(at: typed)
        else { return }
        let (clock, log) = (sessions.clock, sessions.log)
        let subject = recipient.subject
        guard !sessions.entries(signingIn: subject).isEmpty,
            !perPerson.isOverRate(subject, at: clock.monotonic)
        else { return }
        let (secret, now) = (freshSecret(), clock.now)
        let row = SignInLinkRow(
            sha256: Visitors.hash(of: secret), subject: subject, made: now,
            expires: now + SignInLinks.holds)
        guard (try? await log.add(row)) != nil else { return }
        await messages.send(
            SignInMessage(
                address: address, subject: subject, recipient: recipient,
                link: "\(sessions.settings.publicURL)/console/sign-in/\(secret)",
                expires: row.expires, language: language))
    }
}

extension MessageRecipient {
    /// As `access` of the settings names them.
    fileprivate var subject: String {
        switch self {
        case .professional(let id): "professional:\(id)"
        case .contact(let id): "contact:\(id)"
        case .administrator: "administrator"
        }
    }
}

extension Roster {
    /// The one professional or contact who has a mail address or number of their own; `nil` where
    /// nobody has it, or several.
    func person(
        at typed: String
    ) -> (recipient: MessageRecipient, address: SignInMessage.Address)? {
        let text = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var found: [(recipient: MessageRecipient, address: SignInMessage.Address)] = []
        func look(_ recipient: MessageRecipient, _ email: String?, _ phones: [DialTarget]) {
            if let email, email.lowercased() == text.lowercased() {
                found.append((recipient, .email(email)))
            } else if let number = PhoneNumber(text),
                phones.contains(where: { $0.number == number })
            {
                found.append((recipient, .phone(number)))
            }
        }
        for person in professionals.values where person.kind == .person {
            look(.professional(person.id), person.email, person.phones)
        }
        for person in contacts.values {
            look(.contact(person.id), person.email, person.phones)
        }
        return found.count == 1 ? found[0] : nil
    }
}
