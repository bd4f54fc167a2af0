import Glibc

extension DaemonClient {
    /// What is said of a daemon that does not answer, and what to do.
    func failure(_ trouble: LocalHTTPClient.Trouble) -> Failure {
        switch trouble {
        case .pathTooLong:
            Failure(
                .unusableInput,
                "\(socketPath): no usable path of a socket: it has 1 to 107 bytes; name another "
                    + "with --socket or 'runtime-directory'")
        case .notReached(EACCES):
            Failure(
                .daemonDoesNotAnswer,
                "hotlined at \(socketPath) may not be asked by this user: use sudo, or ask an "
                    + "administrator for access to the socket")
        case .notReached(let code):
            Failure(
                .daemonDoesNotAnswer,
                "hotlined does not answer at \(socketPath): is it running? Start it, or name its "
                    + "socket with --socket (\(DaemonClient.words(of: code)))")
        case .silent:
            Failure(
                .daemonDoesNotAnswer,
                "hotlined at \(socketPath) took the question and did not answer within "
                    + "\(patience.components.seconds) s: look into its journal")
        case .tooLong:
            Failure(
                .answerIsNo, "the answer is longer than 64 MiB: narrow the question, or page it")
        case .malformed:
            Failure(
                .daemonDoesNotAnswer,
                "what listens at \(socketPath) gave no whole HTTP answer: is it hotlined?")
        }
    }

    private static func words(of code: Int32) -> String {
        String(cString: strerror(code))
    }
}
