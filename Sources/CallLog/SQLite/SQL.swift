/// A statement of ours. Its text stands in the program, so that where it stands names it: what is
/// prepared once is found again without reading the text.
struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
    private let literal: StaticString

    init(stringLiteral value: StaticString) {
        literal = value
    }

    var text: String { literal.description }

    static func == (left: SQL, right: SQL) -> Bool {
        left.literal.utf8Start == right.literal.utf8Start
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(literal.utf8Start)
    }
}
