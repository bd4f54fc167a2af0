import ArgumentParser
import HotlineTexts

extension WrittenLanguage {
    /// What whoever runs this program reads. Also where the options are not read yet, as for the
    /// value of one that is wrong.
    static var asked: WrittenLanguage {
        WrittenLanguage(arguments: CommandLine.arguments, environment: environmentValue)
    }

    /// The last `--language` of the arguments that names one, else as the environment says.
    init(arguments: [String], environment: (String) -> String?) {
        let option = "--language"
        let words = Array(arguments.prefix { $0 != "--" })
        let named = words.indices.compactMap { place -> WrittenLanguage? in
            if words[place] == option, place + 1 < words.count {
                return WrittenLanguage(rawValue: words[place + 1])
            }
            guard words[place].hasPrefix(option + "=") else { return nil }
            return WrittenLanguage(rawValue: String(words[place].dropFirst(option.count + 1)))
        }
        self = named.last ?? WrittenLanguage(environment: environment)
    }
}

extension ValidationError {
    /// What is said of wrong usage, in the reader's language.
    init(
        _ words: UsageWords, _ values: [String: any TextValue] = [:],
        in language: WrittenLanguage = .asked
    ) {
        self.init(language(words.with(values)))
    }
}
