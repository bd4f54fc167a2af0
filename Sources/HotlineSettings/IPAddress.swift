import Glibc

/// An IP address in its canonical text (inet_ntop(3)); `nil` where the text is none.
func ipAddress(_ text: String) -> String? {
    for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
        var bytes = [UInt8](repeating: 0, count: size)
        guard inet_pton(family, text, &bytes) == 1 else { continue }
        var written = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, bytes, &written, socklen_t(written.count)) != nil else {
            return nil
        }
        return String(
            decoding: written.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return nil
}
