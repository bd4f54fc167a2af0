import Glibc
import HotlineTestSupport
import Testing

@Suite struct `The doctor` {
    private func findings(_ folder: DaemonFolder, exit: Int32) throws -> [JSONValue] {
        let told = try Program.run(
            "hotlinectl", ["doctor", "--format", "json", "--config", folder.settings], in: folder)
        #expect(told.end == .exited(exit), "\(told.errors)\(told.output)")
        return try #require(JSONValue.parse(Array(told.output.utf8)))["findings"].list
    }

    private func findings(_ daemon: DaemonProcess, exit: Int32) throws -> [JSONValue] {
        try findings(daemon.folder, exit: exit)
    }

    @Test func `C12 reports a number that fails at once, until it rings again`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        #expect(try findings(daemon, exit: 0).allSatisfy { $0["good"].flag == true })
        for call in ["c-1", "c-2"] {
            try gateway.callArrives(as: call)
            let next = try gateway.legEnds("1.1", "unreachable")
            #expect(next.professionals == ["v2"])
            try gateway.legRings("2.1")
            try gateway.callerHangsUp()
        }
        let bad = try findings(daemon, exit: 1).bad
        let message = try #require(bad.first?["message"].text)
        #expect(bad.count == 1)
        #expect(bad.first?["about"].text == "number")
        #expect(message.contains("sip:v1@egetraeet.example of v1 failed at once, 2 times in a row"))
        #expect(message.contains("last in call c-2"))
        try gateway.callArrives(as: "c-3")
        try gateway.legRings("1.1")
        try gateway.legEnds("1.1")
        #expect(try findings(daemon, exit: 0).allSatisfy { $0["good"].flag == true })
    }

    @Test func `says what to do where no daemon answers and the roster has an error`() throws {
        let daemon = try DaemonProcess()
        try daemon.kill9()
        try daemon.folder.replace("roster.yaml", by: DaemonRoster().broken.text)
        let bad = try findings(daemon, exit: 1).bad
        #expect(bad.texts("about") == ["daemon", "roster"])
        #expect(bad.texts("severity") == ["danger", "mend"])
        #expect(bad[0]["message"].text?.contains("does not answer") == true)
        #expect(bad[0]["message"].text?.contains("Not looked at without it") == true)
        #expect(bad[1]["message"].text?.contains("profesionals") == true)
    }

    @Test func `finds another program where gateways ask`() throws {
        let daemon = try DaemonProcess()
        try daemon.kill9()
        let other = try Sockets.listening(atPort: daemon.folder.port)
        defer { close(other) }
        let bad = try findings(daemon, exit: 1).bad
        #expect(bad.texts("about") == ["daemon", "port"])
        let message = try #require(bad[1]["message"].text)
        #expect(message.contains("(process \(getpid())) has 127.0.0.1:\(daemon.folder.port), and"))
    }

    @Test func `knows the copies that the daemon was told of, and asks the log without it`() throws
    {
        let daemon = try DaemonProcess()
        let copy = daemon.folder.file("copy.sqlite")
        let none = try #require(try backups(daemon, exit: 0).first)
        #expect(none["severity"].text == "note")
        #expect(none["message"].text?.contains("no copy of the log was ever made") == true)
        #expect(none["command"].text?.hasPrefix("hotlinectl log backup") == true)
        // No call has come yet.
        #expect(try daemon.hotlinectl("log", "backup", "--to", copy).end == .exited(0))
        let told = try backups(daemon, exit: 0)
        #expect(told.contains { $0["message"].text?.hasSuffix(copy) == true })
        try daemon.kill9()
        let asked = try backups(daemon, exit: 1)
        #expect(asked.contains { $0["message"].text?.contains(copy) == true })
    }

    private func backups(_ daemon: DaemonProcess, exit: Int32) throws -> [JSONValue] {
        try findings(daemon, exit: exit).filter { $0["about"].text == "backup" }
    }

    /// An installation as somebody left it who had no time: without secrets, readable by everybody,
    /// and with the example's last resort.
    private func hasty() throws -> DaemonFolder {
        let folder = try DaemonFolder(
            settings: DaemonSettings(allowsTestClock: false), credentials: false)
        try folder.write("roster.yaml", DaemonRoster().text, mode: 0o644)
        return folder
    }

    @Test func `finds what a new installation gets wrong, before its daemon starts`() throws {
        let folder = try hasty()
        let bad = try findings(folder, exit: 1).bad
        let told = bad.compactMap { finding in
            finding["about"].text.map { "\($0) \(finding["severity"].text ?? "")" }
        }
        #expect(
            told.prefix(4) == [
                "daemon danger", "secrets danger", "secrets danger", "number danger",
            ])
        #expect(told.contains("fallback danger"))
        #expect(told.contains("permissions mend"))
        let commands = bad.compactMap { $0["command"].text }
        #expect(commands.contains("chmod o-rwx \(folder.file("roster.yaml"))"))
        #expect(commands.contains { $0.contains("openssl rand -hex 32 > ") })
    }

    @Test func `counts less in a trial`() throws {
        let strict = try findings(hasty(), exit: 1).bad.count
        let folder = try hasty()
        try folder.write("hotlined.yaml", DaemonSettings().text(port: folder.port))
        let bad = try findings(folder, exit: 1).bad
        #expect(bad.texts("about") == ["daemon", "secrets", "secrets"])
        #expect(strict > bad.count)
    }

    @Test func `begins with the worst, and says at the end how much there is to do`() throws {
        let folder = try hasty()
        let told = try Program.run(
            "hotlinectl", ["doctor", "--config", folder.settings], in: folder)
        let lines = told.output.split(separator: "\n")
        let marks = lines.dropLast().map { $0.prefix(6) }
        #expect(lines.first?.hasPrefix("mend  daemon: ") == true)
        #expect(Set(marks) == ["mend  ", "ok    "])
        #expect(marks == marks.sorted { $0 == "mend  " && $1 == "ok    " })
        #expect(lines.last?.hasSuffix("to be mended, the worst is the first line") == true)
    }

    @Test func `speaks Danish to people, and the same as ever to programs`() throws {
        let folder = try hasty()
        let told = try Program.run(
            "hotlinectl", ["doctor", "--config", folder.settings, "--language", "da"], in: folder)
        let lines = told.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("ret   hotlined: hotlined svarer ikke på ") == true)
        #expect(lines.last?.hasSuffix("ting skal rettes, det værste står øverst") == true)
        #expect(lines.contains { $0.contains("har ingen hemmelighed, så hver forespørgsel") })
        #expect(!lines.contains { $0.hasPrefix("mend") })
        let documents = try ["da", "en"].map { language in
            let told = try Program.run(
                "hotlinectl",
                [
                    "doctor", "--format", "json", "--config", folder.settings, "--language",
                    language,
                ], in: folder)
            return try #require(JSONValue.parse(Array(told.output.utf8)))["findings"].list
                // How much of a disk is left may be another a moment later.
                .filter { $0["about"].text != "disk" }.texts("message")
        }
        #expect(documents[0] == documents[1])
        #expect(documents[0].contains { $0?.contains("has no secret, so every") == true })
    }

    @Test func `tells each problem of settings that cannot be used`() throws {
        let folder = try DaemonFolder(settings: DaemonSettings(lastResort: nil, more: "lissten: 1"))
        let bad = try findings(folder, exit: 1).bad.filter { $0["about"].text == "settings" }
        #expect(bad.count == 2)
        #expect(bad.allSatisfy { $0["severity"].text == "danger" })
    }

    @Test func `needs settings`() throws {
        let folder = try DaemonFolder()
        let told = try Program.run(
            "hotlinectl", ["doctor", "--config", folder.file("none.yaml")], in: folder)
        #expect(told.end == .exited(2))
        #expect(told.errors.contains("name the settings with --config"))
        #expect(told.output.isEmpty)
    }
}

extension [JSONValue] {
    fileprivate var bad: [JSONValue] { filter { $0["good"].flag == false } }

    fileprivate func texts(_ member: String) -> [String?] { map { $0[member].text } }
}
