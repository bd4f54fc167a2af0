import Foundation
import Glibc
import HotlineTestSupport
import OnCallRoster
import Synchronization

/// A folder with all that one daemon reads and writes, gone when it is let go of.
final class DaemonFolder {
    let path: String
    /// Where the daemon is called.
    let port: UInt16
    let clock = LabClock()

    init(
        settings: DaemonSettings = DaemonSettings(), roster: String? = DaemonRoster().text,
        credentials: Bool = true
    ) throws {
        // Short, for a Unix socket's path has 107 bytes at most.
        var template = Array("/tmp/akt-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Program.Trouble(description: "no folder can be made in /tmp")
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        path = String(decoding: bytes, as: UTF8.self)
        port = try Sockets.freePort()
        try write("hotlined.yaml", settings.text(port: port))
        if settings.hasRosterFolder {
            try FileManager.default.createDirectory(
                atPath: file("roster.d"), withIntermediateDirectories: true)
        }
        if let roster { try write(settings.rosterFile, roster) }
        if credentials {
            try FileManager.default.createDirectory(
                atPath: file("credentials"), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try write("credentials/gateway-canonical", GatewayDouble.secret + "\n", mode: 0o600)
            try write("credentials/gateway-kamailio", GatewayDouble.token + "\n", mode: 0o600)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    var settings: String { file("hotlined.yaml") }
    var journal: String { file("journal") }
    var client: HTTPClient { HTTPClient(port: port) }
    var control: HTTPClient { HTTPClient(unixSocket: file("run/control.sock")) }

    func write(_ name: String, _ text: String, mode: Int = 0o640) throws {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        guard chmod(file(name), mode_t(mode)) == 0 else {
            throw Program.Trouble(description: "\(name) cannot be given its mode")
        }
    }

    /// Writes a file as editors do: beside the old one, then over it.
    func replace(_ name: String, by text: String) throws {
        try write(name + "~", text)
        guard rename(file(name + "~"), file(name)) == 0 else {
            throw Program.Trouble(description: "\(name) cannot be renamed")
        }
    }

    /// The permission bits of a file; 0 if there is none.
    func mode(of name: String) -> Int {
        var status = stat()
        guard stat(file(name), &status) == 0 else { return 0 }
        return Int(status.st_mode & 0o777)
    }
}

/// The time of one test, which the daemon and its gateways share: 2026-11-22T02:10:00Z, and on.
final class LabClock: Sendable {
    private let start = instant("2026-11-22T02:10Z")
    private let began = ContinuousClock.now
    private let offset = Mutex(Duration.zero)

    var now: Instant { start + (ContinuousClock.now - began) + offset.withLock { $0 } }

    /// Time passes for all who have this clock.
    func pass(_ duration: Duration) { offset.withLock { $0 += duration } }

    func set(to instant: Instant) {
        let passed = ContinuousClock.now - began
        offset.withLock { $0 = instant - start - passed }
    }
}

/// The settings of a daemon in its folder. The log has time, so that a busy machine sends no event
/// through the spool.
struct DaemonSettings {
    var lastResort: String? = "sip:vagt@fjordby.example"
    /// Where the daemon listens, if not where it is called.
    var listensAt: UInt16?
    var allowsTestClock = true
    var makesCredentials = false
    /// Whether the roster is a folder with one file, not that file alone.
    var hasRosterFolder = false
    /// Further lines.
    var more = ""

    var rosterFile: String { hasRosterFolder ? "roster.d/roster.yaml" : "roster.yaml" }

    func text(port: UInt16) -> String {
        let first = self.lastResort.map { "last-resort: \"\($0)\"\n" } ?? ""
        return first + """
            roster: \(hasRosterFolder ? "roster.d" : rosterFile)
            state-directory: state
            runtime-directory: run
            credentials-directory: credentials
            make-credentials: \(makesCredentials)
            listen: 127.0.0.1:\(listensAt ?? port)
            allow-test-clock: \(allowsTestClock)
            log: { deadline: 5 s }
            gateways:
              canonical: { dialect: canonical, authentication: standard-webhooks }
              kamailio: { dialect: canonical, authentication: bearer, gather: false, max-steps: 10 }
            \(more)
            """
    }
}

/// Three people, each on a line of their own, rung one after the other; then the last resort.
struct DaemonRoster {
    /// Who fills the lines first, second and third.
    var professionals = ["v1", "v2", "v3"]
    /// The lines that the first step rings.
    var firstStep = "first"
    /// Whether the third line is filled on weekdays only: the lab's day is a Sunday.
    var hasGap = false
    /// Further lines.
    var more = ""

    static let family = "Familien Jensen"
    static let pin = "470811"
    static let names = ["v1": "Vera Holm", "v2": "Viggo Dam", "v3": "Vibe Krogh"]

    private func line(_ name: String, _ professional: String, windows: String = "") -> String {
        """
              \(name):
                rotations:
                  - { professionals: [\(professional)], starts: 2026-01-01, turn: 1 week\(windows) }

        """
    }

    var text: String {
        let weekdays = hasGap ? ", windows: [\"Mon-Fri 00:00-24:00\"]" : ""
        let people = DaemonRoster.names.sorted { $0.key < $1.key }.map { id, name in
            "  \(id): { name: \(name), phones: [\"sip:\(id)@egetraeet.example\"] }"
        }
        return """
            roster: 1
            timezone: Europe/Copenhagen
            numbers:
              "+45 70 20 10 00": { municipality: fjordby, institution: egetraeet }
            municipalities:
              fjordby: { name: Fjordby Kommune }
            institutions:
              egetraeet:
                name: Døgninstitutionen Egetræet
                municipalities: [fjordby]
                lines:
            \(line("first", professionals[0]))\(line("second", professionals[1]))\
            \(line("third", professionals[2], windows: weekdays))professionals:
            \(people.joined(separator: "\n"))
            families:
              jensen:
                name: \(DaemonRoster.family)
                phones: ["+45 00 00 00 31"]
                municipality: fjordby
                institution: egetraeet
                variant: group
                pin: "\(DaemonRoster.pin)"
            routing:
              steps:
                - { ring: [\(firstStep)], seconds: 20 }
                - { ring: [second], seconds: 20 }
                - { ring: [third], seconds: 20 }
                - { ring: last-resort, seconds: 20 }
              rounds: 1
              max-wait: 4 min
              callback: { within: 30 min, owner: first, escalate: second }
            \(more)
            """
    }

    /// The roster with an error, and its line.
    var broken: (text: String, line: Int) {
        let flawed = text + "profesionals: {}\n"
        return (flawed, flawed.split(separator: "\n").count)
    }
}
