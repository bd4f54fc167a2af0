import ArgumentParser
import HotlineAPI

/// What a command prints.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json

    /// Prints a result as one document or as lines to read.
    func show(_ document: some Encodable, text: String) throws {
        switch self {
        case .text: Terminal.say(text)
        case .json: Terminal.say(try JSONDocument(document, pretty: true).text)
        }
    }

    /// Prints a document of the daemon's as it came, or as lines to read.
    func show(asItCame document: JSONDocument, text: () throws -> String) throws {
        switch self {
        case .text: Terminal.say(try text())
        case .json: Terminal.say(document.text)
        }
    }

    /// Prints a result as one document or as lines to read.
    func show(_ document: some Encodable, _ text: Toned, _ writing: WritingOptions) throws {
        switch self {
        case .text: writing.say(text)
        case .json: Terminal.say(try JSONDocument(document, pretty: true).text)
        }
    }

    /// Prints a document of the daemon's as it came, or as lines to read.
    func show(
        asItCame document: JSONDocument, _ writing: WritingOptions, text: () throws -> Toned
    ) throws {
        switch self {
        case .text: writing.say(try text())
        case .json: Terminal.say(document.text)
        }
    }
}
