import Glibc

extension Terminal {
    /// Writes a file's content to standard output as it stands, carriage returns included.
    ///
    /// Whoever makes the content keeps other control characters out of it.
    static func say(exactly content: String) {
        var bytes = Array(content.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
