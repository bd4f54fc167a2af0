import HotlineTestSupport
import OnCallRoster
import Testing

/// Input that people and accidents produce, told as a problem and never as a crash.
@Suite struct `Hostile input` {
    private static let head = """
        roster: 1
        institutions:
          eg:
            lines:
              first:
                rotations:
                  - { professionals: [anna], starts: STARTS, turn: 1 week, handover: HANDOVER }
        professionals:
          anna: { phones: ["sip:anna@x.example"] }
        """

    private func codes(starts: String = "2026-01-05", handover: String = "'08:00'") -> [Problem
        .Code]
    {
        let text = Self.head.replacing("STARTS", with: starts).replacing("HANDOVER", with: handover)
        return read(text).problems.filter { $0.severity == .error }.map(\.code)
    }

    @Test(arguments: [
        "01.01.9223372036854775807", "999999999999999999-01-01", "99999-01-01", "0001-01-01",
        "1999-12-31",
    ])
    func `a year out of reach is a bad date`(_ date: String) {
        #expect(codes(starts: date) == [.badDate])
    }

    @Test(arguments: ["999999999999999999", "-1", "25:00", "9223372036854775807:00"])
    func `an hour out of reach is a bad date`(_ time: String) {
        #expect(codes(handover: "'\(time)'") == [.badDate])
    }

    @Test func `keys made of aliases are refused before anything is compared`() {
        var text = "l0: &l0 [x, x]\n"
        for level in 1...25 { text += "l\(level): &l\(level) [*l\(level - 1), *l\(level - 1)]\n" }
        let problems = read(text + "? *l25\n: 1\n").problems
        #expect(problems.map(\.code) == [.alias])
        #expect(problems.first?.place == Place(file: "roster.yaml", line: 1, column: 5))
    }

    @Test(arguments: ["\u{0}", "\u{1}", "\u{7F}", "\u{9F}"])
    func `a control character is told where it stands, behind letters of two bytes too`(
        _ character: String
    ) {
        let problems = read("roster: 1\nx: [æøå]\ny: æøå\(character)\n").problems
        #expect(problems.map(\.code) == [.syntax])
        #expect(problems.first?.place == Place(file: "roster.yaml", line: 3, column: 7))
    }

    @Test func `a file with a key twice is blamed, and not the one that names what it holds`() {
        let people = """
            professionals:
              anna: { phones: ["sip:anna@x.example"] }
              anna: { phones: ["sip:anna@y.example"] }
            """
        let lines = """
            roster: 1
            institutions:
              eg:
                lines:
                  first:
                    rotations: [{ professionals: [anna], starts: 2026-01-05, turn: 1 week }]
            """
        let files = [("a.yaml", lines), ("b.yaml", people)].map { name, text in
            RosterFile(name: name, relativePath: name, bytes: Array(text.utf8))
        }
        let problems = readRoster(files: files, now: Fixtures.now).problems
        #expect(problems.map(\.code) == [.duplicateID])
        #expect(problems.first?.place == Place(file: "b.yaml", line: 3, column: 3))
    }

    @Test func `an ampersand in a name is no anchor`() {
        let text = Self.head.replacing("STARTS", with: "2026-01-05")
            .replacing("HANDOVER", with: "'08:00'")
            .replacing("anna: {", with: "anna: { name: Anna &Bo,")
        #expect(read(text).problems.filter { $0.severity == .error } == [])
    }

    @Test func `a byte order mark before the first key is passed over`() {
        let text =
            "\u{FEFF}"
            + Self.head.replacing("STARTS", with: "2026-01-05")
            .replacing("HANDOVER", with: "'08:00'")
        #expect(read(text).roster != nil)
    }

    @Test func `a duration without a unit is not guessed`() {
        let text =
            Self.head.replacing("STARTS", with: "2026-01-05")
            .replacing("HANDOVER", with: "'08:00'") + "\nrouting: { max-wait: 4 }"
        let problems = read(text).problems
        #expect(problems.map(\.code).contains(.type))
        #expect(read(text).roster == nil)
    }

    @Test func `nobody in a rotation is told at the rotation`() {
        let text = Self.head.replacing("[anna]", with: "[]").replacing("STARTS", with: "2026-01-05")
            .replacing("HANDOVER", with: "'08:00'")
        #expect(read(text).problems.contains { $0.code == .type && $0.place.line == 7 })
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `a table's row for a line that nobody has is told`(_ newline: String) {
        let yaml = """
            roster: 1
            institutions:
              eg: { lines: { first: { shifts-from: v.csv } } }
            professionals:
              anna: { phones: ["sip:anna@x.example"] }
            """
        let table = [
            "line;who;from;to", "frist;anna;2026-12-24 15:00;2026-12-25 08:00",
            "first;anna;2026-12-25 15:00;2026-12-26 08:00",
        ].joined(separator: newline)
        let reading = readRoster(
            files: [
                RosterFile(name: "r.yaml", relativePath: "r.yaml", bytes: Array(yaml.utf8))
            ], now: Fixtures.now
        ) { path in
            RosterFile(name: path, relativePath: path, bytes: Array(table.utf8))
        }
        let errors = reading.problems.filter { $0.severity == .error }
        #expect(errors.map(\.code) == [.unknownLine])
        #expect(errors.first?.place == Place(file: "v.csv", line: 2, column: 1))
        #expect(errors.first?.fix == "did you mean 'first'?")
    }

    @Test(arguments: 0..<300)
    func `a mutilated roster is told of, and never traps`(_ seed: Int) throws {
        var random = SplitMix64(seed)
        var bytes = Array(
            Self.head.replacing("STARTS", with: "2026-01-05")
                .replacing("HANDOVER", with: "'08:00'").utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(contentsOf: bytes[at...].prefix(12), at: at)
            default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
            }
        }
        let file = RosterFile(name: "r.yaml", relativePath: "r.yaml", bytes: bytes)
        let reading = readRoster(files: [file], now: Fixtures.now)
        #expect(reading.roster != nil || !reading.problems.isEmpty)
        for problem in reading.problems {
            #expect(problem.place.line >= 1 && problem.place.column >= 1)
            #expect(!problem.message.isEmpty && !problem.fix.isEmpty)
        }
    }
}
