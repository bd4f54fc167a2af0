/// What a stretch of text is to the reader: a terminal may show it by colour, the words say it too.
enum Tone: Equatable, Sendable {
    /// To be seen to now: errors, gaps, what is overdue.
    case trouble
    /// To be known of.
    case caution
    case good
    /// A heading.
    case heading
    /// Codes and references, which are looked at last.
    case aside

    /// Parameters of ECMA-48's SELECT GRAPHIC RENDITION. Only what every terminal's own palette
    /// has, so that it reads on light and dark.
    var rendition: String {
        switch self {
        case .trouble: "1;31"
        case .caution: "33"
        case .good: "32"
        case .heading: "1"
        case .aside: "2"
        }
    }
}

/// Text whose stretches may have a tone. The text alone is what pipes and files get.
struct Toned: Equatable, Sendable {
    struct Stretch: Equatable, Sendable {
        let text: String
        let tone: Tone?
    }

    private(set) var stretches: [Stretch] = []

    init(_ text: String = "", _ tone: Tone? = nil) {
        append(text, tone)
    }

    init(lines: [Toned]) {
        for (index, line) in lines.enumerated() {
            if index > 0 { append("\n", nil) }
            append(line)
        }
    }

    /// Without any tone.
    var text: String { stretches.map(\.text).joined() }

    /// Each stretch harmless to a terminal, and in the colour of its tone.
    var coloured: String {
        stretches.map { stretch in
            let text = Terminal.harmless(stretch.text)
            guard let tone = stretch.tone else { return text }
            return "\u{1B}[\(tone.rendition)m\(text)\u{1B}[0m"
        }.joined()
    }

    mutating func append(_ text: String, _ tone: Tone?) {
        if !text.isEmpty { stretches.append(Stretch(text: text, tone: tone)) }
    }

    mutating func append(_ other: Toned) {
        stretches += other.stretches
    }

    mutating func dropTrailingSpaces() {
        while let last = stretches.popLast() {
            var text = last.text[...]
            while text.last == " " { text.removeLast() }
            guard text.isEmpty else { return append(String(text), last.tone) }
        }
    }
}

extension Toned: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var toned = Toned()

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { toned.append(literal, nil) }

        mutating func appendInterpolation(_ text: String, _ tone: Tone? = nil) {
            toned.append(text, tone)
        }

        mutating func appendInterpolation(_ number: Int, _ tone: Tone? = nil) {
            toned.append(String(number), tone)
        }

        mutating func appendInterpolation(_ other: Toned) { toned.append(other) }
    }

    init(stringLiteral text: String) { self.init(text) }

    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.toned }
}
