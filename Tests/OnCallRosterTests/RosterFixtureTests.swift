import Foundation
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

/// Every fixture has exactly the problems that stand beside it.
@Suite struct RosterFixtureTests {
    private static func names(_ prefix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.rosters)) ?? []
        return names.filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".expected") }.sorted()
    }

    private func found(_ name: String) throws -> [String] {
        let path = "\(Fixtures.rosters)/\(name)"
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let reading = try RosterFolder(path: path).read(now: Fixtures.now)
        let own = path + (isFolder.boolValue ? "/" : ":")
        return reading.problems.map { problem in
            let text = problem.description
            let inFile = text.hasPrefix(own) ? String(text.dropFirst(own.count)) : text
            return inFile.replacing(Fixtures.root + "/", with: "")
        }
    }

    private func expected(_ name: String) -> [String] {
        let base =
            name.hasSuffix(".yaml")
            ? String(name.dropLast(5)) + ".expected"
            : name + "/expected"
        let text = try? String(contentsOfFile: "\(Fixtures.rosters)/\(base)", encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    @Test(arguments: RosterFixtureTests.names("bad-"))
    func `a bad roster has just its problems, each at its place`(_ name: String) throws {
        #expect(try found(name) == expected(name))
        #expect(!expected(name).isEmpty)
    }

    @Test(arguments: RosterFixtureTests.names("good-"))
    func `a good roster has no error and no alarm`(_ name: String) throws {
        #expect(try found(name) == expected(name))
    }

    @Test func `every code has a fixture`() {
        let told = RosterFixtureTests.names("bad-").flatMap(expected).compactMap {
            $0.split(separator: "[").last.map { String($0.dropLast()) }
        }
        for code in Problem.Code.allCases {
            #expect(told.contains(code.rawValue), "no fixture for \(code.rawValue)")
        }
    }

    @Test func `the printed example loads without error or alarm`() throws {
        let reading = try RosterFolder(path: "\(Fixtures.rosters)/printed").read(now: Fixtures.now)
        #expect(reading.problems.filter { $0.severity != .warning } == [])
        #expect(reading.roster != nil)
    }

    @Test(arguments: [
        "2026-11-01T12:00", "2026-11-22T12:00", "2026-12-23T08:00", "2027-06-01T00:00",
    ])
    func `the shipped example loads without error, alarm or warning`(_ now: String) throws {
        let reading = try RosterFolder(path: "\(Fixtures.root)/config/roster.d")
            .read(now: instant(now))
        #expect(reading.problems.map(\.description) == [])
    }
}
