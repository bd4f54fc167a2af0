import ArgumentParser

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
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}

extension ParsableCommand {
    /// Runs a command's body, tells of its failure, and leaves with the exit status.
    func reporting(_ body: () throws -> ExitStatus) throws {
        var status = ExitStatus.done
        do {
            status = try body()
        } catch let failure as Failure {
            Terminal.complain(failure.message)
            status = failure.status
        }
        if status != .done { throw ExitCode(status.rawValue) }
    }
}
