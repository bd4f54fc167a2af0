/// Asks for a purge.
package struct PurgeRequest: Codable, Hashable, Sendable {
    /// Only tells what would be deleted.
    package var dryRun: Bool

    package init(dryRun: Bool) {
        self.dryRun = dryRun
    }

    private enum CodingKeys: String, CodingKey {
        case dryRun = "dry_run"
    }
}

/// What a purge or an erasure has deleted, or would delete.
package struct PurgeDocument: Codable, Hashable, Sendable {
    package var dryRun: Bool
    /// Calls and events of which whatever identifies somebody goes; coded facts stay.
    package var calls: Int
    package var events: Int
    /// Families whose id goes.
    package var families: Int
    /// Reasons that were given for reading.
    package var reasons: Int
    package var duties: Int
    package var accesses: Int
    /// Rosters that were kept for replays.
    package var rosters: Int
    /// Calls that are old enough, and stay for a hold or for what is still owed.
    package var held: Int
    /// Whether nothing deleted is left in the log's file and WAL; `null` for a dry run.
    @Null package var overwritten: Bool?
    /// Events that stand in the spool, which no purge reaches.
    package var spooled: Int
    /// Copies of the log that hold what is deleted.
    package var backups: [BackupList.Backup]

    package init(
        dryRun: Bool, calls: Int, events: Int, families: Int, reasons: Int, duties: Int,
        accesses: Int, rosters: Int, held: Int, overwritten: Bool?, spooled: Int,
        backups: [BackupList.Backup]
    ) {
        self.dryRun = dryRun
        self.calls = calls
        self.events = events
        self.families = families
        self.reasons = reasons
        self.duties = duties
        self.accesses = accesses
        self.rosters = rosters
        self.held = held
        self.overwritten = overwritten
        self.spooled = spooled
        self.backups = backups
    }

    private enum CodingKeys: String, CodingKey {
        case dryRun = "dry_run"
        case calls, events, families, reasons, duties, accesses, rosters, held
        case overwritten, spooled, backups
    }
}

/// Asks for a legal hold: of a family, of a call, or of everything where neither is named.
package struct HoldRequest: Codable, Hashable, Sendable {
    @Null package var family: String?
    @Null package var call: String?
    @Null package var gateway: String?
    package var why: String

    package init(family: String?, call: String?, gateway: String?, why: String) {
        self.family = family
        self.call = call
        self.gateway = gateway
        self.why = why
    }
}

/// What neither purge nor erasure touches.
package struct HoldList: Codable, Hashable, Sendable {
    package var holds: [Hold]

    package init(holds: [Hold]) {
        self.holds = holds
    }

    package struct Hold: Codable, Hashable, Sendable {
        package var id: Int
        /// `family`, `call` or `everything`.
        package var covers: String
        /// `null` where it is not of a family, or the family's id has gone.
        @Null package var family: String?
        /// The call's number in the log.
        @Null package var call: Int?
        package var why: String
        package var made: String
        package var madeBy: String
        @Null package var lifted: String?
        @Null package var liftedBy: String?

        package init(
            id: Int, covers: String, family: String?, call: Int?, why: String, made: String,
            madeBy: String, lifted: String?, liftedBy: String?
        ) {
            self.id = id
            self.covers = covers
            self.family = family
            self.call = call
            self.why = why
            self.made = made
            self.madeBy = madeBy
            self.lifted = lifted
            self.liftedBy = liftedBy
        }

        private enum CodingKeys: String, CodingKey {
            case id, covers, family, call, why, made
            case madeBy = "made_by"
            case lifted
            case liftedBy = "lifted_by"
        }
    }
}

/// The purges and erasures that were made.
package struct ErasureList: Codable, Hashable, Sendable {
    package var erasures: [Erasure]

    package init(erasures: [Erasure]) {
        self.erasures = erasures
    }

    package struct Erasure: Codable, Hashable, Sendable {
        package var at: String
        package var by: String
        /// `purge` or `erase`.
        package var kind: String
        package var calls: Int
        package var events: Int
        package var held: Int

        package init(at: String, by: String, kind: String, calls: Int, events: Int, held: Int) {
            self.at = at
            self.by = by
            self.kind = kind
            self.calls = calls
            self.events = events
            self.held = held
        }
    }
}

/// Asks for what is known of a family, or for its erasure.
package struct SubjectRequest: Codable, Hashable, Sendable {
    package var family: String
    /// Of an erasure: only tells what would be deleted.
    @Null package var dryRun: Bool?

    package init(family: String, dryRun: Bool?) {
        self.family = family
        self.dryRun = dryRun
    }

    private enum CodingKeys: String, CodingKey {
        case family
        case dryRun = "dry_run"
    }
}

/// All that the log has of a family (Regulation (EU) 2016/679, article 15).
package struct SubjectRecord: Codable, Hashable, Sendable {
    package var family: String
    package var made: String
    package var calls: [Call]
    package var followUps: [FollowUpFacts]
    /// Who has read what of it.
    package var accesses: [AccessList.Access]

    package init(
        family: String, made: String, calls: [Call], followUps: [FollowUpFacts],
        accesses: [AccessList.Access]
    ) {
        self.family = family
        self.made = made
        self.calls = calls
        self.followUps = followUps
        self.accesses = accesses
    }

    private enum CodingKeys: String, CodingKey {
        case family, made, calls
        case followUps = "follow_ups"
        case accesses
    }

    package struct Call: Codable, Hashable, Sendable {
        package var story: CallStory
        @Null package var note: NoteFacts?
        /// From, to, and where it was forwarded from, as they came.
        package var numbers: [String]
        package var received: [Received]

        package init(
            story: CallStory, note: NoteFacts?, numbers: [String], received: [Received]
        ) {
            self.story = story
            self.note = note
            self.numbers = numbers
            self.received = received
        }
    }

    /// What came with an event.
    package struct Received: Codable, Hashable, Sendable {
        package var seq: Int
        package var body: String
        /// A JSON array of the texts that the event's records name.
        package var values: String

        package init(seq: Int, body: String, values: String) {
            self.seq = seq
            self.body = body
            self.values = values
        }
    }
}
