import HotlineAPI
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at systemd's units` {
    private static let names = [
        "hotlined.service", "hotline-backup.timer", "hotline-backup.service",
        "hotline-purge.timer", "hotline-purge.service", "hotline-check.timer",
    ]

    private func findings(
        daemonAnswers: Bool = true, _ change: (inout [String: UnitState]) -> Void = { _ in }
    ) -> [Finding] {
        var units = Dictionary(
            uniqueKeysWithValues: Self.names.map { ($0, UnitState(name: $0)) })
        change(&units)
        return ServiceCheck(
            units: units.values.sorted { $0.name < $1.name }, daemonAnswers: daemonAnswers
        ).findings
    }

    @Test func `finds nothing where all are enabled and active`() {
        #expect(
            findings().map(\.message) == ["the daemon and its timers are started by systemd"])
    }

    @Test func `finds that systemd does not run, or does not answer`() throws {
        let none = try ServiceCheck(units: nil, daemonAnswers: true).findings.onlyBad()
        #expect(none.isOfInstallations)
        #expect(ServiceCheck(units: [], daemonAnswers: true).findings.map(\.severity) == [.note])
    }

    @Test func `finds a daemon that nobody installed, enabled or started`() throws {
        let missing = try findings { $0["hotlined.service"]?.load = "not-found" }.onlyBad()
        #expect(missing.message.contains("no usable unit hotlined.service (not-found)"))
        let off = try findings { $0["hotlined.service"]?.file = "disabled" }.onlyBad()
        #expect(off.command == "systemctl enable --now hotlined")
        let down = try findings(daemonAnswers: false) {
            $0["hotlined.service"]?.active = "failed"
            $0["hotlined.service"]?.result = "exit-code"
        }.onlyBad()
        #expect(down.severity == .danger)
        #expect(down.message.contains("hotlined.service is failed, exit-code"))
        let other = try findings { $0["hotlined.service"]?.active = "inactive" }.onlyBad()
        #expect(other.message.contains("a daemon answers all the same"))
    }

    @Test func `tells that it was started again`() {
        let found = findings { $0["hotlined.service"]?.restarts = 3 }
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.message.contains("was started again 3 times") })
    }

    @Test(arguments: ["hotline-backup", "hotline-purge", "hotline-check"])
    func `finds regular work that is not done`(_ name: String) throws {
        let missing = try findings { $0["\(name).timer"] = nil }.onlyBad()
        #expect(missing.message.contains("no unit \(name).timer"))
        let off = try findings { $0["\(name).timer"]?.active = "inactive" }.onlyBad()
        #expect(off.command == "systemctl enable --now \(name).timer")
        let once = try findings { $0["\(name).timer"]?.file = "disabled" }.onlyBad()
        #expect(once.command == "systemctl enable \(name).timer")
    }

    @Test(arguments: ["hotline-backup", "hotline-purge"])
    func `finds daily work that failed`(_ name: String) throws {
        let failed = try findings { $0["\(name).service"]?.result = "exit-code" }.onlyBad()
        #expect(failed.message.contains("\(name).service failed when it ran last (exit-code)"))
    }

    @Test func `reads what systemctl shows`() {
        let told = """
            Id=hotlined.service
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            NRestarts=2
            Result=success
            LoadCredential=gateway-kamailio:/etc/akuttelefon/credentials/gateway-kamailio
            LoadCredential=gateway-tw:/etc/akuttelefon/credentials/gateway-tw

            Id=hotline-backup.timer
            LoadState=not-found
            ActiveState=inactive
            UnitFileState=
            Result=success

            """
        let units = UnitState.all(in: told)
        #expect(units.map(\.name) == ["hotlined.service", "hotline-backup.timer"])
        #expect(units[0].restarts == 2 && units[0].active == "active")
        #expect(units[0].credentials.contains("gateway-tw:"))
        #expect(units[1].load == "not-found" && units[1].file == "")
    }
}

@Suite struct `What the daemon says of itself` {
    private func word(
        _ state: String = "ok", reasons: [String] = [], alarms: [(String, String)] = []
    ) -> DaemonWord {
        var word = DaemonWord()
        word.status = Status(
            state: state, reasons: reasons, version: "0.1.0", since: "2026-11-22T12:00:00Z",
            roster: Status.RosterInForce(
                sha256: "00", files: [], loaded: nil, good: true, expandedUntil: nil),
            calls: Status.Calls(open: 0, swept: 0), promises: Status.Promises(open: 0, overdue: 0),
            log: Status.Log(state: "ok", spooled: 0, lastEvent: nil), gateways: [],
            alarms: alarms.map {
                Status.Alarm(code: $0.0, since: "2026-11-22T12:00:00Z", message: $0.1)
            })
        return word
    }

    @Test func `is that it is well`() {
        #expect(
            DaemonCheck(word: word()).findings.map(\.message)
                == ["0.1.0 answers, since 2026-11-22T12:00:00Z"])
    }

    @Test func `is each reason why it is degraded, but for what is looked at apart`() throws {
        let word = word(
            "degraded", reasons: ["the log takes no writes", "the clock is wrong"],
            alarms: [
                ("log-unwritable", "the log takes no writes"),
                ("clock-unsynchronised", "the clock is wrong"),
            ])
        let bad = try DaemonCheck(word: word).findings.onlyBad()
        #expect(bad.message == "the log takes no writes")
        #expect(bad.severity == .danger)
    }

    @Test func `is kept from whoever may not know`() throws {
        let bad = try DaemonCheck(word: word("degraded")).findings.onlyBad()
        #expect(bad.message.contains("tells administrators why"))
        var half = word()
        half.trouble = Failure(.answerIsNo, "only administrators may ask this")
        let told = try DaemonCheck(word: half).findings.onlyBad()
        #expect(told.about == .doctor)
        #expect(told.message.contains("only administrators may ask this"))
    }

    @Test func `is missing where it does not run, and so is what only it knows`() throws {
        let client = DaemonClient(socketPath: try Clinic().file("control.sock"))
        let word = DaemonWord(of: client, gateways: ["own"])
        #expect(!word.answers)
        let bad = try DaemonCheck(word: word).findings.onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("is it running? Start it"))
        #expect(bad.message.contains("Not looked at without it: its alarms, numbers that failed"))
    }
}

@Suite struct `A program that is asked` {
    @Test func `tells what it prints, and how it ended`() {
        let told = ProgramOutput(of: ["sh", "-c", "echo \"$LC_ALL\"; exit 3"], within: .seconds(5))
        #expect(told?.text == "C\n")
        #expect(told?.status == 3)
    }

    @Test func `is none where there is no such program`() {
        #expect(ProgramOutput(of: ["akuttelefon-no-such-program"], within: .seconds(5)) == nil)
    }

    @Test func `is not waited for beyond patience`() {
        let hanging = ["tail", "-f", "/dev/null"]
        #expect(ProgramOutput(of: hanging, within: .milliseconds(50)) == nil)
        let silent = ["sh", "-c", "exec >&-; exec tail -f /dev/null"]
        #expect(ProgramOutput(of: silent, within: .milliseconds(50))?.status != 0)
    }

    @Test func `gets its words as they are`() {
        let word = "$(id) 'a' \"b\"; c"
        let told = ProgramOutput(of: ["printf", "%s", word], within: .seconds(5))
        #expect(told?.text == word)
    }
}

@Suite struct `Work that may hang` {
    @Test func `is waited for, and no longer than it may take`() {
        #expect(bounded(by: .seconds(5)) { 7 } == 7)
        let never: Int? = bounded(by: .milliseconds(20)) {
            _ = ProgramOutput(of: ["tail", "-f", "/dev/null"], within: .seconds(1))
            return 7
        }
        #expect(never == nil)
    }
}
