import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl
@testable import RosterChanges

/// How an entry is put into a file that people may have written in.
@Suite struct RosterChangeTextTests {
    private func entry() throws -> ChangeEntry {
        let roster = try #require(read(ChangedFolder.roster).roster)
        let request = ChangeRequest(
            .absence(of: "bo"), from: try RuleTime.parseBeginning("2026-11-24"), to: nil)
        return ChangeEntry(
            try RosterChange(request, in: roster), at: Fixtures.now, by: ChangeAuthor("planner"))
    }

    private let comment =
        "# 2026-11-22T12:00:00Z by planner: hotlinectl roster sick bo --from 2026-11-24 "
        + "--to 2026-11-24"

    private func adding(to text: String) throws -> String? {
        let bytes = try ChangesText(Array(text.utf8)).adding(entry())
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Expects an entry with this margin where `after` has a `+`.
    private func check(
        _ before: String, _ after: String, margin: String, ending: String = "\n"
    ) throws {
        let fields = ["- who: bo", "  from: 2026-11-24", "  to: 2026-11-24"]
        let block = ([comment] + fields).map { margin + $0 + ending }.joined()
        #expect(try adding(to: before) == after.replacing("+", with: block))
    }

    @Test func `an entry goes below the last of its list`() throws {
        try check("absences:\n", "absences:\n+", margin: "  ")
        try check("absences:", "absences:\n+", margin: "  ")
        try check(
            "absences:\n    - who: eva\n      from: 2026-12-01\n      to: 2026-12-01\n",
            "absences:\n    - who: eva\n      from: 2026-12-01\n      to: 2026-12-01\n+",
            margin: "    ")
        try check("absences:\n- {who: eva}", "absences:\n- {who: eva}\n+", margin: "")
    }

    @Test func `lists that follow are left below it`() throws {
        try check(
            "absences: # away\n  - {who: eva}\n  # old\n\n# others\n\"overrides\":\n  - {who: bo}\n",
            "absences: # away\n  - {who: eva}\n  # old\n+\n# others\n\"overrides\":\n  - {who: bo}\n",
            margin: "  ")
    }

    @Test func `a list that is missing is begun at the end`() throws {
        try check(
            "overrides:\n  - {who: eva}\n", "overrides:\n  - {who: eva}\n\nabsences:\n+",
            margin: "  ")
        try check("# nothing yet", "# nothing yet\n\nabsences:\n+", margin: "  ")
    }

    @Test func `line endings are those of the file`() throws {
        try check(
            "\u{FEFF}absences:\r\n  - {who: eva}\r\n",
            "\u{FEFF}absences:\r\n  - {who: eva}\r\n+", margin: "  ", ending: "\r\n")
    }

    @Test(arguments: ["absences: []\n", "absences: [{who: eva}]\n", "absences: ~\n"])
    func `a list on the line of its key is not taken apart`(_ text: String) throws {
        #expect(try adding(to: text) == nil)
    }

    @Test(arguments: [
        "byttet med Carla", "kl. 8: \"lige\" # ikke i morgen", "- 'a' \\ b", "æøå 😀 👩‍👧 ñ",
        "a\tb\nc\r\u{85}d",
        "\u{202E}bagvendt\u{2028}\u{FEFF}", "&a *a &a", "Bo & Anna *", "{ [ ] } , ? | > % @ `",
        String(repeating: "x", count: 200),
    ])
    func `a note is read as it was given`(_ note: String) throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil, note: note)
        #expect(try folder.reading().roster?.absences.map(\.note) == [note])
        let lines = try folder.text().split(separator: "\n").filter { $0.contains("note:") }
        #expect(lines.count == 1)
        #expect(try folder.text().unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }

    @Test(arguments: [
        ("anna", "root", "anna"), (nil, "root", "root"), ("", "root", "root"), (nil, nil, "user 7"),
        ("a\n- who: bo: #x", nil, "a?- who? bo? ?x"), ("søren@fjordby", nil, "søren@fjordby"),
    ])
    func `who makes a change is named on one line`(
        _ sudoer: String?, _ user: String?, _ name: String
    ) {
        #expect(ChangeAuthor(sudoer: sudoer, user: user, id: 7).name == name)
    }

    @Test(arguments: [
        ("config/roster.d", "config/roster.d"), ("my roster", "'my roster'"),
        ("it's", #"'it'\''s'"#), ("", "''"),
    ])
    func `a command that is told can be run`(_ word: String, _ quoted: String) {
        #expect(shellQuoted(word) == quoted)
    }
}
