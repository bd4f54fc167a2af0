import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `What the doctor tells` {
    private let backup = Finding.mend(
        .backup, .plain("no copy"), .plain("make one"), run: "hotlinectl log backup")

    @Test func `comes with what was found, what to do, and the command that does it`() {
        #expect(backup.message == "no copy: make one: hotlinectl log backup")
        #expect(backup.told.command == "hotlinectl log backup")
        #expect(
            Finding.mend(.roster, .plain("a gap"), .plain("fill it")).message == "a gap: fill it")
        #expect(Finding.mend(.roster, .plain("a gap")).message == "a gap")
    }

    @Test func `begins with the worst, else in the order of the looks`() {
        let findings: [Finding] = [
            .ok(.settings, .plain("a")), .note(.settings, .plain("b")),
            .mend(.service, .plain("c")), .mend(.port, .plain("d")),
            .danger(.backup, .plain("e")), .mend(.port, .plain("f")),
        ]
        #expect(findings.worstFirst.map(\.message) == ["e", "d", "f", "c", "b", "a"])
    }

    @Test func `is told once, however often it was found`() {
        #expect(
            [backup, .ok(.log, .plain("whole")), backup].eachOnce.map(\.about) == [.backup, .log])
    }

    @Test func `does not count in a trial where it matters to real calls only`() {
        let spared = backup.whereCallsArrive.ofTrial
        #expect(spared.isGood)
        #expect(spared.message.hasPrefix("(not counted in a trial) no copy: make one"))
        #expect(backup.ofTrial == backup)
        let well = Finding.ok(.backup, .plain("made today")).whereCallsArrive
        #expect(well.ofTrial.message == "made today")
    }

    @Test func `is one document whose members are always there`() throws {
        let document = DoctorDocument(
            findings: [
                backup.told, Finding.ok(.log, .plain("whole")).told,
                Finding.danger(.log, .plain("x")).told,
            ])
        let text = try JSONDocument(document).text
        #expect(
            text == """
                {"findings":[{"about":"backup","command":"hotlinectl log backup","good":false,\
                "message":"no copy: make one: hotlinectl log backup","severity":"mend"},\
                {"about":"log","command":null,"good":true,"message":"whole","severity":"ok"},\
                {"about":"log","command":null,"good":false,"message":"x","severity":"danger"}]}
                """)
        #expect(try JSONDocument(bytes: Array(text.utf8)).decode(DoctorDocument.self) == document)
    }

    @Test func `is a line each, with the count of what is to be mended at the end`() {
        let both = [backup, Finding.note(.log, .plain("large"))]
        #expect(
            DoctorText(both).text == """
                mend  backup: no copy: make one: hotlinectl log backup
                ok    log: large
                1 finding is to be mended, the worst is the first line
                """)
        let well = [Finding.ok(.log, .plain("whole"))]
        #expect(DoctorText(well).text == "ok    log: whole\nnothing is to be mended")
        #expect(
            DoctorText(both, in: .danish).text == """
                ret   kopier: no copy: make one: hotlinectl log backup
                ok    log: large
                1 ting skal rettes, det værste står øverst
                """)
    }

    @Test(arguments: [
        ("/etc/akuttelefon/roster.d", "/etc/akuttelefon/roster.d"), ("", "''"),
        ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$(id)", "'$(id)'"), ("æ", "'æ'"),
    ])
    func `is a command that a shell takes as it is meant`(_ word: String, _ quoted: String) {
        #expect(shellWord(word) == quoted)
    }

    @Test func `names a few of many`() {
        #expect(fewOf(["a", "b", "c"]) == .plain("a, b, c"))
        #expect(
            fewOf(["a", "b", "c", "d", "e"])
                == Text("a, b, c og 2 mere", "a, b, c and 2 more"))
    }
}

@Suite struct `A look at the settings` {
    private func findings(_ settings: Settings, path: String = "/srv/a.yaml") -> [Finding] {
        SettingsCheck(
            settings: settings, path: path, isTrial: SettingsCheck.isTrial(settings, path: path)
        ).findings
    }

    @Test func `finds nothing to mend where they are as they should be`() throws {
        let found = findings(try Clinic().settings())
        #expect(found.bad.isEmpty)
        #expect(found[0].message == "/srv/a.yaml was read; the last resort is …40")
    }

    @Test func `takes a test clock for a trial, but not below etc`() throws {
        let settings = try Clinic().settings("allow-test-clock: true")
        #expect(SettingsCheck.isTrial(settings, path: "/srv/config/hotlined.yaml"))
        #expect(findings(settings).bad.isEmpty)
        let path = "/etc/akuttelefon/hotlined.yaml"
        let bad = try findings(settings, path: path).onlyBad()
        #expect(bad.message.contains("'allow-test-clock: true'"))
        #expect(!SettingsCheck.isTrial(try Clinic().settings(), path: "/srv/config/hotlined.yaml"))
    }

    @Test func `finds secrets that are made up`() throws {
        let bad = try findings(Clinic().settings("make-credentials: true")).onlyBad()
        #expect(bad.message.contains("'make-credentials: true'"))
        #expect(bad.severity == .mend)
    }

    @Test func `finds that no gateway is named`() throws {
        let bad = try findings(Clinic().settings(gateways: "  {}")).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("no gateway is named"))
    }

    @Test func `knows that purges are paused`() throws {
        let found = findings(try Clinic().settings("retention: { paused: true }"))
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.severity == .note && $0.message.contains("retention.paused") })
    }

    @Test func `tells each problem of settings that cannot be used`() throws {
        let error = try #require(throws: SettingsError.self) {
            try Clinic().settings("lissten: 1", lastResort: "nobody")
        }
        let found = SettingsCheck.findings(of: error)
        #expect(found.map(\.severity) == [.danger, .danger])
        #expect(found.contains { $0.message.contains("did you mean 'listen'?") })
    }
}

@Suite struct `A look at the file of prices` {
    @Test func `says that reports tell no costs where there is none`() {
        let found = PricesCheck(path: nil, for: Clinic.me).findings
        #expect(found.map(\.severity) == [.ok])
    }

    @Test func `reads it, and tells each of its problems`() throws {
        let clinic = try Clinic()
        let prices = "standby-hour: 60\nawake-hour: 250\nhandling-hour: 310\nline-month: 4500\n"
        let path = try clinic.write("prices.yaml", prices)
        #expect(PricesCheck(path: path, for: Clinic.me).findings.bad.isEmpty)
        try clinic.write("prices.yaml", "standby-hour: 60,5\n" + prices.dropFirst(17))
        let bad = try PricesCheck(path: path, for: Clinic.me).findings.onlyBad()
        #expect(bad.message.contains("prices.yaml:1:15: error: 'standby-hour' is '60,5'"))
    }

    @Test func `finds one that is missing, and one that the daemon may not read`() throws {
        let clinic = try Clinic()
        let path = clinic.file("prices.yaml")
        #expect(
            try PricesCheck(path: path, for: Clinic.me).findings.onlyBad().message
                .contains("No such file"))
        let hidden = PricesCheck(
            path: path, problems: [], isReadable: false, daemonName: "akuttelefon")
        #expect(try hidden.findings.onlyBad().command == "chmod a+r \(path)")
    }
}
