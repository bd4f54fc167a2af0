import HotlineAPI
import CallLog
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at the log` {
    private func findings(
        _ path: String = "calls.sqlite", sight: Sight = .seen(FileStatus(path: "calls.sqlite")),
        wal: Int64 = 0, library: Int32 = 3_040_001, glance: LogCheck.Glance? = .whole,
        unread: [String] = [], spooled: Int? = 0
    ) -> [Finding] {
        LogCheck(
            path: path, sight: sight, walBytes: wal, library: SQLiteLibrary(number: library),
            glance: glance, unread: unread, spooled: spooled
        ).findings
    }

    @Test func `finds a real log whole, and its damage where a page is overwritten`() throws {
        let clinic = try Clinic()
        let path = clinic.file("calls.sqlite")
        try CallLog(path: path).close()
        let whole = LogCheck(of: path, spools: [], daemon: nil)
        #expect(whole.glance == .whole)
        #expect(whole.findings.bad.isEmpty)
        var bytes = try readFile(path)
        for place in 4096..<bytes.count where place % 64 == 0 { bytes[place] ^= 0xFF }
        try clinic.write("calls.sqlite", bytes: bytes)
        let bad = try LogCheck(of: path, spools: [], daemon: nil).findings.onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("is damaged: "))
    }

    @Test func `finds what is no log at all`() throws {
        let clinic = try Clinic()
        let path = try clinic.write(
            "calls.sqlite", String(repeating: "this is a letter. ", count: 99))
        #expect(try LogCheck(of: path, spools: [], daemon: nil).findings.onlyBad().about == .log)
    }

    @Test func `waits for the daemon where there is none yet`() throws {
        let path = try Clinic().file("calls.sqlite")
        let found = LogCheck(of: path, spools: [], daemon: nil).findings
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.message.contains("there is none yet") })
    }

    @Test func `finds it gone under a running daemon`() throws {
        let bad = try findings(sight: .missing, glance: nil, spooled: 0).onlyBad()
        #expect(bad.severity == .danger)
    }

    @Test func `says that it was too large to be read in time`() {
        let found = findings(glance: .unfinished)
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.message.contains("not read to its end within 10 s") })
    }

    @Test func `tells why it cannot be read`() throws {
        #expect(
            try findings(glance: .unreadable(.plain("written by a later version"))).onlyBad()
                .message
                == "written by a later version")
    }

    @Test(
        arguments: [
            (3_036_999, "3.36.999", true, false), (3_037_000, "3.37.0", false, true),
            (3_051_002, "3.51.2", false, true), (3_051_003, "3.51.3", false, false),
        ] as [(Int32, String, Bool, Bool)])
    func `knows what each SQLite can do`(
        _ number: Int32, _ name: String, _ isTooOld: Bool, _ hasFault: Bool
    ) throws {
        let found = findings(library: number)
        #expect(found.contains { $0.message.contains("SQLite is \(name)") })
        #expect(found.bad.isEmpty != isTooOld)
        #expect(found.contains { $0.message.contains("one writer") } == hasFault)
    }

    @Test func `finds a WAL that grows, and not one that is used`() throws {
        #expect(findings(wal: 16 << 20).bad.isEmpty)
        #expect(try findings(wal: 65 << 20).onlyBad().message.contains("has grown to 65 MiB"))
    }

    @Test func `finds events that wait, and events that nobody could read`() throws {
        #expect(try findings(spooled: 3).onlyBad().message.contains("3 events wait in the spool"))
        let clinic = try Clinic()
        let spool = try clinic.makeFolder("spool")
        try clinic.write("spool/events.jsonl", "{}\n")
        let path = clinic.file("calls.sqlite")
        #expect(LogCheck(of: path, spools: [spool], daemon: nil).findings.bad.isEmpty)
        try clinic.write("spool/unread-1795348800.jsonl", "{\n")
        let bad = try LogCheck(of: path, spools: [spool], daemon: nil).findings.onlyBad()
        #expect(bad.message.contains("spool/unread-1795348800.jsonl"))
    }
}

@Suite struct `A look at the disk` {
    private static let table = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
        30 27 0:25 / /var rw,relatime - ext4 /dev/vdb rw,barrier=0
        31 30 0:26 / /var/lib/akuttelefon rw,nosuid shared:7 master:1 - nfs4 nas:/calls rw,vers=4.2
        32 27 0:27 / /run rw,nosuid - tmpfs tmpfs rw,mode=755
        33 27 0:28 / /mnt/a\\040b rw - xfs /dev/vdc rw
        34 27 0:29 / /mnt/a\\040b rw - btrfs /dev/vdd rw
        """

    private func mount(_ path: String) -> Mount? {
        Mount.holding(path, of: Mount.all(in: Self.table))
    }

    @Test(arguments: [
        ("/srv/state", "ext4", "/"), ("/var/log", "ext4", "/var"), ("/variable", "ext4", "/"),
        ("/var/lib/akuttelefon", "nfs4", "/var/lib/akuttelefon"), ("/run/a", "tmpfs", "/run"),
        ("/mnt/a b/c", "btrfs", "/mnt/a b"),
    ])
    func `knows which file system a path is on`(_ path: String, _ kind: String, _ place: String) {
        #expect(mount(path)?.kind == kind)
        #expect(mount(path)?.place == place)
    }

    private func findings(
        left: UInt64 = 50 << 30, of total: UInt64 = 100 << 30, inodesLeft: UInt64 = 1_000_000,
        isReadOnly: Bool = false, on path: String = "/srv", spoolElsewhere: Bool = true
    ) -> [Finding] {
        DiskCheck(
            state: "/srv/state", sight: .seen(FileStatus(path: "/srv/state", kind: .folder)),
            space: Space(
                bytesLeft: left, bytes: total, inodesLeft: inodesLeft, inodes: 2_000_000,
                isReadOnly: isReadOnly),
            mount: mount(path), hasSpoolElsewhere: spoolElsewhere
        ).findings
    }

    @Test func `finds nothing on one with room that keeps what is synced`() {
        #expect(findings().map(\.message) == ["51200 MiB are left at /srv/state, ext4"])
        let together = findings(spoolElsewhere: false)
        #expect(together.bad.isEmpty)
        #expect(
            together.contains { $0.message.contains("the spool is on the log's own file system") })
    }

    @Test func `finds one that is nearly full, and worse`() throws {
        let low = try findings(left: 900 << 20).onlyBad()
        #expect(low.severity == .mend && low.isOfInstallations)
        let full = try findings(left: 99 << 20).onlyBad()
        #expect(full.severity == .danger && !full.isOfInstallations)
        // A small disk of which half is free.
        #expect(findings(left: 500 << 20, of: 1 << 30).bad.isEmpty)
        #expect(try findings(inodesLeft: 999).onlyBad().message.contains("999 inodes are left"))
        #expect(try findings(isReadOnly: true).onlyBad().message.contains("read-only"))
    }

    @Test(arguments: [
        ("/var/lib/akuttelefon", "a network file system"), ("/run", "gone when the machine"),
        ("/var", "without barriers"),
    ])
    func `finds one that does not keep a log`(_ path: String, _ words: String) throws {
        let bad = try findings(on: path).onlyBad()
        #expect(bad.severity == .danger && bad.isOfInstallations)
        #expect(bad.message.contains(words))
    }

    @Test func `looks at this machine's own`() throws {
        let clinic = try Clinic()
        let here = DiskCheck(of: clinic.path)
        #expect(try #require(here.space).bytes > 0)
        #expect(here.mount != nil)
        #expect(!here.hasSpoolElsewhere)
        let nowhere = DiskCheck(of: clinic.file("none"))
        #expect(nowhere.findings.map(\.severity) == [.note])
        let hidden = DiskCheck(
            state: "/srv", sight: .hidden, space: nil, mount: nil, hasSpoolElsewhere: false)
        #expect(hidden.findings.isEmpty)
    }
}
