/// What takes the place of a `{name}` in a text.
package protocol TextValue: Sendable {
    func written(in language: WrittenLanguage) -> String
}

/// A word that is the same in every language, such as a path or a number of the roster.
extension String: TextValue {
    package func written(in language: WrittenLanguage) -> String { self }
}

extension Int: TextValue {
    package func written(in language: WrittenLanguage) -> String { String(self) }
}

extension Text: TextValue {
    package func written(in language: WrittenLanguage) -> String { language(self) }
}

extension Text {
    /// What is said by somebody else, in whichever language they said it.
    package static func plain(_ words: String) -> Text { Text(words, words) }

    /// With each `{name}` replaced by its value, in both languages.
    package func with(_ values: [String: any TextValue]) -> Text {
        Text(filled(.danish, values), filled(.english, values))
    }

    private func filled(_ language: WrittenLanguage, _ values: [String: any TextValue]) -> String {
        language(self, values.mapValues { $0.written(in: language) })
    }

    /// The texts one after the other, in both languages.
    package static func joined(_ texts: [Text], by separator: String) -> Text {
        Text(
            texts.map(\.danish).joined(separator: separator),
            texts.map(\.english).joined(separator: separator))
    }
}

extension CommandText {
    /// With each `{name}` replaced by its value, in both languages.
    package func with(_ values: [String: any TextValue]) -> Text { text.with(values) }
}
