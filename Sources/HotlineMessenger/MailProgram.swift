import Dispatch
import Foundation
import Glibc
import HotlineAPI
import OnCallRoster

/// Hands e-mail to the system's mail program, by sendmail's interface.
struct MailProgram: Sendable {
    let path: String
    let from: EmailAddress

    /// How long it may take to take a letter.
    static let patience: Duration = .seconds(30)

    func send(_ message: DueMessage) async -> Delivery {
        guard let to = EmailAddress(message.to) else { return .failed("bad-address") }
        let letter = MailLetter(message, from: from, date: Int64(Date().timeIntervalSince1970))
        let arguments = ["-i", "-f", from.text, "--", to.text]
        let path = path
        return await withCheckedContinuation { done in
            // It waits for another process, which no task may.
            DispatchQueue.global().async {
                done.resume(
                    returning: MailProgram.run(path, arguments, input: Array(letter.text.utf8)))
            }
        }
    }

    /// One is begun at a time, so that none inherits the pipe of another, which would keep that one
    /// waiting for the end of its letter.
    private static let beginning = NSLock()

    private static func run(_ path: String, _ arguments: [String], input: [UInt8]) -> Delivery {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        beginning.lock()
        let pipe = Pipe()
        for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        process.standardInput = pipe
        do {
            defer { beginning.unlock() }
            try process.run()
        } catch {
            return .delayed("no-mail-program")
        }
        // A letter is shorter than what a pipe holds (pipe(7)), so that writing never waits.
        try? pipe.fileHandleForWriting.write(contentsOf: Data(input))
        try? pipe.fileHandleForWriting.close()
        guard ended.wait(timeout: .now() + .seconds(Int(patience.components.seconds))) == .success
        else {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            return .delayed("mail-program-hangs")
        }
        guard process.terminationReason == .exit else { return .delayed("mail-program-ended") }
        return delivery(status: process.terminationStatus)
    }

    /// What a mail program's exit means (sysexits(3)): what it says of the letter or its address is
    /// final, anything else may pass.
    static func delivery(status: Int32) -> Delivery {
        switch status {
        case 0: .sent
        // EX_USAGE, EX_DATAERR, EX_NOUSER, EX_NOHOST
        case 64, 65, 67, 68: .failed("exit-\(status)")
        default: .delayed("exit-\(status)")
        }
    }
}
