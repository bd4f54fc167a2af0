import Glibc
import HotlineTexts

extension DaemonClient {
    /// What is said of a daemon that does not answer, and what to do.
    func failure(_ trouble: LocalHTTPClient.Trouble) -> Failure {
        switch trouble {
        case .pathTooLong: failure(.unusableInput, .pathTooLong)
        case .notReached(EACCES): failure(.daemonDoesNotAnswer, .notAllowed)
        case .notReached(let code):
            failure(.daemonDoesNotAnswer, .notRunning, ["reason": DaemonClient.words(of: code)])
        case .silent:
            failure(
                .daemonDoesNotAnswer, .silent, ["seconds": "\(patience.components.seconds)"])
        case .tooLong: failure(.answerIsNo, .tooLong)
        case .malformed: failure(.daemonDoesNotAnswer, .malformed)
        }
    }

    private func failure(
        _ status: ExitStatus, _ words: DaemonWords, _ values: [String: String] = [:]
    ) -> Failure {
        let values = values.merging(["socket": socketPath]) { value, _ in value }
        return Failure(status, words.text.filled(values))
    }

    private static func words(of code: Int32) -> String {
        String(cString: strerror(code))
    }
}
