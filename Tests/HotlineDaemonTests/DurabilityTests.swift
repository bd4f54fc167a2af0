import Glibc
import HotlineTestSupport
import Testing

private let strace = "/usr/bin/strace"

/// A reply of 200 says that the event is on disk: what the kernel was asked to sync is counted,
/// for killing a process proves the order of commits only.
@Suite struct DurabilityTests {
    /// Syncs that the kernel has done, by what strace(1) wrote so far.
    private func syncs(_ folder: DaemonFolder) -> Int {
        Program.text(of: folder.file("trace")).split(separator: "\n").count { line in
            let isSync = ["fsync(", "fdatasync(", "fsync resumed", "fdatasync resumed"].contains {
                line.contains($0)
            }
            return isSync && line.hasSuffix("= 0")
        }
    }

    @Test(.enabled(if: access(strace, X_OK) == 0, "strace counts the syncs"))
    func `each event was synced before its reply`() throws {
        let folder = try DaemonFolder()
        // With -D strace stands beside the daemon, which so keeps its own process id.
        let daemon = try DaemonProcess(
            in: folder,
            launcher: [
                strace, "-D", "-f", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o",
                folder.file("trace"),
            ])
        let gateway = GatewayDouble(of: folder)
        let before = syncs(folder)
        try #require(before > 0, "nothing was traced")
        var late: [Int] = []
        for number in 1...30 {
            let known = syncs(folder)
            let reply =
                try number % 10 == 1
                ? gateway.callArrives(as: "c-\(number)") : gateway.legRings("1.1")
            #expect(reply.status == 200)
            #expect(reply.http.header("hotline-log") == nil)
            if syncs(folder) <= known { late.append(number) }
        }
        #expect(late == [])
        #expect(syncs(folder) - before >= 30)
        #expect(try daemon.events(of: "c-21").count == 10)
    }

    @Test func `every acknowledged event is there after kill -9, once`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        var acknowledged = 0
        for round in 1...4 {
            #expect(try gateway.callArrives(as: "c-\(round)").status == 200)
            acknowledged += 1
            for _ in 1...round {
                #expect(try gateway.legRings("1.1").status == 200)
                acknowledged += 1
            }
            try daemon.kill9()
            try daemon.restart()
            #expect(try gateway.repeatLast().status == 200)
        }
        let logged = try (1...4).map { try daemon.events(of: "c-\($0)").count }.reduce(0, +)
        #expect(logged == acknowledged)
        #expect(acknowledged == 14)
    }
}
