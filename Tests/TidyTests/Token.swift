/// A piece of Swift source, without white space and comments.
struct Token: Hashable, Sendable {
    let kind: Kind
    /// A literal's text is what stands between its quotes, each interpolation as one space.
    let text: String
    /// From 1 on; a literal's is that of its opening quote.
    let line: Int

    enum Kind: Hashable, Sendable {
        case word
        case symbol
        case literal(interpolates: Bool)
    }

    var isLiteral: Bool {
        switch kind {
        case .literal: true
        case .word, .symbol: false
        }
    }
}
