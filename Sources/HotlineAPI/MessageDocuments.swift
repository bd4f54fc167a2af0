/// Messages that are handed out to be sent, each to one asker for a while.
package struct DueMessages: Codable, Hashable, Sendable {
    package var messages: [DueMessage]

    package init(messages: [DueMessage]) {
        self.messages = messages
    }
}

/// One message as it is to be sent. Instants are RFC 3339 in UTC.
package struct DueMessage: Codable, Hashable, Sendable {
    package var id: Int
    /// 32 hexadecimal digits: the same whenever this message is handed out, and no other's.
    package var key: String
    /// How often it was handed out, this time included.
    package var attempt: Int
    /// `ringing`, `callback-due` and the like.
    package var kind: String
    /// `email` or `sms`.
    package var channel: String
    /// An address of e-mail, or a number in the shape of E.164.
    package var to: String
    /// One line; an SMS has none.
    @Null package var subject: String?
    package var text: String
    /// The text's language, as a tag of BCP 47.
    package var language: String
    /// After it the message is of no use.
    package var deadline: String

    package init(
        id: Int, key: String, attempt: Int, kind: String, channel: String, to: String,
        subject: String?, text: String, language: String, deadline: String
    ) {
        self.id = id
        self.key = key
        self.attempt = attempt
        self.kind = kind
        self.channel = channel
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.deadline = deadline
    }
}

/// What came of sending a message.
package struct MessageResult: Codable, Hashable, Sendable {
    /// `sent`, `delayed` (it is tried again) or `failed` (no try would mend it).
    package var outcome: String
    /// The message's `attempt` when it was handed out.
    package var attempt: Int
    /// The message's `channel`.
    package var channel: String
    /// Why it was not sent, in lower-case letters, digits and hyphens.
    @Null package var reason: String?

    package init(outcome: String, attempt: Int, channel: String, reason: String? = nil) {
        self.outcome = outcome
        self.attempt = attempt
        self.channel = channel
        self.reason = reason
    }
}

/// The outbox in counts, and messages of one state: nobody's address, and no text.
package struct OutboxDocument: Codable, Hashable, Sendable {
    /// Whether the settings let anything be sent.
    package var delivers: Bool
    /// When hotline-messenger last asked; `null`: not since the daemon's start.
    @Null package var asked: String?
    package var waiting: Int
    /// Since when something waits whose time has come; `null`: nothing does.
    @Null package var waitingSince: String?
    /// How many ended in the last 24 hours, by what became of them.
    package var sent: Int
    package var failed: Int
    package var dropped: Int
    /// The latest twenty that failed, the newest first.
    package var failures: [Message]
    /// Those of the state that was asked for: what waits by when it is tried next, the others by
    /// their end, newest first.
    package var messages: [Message]

    package init(
        delivers: Bool, asked: String?, waiting: Int, waitingSince: String?, sent: Int,
        failed: Int, dropped: Int, failures: [Message], messages: [Message]
    ) {
        self.delivers = delivers
        self.asked = asked
        self.waiting = waiting
        self.waitingSince = waitingSince
        self.sent = sent
        self.failed = failed
        self.dropped = dropped
        self.failures = failures
        self.messages = messages
    }

    private enum CodingKeys: String, CodingKey {
        case delivers, asked, waiting
        case waitingSince = "waiting_since"
        case sent, failed, dropped, failures, messages
    }

    package struct Message: Codable, Hashable, Sendable {
        package var id: Int
        package var kind: String
        /// `waiting`, `sent`, `failed` or `dropped`.
        package var state: String
        /// The id of a professional or contact; `null`: the administrator.
        @Null package var recipient: String?
        /// `professional`, `contact` or `administrator`.
        package var recipientKind: String
        /// The number of its call in the log.
        @Null package var call: Int?
        package var made: String
        /// After it the message is of no use.
        package var deadline: String
        /// `null` while it waits.
        @Null package var ended: String?
        package var attempts: Int
        @Null package var channel: String?
        /// Why it was not sent, as a code; of one that waits, why the latest try failed.
        @Null package var reason: String?

        package init(
            id: Int, kind: String, state: String, recipient: String?, recipientKind: String,
            call: Int?, made: String, deadline: String, ended: String?, attempts: Int,
            channel: String?, reason: String?
        ) {
            self.id = id
            self.kind = kind
            self.state = state
            self.recipient = recipient
            self.recipientKind = recipientKind
            self.call = call
            self.made = made
            self.deadline = deadline
            self.ended = ended
            self.attempts = attempts
            self.channel = channel
            self.reason = reason
        }

        private enum CodingKeys: String, CodingKey {
            case id, kind, state, recipient
            case recipientKind = "recipient_kind"
            case call, made, deadline, ended, attempts, channel, reason
        }
    }
}
