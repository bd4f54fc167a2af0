import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

/// The dry run of a call on the printed roster.
@Suite struct RouteReportTests {
    private func route(
        from: String?, at: String = "2026-11-02T18:00:00", roster: String = "printed",
        lastResort: DialTarget? = nil
    ) throws -> RouteReport {
        let reading = try RosterFolder(path: "\(Fixtures.rosters)/\(roster)")
            .read(now: Fixtures.now)
        return RouteReport(
            RouteReport.Question(from: CallerID(from), to: nil, at: instant(at)),
            roster: try #require(reading.roster), lastResort: lastResort)
    }

    @Test func `a family's call rings its contact, then the backup, then the last resort`() throws {
        let document = try route(from: "+4500000031").document
        #expect(document.at == "2026-11-02T18:00:00Z")
        #expect(
            document.caller
                == CallerFacts(
                    kind: "family", family: "jensen", institution: "egetraeet",
                    municipality: "fjordby"))
        #expect(document.steps.map(\.step) == [1, 2, 3])
        #expect(document.steps.map(\.ringSeconds) == [20, 30, 60])
        #expect(
            document.steps.map(\.targets) == [
                [
                    RouteDocument.Target(
                        professional: "anna", uri: "sip:anna@egetraeet.example", confirm: true,
                        because: "contact")
                ],
                [
                    RouteDocument.Target(
                        professional: "dorte", uri: "sip:dorte@egetraeet.example", confirm: true,
                        because: "line:backup")
                ],
                [
                    RouteDocument.Target(
                        professional: nil, uri: "tel:114", confirm: false,
                        because: "last-resort")
                ],
            ])
    }

    @Test func `who is left out has a reason`() throws {
        let leftOut = try route(from: "+4500000031").document.leftOut
        for id in ["bo", "carla", "eva", "familieplejen"] {
            #expect(
                leftOut.contains(RouteDocument.Omission(professional: id, because: "off duty")))
        }
        #expect(
            leftOut.contains(
                RouteDocument.Omission(professional: "anna", because: "already rung this round")))
    }

    @Test func `who did not answer is not given the promise`() throws {
        let document = try route(from: "+4500000031").document
        #expect(
            document.endsWith
                == RouteDocument.Ending(
                    instruction: "callback", deadline: "2026-11-02T18:30:00Z", owner: "dorte"))
    }

    @Test func `what is not known is null`() throws {
        let json = try JSONDocument(route(from: "anonymous").document).text
        #expect(json.contains(#""family":null"#))
        #expect(json.contains(#""kind":"withheld""#))
        #expect(json.contains(#""professional":null"#))
        #expect(json.contains(#""ring_seconds":"#))
        #expect(json.contains(#""left_out":"#))
    }

    @Test func `a caller who would be asked for a PIN is told of`() throws {
        #expect(try route(from: "+4500000031").notes == [])
        let notes = try route(from: "anonymous").notes
        #expect(notes.count == 1)
        #expect(notes.first?.contains("PIN of 6 digits") == true)
    }

    @Test func `a last resort that only the settings could name is told of`() throws {
        let report = try route(from: "+4512345678", roster: "good-minimal.yaml")
        #expect(report.notes.contains { $0.contains("tel:114 stands for theirs") })
        let known = try route(
            from: "+4512345678", roster: "good-minimal.yaml", lastResort: DialTarget("113"))
        #expect(known.document.steps.last?.targets.first?.uri == "tel:113")
        #expect(!known.notes.contains { $0.contains("tel:114") })
    }

    @Test func `the text names people and wall times`() throws {
        let text = try route(from: "+4500000031").text
        #expect(text.contains("Mon 2026-11-02 19:00"))
        #expect(text.contains("caller family jensen (Familien Jensen), egetraeet, fjordby"))
        #expect(text.contains("Anna Holm"))
        #expect(text.contains("ring back by Mon 2026-11-02 19:30, owed by dorte"))
    }
}
