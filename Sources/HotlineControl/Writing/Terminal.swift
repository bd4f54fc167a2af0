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

    static func say(_ text: Toned, inColour: Bool) {
        write(text, inColour: inColour, to: STDOUT_FILENO)
    }

    static func complain(_ text: Toned, inColour: Bool) {
        write(text, inColour: inColour, to: STDERR_FILENO)
    }

    private static func write(_ text: Toned, inColour: Bool, to descriptor: Int32) {
        let written = inColour ? text.coloured : harmless(text.text)
        write(bytes: Array((written + "\n").utf8), to: descriptor)
    }

    /// Whether standard error is a terminal that can write a line anew.
    static var showsProgress: Bool {
        let kind = environmentValue("TERM") ?? ""
        return isatty(STDERR_FILENO) == 1 && !kind.isEmpty && kind != "dumb"
    }

    /// Columns of the terminal at standard error.
    static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }

    /// Sends the terminal at standard error what moves its cursor, as it stands.
    static func signal(_ text: String) {
        write(bytes: Array(text.utf8), to: STDERR_FILENO)
    }

    /// The text with every control character but line feed and tab made visible.
    static func harmless(_ text: String) -> String {
        guard hasControl(text.utf8) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            result.append(isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    /// Whether a control character may stand in the text: what is told is mostly long and plain.
    private static func hasControl(_ utf8: String.UTF8View) -> Bool {
        var last: UInt8 = 0
        for byte in utf8 {
            let isASCIIControl =
                byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t")
            // U+0080 to U+009F are C2 80 to C2 9F.
            if isASCIIControl || byte == 0x7F || last == 0xC2 && byte < 0xA0 { return true }
            last = byte
        }
        return false
    }

    /// Writes a file's content to standard output as it stands, carriage returns included. Whoever
    /// makes the content keeps other control characters out of it.
    static func say(exactly text: String) {
        write(bytes: Array(text.utf8), to: STDOUT_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(bytes: Array(harmless(text).utf8), to: descriptor)
    }

    private static func write(bytes whole: [UInt8], to descriptor: Int32) {
        var bytes = whole[...]
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
