import Foundation

/// Writes lines to standard error: for the journal with their priority (sd-daemon(3)), for a terminal
/// with a word. Neither an address nor a text of a message ever stands in one.
enum Journal {
    enum Level: String {
        case notice, warning, error, critical

        fileprivate var priority: Int {
            switch self {
            case .notice: 5
            case .warning: 4
            case .error: 3
            case .critical: 2
            }
        }
    }

    private static let isSystemds = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil

    /// - Parameters:
    ///   - sentence: always the same for the same thing.
    ///   - facts: what varies.
    static func tell(_ level: Level, _ sentence: String, _ facts: [(String, String)] = []) {
        let prefix = isSystemds ? "<\(level.priority)>" : "\(level.rawValue.uppercased()) "
        let words = [sentence] + facts.map { "\($0.0)=\($0.1)" }
        let line = words.joined(separator: " ").replacing("\n", with: " ")
        FileHandle.standardError.write(Data((prefix + line + "\n").utf8))
    }
}
