import ArgumentParser
import Testing

@testable import HotlineControl

/// Every `--help` has examples, and each is one that the program takes.
@Suite struct HelpExamplesTests {
    private static let commands = everyCommand(from: Hotlinectl.self)

    private static func everyCommand(
        from type: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        [type] + type.configuration.subcommands.flatMap { everyCommand(from: $0) }
    }

    @Test func `every help has examples, the first of the command itself`() throws {
        #expect(HelpExamplesTests.commands.count > 40)
        for command in HelpExamplesTests.commands {
            let examples = examples(of: command)
            let first = try #require(examples.first, "\(command) has no example")
            let within = HelpExamplesTests.everyCommand(from: command)
            let parsed = try Hotlinectl.parseAsRoot(arguments(of: first))
            #expect(within.contains { $0 == type(of: parsed) }, "\(first)")
        }
    }

    @Test func `every example is one that the program takes`() throws {
        for command in HelpExamplesTests.commands {
            for example in examples(of: command) {
                do {
                    let parsed = try Hotlinectl.parseAsRoot(arguments(of: example))
                    #expect(type(of: parsed).configuration.subcommands.isEmpty, "\(example)")
                } catch {
                    Issue.record("\(example): \(Hotlinectl.message(for: error))")
                }
            }
        }
    }

    @Test func `no example is wider than a terminal`() {
        for command in HelpExamplesTests.commands {
            for line in command.configuration.discussion.split(separator: "\n")
            where line.contains("hotlinectl ") && line.hasPrefix("  ") {
                #expect(line.count < 80, "\(line)")
            }
        }
    }

    @Test func `an example that the program does not take is found`() {
        #expect(throws: (any Error).self) {
            try Hotlinectl.parseAsRoot(arguments(of: "hotlinectl roster who --when now"))
        }
    }

    @Test func `words in quotes are one, and what the shell does is left out`() {
        #expect(
            arguments(of: #"hotlinectl a --at "2026-12-24 15:00" 'b c' > x.html"#)
                == ["a", "--at", "2026-12-24 15:00", "b c"])
        #expect(arguments(of: #"hotlinectl a "Anna's" ""#) == ["a", "Anna's"])
    }

    /// The commands below "Examples:", a line each; a backslash at its end joins the next to it.
    private func examples(of command: any ParsableCommand.Type) -> [String] {
        command.configuration.discussion.replacing("\\\n", with: " ")
            .split(separator: "\n").drop { $0 != "Examples:" }.dropFirst()
            .map { String($0.drop { $0 == " " }) }
    }

    /// The arguments as a shell hands them over.
    private func arguments(of example: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in example + " " {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if quote == nil, character == " " {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        let command = words.prefix { $0 != ">" && $0 != "|" }
        #expect(command.first == "hotlinectl")
        return Array(command.dropFirst())
    }
}
