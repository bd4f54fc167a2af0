/// How the daemon is: what `status` prints (design.md, section 9).
package struct Status: Codable, Hashable, Sendable {
    /// `ok` or `degraded`.
    package var state: String
    /// Why it is degraded.
    package var reasons: [String]
    package var version: String
    /// When the daemon became ready.
    package var since: String
    package var roster: RosterInForce
    package var calls: Calls
    package var promises: Promises
    package var log: Log
    package var gateways: [Gateway]
    package var alarms: [Alarm]
    /// Who is on duty now, by id; empty for whoever sees counts only.
    package var duty: [Duty]

    package init(
        state: String, reasons: [String], version: String, since: String, roster: RosterInForce,
        calls: Calls, promises: Promises, log: Log, gateways: [Gateway], alarms: [Alarm],
        duty: [Duty] = []
    ) {
        self.state = state
        self.reasons = reasons
        self.version = version
        self.since = since
        self.roster = roster
        self.calls = calls
        self.promises = promises
        self.log = log
        self.gateways = gateways
        self.alarms = alarms
        self.duty = duty
    }
}

extension Status {
    /// The roster that calls are routed by.
    package struct RosterInForce: Codable, Hashable, Sendable {
        /// `null` while no good roster is in force.
        @Null package var sha256: String?
        package var files: [String]
        @Null package var loaded: String?
        /// False while the files hold a roster with errors, or none.
        package var good: Bool
        /// How far ahead duty is known.
        @Null package var expandedUntil: String?

        package init(
            sha256: String?, files: [String], loaded: String?, good: Bool, expandedUntil: String?
        ) {
            self.sha256 = sha256
            self.files = files
            self.loaded = loaded
            self.good = good
            self.expandedUntil = expandedUntil
        }

        private enum CodingKeys: String, CodingKey {
            case sha256, files, loaded, good
            case expandedUntil = "expanded_until"
        }
    }

    /// Counts of calls.
    package struct Calls: Codable, Hashable, Sendable {
        package var open: Int
        /// Ended without an end event.
        package var swept: Int

        package init(open: Int, swept: Int) {
            self.open = open
            self.swept = swept
        }
    }

    /// Counts of promises to ring back.
    package struct Promises: Codable, Hashable, Sendable {
        package var open: Int
        package var overdue: Int

        package init(open: Int, overdue: Int) {
            self.open = open
            self.overdue = overdue
        }
    }

    /// The call log.
    package struct Log: Codable, Hashable, Sendable {
        /// `ok`, `slow`, `unwritable` or `corrupt`.
        package var state: String
        /// Events that wait in a spool.
        package var spooled: Int
        @Null package var lastEvent: String?

        package init(state: String, spooled: Int, lastEvent: String?) {
            self.state = state
            self.spooled = spooled
            self.lastEvent = lastEvent
        }

        private enum CodingKeys: String, CodingKey {
            case state, spooled
            case lastEvent = "last_event"
        }
    }

    /// A gateway of the settings.
    package struct Gateway: Codable, Hashable, Sendable {
        package var gateway: String
        @Null package var lastEvent: String?
        @Null package var lastSelfCall: String?

        package init(gateway: String, lastEvent: String?, lastSelfCall: String?) {
            self.gateway = gateway
            self.lastEvent = lastEvent
            self.lastSelfCall = lastSelfCall
        }

        private enum CodingKeys: String, CodingKey {
            case gateway
            case lastEvent = "last_event"
            case lastSelfCall = "last_self_call"
        }
    }

    /// An alarm that stands.
    package struct Alarm: Codable, Hashable, Sendable {
        package var code: String
        package var since: String
        package var message: String

        package init(code: String, since: String, message: String) {
            self.code = code
            self.since = since
            self.message = message
        }
    }

    /// A person on duty: for how long, what calls made of it, and when they must be relieved.
    package struct Duty: Codable, Hashable, Sendable {
        package var professional: String
        /// As `OWNER/LINE`.
        package var lines: [String]
        /// When the duty began that has no break since; of a long one, the earliest that is known.
        package var since: String
        /// When it ends by the roster; `null` beyond what is known.
        @Null package var until: String?
        /// Calls that they took since it began; `null` where the log cannot be asked.
        @Null package var interruptions: Int?
        @Null package var lastInterruption: String?
        /// By when somebody must take over, so that the rest that a call has broken can be had;
        /// `null` where none is broken, or it has been had since.
        @Null package var reliefDue: String?

        package init(
            professional: String, lines: [String], since: String, until: String?,
            interruptions: Int?, lastInterruption: String?, reliefDue: String?
        ) {
            self.professional = professional
            self.lines = lines
            self.since = since
            self.until = until
            self.interruptions = interruptions
            self.lastInterruption = lastInterruption
            self.reliefDue = reliefDue
        }

        private enum CodingKeys: String, CodingKey {
            case professional, lines, since, until, interruptions
            case lastInterruption = "last_interruption"
            case reliefDue = "relief_due"
        }
    }
}
