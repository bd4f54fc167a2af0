import CallLog
import HotlineAPI
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at the fallback plan` {
    private let now = instant("2026-11-22T12:00Z")

    private static func plan(
        made: String = "2026-11-22T11:30:00Z", until: String = "2026-11-24T11:30:00Z",
        uris: String = "\"tel:+4520000001\",\"tel:114\""
    ) -> String {
        """
        {"made":"\(made)","until":"\(until)","numbers":{"+4570201000":\
        [{"from":"\(made)","to":"\(until)","uris":[\(uris)]}]}}
        """
    }

    private func findings(
        _ plan: String?, daemonSince: String? = "2026-11-20T00:00:00Z", names: [String]? = nil,
        numbers: [String] = ["+45 70 20 10 00"]
    ) throws -> [Finding] {
        let clinic = try Clinic()
        try clinic.makeFolder("fallback")
        if let plan { try clinic.write("fallback/plan.json", plan) }
        for name in names ?? ["+4570201000.xml"] { try clinic.write("fallback/\(name)") }
        return FallbackCheck(
            in: clinic.path, numbers: numbers.compactMap { PhoneNumber($0) }, now: now,
            daemonSince: daemonSince.flatMap { Instant(rfc3339: $0) }
        ).findings
    }

    @Test func `finds nothing where it was made within the hour`() throws {
        let found = try findings(Self.plan())
        #expect(
            found.map(\.message) == ["made 2026-11-22T11:30:00Z, good until 2026-11-24T11:30:00Z"])
    }

    @Test func `finds none, and one that is no plan`() throws {
        let none = try findings(nil, daemonSince: nil).onlyBad()
        #expect(none.severity == .danger)
        #expect(none.message.contains("there is no plan"))
        #expect(none.command == "systemctl start hotlined")
        let broken = try findings("{\"made\":", names: []).bad
        #expect(broken.first?.message.contains("cannot be read as one") == true)
        #expect(broken.first?.command == "journalctl -u hotlined")
    }

    @Test func `waits for a daemon that has just started`() throws {
        #expect(try findings(nil, daemonSince: "2026-11-22T11:59:30Z").bad.isEmpty)
    }

    @Test func `finds one that is no longer written, and one that has ended`() throws {
        let old = try findings(Self.plan(made: "2026-11-22T09:59:00Z")).onlyBad()
        #expect(old.severity == .mend)
        let over = try findings(Self.plan(until: "2026-11-22T12:00:00Z")).onlyBad()
        #expect(over.severity == .danger)
        #expect(over.message.contains("gateways ring last resorts only"))
    }

    @Test func `finds a number of the roster that it has nobody for`() throws {
        let more = try findings(Self.plan(), numbers: ["+45 70 20 10 00", "+45 70 20 10 01"])
        #expect(try more.onlyBad().message.contains("nobody for …01 of the roster's numbers"))
        #expect(try findings(Self.plan(uris: "")).onlyBad().message.contains("…00"))
        #expect(try findings(Self.plan(), names: []).onlyBad().message.contains("…00"))
    }

    private func readers(
        group: UInt32? = 991, of folder: UInt32 = 991, gateway: Set<UInt32>? = nil,
        sight: Sight? = nil
    ) -> [Finding] {
        FallbackReadersCheck(
            folder: "fallback", sight: sight ?? .seen(FileStatus(path: "fallback", group: folder)),
            group: group, gateway: gateway.map { Account(id: 112, name: "kamailio", groups: $0) }
        ).findings
    }

    @Test func `is content where the gateway's user may read it`() {
        #expect(readers(gateway: [112, 991]).isEmpty)
        #expect(readers().isEmpty)
        #expect(readers(group: nil, sight: .missing).isEmpty)
    }

    @Test func `finds a group that is missing, not the folder's, or not the gateway's`() throws {
        #expect(
            try readers(group: nil).onlyBad().command == "groupadd --system akuttelefon-fallback")
        #expect(
            try readers(of: 990).onlyBad().command
                == "usermod -aG akuttelefon-fallback akuttelefon")
        #expect(
            try readers(gateway: [112]).onlyBad().command
                == "usermod -aG akuttelefon-fallback kamailio")
    }
}

@Suite struct `A look at copies of the log` {
    private let now = instant("2026-11-22T12:00Z")

    private func copy(
        _ made: String, _ sight: Sight = .seen(FileStatus(path: "b", mode: 0o600, device: 2))
    ) -> BackupCheck.Copy {
        BackupCheck.Copy(path: "/var/backups/\(made)", made: instant(made), sight: sight)
    }

    private func findings(_ copies: [BackupCheck.Copy]?, hasLog: Bool = true) -> [Finding] {
        BackupCheck(copies: copies, hasLog: hasLog, device: 1, now: now).findings
    }

    @Test func `finds nothing where one is of yesterday`() {
        let found = findings([copy("2026-11-20T09:30Z"), copy("2026-11-21T09:30Z")])
        #expect(found.map(\.severity) == [.ok])
        #expect(found[0].message.contains("is of 2026-11-21T09:30:00Z, /var/backups/2026-11-21"))
    }

    @Test func `finds that there is none, or none any more`() throws {
        let none = try findings([]).onlyBad()
        #expect(none.message.contains("no copy of the log was ever made"))
        #expect(none.command == "hotlinectl log backup --to /var/backups/akuttelefon --keep 14")
        let gone = try findings([copy("2026-11-21T09:30Z", .missing)]).onlyBad()
        #expect(gone.message.contains("none of the 1 copies"))
    }

    @Test func `finds that the newest is old`() throws {
        let copies = [copy("2026-11-19T09:30Z"), copy("2026-11-22T09:30Z", .missing)]
        let bad = try findings(copies).onlyBad()
        #expect(bad.message.contains("the newest copy of the log is of 2026-11-19T09:30:00Z"))
    }

    @Test func `finds copies that others may read`() throws {
        let open = FileStatus(path: "/var/backups/a", mode: 0o640, device: 2)
        let bad = try findings([copy("2026-11-22T09:30Z", .seen(open))]).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.command == "chmod 0600 /var/backups/a")
    }

    @Test func `knows that a disk takes its copies with it`() {
        let beside = FileStatus(path: "a", mode: 0o600, device: 1)
        let found = findings([copy("2026-11-22T09:30Z", .seen(beside))])
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.message.contains("lost with it") })
    }

    @Test func `says that nobody told, where there is a log to ask about`() {
        #expect(findings(nil).map(\.severity) == [.note])
        #expect(findings(nil, hasLog: false).isEmpty)
    }

    @Test func `asks the log itself where no daemon answers`() async throws {
        let clinic = try Clinic()
        let path = clinic.file("calls.sqlite")
        let log = try CallLog(path: path)
        #expect(BackupCheck(nil, log: path, now: now).copies == [])
        let made = try clinic.write("copy.sqlite", mode: 0o600)
        let head = try #require(ChainHead("1:" + String(repeating: "0", count: 64)))
        try await log.note(
            KnownBackup(path: made, made: instant("2026-11-22T09:30Z"), head: head), deleted: [])
        log.close()
        let copies = try #require(BackupCheck(nil, log: path, now: now).copies)
        #expect(copies.map(\.path) == [made])
        #expect(copies.first?.sight.status?.mode == 0o600)
        let told = BackupList(
            backups: [BackupList.Backup(path: "/b", made: "2026-11-22T10:00:00Z", head: "1:00")])
        #expect(BackupCheck(told, log: path, now: now).copies?.map(\.path) == ["/b"])
        #expect(BackupCheck(nil, log: clinic.file("none"), now: now).copies == nil)
    }
}
