import HotlineAPI
import Glibc
import HotlineSettings
import Testing

@testable import HotlineControl

@Suite struct `A look at permissions` {
    /// An installation whose modes are right, owned by whoever runs the tests.
    private func installation() throws -> Clinic {
        let clinic = try Clinic()
        try clinic.makeFolder("roster.d")
        try clinic.write("roster.d/10.yaml")
        try clinic.makeFolder("credentials", mode: 0o700)
        try clinic.write("credentials/gateway-kamailio", mode: 0o600)
        try clinic.makeFolder("state", mode: 0o751)
        try clinic.write("state/calls.sqlite", mode: 0o600)
        try clinic.makeFolder("state/spool")
        try clinic.makeFolder("state/fallback")
        try clinic.write("state/fallback/plan.json")
        try clinic.makeFolder("run", mode: 0o755)
        return clinic
    }

    private func findings(_ clinic: Clinic, daemon: Account = Clinic.me) throws -> [Finding] {
        PermissionCheck(
            settings: try clinic.settings(), path: clinic.file("hotlined.yaml"),
            rosterFiles: [clinic.file("roster.d/10.yaml")], daemon: daemon
        ).findings
    }

    @Test func `finds nothing where each mode and owner is right`() throws {
        let found = try findings(installation())
        #expect(found.map(\.severity) == [.ok])
        #expect(found[0].message.hasPrefix("11 files and folders have the owner and the mode"))
    }

    @Test(
        arguments: [
            ("roster.d", 0o777, "o-w", true), ("roster.d/10.yaml", 0o644, "o-rwx", false),
            ("roster.d/10.yaml", 0o642, "o-rwx", true), ("credentials", 0o750, "go-rwx", true),
            ("credentials/gateway-kamailio", 0o640, "go-rwx", true),
            ("credentials/gateway-kamailio", 0o604, "go-rwx", true),
            ("state", 0o755, "g-w,o-rw", false), ("state/calls.sqlite", 0o644, "g-w,o-rwx", false),
            ("state/spool", 0o755, "g-w,o-rwx", false),
            ("state/fallback", 0o755, "g-w,o-rwx", false),
            ("state/fallback/plan.json", 0o644, "g-w,o-rwx", false), ("run", 0o777, "go-w", true),
        ] as [(String, mode_t, String, Bool)])
    func `finds what stands open, and names the command that closes it`(
        _ name: String, _ mode: mode_t, _ change: String, _ isDanger: Bool
    ) throws {
        let clinic = try installation()
        try #require(chmod(clinic.file(name), mode) == 0)
        let bad = try findings(clinic).onlyBad()
        #expect(bad.command == "chmod \(change) \(clinic.file(name))")
        #expect(bad.severity == (isDanger ? .danger : .mend))
        #expect(bad.isOfInstallations)
        #expect(bad.message.contains("mode 0\(String(mode, radix: 8))"))
    }

    @Test func `its command does close it`() throws {
        let clinic = try installation()
        let secret = clinic.file("credentials/gateway-kamailio")
        try #require(chmod(secret, 0o666) == 0)
        let command = try #require(try findings(clinic).onlyBad().command)
        let told = ProgramOutput(of: ["sh", "-c", command], within: .seconds(5))
        #expect(told?.status == 0)
        #expect(try findings(clinic).bad.isEmpty)
        #expect(Sight(of: secret).status?.modeText == "0600")
    }

    @Test func `finds settings that everybody may read`() throws {
        let clinic = try installation()
        let settings = try clinic.settings()
        try #require(chmod(clinic.file("hotlined.yaml"), 0o644) == 0)
        let bad = try PermissionCheck(
            settings: settings, path: clinic.file("hotlined.yaml"), rosterFiles: [],
            daemon: Clinic.me
        ).findings.onlyBad()
        #expect(bad.command == "chmod o-rwx \(clinic.file("hotlined.yaml"))")
    }

    @Test func `tells many files of one kind together`() throws {
        let clinic = try installation()
        let names = (1...5).map { "roster.d/\($0).yaml" }
        for name in names { try clinic.write(name, mode: 0o644) }
        let bad = try PermissionCheck(
            settings: try clinic.settings(), path: clinic.file("hotlined.yaml"),
            rosterFiles: names.map { clinic.file($0) }, daemon: Clinic.me
        ).findings.onlyBad()
        #expect(bad.message.contains("3.yaml and 2 more"))
        #expect(bad.command?.contains("5.yaml") == true)
    }

    @Test func `finds what is not the daemon's, and what it may not read`() throws {
        let daemon = Account(id: 4_000_000, name: "akuttelefon", groups: [4_000_000])
        let bad = try findings(installation(), daemon: daemon).bad
        let commands = bad.compactMap(\.command)
        #expect(bad.allSatisfy { $0.severity == .danger })
        #expect(commands.contains { $0.hasPrefix("chown akuttelefon ") && $0.hasSuffix("/state") })
        #expect(commands.contains { $0.hasPrefix("chown akuttelefon ") && $0.hasSuffix("/run") })
        #expect(
            commands.contains {
                $0.hasPrefix("chgrp akuttelefon ") && $0.hasSuffix("10.yaml")
                    && $0.contains(" && chmod g+r ")
            })
    }

    @Test func `reads the bits as the kernel does: owner before group before others`() {
        let daemon = Clinic.daemon
        func may(_ mode: UInt32, owner: UInt32 = 0, group: UInt32 = 0) -> Bool {
            daemon.mayRead(FileStatus(path: "a", owner: owner, group: group, mode: mode))
        }
        #expect(may(0o400, owner: 990) && !may(0o044, owner: 990))
        #expect(may(0o040, group: 991) && !may(0o404, group: 991))
        #expect(may(0o004) && !may(0o440))
        let folder = FileStatus(path: "a", kind: .folder, mode: 0o754)
        #expect(!daemon.mayRead(folder))
        #expect(Account(id: 0, name: "root", groups: [0]).mayRead(folder))
    }
}

@Suite struct `A look at who asks and who the daemon is` {
    private let root = Account(id: 0, name: "root", groups: [0])
    private let anna = Account(id: 1000, name: "anna", groups: [1000])

    private func findings(
        asking: Account, daemon: Account, hidden: [String] = [], isRunning: Bool = true,
        hasUser: Bool = true
    ) -> [Finding] {
        UserCheck(
            asking: asking, daemon: daemon, hidden: hidden, isRunning: isRunning,
            hasDaemonUser: hasUser
        ).findings
    }

    @Test func `is content with root, and with the daemon's own user`() {
        #expect(findings(asking: root, daemon: Clinic.daemon).isEmpty)
        #expect(findings(asking: Clinic.daemon, daemon: Clinic.daemon).isEmpty)
        #expect(findings(asking: root, daemon: anna, hasUser: false).isEmpty)
    }

    @Test func `says that others see only half`() throws {
        let bad = try findings(asking: anna, daemon: Clinic.daemon).onlyBad()
        #expect(bad.about == .doctor)
        #expect(bad.command == "sudo hotlinectl doctor")
        let own = try findings(asking: anna, daemon: anna, hidden: ["/srv/state"]).onlyBad()
        #expect(own.message.hasPrefix("anna may not look at /srv/state: what is there was left"))
    }

    @Test func `finds a daemon that runs as root`() throws {
        let bad = try findings(asking: root, daemon: root).onlyBad()
        #expect(bad.message.contains("runs as root"))
    }

    @Test func `finds that there is no user for a daemon to run as`() throws {
        let bad = try findings(asking: root, daemon: root, isRunning: false, hasUser: false)
            .onlyBad()
        #expect(bad.command == "systemd-sysusers")
        #expect(findings(asking: root, daemon: root, isRunning: false).isEmpty)
    }
}
