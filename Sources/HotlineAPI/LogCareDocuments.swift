/// What `log verify` found.
package struct LogVerificationDocument: Codable, Hashable, Sendable {
    package var log: String
    package var calls: Int
    package var events: Int
    package var flaws: [Flaw]
    package var chain: Chain

    package init(log: String, calls: Int, events: Int, flaws: [Flaw], chain: Chain) {
        self.log = log
        self.calls = calls
        self.events = events
        self.flaws = flaws
        self.chain = chain
    }

    /// The hash chain over the events.
    package struct Chain: Codable, Hashable, Sendable {
        /// `SEQ:HASH` of the latest event: kept elsewhere, it shows later that nothing was changed.
        package var head: String
        /// What it was compared with.
        @Null package var expected: String?
        /// Events of which what identifies somebody was erased.
        package var erased: Int

        package init(head: String, expected: String?, erased: Int) {
            self.head = head
            self.expected = expected
            self.erased = erased
        }
    }

    package struct Flaw: Codable, Hashable, Sendable {
        /// `null`, as the call is, where the file as a whole is meant.
        @Null package var gateway: String?
        @Null package var call: String?
        package var what: String

        package init(gateway: String?, call: String?, what: String) {
            self.gateway = gateway
            self.call = call
            self.what = what
        }
    }
}

/// What `log backup` made.
package struct LogBackupDocument: Codable, Hashable, Sendable {
    package var log: String
    package var backup: String
    package var bytes: Int
    /// The number of the latest event in it.
    package var lastEvent: Int
    /// Where its chain of events ends, for `log verify --expect`.
    package var head: String
    /// Whether the daemon knows of it, so that a purge can name it.
    package var recorded: Bool
    /// Older ones that were deleted for it.
    package var deleted: [String]

    package init(
        log: String, backup: String, bytes: Int, lastEvent: Int, head: String, recorded: Bool,
        deleted: [String]
    ) {
        self.log = log
        self.backup = backup
        self.bytes = bytes
        self.lastEvent = lastEvent
        self.head = head
        self.recorded = recorded
        self.deleted = deleted
    }

    private enum CodingKeys: String, CodingKey {
        case log, backup, bytes
        case lastEvent = "last_event"
        case head, recorded, deleted
    }
}

/// A backup that was made, and those that were deleted: what the daemon is told of them.
package struct BackupRecord: Codable, Hashable, Sendable {
    /// Absolute.
    package var path: String
    /// `SEQ:HASH` of its latest event.
    package var head: String
    package var deleted: [String]

    package init(path: String, head: String, deleted: [String]) {
        self.path = path
        self.head = head
        self.deleted = deleted
    }
}

/// The copies of the log that the daemon knows of.
package struct BackupList: Codable, Hashable, Sendable {
    package var backups: [Backup]

    package init(backups: [Backup]) {
        self.backups = backups
    }

    package struct Backup: Codable, Hashable, Sendable {
        package var path: String
        package var made: String
        package var head: String

        package init(path: String, made: String, head: String) {
            self.path = path
            self.made = made
            self.head = head
        }
    }
}
