import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at numbers` {
    /// The roster with numbers that somebody can have.
    private var roster: RosterText {
        var text = RosterText()
        text.numbers = ["\"+45 70 20 10 00\": { municipality: fjordby, institution: egetraeet }"]
        text.professionals = (1...3).map { number in
            RosterText.professional("v\(number)", "V", "phones: [\"+45 20 00 00 0\(number)\"]")
        }
        return text
    }

    private func findings(
        _ text: RosterText, lastResort: String = "+45 70 20 30 40", settings: String = "",
        gateway: String = "  own: { dialect: canonical }"
    ) throws -> [Finding] {
        let reading = read(text.yaml)
        let roster = try #require(reading.roster, "\(reading.problems)")
        let settings = try Clinic().settings(
            settings, lastResort: lastResort, gateways: gateway)
        return NumberCheck(roster: roster, settings: settings).findings
    }

    @Test func `finds nothing where each can be somebody's`() throws {
        let found = try findings(roster)
        #expect(found.map(\.message) == ["every number that is rung can be somebody's"])
    }

    @Test(arguments: [
        ("+45 00 00 00 31", "no Danish number begins with 0"),
        ("+45 12 34 56 78", "no Danish number begins with 1"),
        ("+45 70 20 30 4", "a Danish number has 8 digits"),
        ("sip:vagt@fjordby.example", "its host is a name for examples"),
        ("sip:vagt@pbx.example.com:5060", "its host is a name for examples"),
    ])
    func `finds a last resort that reaches nobody`(_ target: String, _ why: String) throws {
        let bad = try findings(roster, lastResort: target).onlyBad()
        #expect(bad.severity == .danger && bad.isOfInstallations)
        #expect(bad.message.contains("the settings' last resort"))
        #expect(bad.message.contains(why))
        var text = roster
        text.municipality[1] = "last-resort: [{ number: \"\(target)\" }]"
        #expect(try findings(text).onlyBad().message.contains("the last resort of fjordby"))
    }

    @Test(arguments: ["112", "+45 70 20 30 40", "+46 8 123 456 78", "sip:vagt@fjordby.dk"])
    func `lets be what somebody may have`(_ target: String) throws {
        #expect(try findings(roster, lastResort: target).bad.isEmpty)
    }

    @Test func `finds a last resort that leads back to the hotline`() throws {
        let bad = try findings(roster, lastResort: "+45 70 20 10 00").onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("the hotline's own number"))
    }

    @Test func `finds a last resort who may be asleep`() throws {
        let bad = try findings(roster, lastResort: "+45 20 00 00 02").onlyBad()
        #expect(bad.message.contains("is the number of professional 'v2'"))
        #expect(!bad.message.contains("20000002"))
    }

    @Test func `finds a self-call number that is somebody's`() throws {
        func gateway(_ number: String) -> String {
            "  own: { dialect: canonical, self-call: \"\(number)\" }"
        }
        #expect(try findings(roster, gateway: gateway("+45 20 00 00 09")).bad.isEmpty)
        for number in ["+45 20 00 00 01", "+45 70 20 10 00", jensen] {
            let bad = try findings(roster, gateway: gateway(number)).onlyBad()
            #expect(bad.message.contains("the self-call number of gateway own"))
        }
    }

    @Test func `finds one municipality of several without a last resort of its own`() throws {
        var text = roster
        text.municipality = ["name: Fjordby Kommune"]
        #expect(try findings(text).bad.isEmpty)
        text.municipalities = ["aahavn:", "  name: Aahavn", "  last-resort: [{ number: \"114\" }]"]
        let bad = try findings(text).onlyBad()
        #expect(bad.message.contains("calls of fjordby end with the settings' last resort"))
    }

    @Test func `finds that the roster has none of the hotline's numbers`() throws {
        var text = roster
        text.numbers = ["{}"]
        #expect(try findings(text).onlyBad().message.contains("none of the hotline's numbers"))
    }

    @Test func `finds professionals and duty phones that nobody answers`() throws {
        var text = roster
        text.professionals[0] = RosterText.professional("v1", "V")
        text.lines[1] = RosterText.line("second", of: "v2", "phones: [\"+45 00 00 00 77\"]")
        let bad = try findings(text).onlyBad()
        #expect(bad.message.contains("'v1' (its host is a name for examples)"))
        #expect(bad.message.contains("line egetraeet/second (no Danish number begins with 0)"))
        #expect(bad.isOfInstallations)
    }

    @Test func `finds a professional who is to be rung at the hotline`() throws {
        var text = roster
        text.professionals[2] = RosterText.professional("v3", "V", "phones: [\"70 20 10 00\"]")
        let bad = try findings(text).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("'v3' would be rung at the hotline's own number"))
    }

    @Test func `finds families that will never be known`() throws {
        var text = roster
        text.families.append(
            "lund: { name: Lund, municipality: fjordby, institution: egetraeet }")
        let bad = try findings(text).onlyBad()
        #expect(bad.message.contains("lund: 1 family has neither a number nor a PIN"))
    }

    @Test func `tells numbers that failed when they were rung`() {
        let failing = FailingNumbers(
            numbers: [
                FailingNumbers.Number(
                    professional: "v1", uri: "tel:+4520000001", times: 2,
                    since: "2026-11-20T02:10:00Z", last: "2026-11-21T02:10:00Z", call: "c-2")
            ])
        let found = DaemonCheck.numbers(of: failing)
        #expect(found.bad.count == 1)
        #expect(
            found[0].message.contains("of v1 failed at once, 2 times in a row since 2026-11-20"))
        #expect(DaemonCheck.numbers(of: FailingNumbers(numbers: [])).isEmpty)
    }
}
