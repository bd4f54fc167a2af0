import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// What a Danish reader is told, and that a program is told the same as ever.
@Suite struct `What the doctor tells in Danish` {
    private func told(_ findings: [Finding], _ danish: String, _ english: String) {
        let found = findings.map(\.text)
        #expect(found.contains(Text(danish, english)), "\(found)")
        #expect(findings.map(\.told.message) == found.map(\.english))
    }

    @Test func `of clocks and zones`() throws {
        told(
            ClockCheck(
                isSynchronised: true, now: instant("2026-11-22T12:00Z"),
                daemons: instant("2026-11-22T13:00Z")
            ).findings,
            """
            hotlineds ur viser 2026-11-22T13:00:00Z, maskinens 2026-11-22T12:00:00Z: start \
            hotlined uden --clock
            """,
            """
            the daemon's clock shows 2026-11-22T13:00:00Z, this machine's 2026-11-22T12:00:00Z: \
            start the daemon without --clock
            """)
        let zone = try #require(TimeZoneRules(identifier: "Europe/Copenhagen"))
        told(
            ZoneCheck(zone: zone, file: nil, now: instant("2026-11-22T12:00Z")).findings,
            """
            Europe/Copenhagen: uret stilles næste gang 2027-03-28T01:00:00Z; systemet har ingen \
            tabel at sammenligne med (tzdata)
            """,
            """
            Europe/Copenhagen: the clocks change next at 2027-03-28T01:00:00Z; the system has no \
            table to compare with (tzdata)
            """)
    }

    @Test func `of copies, with the same command`() {
        let found = BackupCheck(
            copies: [], hasLog: true, device: nil, now: instant("2026-11-22T12:00Z")
        ).findings
        let command = "hotlinectl log backup --to /var/backups/akuttelefon --keep 14"
        told(
            found,
            """
            der er aldrig lavet en kopi af loggen: få lavet en hver dag \
            (systemd/hotline-backup.timer), og en nu: \(command)
            """,
            """
            no copy of the log was ever made: let one be made every day \
            (systemd/hotline-backup.timer), and now: \(command)
            """)
        #expect(found.map(\.command) == [command])
    }

    @Test func `of a daemon that does not answer, and of numbers that failed`() {
        var word = DaemonWord()
        word.trouble = Failure(.daemonDoesNotAnswer, Text("tavs", "silent"))
        told(
            DaemonCheck(word: word).findings,
            """
            tavs. Uden den kunne der ikke ses på: dens alarmer, numre, der slog fejl, hvornår \
            telefonsystemer sidst meldte sig, hvor langt frem vagter kendes
            """,
            """
            silent. Not looked at without it: its alarms, numbers that failed, when gateways were \
            heard of, how far duty is known
            """)
    }

    @Test func `of who listens`() throws {
        let own = try #require(InternetAddress("127.0.0.1"))
        let check = PortCheck(
            listen: try #require(ListenAddress("127.0.0.1:8085")),
            listeners: [nil, "nginx"].map { name in
                Listener(
                    address: own, port: 8085, owner: 0, inode: 1,
                    program: Listener.Program(name: name, process: "7"))
            }, reply: .foreign, daemonAnswers: false)
        told(
            check.findings,
            """
            et program (proces 7), nginx (proces 7) har 127.0.0.1:8085 og svarer ikke, som \
            hotlined gør: afslut det, eller vælg en anden 'listen' i indstillingerne
            """,
            """
            a program (process 7), nginx (process 7) has 127.0.0.1:8085, and does not answer as \
            the daemon does: end it, or choose another 'listen' in the settings
            """)
    }

    @Test func `of permissions`() {
        let file = FileStatus(path: "/etc/a.yaml", group: 990, mode: 0o644)
        told(
            PermissionCheck(
                items: [PermissionCheck.Item(.rosterFile, file)], daemon: Clinic.daemon
            ).findings,
            """
            alle kan komme til vagtplanen, rettigheder 0644, og den nævner familier og deres \
            numre: /etc/a.yaml: chmod o-rwx /etc/a.yaml
            """,
            """
            everybody may get at the roster, mode 0644, and it names families and their numbers: \
            /etc/a.yaml: chmod o-rwx /etc/a.yaml
            """)
    }

    @Test func `of systemd`() {
        told(
            ServiceCheck(units: nil, daemonAnswers: true).findings,
            """
            systemd kører ikke her: intet starter hotlined efter et nedbrud: kør den under \
            systemd, eller under noget, der gør det samme
            """,
            """
            systemd does not run here: nothing starts the daemon after a crash: run it under \
            systemd, or under what does the same
            """)
    }

    @Test func `of a gap, and of how often else`() {
        var text = RosterText()
        text.lines[0] = """
            first: { shifts: [{ who: v1, from: 2026-11-01 00:00, to: 2026-12-10 08:00 }] }
            """
        let entry = """
            - { line: egetraeet/first, who: ID, from: 2026-12-10 \
            08:00, to: 2026-12-22 13:00 }
            """
        told(
            RosterCheck(
                reading: read(text.yaml, now: Fixtures.now), now: Fixtures.now, inForce: nil
            ).findings,
            """
            ingen har egetraeet/first fra 2026-12-10 08:00 til 2026-12-22 13:00, 293 t. af de \
            næste 30 dage: tilføj til 'overrides': \(entry); eller indskrænk 'covers'
            """,
            """
            nobody fills egetraeet/first from 2026-12-10 08:00 until 2026-12-22 13:00, 293 h of \
            the next 30 days: add to 'overrides': \(entry); or narrow 'covers'
            """)
    }

    @Test func `of a last resort that reaches nobody`() throws {
        let reading = read(RosterText().yaml)
        let settings = try Clinic().settings(lastResort: "+45 12 34 56 78")
        let found = NumberCheck(roster: try #require(reading.roster), settings: settings).findings
        let texts = found.map(\.text)
        #expect(
            texts.contains {
                $0.danish.hasPrefix("indstillingernes sidste udvej (")
                    && $0.danish.hasSuffix(
                        """
                        ) når ingen: intet dansk nummer begynder med 1: skriv et nummer, hvor der \
                        altid er et menneske
                        """)
            }, "\(texts)")
    }

    @Test func `of what does not count in a trial`() {
        let found = Finding.mend(.log, Text("slemt", "bad")).whereCallsArrive.ofTrial
        #expect(
            found.text == Text("(tæller ikke på prøve) slemt", "(not counted in a trial) bad"))
    }

    @Test func `by names of its own for each thing that was looked at`() {
        for about in Finding.About.allCases {
            #expect(AboutText(rawValue: about.rawValue) != nil)
            #expect(WrittenLanguage.english.about(about.rawValue) == about.rawValue)
        }
        #expect(WrittenLanguage.danish.about("roster") == "vagtplan")
        #expect(WrittenLanguage.danish.about("moon") == "moon")
    }
}
