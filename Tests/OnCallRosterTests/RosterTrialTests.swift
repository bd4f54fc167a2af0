import Foundation
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

/// A text as part of a roster on disk, which stays as it is.
@Suite final class `A roster with a text in its place` {
    private let path = NSTemporaryDirectory() + "roster-trial-\(UUID().uuidString)"

    private static let people = """
        professionals:
          v1:
            name: Vera Holm
            phones: ["sip:v1@egetraeet.example"]
          v2:
            name: Viggo Bæk
            phones: ["sip:v2@egetraeet.example"]

        """
    private static let setup = """
        roster: 1
        institutions:
          egetraeet:
            name: Egetræet
            lines:
              first:
                rotations:
                  - professionals: [v1, v2]
                    starts: 2026-01-05
                    turn: 1 week
        families-from: families.csv
        routing:
          steps:
            - ring: [first]

        """
    private static let families = "id;name;institution\njensen;Familien Jensen;egetraeet\n"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path + "/inner", withIntermediateDirectories: true)
        try write("people.yaml", Self.people)
        try write("setup.yaml", Self.setup)
        try write("families.csv", Self.families)
        try write("secret", "id;name;hemmelig\n")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }

    private var folder: RosterFolder { RosterFolder(path: path) }

    private func reading(_ text: String, as place: RosterTrialPlace) throws -> RosterReading {
        try folder.reading(of: Array(text.utf8), as: place, now: Fixtures.now)
    }

    private func errors(_ text: String, as place: RosterTrialPlace) throws -> [String] {
        try reading(text, as: place).problems.filter { $0.severity == .error }.map(\.description)
    }

    @Test func `is read with its other files, and named as in its folder`() throws {
        let text = Self.people.replacing("v2:", with: "v3:")
        #expect(
            try errors(text, as: .file("people.yaml")) == [
                "setup.yaml:8:33: error: no professional 'v2' (did you mean 'v1'?) [unknown-id]"
            ])
        let same = try reading(Self.people, as: .file("people.yaml"))
        let roster = try #require(same.roster)
        #expect(try roster.sha256 == folder.read(now: Fixtures.now).sha256)
        #expect(roster.files == ["people.yaml", "setup.yaml", "families.csv"])
        #expect(folder.fileNames == ["people.yaml", "setup.yaml"] && folder.takesFiles)
        #expect(folder.path(of: .file("people.yaml")) == path + "/people.yaml")
    }

    @Test func `may be a new file, a table or all files`() throws {
        let more = "professionals:\n  v3:\n    name: Vibe Lund\n"
        let added = try reading(more, as: .file("more.yaml"))
        #expect(added.roster?.professionals.values.count == 3)
        let table = Self.families + "hansen;Familien Hansen;egetraeet\n"
        let grown = try reading(table, as: .file("families.csv"))
        #expect(grown.roster?.families.values.count == 2)
        #expect(
            try errors("id;name;institution\na;A;ege\n", as: .file("families.csv"))
                .first?.hasPrefix("families.csv:2:5: error: no institution 'ege'") == true)
        let whole = try reading(Self.setup + Self.people, as: .whole)
        #expect(whole.roster?.files == ["roster.yaml", "families.csv"])
        #expect(whole.roster?.families.values.count == 1)
        #expect(try errors(Self.people, as: .whole).contains { $0.contains("'roster' is missing") })
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names == ["families.csv", "inner", "people.yaml", "secret", "setup.yaml"])
    }

    @Test func `has no table read but those of the roster and those that are named as one`() throws
    {
        let text = Self.setup.replacing("families.csv", with: "secret")
        #expect(
            try errors(text, as: .file("setup.yaml")).first?.contains("no file 'secret'") == true)
        let known = try folder.reading(
            of: Array(text.utf8), as: .file("setup.yaml"), tables: ["secret"], now: Fixtures.now)
        #expect(known.problems.contains { $0.message == "unknown column 'hemmelig'" })
    }

    @Test func `may be the first there is, and the only file`() throws {
        let empty = RosterFolder(path: path + "/inner")
        let text = Array((Self.setup + Self.people).utf8)
        #expect(try empty.reading(of: text, as: .whole, now: Fixtures.now).files.count == 1)
        #expect(
            try empty.reading(of: text, as: .file("a.yaml"), now: Fixtures.now).files.count == 1)
        #expect(empty.fileNames.isEmpty && empty.takesFiles)
        let file = RosterFolder(path: path + "/setup.yaml")
        #expect(!file.takesFiles && file.name(of: .whole) == "setup.yaml")
        #expect(try file.reading(of: text, as: .whole, now: Fixtures.now).roster != nil)
        #expect(file.path(of: .whole) == path + "/setup.yaml")
        #expect(file.names(of: [path + "/families.csv", "/elsewhere/a.csv"]) == ["families.csv"])
        #expect(throws: RosterFolderError.self) {
            try RosterFolder(path: "/none/roster.d").reading(
                of: text, as: .whole, now: Fixtures.now)
        }
    }

    @Test func `has a name that stays in its folder`() {
        for name in ["sommer.yaml", "90 changes_2.YML", "påske.yml", "a.b-c.yaml"] {
            #expect(RosterFolder.isFileName(name), "\(name)")
        }
        let others = [
            "", ".yaml", "sommer", "sommer.csv", "../a.yaml", "a/b.yaml", "a\\b.yaml", "a\"b.yaml",
            "a\n.yaml", "a\u{0}.yaml", "<a>.yaml", "a.yaml.txt",
            String(repeating: "a", count: 96) + ".yaml",
        ]
        for name in others { #expect(!RosterFolder.isFileName(name), "\(name)") }
    }
}
