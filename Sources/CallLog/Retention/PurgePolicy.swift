package import OnCallRoster

/// What is old enough to go: by one clock whatever identifies somebody, by another working time, by a
/// third who has read what.
package struct PurgePolicy: Hashable, Sendable {
    /// Numbers, texts, and ids of families go of calls that ended before.
    package let personalBefore: Instant
    /// Duty that ended before goes.
    package let workingTimeBefore: Instant
    /// Entries of the access log from before go.
    package let accessBefore: Instant
    /// Families of the roster in force: their ids stay, so that follow-up and evaluation know them.
    package let enrolled: Set<FamilyID>

    package init(
        now: Instant, personal: Duration, workingTime: Duration, accessLog: Duration,
        enrolled: Set<FamilyID>
    ) {
        personalBefore = now - personal
        workingTimeBefore = now - workingTime
        accessBefore = now - accessLog
        self.enrolled = enrolled
    }
}

/// What a purge or an erasure has deleted, or would delete.
package struct PurgeResult: Hashable, Sendable {
    /// Calls of which whatever identifies somebody goes.
    package var calls = 0
    package var events = 0
    /// Families whose id goes.
    package var families = 0
    /// Reasons that were given for reading.
    package var reasons = 0
    package var duties = 0
    package var accesses = 0
    /// Calls that are old enough, and stay for a hold or for what is still owed.
    package var held = 0
    /// Whether nothing is left in file and WAL; `nil` for a dry run.
    package var isOverwritten: Bool?
    /// Copies that were made before, and hold what is deleted.
    package var backups: [KnownBackup] = []

    package init() {}
}
