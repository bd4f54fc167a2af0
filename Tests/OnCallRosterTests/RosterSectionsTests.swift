import Foundation
import HotlineSettings
import HotlineTestSupport
import Testing

@testable import OnCallRoster

/// What is kept for years of a roster is kept without those who ring.
@Suite struct `A roster's file without some sections` {
    private static let people: Set<String> = ["families", "contacts", "families-from"]

    private func kept(_ text: String) -> String? {
        RosterFile(name: "r.yaml", relativePath: "r.yaml", bytes: Array(text.utf8))
            .without(sections: Self.people).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: [
        "families:", "families :", "\"families\":", "'families':", "\"f\\x61milies\":",
        "!!str families:", "families: # of Fjordby",
    ])
    func `has no line of them, however the key is written`(_ key: String) {
        let text = "roster: 1\n\(key)\n  jensen: { name: Jensen }\ntimezone: UTC\n"
        #expect(kept(text) == "roster: 1\ntimezone: UTC\n")
    }

    @Test func `has no comment that stands between sections`() {
        let text =
            "roster: 1\n# Jensen moved in May\nfamilies:\n# and Holm\n  a: {}\n# Bæk\nrest: {}\n"
        #expect(kept(text) == "roster: 1\nrest: {}\n")
    }

    @Test func `keeps the ends of lines as they are`() {
        #expect(
            kept("roster: 1\r\nfamilies:\r\n  a: {}\r\nrest: {}\r\n") == "roster: 1\r\nrest: {}\r\n"
        )
        #expect(kept("") == "")
        #expect(kept("families:\n  a: {}") == "")
    }

    @Test(arguments: [
        "{ roster: 1, families: { jensen: { name: Jensen } } }",
        "  roster: 1\n  families:\n    jensen: { name: Jensen }\n",
        "? families\n: jensen: { name: Jensen }\n",
        "roster: 1\u{2028}families:\n  jensen: { name: Jensen }\n",
        "roster: 1\rfamilies:\r  jensen: { name: Jensen }\r", "roster: [",
    ])
    func `is not there where its sections cannot be told apart`(_ text: String) {
        #expect(kept(text) == nil)
    }

    private static var goodOnes: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.rosters)) ?? []
        return names.filter { $0.hasPrefix("good-") && !$0.hasSuffix(".expected") }.sorted()
            .map { "\(Fixtures.rosters)/\($0)" } + ["\(Fixtures.root)/config/roster.d"]
    }

    @Test(arguments: goodOnes)
    func `tells of the same lines, and of nobody who rings`(_ path: String) throws {
        let whole = try #require(RosterFolder(path: path).read(now: Fixtures.now).roster)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let reading = try RosterFolder(path: path).read(now: Fixtures.now)
        for file in reading.files {
            // A table without families is kept as it is.
            let header = String(decoding: file.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            let isOfFamilies = header.contains("institution")
            guard file.isYAML || !isOfFamilies else { continue }
            let rest = file.isYAML ? file.without(sections: Self.people) : file
            let bytes = try #require(rest?.bytes, "\(file.name)")
            try Data(bytes).write(to: folder.appending(path: file.relativePath))
            let text = String(decoding: bytes, as: UTF8.self)
            for family in whole.families.values {
                for phone in family.phones {
                    #expect(!text.contains(phone.e164.suffix(8)), "\(path): \(family.id)")
                }
            }
        }
        let again = try RosterFolder(path: folder.path()).read(now: Fixtures.now)
        let problems = again.problems.map(\.description)
        let roster = try #require(again.onceGood, "\(problems)")
        #expect(roster.families.values.isEmpty && roster.contacts.values.isEmpty)
        #expect(Set(roster.lines.map(\.id)) == Set(whole.lines.map(\.id)))
    }
}
