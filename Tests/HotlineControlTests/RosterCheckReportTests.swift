import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

/// When a roster's check says no.
@Suite struct RosterCheckReportTests {
    private func check(_ name: String, strict: Bool = false) throws -> RosterCheckReport {
        let folder = RosterFolder(path: "\(Fixtures.rosters)/\(name)")
        return RosterCheckReport(try folder.read(now: Fixtures.now), strict: strict)
    }

    @Test func `errors and alarms say no, warnings when strict`() throws {
        #expect(try check("good-minimal.yaml").status == .done)
        #expect(try check("good-minimal.yaml", strict: true).status == .done)
        #expect(try check("printed").status == .done)
        #expect(try check("printed", strict: true).status == .answerIsNo)
        #expect(try check("bad-gap.yaml").status == .answerIsNo)
        #expect(try check("bad-unknown-id.yaml").status == .answerIsNo)
    }

    @Test func `short rest never counts, strict or not`() {
        let problem = OnCallRoster.Problem(
            .shortRest, at: Place(file: "a.yaml", line: 1, column: 1), "8 hours", fix: "rest")
        let reading = RosterReading(roster: nil, problems: [problem], sha256: "00")
        #expect(RosterCheckReport(reading, strict: true).status == .done)
    }

    @Test func `the document counts and names what stands where`() throws {
        let report = try check("bad-unknown-id.yaml")
        let document = report.document
        #expect([document.errors, document.alarms, document.warnings] == [1, 0, 0])
        #expect(document.sha256.count == 64)
        let problem = try #require(document.problems.first)
        #expect(problem.severity == "error")
        #expect(problem.code == "unknown-id")
        #expect([problem.line, problem.column] == [18, 10])
        #expect(problem.fix == "did you mean 'anna'?")
        let lines = report.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix("(did you mean 'anna'?) [unknown-id]"))
        #expect(lines[1].hasPrefix("1 error, 0 alarms, 0 warnings (sha256 "))
    }
}
