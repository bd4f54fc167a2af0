import Dispatch
import Foundation
import Glibc

/// The programs that were built beside these tests.
enum Program {
    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    /// Looks in the folder of the running test executable, then in those above it.
    static func path(of name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folders = own.split(separator: "/").map(String.init)
        while !folders.isEmpty {
            folders.removeLast()
            let candidate = "/" + (folders + [name]).joined(separator: "/")
            if isProgram(candidate) { return candidate }
        }
        throw Trouble(description: "\(name) was not built beside \(own)")
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Ours, without what a service manager or an installation put into it.
    static func environment(with more: [String: String]) -> [String: String] {
        let foreign = [
            "HOTLINE_", "NOTIFY_SOCKET", "WATCHDOG_", "LISTEN_", "JOURNAL_STREAM",
            "CREDENTIALS_DIRECTORY",
        ]
        let own = ProcessInfo.processInfo.environment.filter { entry in
            !foreign.contains { entry.key.hasPrefix($0) }
        }
        return own.merging(more) { $1 }
    }

    /// What a program that ends by itself leaves behind.
    struct Result {
        let end: RunningProgram.End
        let output: String
        let errors: String
    }

    /// Runs a program to its end; what it writes goes through files of the folder.
    static func run(
        _ name: String, _ arguments: [String], in folder: DaemonFolder
    ) throws -> Result {
        let (output, errors) = (folder.file("output"), folder.file("errors"))
        for file in [output, errors] { try? FileManager.default.removeItem(atPath: file) }
        let program = try RunningProgram(
            try path(of: name), arguments, output: output, errors: errors)
        let end = program.end(within: 10)
        return Result(end: end, output: text(of: output), errors: text(of: errors))
    }

    /// A file's text; empty if there is none.
    static func text(of path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}

/// A program that the tests started, and end at the latest when they let go of it.
final class RunningProgram {
    enum End: Equatable {
        case exited(Int32)
        case killed(by: Int32)
        case stillRunning
    }

    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)

    /// What the program writes is appended to the files `output` and `errors`.
    init(
        _ path: String, _ arguments: [String], environment: [String: String] = [:],
        output: String? = nil, errors: String, input: FileHandle? = nil
    ) throws {
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = Program.environment(with: environment)
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        // `Process` outlives its owner, and its files with it, unless they are closed.
        var ours: [FileHandle] = []
        defer { for file in ours { try? file.close() } }
        if let output {
            ours.append(try RunningProgram.appending(to: output))
            process.standardOutput = ours[0]
        }
        ours.append(try RunningProgram.appending(to: errors))
        process.standardError = ours.last
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    deinit {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        _ = ended.wait(timeout: .now() + .seconds(5))
    }

    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// Waits for the program's end.
    func end(within seconds: Int) -> End {
        guard ended.wait(timeout: .now() + .seconds(seconds)) == .success else {
            return .stillRunning
        }
        ended.signal()
        let status = process.terminationStatus
        return process.terminationReason == .exit ? .exited(status) : .killed(by: status)
    }

    private static func appending(to path: String) throws -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Program.Trouble(description: "\(path) cannot be made") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}

/// Asks again until the answer is yes, with 25 ms between two questions; false if it never was.
func eventually(questions: Int = 200, _ isSo: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<questions {
        if try isSo() { return true }
        poll(nil, 0, 25)
    }
    return false
}
