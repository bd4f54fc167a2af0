import Foundation
import Glibc
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl
@testable import RosterChanges

/// A roster's folder of a test's own, gone when it is let go of.
///
/// Forvagt changes every day at 08:00 among Anna, Bo and Carla, and is claimed from 15:00 to 08:00:
/// Carla has it from Sunday 22 November 2026. Bagvagt is Dorte's until Monday, then Eva's.
final class ChangedFolder: Sendable {
    let path: String

    init(changes: String? = nil) throws {
        var template = Array("/tmp/akt-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try write("roster.yaml", ChangedFolder.roster)
        if let changes { try write("90-changes.yaml", changes) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var changes: String { "\(path)/90-changes.yaml" }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func text() throws -> String { String(decoding: try readFile(changes), as: UTF8.self) }

    /// Each name in the folder.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func reading() throws -> RosterReading { try RosterFolder(path: path).read(now: Fixtures.now) }

    @discardableResult
    func make(
        _ rule: ChangeRequest.Rule, from: String, to: String?, note: String? = nil,
        in language: WrittenLanguage = .english
    ) throws -> ChangeReport {
        let request = ChangeRequest(
            rule, from: try RuleTime.parseBeginning(from), to: try to.map(RuleTime.parseEnd),
            note: note)
        let made = try changing.make(request)
        return ChangeReport(made, path: nil, at: Fixtures.now, in: language)
    }

    var changing: RosterChanging {
        RosterChanging(path: path, author: ChangeAuthor("planner"), now: Fixtures.now)
    }

    /// Why a change is refused.
    func refusal(
        _ rule: ChangeRequest.Rule, from: String, to: String?
    ) throws -> Failure {
        Failure(
            try #require(throws: ChangeRefusal.self) { try make(rule, from: from, to: to) })
    }

    static let roster = """
        roster: 1
        timezone: Europe/Copenhagen
        institutions:
          egetraeet:
            name: Egetræet
            lines:
              first:
                name: Forvagt
                covers: ["Mon-Sun 15:00-08:00"]
                rotations:
                  - professionals: [anna, bo, carla]
                    starts: 2026-11-02
                    turn: 1 day
                    handover: 08:00
                    windows: ["Mon-Sun 15:00-08:00"]
                overrides:
                  - who: carla
                    from: 2026-12-02 15:00
                    to: 2026-12-03 08:00
              backup:
                name: Bagvagt
                rotations:
                  - professionals: [dorte, eva]
                    starts: 2026-11-02
                    turn: 1 week
                    handover: 08:00
        professionals:
          anna: { name: Anna Holm, institution: egetraeet, phones: ["sip:anna@egetraeet.example"] }
          bo: { name: Bo Sønderskov, institution: egetraeet, phones: ["sip:bo@egetraeet.example"] }
          carla: { name: Carla Nørgaard, institution: egetraeet, phones: ["sip:carla@egetraeet.example"] }
          dorte: { name: Dorte Ægidius, institution: egetraeet, phones: ["sip:dorte@egetraeet.example"] }
          eva: { name: Eva Ågesen, institution: egetraeet, phones: ["sip:eva@egetraeet.example"] }

        """
}

/// How the file of changes is replaced.
@Suite struct RosterChangeFolderTests {
    private func status(of file: String) throws -> stat {
        var status = stat()
        try #require(stat(file, &status) == 0)
        return status
    }

    @Test func `twenty changes at once are all in the file`() async throws {
        let folder = try ChangedFolder()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for day in 10..<20 {
                group.addTask {
                    try folder.make(.absence(of: "dorte"), from: "2026-12-\(day)", to: nil)
                }
                group.addTask {
                    try folder.make(
                        .override(line: "egetraeet/first", who: "eva"),
                        from: "2026-12-\(day) 09:00", to: "2026-12-\(day) 10:00")
                }
            }
            try await group.waitForAll()
        }
        let roster = try #require(try folder.reading().roster)
        let days = (10..<20).map { instant("2026-12-\($0)T08:00") }
        #expect(roster.absences.count == 10)
        let first = LineID(.institution("egetraeet"), "first")
        let overrides = try #require(roster.line(first)).overrides
        #expect(overrides.map(\.interval.start).filter(days.contains).sorted() == days)
        #expect(overrides.count == 11)
        #expect(try folder.names() == ["90-changes.yaml", "roster.yaml"])
    }

    @Test func `a new file is for its owner and group`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil)
        let (new, model) = (
            try status(of: folder.changes), try status(of: "\(folder.path)/roster.yaml")
        )
        #expect(new.st_mode & 0o7777 == 0o640)
        #expect(new.st_uid == model.st_uid)
        #expect(new.st_gid == model.st_gid)
    }

    @Test func `a file that stands keeps its mode, and another takes its place`() throws {
        let folder = try ChangedFolder(changes: "absences:\n")
        try #require(chmod(folder.changes, 0o604) == 0)
        let old = try status(of: folder.changes)
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil)
        let new = try status(of: folder.changes)
        #expect(new.st_mode & 0o7777 == 0o604)
        #expect(new.st_ino != old.st_ino)
    }

    @Test func `what a command that was killed left behind is no part of it`() throws {
        let folder = try ChangedFolder()
        try folder.write(ChangesFolder.freshName, "absences: [")
        #expect(try folder.reading().problems.count { $0.severity == .error } == 0)
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil)
        #expect(try folder.names() == ["90-changes.yaml", "roster.yaml"])
        #expect(try folder.text().contains("absences:\n  # 2026-11-22T12:00:00Z by planner:"))
    }

    @Test func `one file is no folder, and is told how to become one`() throws {
        let folder = try ChangedFolder()
        let file = "\(folder.path)/roster.yaml"
        let failure = Failure(
            try #require(throws: ChangeRefusal.self) { try ChangesFolder.hold(file) { _ in } })
        #expect(failure.status == .unusableInput)
        #expect(
            failure.message == """
                \(file) is one file, and changes are kept in a file of their own beside it: the \
                roster must be a folder. Move it there, with the tables that it names:
                  mkdir \(folder.path)/roster.d && mv \(file) \(folder.path)/roster.d/
                and let 'roster' in the settings name \(folder.path)/roster.d
                """)
    }

    @Test func `who does not want to wait is told that somebody else is at it`() throws {
        let folder = try ChangedFolder()
        let request = ChangeRequest(
            .absence(of: "bo"), from: try RuleTime.parseBeginning("2026-11-24"), to: nil)
        let refusal = try ChangesFolder.hold(folder.path) { _ throws(ChangeRefusal) in
            #expect(throws: ChangeRefusal.self) {
                try folder.changing.make(request, .giveUp)
            }
        }
        guard case .folder(.isHeld) = refusal?.reason else {
            Issue.record("not refused: \(String(describing: refusal))")
            return
        }
        #expect(try folder.names() == ["roster.yaml"])
    }

    @Test func `what was decided on another roster is not made`() throws {
        let folder = try ChangedFolder()
        let request = ChangeRequest(
            .absence(of: "bo"), from: try RuleTime.parseBeginning("2026-11-24"), to: nil)
        let planned = try folder.changing.plan(request)
        #expect(try folder.names() == ["roster.yaml"])
        try folder.make(.absence(of: "eva"), from: "2026-12-10", to: nil)
        let refusal = #expect(throws: ChangeRefusal.self) {
            try folder.changing.make(request, on: planned.before.sha256)
        }
        guard case .folder(.changedMeanwhile) = refusal?.reason else {
            Issue.record("not refused: \(String(describing: refusal))")
            return
        }
        let again = try folder.changing.plan(request)
        try folder.changing.make(request, on: again.before.sha256)
        #expect(try folder.reading().roster?.absences.count == 2)
    }

    @Test func `a path that is not there is unusable`() throws {
        let failure = Failure(
            try #require(throws: ChangeRefusal.self) {
                try ChangesFolder.hold("/tmp/akt-none/roster.d") { _ in }
            })
        #expect(failure.status == .unusableInput)
        #expect(failure.message.hasPrefix("/tmp/akt-none/roster.d cannot be read: No such file"))
    }

    @Test func `a link in the file's place is not replaced`() throws {
        let folder = try ChangedFolder()
        try folder.write("elsewhere", "absences:\n")
        try #require(symlink("elsewhere", folder.changes) == 0)
        let failure = try folder.refusal(.absence(of: "bo"), from: "2026-11-24", to: nil)
        #expect(failure.status == .unusableInput)
        #expect(
            failure.message == "\(folder.changes) is a link; nothing was changed: put the file "
                + "itself there")
        #expect(try folder.text() == "absences:\n")
    }

    @Test func `an editor's change in between is not lost`() throws {
        let folder = try ChangedFolder(changes: "absences: []\n")
        let failure = Failure(
            try #require(throws: ChangeRefusal.self) {
                try ChangesFolder.hold(folder.path) { held throws(ChangeRefusal) in
                    try held.write([], over: Array("absences:\n".utf8), like: "roster.yaml")
                }
            })
        #expect(failure.status == .answerIsNo)
        #expect(failure.message.hasSuffix("meanwhile; nothing was changed: try again"))
        #expect(try folder.text() == "absences: []\n")
        #expect(try folder.names() == ["90-changes.yaml", "roster.yaml"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder that may not be written to is unusable`() throws {
        let folder = try ChangedFolder()
        try #require(chmod(folder.path, 0o500) == 0)
        defer { chmod(folder.path, 0o700) }
        let failure = try folder.refusal(.absence(of: "bo"), from: "2026-11-24", to: nil)
        let trouble = ChangeRefusal(.folder(.system(path: folder.path, .change, code: EACCES)))
        #expect(failure == Failure(trouble))
    }

    @Test(arguments: [
        (EACCES, "Permission denied", "run this as somebody who may write to the roster's folder"),
        (EROFS, "Read-only file system", "the file system is mounted read-only"),
        (ENOSPC, "No space left on device", "free some space, and try again"),
    ])
    func `why a folder takes no change is told with what to do`(
        _ code: Int32, _ reason: String, _ advice: String
    ) {
        let failure = Failure(
            ChangeRefusal(.folder(.system(path: "roster.d", .change, code: code))))
        #expect(failure.status == .unusableInput)
        #expect(
            failure.message
                == "roster.d cannot be changed: \(reason); nothing was changed: \(advice)")
    }
}
