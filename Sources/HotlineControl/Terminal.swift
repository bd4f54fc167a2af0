import Glibc

/// Results go to standard output, everything else to standard error.
///
/// Control characters that stand in names or gateways' ids never reach the terminal.
enum Terminal {
    static func say(_ text: String, ending: String = "\n") {
        write(text + ending, to: STDOUT_FILENO)
    }

    static func complain(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// The text with every control character but line feed and tab made visible.
    static func harmless(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            result.append(isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(harmless(text).utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
