package import CallRouting
package import OnCallRoster

/// A message that is no call event's: it is put into the outbox by itself.
package struct NewMessage: Hashable, Sendable {
    package let kind: MessageKind
    package let recipient: MessageRecipient
    /// What it is about, in coded form and without anybody's name: a shift, a day, a roster's hash, an
    /// alarm.
    package let about: String
    /// What makes it one thing to tell: of one kind, one person is told of it once.
    package let identity: String
    package let made: Instant
    /// It is not handed out earlier.
    package let notBefore: Instant
    /// After it the message is of no use.
    package let deadline: Instant
    /// An address with a token in it; it is forgotten when the message is sent, or has failed.
    package let link: String?

    package init(
        _ kind: MessageKind, to recipient: MessageRecipient, about: String, identity: String? = nil,
        made: Instant, notBefore: Instant? = nil, deadline: Instant? = nil, link: String? = nil
    ) {
        self.kind = kind
        self.recipient = recipient
        self.about = about
        self.identity = identity ?? about
        self.made = made
        self.notBefore = notBefore ?? made
        self.deadline = deadline ?? (notBefore ?? made) + kind.patience
        self.link = link
    }

    /// What makes it one message.
    package var key: String { "\(kind.rawValue)/\(identity)/\(recipient.word)" }
}

/// A message as it is handed out.
package struct OutboxMessage: Hashable, Sendable {
    package let id: Int64
    /// 32 hexadecimal digits: the same whenever this message is handed out, and no other's.
    package let key: String
    package let kind: MessageKind
    package let recipient: MessageRecipient
    /// The number of its call in the log.
    package let call: Int64?
    package let about: String?
    package let made: Instant
    package let deadline: Instant
    /// How often it was handed out, this time included.
    package let attempt: Int
    /// An address with a token in it.
    package let link: String?
    /// What has become of its cause since.
    package let cause: Cause

    package init(
        id: Int64, key: String, kind: MessageKind, recipient: MessageRecipient, call: Int64?,
        about: String?, made: Instant, deadline: Instant, attempt: Int, link: String?,
        cause: Cause
    ) {
        self.id = id
        self.key = key
        self.kind = kind
        self.recipient = recipient
        self.call = call
        self.about = about
        self.made = made
        self.deadline = deadline
        self.attempt = attempt
        self.link = link
        self.cause = cause
    }

    package struct Cause: Hashable, Sendable {
        /// The call has ended.
        package let isCallOver: Bool
        /// Somebody has written the call's note.
        package let isNoted: Bool
        /// The follow-up is done.
        package let isDone: Bool
        /// Until when the follow-up is to be done.
        package let due: Instant?
        /// The two digits by which whoever rings back names it.
        package let code: Int?
        /// The follow-up's number among all of the log.
        package let followUp: Int64?

        package init(
            isCallOver: Bool, isNoted: Bool, isDone: Bool, due: Instant?, code: Int?,
            followUp: Int64?
        ) {
            self.isCallOver = isCallOver
            self.isNoted = isNoted
            self.isDone = isDone
            self.due = due
            self.code = code
            self.followUp = followUp
        }
    }
}

/// What came of an attempt to send a message.
package enum MessageOutcome: Hashable, Sendable {
    case sent(MessageChannel)
    /// It may be tried again until its deadline; why, in coded form (`MessageOutcome.isCode`).
    case delayed(MessageChannel?, String)
    /// No further attempt would mend it.
    case failed(MessageChannel?, String)
    /// Nobody needs it any more, or nobody can be told.
    case dropped(String)

    /// Whether a text may stand as a code: lower-case letters, digits and hyphens, 40 at most.
    package static func isCode(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }
}

package enum MessageChannel: String, CaseIterable, Sendable {
    case email, sms
}

/// What has become of a message.
package enum MessageState: String, CaseIterable, Sendable {
    case waiting, sent, failed
    /// Nobody needs it any more, or nobody can be told.
    case dropped
}

/// The outbox in counts, and the latest that failed; nobody's address stands in it.
package struct OutboxState: Hashable, Sendable {
    package let waiting: Int
    /// Since `since`, by state.
    package let sent: Int
    package let failed: Int
    package let dropped: Int
    package let since: Instant
    /// The newest first.
    package let failures: [Message]

    package struct Message: Hashable, Sendable {
        package let id: Int64
        package let kind: MessageKind
        package let state: MessageState
        package let recipient: MessageRecipient
        package let call: Int64?
        package let made: Instant
        /// After it the message is of no use.
        package let deadline: Instant
        /// `nil` while it waits.
        package let ended: Instant?
        package let attempts: Int
        package let channel: MessageChannel?
        package let error: String?
    }
}
