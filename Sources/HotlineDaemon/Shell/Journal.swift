import Foundation
import Logging

/// Writes lines to standard error: for the journal with its priority prefix (sd-daemon(3)), for a
/// terminal with a word.
struct Journal: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let underJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let prefix =
            underJournal
            ? "<\(Journal.priority(event.level))>"
            : "\(event.level.rawValue.uppercased().padding(toLength: 8, withPad: " ", startingAt: 0)) "
        var line = prefix + event.message.description
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        let oneLine = line.replacing("\n", with: " ") + "\n"
        FileHandle.standardError.write(Data(oneLine.utf8))
    }

    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    static func logger(_ label: String = "hotlined") -> Logger {
        Logger(label: label) { _ in Journal() }
    }
}
