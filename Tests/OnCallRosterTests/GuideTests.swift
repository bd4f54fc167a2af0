import Foundation
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

/// The administrators' guides, in Danish and in English. Each example that they print stands in a
/// roster below `Tests/Fixtures/recipes`, which loads and does what the guides say of it.
@Suite struct GuideTests {
    /// Warnings that are the point of a recipe. Every other recipe has no problem at all.
    private static let warnings: [String: [Problem.Code]] = [
        // One line only: the guide lets the check ask for the second one.
        "first-roster": [.noBackup],
        // A line that is emptied on purpose.
        "nobody": [.closed],
        // What the year with 53 weeks does to odd and even weeks.
        "odd-and-even-weeks": [.teamTwice],
    ]

    private func roster(_ recipe: String) throws -> Roster {
        let reading = try Recipe(recipe).reading(now: Fixtures.now)
        return try #require(reading.roster)
    }

    @Test(arguments: Recipe.names)
    func `a recipe loads with no problem but a warning that is its point`(_ name: String) throws {
        let reading = try Recipe(name).reading(now: Fixtures.now)
        let unwanted = reading.problems.filter { $0.severity != .warning }.map(\.description)
        #expect(unwanted == [])
        #expect(reading.problems.map(\.code) == GuideTests.warnings[name, default: []])
        #expect(reading.roster != nil)
    }

    @Test func `the summer has no gap either, when it comes`() throws {
        let reading = try Recipe("summer-holiday").reading(now: instant("2027-06-20T12:00"))
        #expect(reading.problems.map(\.description) == [])
    }

    @Test(arguments: Recipe.names)
    func `on duty is whom the recipe says`(_ name: String) throws {
        let roster = try roster(name)
        let facts = try Recipe.facts().filter { $0.first == name }
        #expect(!facts.isEmpty)
        for fact in facts {
            try #require(fact.count == 5, "\(fact)")
            let date = try #require(CivilDate(fact[1]))
            let time = try #require(WallTime(fact[2]))
            let line = try #require(roster.lines.first { $0.id.description == fact[3] })
            let at = roster.zone.instant(date, time)
            let table = DutyTable(of: roster, in: Interval(at - .days(8), at + .days(8)))
            let holder = table.holder(of: line.id, at: at)?.professional.rawValue ?? "nobody"
            #expect(holder == fact[4], "\(fact)")
        }
    }

    @Test func `facts and warnings are of recipes that there are`() throws {
        let told = try Recipe.facts().compactMap(\.first) + GuideTests.warnings.keys
        #expect(Set(told).subtracting(Recipe.names) == [])
    }

    @Test func `the families of a file and of a spreadsheet are known by their numbers`() throws {
        let file = try roster("families-file")
        #expect(file.families["soerensen"]?.phones.map(\.e164) == ["+4500000032", "+4500000033"])
        let sheet = try roster("families-in-excel")
        #expect(sheet.families.values.map(\.id.rawValue) == ["jensen", "aagaard"])
        let aagaard = try #require(sheet.families["aagaard"])
        #expect(aagaard.name == "Familien Ågård; Bækkely")
        #expect(aagaard.phones.map(\.e164) == ["+4500000032", "+4500000033"])
        #expect(aagaard.contact == "bo")
        #expect(aagaard.languages == ["da", "en"])
        #expect(aagaard.pin == "074382")
    }

    @Test func `the last resort and the hotline's number are the municipality's`() throws {
        let fjordby = try roster("last-resort").municipalities["fjordby"]
        #expect(fjordby?.lastResort.map(\.target.uri) == ["tel:+4500000014"])
        #expect(try roster("last-resort").numbers.values.isEmpty)
        let number = try roster("hotline-number").numbers.values.first
        #expect(number?.number.e164 == "+4500000010")
        #expect(number?.institution == "egetraeet")
        #expect(number?.municipality == "fjordby")
    }

    @Test func `whoever is ill is absent to the end of the last day`() throws {
        let roster = try roster("illness-tonight")
        let table = DutyTable(of: roster, in: Interval(Fixtures.now, Fixtures.now + .days(8)))
        #expect(!table.isAbsent("anna", at: instant("2026-11-22T14:59")))
        #expect(table.isAbsent("anna", at: instant("2026-11-22T15:00")))
        #expect(table.isAbsent("anna", at: instant("2026-11-24T22:59")))
        #expect(!table.isAbsent("anna", at: instant("2026-11-24T23:00")))
    }

    @Test func `a family reaches its own municipality's office, and the shared line`() throws {
        let roster = try roster("two-municipalities")
        for (id, municipality) in [("jensen", "fjordby"), ("saebye", "aahavn")] {
            let family = try #require(roster.families[FamilyID(rawValue: id)])
            let lines = ["office", "first"].map { name in
                roster.lineID(
                    LineName(rawValue: name), municipality: family.municipality,
                    institution: family.institution)?.description
            }
            #expect(lines == ["\(municipality)/office", "egetraeet/first"])
        }
    }

    @Test func `the duty phone belongs to the line, and Bo has none of his own`() throws {
        let roster = try roster("duty-phone")
        let line = roster.line(LineID(.institution("egetraeet"), "first"))
        #expect(line?.phones.map(\.uri) == ["tel:+4500000011"])
        #expect(roster.professionals["anna"]?.phones.count == 1)
        #expect(roster.professionals["bo"]?.phones.isEmpty == true)
    }

    @Test func `the contact may be rung on working days by day, and on duty at all hours`() throws {
        let roster = try roster("contact-person")
        #expect(roster.families["jensen"]?.contact == "anna")
        let table = DutyTable(of: roster, in: Interval(Fixtures.now, Fixtures.now + .days(56)))
        #expect(table.mayBeRungAsContact("anna", at: instant("2026-11-24T09:00")))
        #expect(!table.mayBeRungAsContact("anna", at: instant("2026-11-24T19:00")))
        #expect(table.mayBeRungAsContact("anna", at: instant("2026-12-01T19:00")))
        // 25 December is a Friday of Bo's.
        #expect(!table.mayBeRungAsContact("anna", at: instant("2026-12-25T09:00")))
    }

    @Test func `a PIN tells the family, a zero in front included`() throws {
        let directory = try roster("pin").directory
        #expect(directory.pins == ["470811": "jensen", "074382": "soerensen"])
        #expect(directory.pinLength == 6)
    }

    @Test(arguments: Guide.both)
    func `each example stands in its fixture, line by line`(_ guide: Guide) throws {
        for block in try guide.blocks() where ["yaml", "csv"].contains(block.language) {
            guard let fixture = block.fixture, Recipe.names.contains(fixture) else {
                Issue.record("\(block.place): no recipe '\(block.fixture ?? "")' for this block")
                continue
            }
            let stands = try Recipe(fixture).texts().contains { lines in
                block.stands(in: lines)
            }
            #expect(stands, "\(block.place): this block does not stand in \(fixture)")
        }
    }

    @Test(arguments: Guide.both)
    func `every recipe is used`(_ guide: Guide) throws {
        let used = try guide.blocks().compactMap(\.fixture)
        #expect(Set(used) == Set(Recipe.names))
    }

    @Test func `both guides show the same examples in the same order`() throws {
        let examples = try Guide.both.map { guide in
            try guide.blocks().filter { $0.fixture != nil }.map {
                [$0.fixture ?? "", $0.language] + $0.lines
            }
        }
        #expect(examples[0] == examples[1])
        #expect(examples[0].count >= Recipe.names.count)
    }

    @Test(arguments: Guide.both)
    func `what a guide quotes of a check is what it says`(_ guide: Guide) throws {
        var quoted = 0
        for block in try guide.blocks() where block.language == "console" {
            for (command, answer) in block.commands {
                guard let recipe = Recipe(checkedBy: command) else { continue }
                quoted += 1
                let said = try recipe.checkText(counting: guide.counts)
                #expect(answer == said, "\(block.place): \(command)")
            }
        }
        #expect(quoted > 0)
    }

    @Test(arguments: Guide.both, Problem.Code.allCases)
    func `a guide says what to do about the problem`(
        _ guide: Guide, _ code: Problem.Code
    ) throws {
        let word = try #require(guide.severities[code.severity])
        let row = "| `\(code.rawValue)` | \(word) | "
        #expect(try guide.text(of: guide.pages[0]).contains("\n" + row))
    }

    @Test func `a block that stands nowhere is found`() throws {
        let page = "<!-- fixture: swap -->\n```yaml\n  - who: bo\n    to: 1\n```\n\n```sh\nx\n```\n"
        let blocks = Guide.blocks(of: page, in: "a.md")
        #expect(blocks.map(\.fixture) == ["swap", nil])
        #expect(blocks.map(\.place) == ["a.md:2", "a.md:7"])
        let block = try #require(blocks.first)
        #expect(block.stands(in: ["x:", "      - who: bo", "        to: 1"]))
        #expect(!block.stands(in: ["x:", "      - who: bo", "      to: 1"]))
        #expect(!block.stands(in: ["x:", "      - who: bo", "", "        to: 1"]))
    }
}

/// A roster of the guides, with what it takes to be one: a file, or a folder of files.
struct Recipe {
    private static let folder = Fixtures.root + "/Tests/Fixtures/recipes"

    /// The recipes by name: files without their ending, and folders.
    static let names: [String] = {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found.compactMap { name in
            if name.hasSuffix(".yaml") { return String(name.dropLast(5)) }
            return name.contains(".") ? nil : name
        }.sorted()
    }()

    /// Whom the recipes say to be on duty: recipe, date, wall time, line, who.
    static func facts() throws -> [[String]] {
        let text = try String(contentsOfFile: folder + "/who.expected", encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: " ").map(String.init)
        }
    }

    /// The file or folder.
    private let path: String

    init(_ name: String) {
        let path = "\(Recipe.folder)/\(name)"
        self.path = FileManager.default.fileExists(atPath: path) ? path : path + ".yaml"
    }

    /// The recipe that a command of a guide checks, as of the fixtures' instant.
    init?(checkedBy command: String) {
        let start = "hotlinectl roster check Tests/Fixtures/recipes/"
        let end = " --at \"2026-11-22 13:00\" --no-load"
        guard command.hasPrefix(start), command.hasSuffix(end) else { return nil }
        path = "\(Recipe.folder)/\(command.dropFirst(start.count).dropLast(end.count))"
    }

    func reading(now: Instant) throws -> RosterReading {
        try RosterFolder(path: path).read(now: now)
    }

    /// The lines of each of its files.
    func texts() throws -> [[String]] {
        try reading(now: Fixtures.now).files.map { file in
            let text = String(decoding: file.bytes, as: UTF8.self)
            let plain = text.replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
            return plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What `roster check` prints, run in the checkout.
    ///
    /// - Parameter words: One and several of each severity, in the guide's language.
    func checkText(counting words: [Problem.Severity: (String, String)]) throws -> [String] {
        let reading = try reading(now: Fixtures.now)
        let counts = [Problem.Severity.error, .alarm, .warning].map { severity in
            let count = reading.problems.count { $0.severity == severity }
            let (one, several) = words[severity] ?? ("", "")
            return "\(count) \(count == 1 ? one : several)"
        }
        let told = reading.problems.map {
            $0.description.replacing(Fixtures.root + "/", with: "")
        }
        return told + ["\(counts.joined(separator: ", ")) (sha256 \(reading.sha256.prefix(12)))"]
    }
}

/// The pages of one language, in the order in which they are read.
struct Guide: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pages: [String]
    /// Its words for how grave a problem is.
    let severities: [Problem.Severity: String]
    /// One and several of each.
    let counts: [Problem.Severity: (String, String)]

    static let both = [
        Guide(
            testDescription: "the Danish guide", pages: ["vagtplan.md", "vagtplan-opskrifter.md"],
            severities: [.error: "fejl", .alarm: "alarm", .warning: "advarsel"],
            counts: [
                .error: ("fejl", "fejl"), .alarm: ("alarm", "alarmer"),
                .warning: ("advarsel", "advarsler"),
            ]),
        Guide(
            testDescription: "the English guide", pages: ["roster-guide.md", "roster-recipes.md"],
            severities: [.error: "error", .alarm: "alarm", .warning: "warning"],
            counts: [
                .error: ("error", "errors"), .alarm: ("alarm", "alarms"),
                .warning: ("warning", "warnings"),
            ]),
    ]

    func text(of page: String) throws -> String {
        try String(contentsOfFile: "\(Fixtures.root)/docs/\(page)", encoding: .utf8)
    }

    func blocks() throws -> [Block] {
        try pages.flatMap { Guide.blocks(of: try text(of: $0), in: $0) }
    }

    static func blocks(of text: String, in page: String) -> [Block] {
        var blocks: [Block] = []
        var open: Block?
        var above: Substring = ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let block = open, line == "```" {
                blocks.append(block)
                open = nil
            } else if open != nil {
                open?.lines.append(String(line))
            } else if line.hasPrefix("```") {
                open = Block(
                    place: "\(page):\(index + 1)", language: String(line.dropFirst(3)),
                    fixture: fixture(named: above))
            }
            above = line
        }
        return blocks
    }

    private static func fixture(named comment: Substring) -> String? {
        let (start, end) = ("<!-- fixture: ", " -->")
        guard comment.hasPrefix(start), comment.hasSuffix(end) else { return nil }
        return String(comment.dropFirst(start.count).dropLast(end.count))
    }
}

extension Guide {
    /// What stands between two fences of a page.
    struct Block: Sendable {
        let place: String
        let language: String
        let fixture: String?
        var lines: [String] = []

        /// Whether the lines stand there one after the other, apart from how far they are indented.
        func stands(in text: [String]) -> Bool {
            guard !lines.isEmpty, text.count >= lines.count else { return false }
            let own = Block.dedented(lines[...])
            return (0...text.count - lines.count).contains { start in
                Block.dedented(text[start..<start + lines.count]) == own
            }
        }

        private static func dedented(_ lines: ArraySlice<String>) -> [String] {
            let indents = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }
            return lines.map { String($0.dropFirst(indents.min() ?? 0)) }
        }

        /// The commands of a session, each with the lines that it answers.
        var commands: [(command: String, answer: [String])] {
            var result: [(command: String, answer: [String])] = []
            for line in lines where !line.isEmpty {
                if line.hasPrefix("$ ") {
                    result.append((String(line.dropFirst(2)), []))
                } else if !result.isEmpty {
                    result[result.count - 1].answer.append(line)
                }
            }
            return result
        }
    }
}
