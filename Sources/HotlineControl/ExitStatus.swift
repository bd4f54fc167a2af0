import ArgumentParser
import HotlineTexts

/// How a command ended; 64, for wrong usage, is the argument parser's.
enum ExitStatus: Int32, Sendable {
    case done = 0
    /// Problems were found, something was not found, or it was refused.
    case answerIsNo = 1
    case unusableInput = 2
    case daemonDoesNotAnswer = 3
}

/// Why a command gives up, in words for standard error that say what to do.
struct Failure: Error, Equatable {
    let status: ExitStatus
    let text: Text
    /// The words with their tones, where they have any and stand in one language.
    private(set) var toned: Toned?

    var message: String { text.english }

    init(_ status: ExitStatus, _ message: String) {
        self.init(status, Text(message, message))
    }

    init(_ status: ExitStatus, _ text: Text) {
        self.status = status
        self.text = text
    }

    init(_ status: ExitStatus, toned: Toned) {
        self.init(status, toned.text)
        self.toned = toned
    }
}

extension ParsableCommand {
    /// Runs a command's body, tells of its failure, and leaves with the exit status.
    func reporting(_ body: () throws -> ExitStatus) throws {
        try ending {
            do {
                return try body()
            } catch let failure as Failure {
                Terminal.complain(failure.message)
                return failure.status
            }
        }
    }

    /// Leaves with the exit status of the body.
    func ending(_ body: () throws -> ExitStatus) throws {
        let status = try body()
        if status != .done { throw ExitCode(status.rawValue) }
    }
}
