import Foundation
import Glibc
import HotlineTestSupport
import Testing

/// What a daemon says when it cannot start, and what it makes when it can.
@Suite struct StartTests {
    private func run(_ folder: DaemonFolder, _ more: [String] = []) throws -> Program.Result {
        try Program.run("hotlined", ["--config", folder.settings] + more, in: folder)
    }

    private func line(of key: String, in folder: DaemonFolder) -> Int {
        let lines = Program.text(of: folder.settings).split(
            separator: "\n", omittingEmptySubsequences: false)
        return (lines.firstIndex { $0.hasPrefix(key) } ?? -1) + 1
    }

    @Test func `an unknown key of the settings is named with its place and a suggestion`() throws {
        let folder = try DaemonFolder(settings: DaemonSettings(more: "state-directry: elsewhere"))
        let result = try run(folder)
        #expect(result.end == .exited(2))
        let place = "hotlined.yaml:\(line(of: "state-directry", in: folder)):1: error"
        #expect(result.errors.contains(place), "\(result.errors)")
        #expect(result.errors.contains("did you mean 'state-directory'?"), "\(result.errors)")
    }

    @Test func `an unknown key of a gateway is named too`() throws {
        let gateway = "  other: { dialect: canonical, max-stepps: 3 }"
        let folder = try DaemonFolder(settings: DaemonSettings(more: gateway))
        let result = try run(folder)
        #expect(result.end == .exited(2))
        let place = "hotlined.yaml:\(line(of: "  other", in: folder)):"
        #expect(result.errors.contains(place), "\(result.errors)")
        #expect(result.errors.contains("did you mean 'max-steps'?"), "\(result.errors)")
    }

    @Test func `without a last resort nothing starts`() throws {
        let result = try run(DaemonFolder(settings: DaemonSettings(lastResort: nil)))
        #expect(result.end == .exited(2))
        #expect(result.errors.contains("'last-resort' is missing"), "\(result.errors)")
        #expect(result.errors.contains("hotlined.yaml"), "\(result.errors)")
    }

    @Test func `settings that are not there are named`() throws {
        let folder = try DaemonFolder()
        let result = try Program.run(
            "hotlined", ["--config", folder.file("none.yaml")], in: folder)
        #expect(result.end == .exited(2))
        #expect(result.errors.contains("none.yaml"), "\(result.errors)")
    }

    @Test func `a test clock is refused unless the settings allow it`() throws {
        let folder = try DaemonFolder(settings: DaemonSettings(allowsTestClock: false))
        let result = try run(folder, ["--clock", "2026-11-22T02:10:00Z"])
        #expect(result.end == .exited(2))
        #expect(result.errors.contains("allow-test-clock: true"), "\(result.errors)")
    }

    @Test func `a second daemon on the same log leaves, and the first goes on`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        let result = try run(daemon.folder)
        #expect(result.end == .exited(2))
        #expect(result.errors.contains("another daemon has this log open"), "\(result.errors)")
        #expect(result.errors.contains(daemon.folder.file("state/calls.sqlite")))
        #expect(try gateway.legEnds("1.1").step == 2)
        #expect(try daemon.events() == ["call.incoming", "leg.ended"])
    }

    @Test func `a port that is taken ends the daemon with a reason`() throws {
        let daemon = try DaemonProcess()
        let folder = try DaemonFolder(
            settings: DaemonSettings(listensAt: daemon.folder.port))
        let result = try run(folder)
        #expect(result.end != .stillRunning)
        #expect(result.end != .exited(0))
        #expect(!result.errors.isEmpty)
    }

    @Test func `a gateway without a secret is refused, and the others are served`() throws {
        let folder = try DaemonFolder()
        #expect(unlink(folder.file("credentials/gateway-canonical")) == 0)
        let daemon = try DaemonProcess(in: folder)
        #expect(try GatewayDouble(of: folder).callArrives().isRefused(401))
        #expect(try GatewayDouble(kamailioOf: folder).callArrives(as: "k-1").status == 200)
        #expect(daemon.journal.contains("gateway-canonical"))
    }

    @Test func `secrets are made at the first start, for their owner only`() throws {
        let settings = DaemonSettings(makesCredentials: true)
        let daemon = try DaemonProcess(in: DaemonFolder(settings: settings, credentials: false))
        let folder = daemon.folder
        #expect(folder.mode(of: "credentials") & 0o077 == 0)
        func secret(_ gateway: String) -> String {
            #expect(folder.mode(of: "credentials/gateway-\(gateway)") == 0o600)
            return Program.text(of: folder.file("credentials/gateway-\(gateway)"))
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let (canonical, kamailio) = (secret("canonical"), secret("kamailio"))
        #expect(canonical.hasPrefix("whsec_"))
        #expect(!daemon.journal.contains(canonical.dropFirst(6)))
        #expect(!daemon.journal.contains(kamailio))

        let sender = GatewayDouble.Sender(
            path: "/gateway/canonical", client: folder.client,
            proof: .signature(secret: canonical), clock: folder.clock)
        #expect(try GatewayDouble(sender, clock: folder.clock).callArrives().status == 200)
        let other = GatewayDouble(kamailioOf: folder, token: kamailio)
        #expect(try other.callArrives(as: "k-1").status == 200)

        #expect(daemon.terminate() == .exited(0))
        try daemon.restart()
        #expect(secret("canonical") == canonical)
        #expect(secret("kamailio") == kamailio)
    }

    @Test func `what holds personal data is readable by its owner and group at most`() throws {
        let daemon = try DaemonProcess()
        try GatewayDouble(of: daemon.folder).callArrives()
        #expect(daemon.folder.mode(of: "state") & 0o007 == 0)
        #expect(daemon.folder.mode(of: "run/spool") & 0o007 == 0)
        for name in ["calls.sqlite", "calls.sqlite-wal", "calls.sqlite.lock"] {
            let mode = daemon.folder.mode(of: "state/\(name)")
            #expect(mode != 0 && mode & 0o077 == 0, "\(name): \(String(mode, radix: 8))")
        }
        let kept = daemon.folder.mode(of: "state/rosters/last-good/roster.yaml")
        #expect(kept != 0 && kept & 0o007 == 0)
    }

    @Test func `a crash dumps no memory, whatever the limit was`() throws {
        let folder = try DaemonFolder()
        let script = "echo $$ > \(folder.file("pid")); ulimit -c unlimited; exec \"$@\""
        let daemon = try DaemonProcess(in: folder, launcher: ["/bin/bash", "-c", script, "limits"])
        let process = Program.text(of: folder.file("pid")).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let limits = Program.text(of: "/proc/\(process)/limits").split(separator: "\n")
        let core = try #require(limits.first { $0.hasPrefix("Max core file size") })
        #expect(Array(core.split(separator: " ").dropFirst(4).prefix(2)) == ["0", "0"])
        #expect(daemon.terminate() == .exited(0))
    }
}
