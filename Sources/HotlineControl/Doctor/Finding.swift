import HotlineAPI
import HotlineTexts

/// What one look of the doctor's came to.
struct Finding: Hashable, Sendable {
    /// What was looked at; the order of the cases is that of findings that matter equally.
    enum About: String, CaseIterable, Sendable {
        case doctor, settings, daemon, port, gateway, secrets, permissions, roster, number, access
        case fallback, clock, zone, log, disk, backup, prices, messages, service
    }

    let about: About
    private(set) var severity: DoctorDocument.Severity
    private(set) var text: Text
    /// What mends it in a shell of root's.
    let command: String?
    /// Whether it counts only where real calls arrive.
    private(set) var isOfInstallations = false

    private init(
        _ about: About, _ severity: DoctorDocument.Severity, _ text: Text, command: String? = nil
    ) {
        self.about = about
        self.severity = severity
        self.text = text
        self.command = command
    }

    static func ok(_ about: About, _ found: Text) -> Finding { Finding(about, .ok, found) }

    /// Well, and worth knowing.
    static func note(_ about: About, _ found: Text) -> Finding { Finding(about, .note, found) }

    /// - Parameters:
    ///   - words: What to do.
    ///   - command: What does it, where one command does.
    static func mend(
        _ about: About, _ found: Text, _ words: Text? = nil, run command: String? = nil
    ) -> Finding {
        let parts = [found, words, command.map { .plain($0) }].compactMap { $0 }
        return Finding(about, .mend, .joined(parts, by: ": "), command: command)
    }

    /// To be mended first.
    static func danger(
        _ about: About, _ found: Text, _ words: Text? = nil, run command: String? = nil
    ) -> Finding {
        var finding = mend(about, found, words, run: command)
        finding.severity = .danger
        return finding
    }

    /// The same, which counts only where real calls arrive.
    var whereCallsArrive: Finding {
        var finding = self
        finding.isOfInstallations = true
        return finding
    }

    /// The same as it is told of a trial, where no real call arrives.
    var ofTrial: Finding {
        guard isOfInstallations, !isGood else { return self }
        var finding = self
        finding.severity = .note
        finding.text = DoctorWords.notCounted.with(["found": text])
        return finding
    }

    var isGood: Bool { severity < .mend }

    /// As the document has it, which is the same in every language.
    var message: String { text.english }

    var told: DoctorDocument.Finding {
        DoctorDocument.Finding(
            about: about.rawValue, severity: severity, message: message, command: command)
    }
}

extension [Finding] {
    var eachOnce: [Finding] {
        var seen: Set<Finding> = []
        return filter { seen.insert($0).inserted }
    }

    /// The worst first, else in the order of what was looked at.
    var worstFirst: [Finding] {
        let order = Dictionary(
            uniqueKeysWithValues: Finding.About.allCases.enumerated().map { ($1, $0) })
        return enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            guard a.severity == b.severity else { return a.severity > b.severity }
            return (order[a.about] ?? 0, left.offset) < (order[b.about] ?? 0, right.offset)
        }.map(\.element)
    }
}

/// A word as a shell takes it.
func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || "/._-+:=@,".utf8.contains(byte)
    }
    guard !isPlain || text.isEmpty else { return text }
    return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
}

/// The first few of several, and how many more there are.
func fewOf(_ items: [Text], most: Int = 3) -> Text {
    let first = Text.joined(Array(items.prefix(most)), by: ", ")
    let rest = items.count - most
    return rest > 0 ? DoctorWords.andMore.with(["items": first, "count": rest]) : first
}

/// The first few of several paths or ids, and how many more there are.
func fewOf(_ items: [String], most: Int = 3) -> Text {
    fewOf(items.map { .plain($0) }, most: most)
}

/// A size for people.
func sizeText(_ bytes: Int64) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
}
