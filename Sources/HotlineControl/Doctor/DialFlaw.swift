import HotlineTexts
import OnCallRoster

/// Why nobody can ever be behind a number or address that is well formed.
struct DialFlaw: Hashable, Sendable {
    let words: Text

    /// `nil` where somebody can.
    init?(of target: DialTarget) {
        if let number = target.number {
            guard let words = DialFlaw.flaw(of: number) else { return nil }
            self.words = words
        } else if let words = DialFlaw.flaw(ofAddress: target.uri) {
            self.words = words
        } else {
            return nil
        }
    }

    /// Denmark's numbers have eight digits, the first of them 2 to 9.
    private static func flaw(of number: PhoneNumber) -> Text? {
        guard number.e164.hasPrefix("+45") else { return nil }
        let national = number.e164.dropFirst(3)
        if national.utf8.count != 8 { return NumberFindings.eightDigits.text }
        return national.hasPrefix("0") || national.hasPrefix("1")
            ? NumberFindings.firstDigit.with(["digit": String(national.prefix(1))]) : nil
    }

    /// Names that nobody can have (RFC 2606, RFC 6761).
    private static func flaw(ofAddress uri: String) -> Text? {
        guard let at = uri.lastIndex(of: "@") else { return nil }
        return isReserved(host: uri[uri.index(after: at)...].prefix { $0 != ":" && $0 != ";" })
            ? NumberFindings.example.text : nil
    }

    static func isReserved(host: some StringProtocol) -> Bool {
        let labels = host.lowercased().split(separator: ".").map(String.init)
        guard let top = labels.last else { return false }
        if ["example", "invalid", "test"].contains(top) { return true }
        return labels.suffix(2).first == "example" && ["com", "net", "org"].contains(top)
    }
}
