import CSQLite
import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// Who is on duty, as the daemon writes it down and tells it.
@Suite struct `Duty of a daemon` {
    /// Sunday the 22nd of November 2026, 03:10 in Copenhagen, is when a daemon starts. V1 is on
    /// from Saturday 15:00 to Sunday 20:00, then V2; V3 always.
    private static func roster(_ overrides: String = "") -> RosterText {
        var roster = RosterText()
        let shifts = [
            "{ who: v1, from: 2026-11-21 15:00, to: 2026-11-22 20:00 }",
            "{ who: v2, from: 2026-11-22 20:00, to: 2027-02-01 08:00 }",
        ]
        roster.lines[0] =
            "first: { shifts: [\(shifts.joined(separator: ", "))]\(overrides) }"
        roster.lines[1] = RosterText.emptyLine("second")
        return roster
    }

    private func start() throws -> DaemonTelephone { try DaemonTelephone(Self.roster()) }

    /// The rows of the log's duty on the line `first`.
    private func rows(_ daemon: DaemonProcess) throws -> [String] {
        var connection: OpaquePointer?
        let path = daemon.folder.file("state/calls.sqlite")
        try #require(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
        _ = akt_sqlite_no_checkpoint_on_close(connection)
        defer { sqlite3_close(connection) }
        var statement: OpaquePointer?
        let question = """
            SELECT professional || ' ' || substr(starts, 9, 8) || ' ' || substr(ends, 9, 8)
            FROM duty WHERE line = 'first' ORDER BY starts
            """
        try #require(sqlite3_prepare_v2(connection, question, -1, &statement, nil) == SQLITE_OK)
        defer { sqlite3_finalize(statement) }
        var rows: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "NULL")
        }
        return rows
    }

    private func onDuty(_ telephone: DaemonTelephone, _ who: String) throws -> JSONValue {
        try telephone.daemon.status()["duty"].list.first { $0["professional"].text == who } ?? .null
    }

    @Test func `is written down as time passes, a shift a row`() throws {
        let telephone = try start()
        try telephone.clockIsSet(to: instant("2026-11-22T04:10"))
        try telephone.clockIsSet(to: instant("2026-11-22T06:00"))
        #expect(try rows(telephone.daemon) == ["v1 22T02:10 22T06:00"])
        try telephone.clockIsSet(to: instant("2026-11-23T06:00"))
        let day = ["v1 22T02:10 22T19:00", "v2 22T19:00 23T06:00"]
        #expect(try rows(telephone.daemon) == day)

        // A clock that is set back writes nothing twice.
        try telephone.clockIsSet(to: instant("2026-11-22T10:00"))
        try telephone.clockIsSet(to: instant("2026-11-22T23:00"))
        #expect(try rows(telephone.daemon) == day)
    }

    @Test func `is that of the roster of its time, through a change and a restart`() throws {
        let telephone = try start()
        try telephone.clockIsSet(to: instant("2026-11-22T05:30"))
        let sick = ", overrides: [{ who: v3, from: 2026-11-22 00:00, to: 2026-11-22 20:00 }]"
        try telephone.rosterBecomes(Self.roster(sick).yaml)
        try telephone.clockIsSet(to: instant("2026-11-22T08:00"))
        let known = ["v1 22T02:10 22T05:30", "v3 22T05:30 22T08:00"]
        #expect(try rows(telephone.daemon) == known)

        try telephone.daemon.kill9()
        telephone.daemon.folder.clock.set(to: instant("2026-11-22T09:00"))
        try telephone.daemon.folder.write("roster.yaml", Self.roster().yaml)
        try telephone.daemon.restart()
        try telephone.clockIsSet(to: instant("2026-11-22T10:30"))
        let rows = try rows(telephone.daemon)
        #expect(
            rows.map { $0.prefix(14) } == ["v1 22T02:10 22", "v3 22T05:30 22", "v1 22T09:00 22"])
        #expect(rows.last?.hasSuffix("22T10:30") == true)
    }

    @Test func `shows in status with what calls made of it, and when relief is due`() throws {
        let telephone = try start()
        let quiet = try onDuty(telephone, "v1")
        #expect(quiet["lines"].list.compactMap(\.text) == ["egetraeet/first"])
        #expect(quiet["since"].text == "2026-11-21T14:00:00Z")
        #expect(quiet["until"].text == "2026-11-22T19:00:00Z")
        #expect(quiet["interruptions"].whole == 0)
        #expect(quiet["last_interruption"] == .null)
        #expect(quiet["relief_due"] == .null)

        _ = try telephone.arrives(from: jensen, to: hotline, rehearsal: false)
        _ = try telephone.send(.legAccepted(LegID(step: 1, number: 1), confirmed: true))
        try telephone.passes(seconds: 600)
        _ = try telephone.send(.ended(by: .caller))
        let called = try onDuty(telephone, "v1")
        #expect(called["interruptions"].whole == 1)
        let last = try #require(called["last_interruption"].text)
        let due = try #require(called["relief_due"].text)
        let (began, relief) = (instant(last), instant(due))
        #expect(began >= instant("2026-11-22T02:10") && began < instant("2026-11-22T02:12"))
        // 24 hours less 11 of rest, from the first working moment on.
        #expect(relief - began == .hours(13))
        #expect(try onDuty(telephone, "v3")["interruptions"].whole == 0)

        let text = try telephone.daemon.hotlinectl("status").output
        #expect(text.contains("v1 on egetraeet/first since 2026-11-21T14:00:00Z"), "\(text)")
        #expect(
            text.contains("1 interruption, the last \(last); relief is due by \(due)"), "\(text)")

        // Eleven hours without another call, and the rest has been had.
        try telephone.passes(seconds: 11 * 3600)
        #expect(try onDuty(telephone, "v1")["relief_due"] == .null)
        #expect(try onDuty(telephone, "v1")["interruptions"].whole == 1)
        // V1 is off from 20:00 local time on.
        try telephone.clockIsSet(to: instant("2026-11-22T19:00"))
        #expect(try onDuty(telephone, "v1") == .null)
        #expect(try onDuty(telephone, "v2")["since"].text == "2026-11-22T19:00:00Z")
    }
}
