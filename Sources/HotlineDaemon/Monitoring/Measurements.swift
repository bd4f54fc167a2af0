import CallLog
import CallRouting
import OnCallRoster

/// What `/metrics` tells at one moment. No value names a person, and none is a telephone number.
struct Measurements: Sendable {
    var now = Instant.distantPast
    var calls = CallCounts()
    /// Rehearsals left out.
    var openCalls = 0
    var openPromises = 0
    var overduePromises = 0
    var refusals: [Int: Int] = [:]
    /// Of every gateway of the settings.
    var unauthentic: [GatewayName: Int] = [:]
    var sightings: [GatewayName: GatewaySighting] = [:]
    /// How many stand, by code; those that could stand have zero.
    var alarms: [String: Int] = [:]
    var replies = Histogram(bounds: [])
    var roster = RosterFigures()
    var log = LogFigures()
    var process = ProcessFigures()
    var version = ""
    var started = Instant.distantPast
    /// Since the last self-check that found nothing hanging; `nil` before the first.
    var sinceSelfCheck: Duration?

    struct RosterFigures: Sendable {
        var isGood = false
        /// `nil` where none is in force.
        var age: Duration?
        /// How far from now on duty is known.
        var horizon: Duration?
        /// Lines that claim to be filled now and have nobody to ring.
        var linesUnfilled: Int?
        /// Until one has nobody; `nil` where that is not within `CoverageOutlook.reach`.
        var nextGap: Duration?
        /// How long the fallback plan is good for; zero once it is not, or was not written.
        var fallbackLeft = Duration.zero
    }

    struct LogFigures: Sendable {
        var failures = 0
        var commits = Histogram(bounds: [])
        var bytes: Int?
        var walBytes: Int?
        /// What its file system has left for the daemon.
        var freeBytes: Int?
        var spools: [SpoolFigures] = []
        /// Since the log was last asked with success.
        var sinceRead: Duration?
        /// Since the latest copy that the daemon was told of; `nil` without one.
        var backupAge: Duration?
    }

    struct SpoolFigures: Sendable {
        let name: String
        let events: Int
        let bytes: Int
    }

    /// In Prometheus's text format, a family after the other.
    var text: String { families.map(\.text).joined() }
}
