/// What `log verify` found.
package struct LogVerificationDocument: Codable, Hashable, Sendable {
    package var log: String
    package var calls: Int
    package var events: Int
    package var flaws: [Flaw]

    package init(log: String, calls: Int, events: Int, flaws: [Flaw]) {
        self.log = log
        self.calls = calls
        self.events = events
        self.flaws = flaws
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

    package init(log: String, backup: String, bytes: Int, lastEvent: Int) {
        self.log = log
        self.backup = backup
        self.bytes = bytes
        self.lastEvent = lastEvent
    }

    private enum CodingKeys: String, CodingKey {
        case log, backup, bytes
        case lastEvent = "last_event"
    }
}
