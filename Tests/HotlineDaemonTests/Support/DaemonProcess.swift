import Foundation
import Glibc
import OnCallRoster

/// A `hotlined` that runs as a process of its own, in a folder of its own.
final class DaemonProcess {
    let folder: DaemonFolder
    private let environment: [String: String]
    private let launcher: [String]
    private var program: RunningProgram

    /// Starts the daemon and waits until it answers.
    ///
    /// - Parameter launcher: A program and its first arguments, which runs the daemon's command.
    init(
        in folder: DaemonFolder, environment: [String: String] = [:], launcher: [String] = [],
        input: FileHandle? = nil
    ) throws {
        self.folder = folder
        self.environment = environment
        self.launcher = launcher
        program = try DaemonProcess.start(
            in: folder, environment: environment, launcher: launcher, input: input)
        try waitUntilReady()
    }

    convenience init() throws { try self.init(in: DaemonFolder()) }

    private static func start(
        in folder: DaemonFolder, environment: [String: String], launcher: [String],
        input: FileHandle?
    ) throws -> RunningProgram {
        let command =
            launcher + [
                try Program.path(of: "hotlined"), "--config", folder.settings, "--clock",
                folder.clock.now.description,
            ]
        return try RunningProgram(
            command[0], Array(command.dropFirst()), environment: environment,
            errors: folder.journal, input: input)
    }

    private func waitUntilReady() throws {
        let isReady = eventually(questions: 400) {
            guard program.isRunning else { return true }
            return (try? folder.client.get("/readyz"))?.status == 200
                && (try? folder.control.get("/api/v1/status"))?.status == 200
        }
        guard isReady, program.isRunning else {
            throw Program.Trouble(description: "the daemon did not become ready:\n\(journal)")
        }
    }

    // MARK: What is done to it

    /// Ends the daemon at once, as a crash would.
    func kill9() throws {
        program.send(SIGKILL)
        guard program.end(within: 10) == .killed(by: SIGKILL) else {
            throw Program.Trouble(description: "the daemon could not be killed")
        }
    }

    func hangUp() { program.send(SIGHUP) }

    /// Asks the daemon to end, without waiting for it.
    func askToEnd() { program.send(SIGTERM) }

    func end(within seconds: Int = 10) -> RunningProgram.End { program.end(within: seconds) }

    func terminate() -> RunningProgram.End {
        askToEnd()
        return end()
    }

    /// Starts a daemon that has ended once more; time has gone on meanwhile.
    func restart() throws {
        program = try DaemonProcess.start(
            in: folder, environment: environment, launcher: launcher, input: nil)
        try waitUntilReady()
    }

    // MARK: What it tells

    /// What it wrote to standard error, over all its starts.
    var journal: String { Program.text(of: folder.journal) }

    func readiness() throws -> HTTPReply { try folder.client.get("/readyz") }

    func status() throws -> JSONValue { try folder.control.get("/api/v1/status").json }

    /// The calls of the log, newest first.
    func calls() throws -> JSONValue { try folder.control.get("/api/v1/calls").json["calls"] }

    /// One call as the log has it.
    func story(of call: String = "c-1") throws -> JSONValue {
        try folder.control.get("/api/v1/calls/\(DaemonProcess.escaped(call))").json
    }

    /// A call's id as one part of a path.
    static func escaped(_ call: String) -> String {
        call.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? call
    }

    /// The types of a call's events, in order.
    func events(of call: String = "c-1") throws -> [String?] {
        try story(of: call)["events"].texts("type")
    }

    /// `hotlinectl` with this daemon's settings.
    func hotlinectl(_ arguments: String...) throws -> Program.Result {
        try Program.run("hotlinectl", arguments + ["--config", folder.settings], in: folder)
    }
}
