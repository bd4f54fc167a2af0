import CallRouting
import HotlineAPI
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineDaemon

/// What `/livez` and `/readyz` tell of a moment.
@Suite struct HealthReportTests {
    private func document(
        hanging: [SelfCheck.Part] = [], isDraining: Bool = false, _ alarms: Alarms = Alarms()
    ) throws -> (JSONValue, Int) {
        let report = ReadinessReport(
            hanging: hanging, isDraining: isDraining, alarms: alarms.all
        ) { Status.Promises(open: 3, overdue: 1) }
        let json = try #require(JSONValue.parse(try JSONDocument(report).bytes))
        return (json, report.status)
    }

    @Test func `all is well`() throws {
        let (json, status) = try document()
        #expect(status == 200)
        #expect(json["state"].text == "ok")
        #expect(json["reasons"].list.isEmpty)
        #expect(json["codes"].list.isEmpty)
        #expect(json["promises"]["open"].whole == 3)
        #expect(json["promises"]["overdue"].whole == 1)
    }

    @Test func `each reason has its code beside it`() throws {
        let alarms = Alarms()
        let now = instant("2026-11-22T02:10Z")
        alarms.raise(.spooling, at: now, "slow")
        alarms.raise(.gatewaySilent, about: "a", at: now + .seconds(1), "a is silent")
        alarms.raise(.gatewaySilent, about: "b", at: now + .seconds(2), "b is silent")
        let (json, status) = try document(alarms)
        #expect(status == 200, "calls are answered")
        #expect(json["state"].text == "degraded")
        #expect(json["reasons"].list.map(\.text) == ["slow", "a is silent", "b is silent"])
        #expect(
            json["codes"].list.map(\.text) == ["spooling", "gateway-silent", "gateway-silent"])
    }

    @Test func `a daemon that takes no decisions says so, and asks for none`() throws {
        let report = ReadinessReport(
            hanging: [.decisions], isDraining: false, alarms: []
        ) {
            Issue.record("whoever asks for promises hangs")
            return Status.Promises(open: 0, overdue: 0)
        }
        #expect(report.status == 503)
        #expect(report.state == .hanging)
        #expect(report.codes == ["decisions"])
        #expect(try JSONDocument(report).text.contains("\"promises\":null"))
    }

    @Test func `a daemon that ends says so first`() throws {
        let (json, status) = try document(hanging: [.sweeper], isDraining: true)
        #expect(status == 503)
        #expect(json["state"].text == "draining")
    }

    @Test func `a daemon lives while nothing of it hangs`() {
        #expect(LivenessReport(hanging: []).status == 200)
        #expect(LivenessReport(hanging: []).text == "ok\n")
        let report = LivenessReport(hanging: [.decisions, .sweeper])
        #expect(report.status == 503)
        let lines = report.text.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != ":" } } == ["decisions", "sweeper"])
    }

    @Test func `each part that may hang says what to do`() {
        for part in SelfCheck.Part.allCases {
            #expect(part.reason.contains(": "), "\(part)")
            #expect(part.reason.contains("restart"), "\(part)")
        }
    }
}
