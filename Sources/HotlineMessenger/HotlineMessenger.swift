import ArgumentParser
import Glibc
import HotlineSettings
import Systemd
import UnixSignals

/// Sends the messages that the daemon has written down: it asks for them on the control socket, hands
/// e-mail to the mail program, asks the provider for each SMS, and tells what came of it.
@main
struct HotlineMessenger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hotline-messenger",
        abstract: "Sends the hotline's messages by e-mail and SMS.",
        discussion: """
            Settings are hotlined's, and come from flags, then from the environment (HOTLINE_…), then \
            from the file. SIGTERM finishes what is under way and ends.
            """,
        version: "0.1.0")

    @Option(
        help: ArgumentHelp(
            "The settings' file. Default: config/hotlined.yaml in a checkout, else /etc/akuttelefon/hotlined.yaml.",
            valueName: "file"))
    var config: String?

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Any setting as a flag, such as --messenger-sendmail /usr/bin/msmtp.",
            valueName: "setting"))
    var flags: [String] = []

    func run() async throws {
        // A mail program that ends early must not end us.
        signal(SIGPIPE, SIG_IGN)
        let settings: Settings
        do {
            settings = try Settings.load(file: config, flags: flags)
        } catch {
            throw HotlineMessenger.unusable(error.description)
        }
        guard let messenger = settings.messenger else {
            throw HotlineMessenger.unusable(
                "the settings have no 'messenger', so there is nothing to send: see docs/messages.md"
            )
        }
        let web = WebClient()
        let postman = Postman(
            door: DaemonDoor(socketPath: settings.controlSocketPath, web: web),
            mail: messenger.from.map {
                MailProgram(path: messenger.sendmailPath, from: $0)
            },
            sms: try messenger.sms.map { sms in
                SMSSender(
                    settings: sms, secret: try Secret.read(sms, in: settings.credentialsDirectory),
                    web: web)
            })
        let work = Task { await postman.run() }
        Systemd.notify(.ready(status: "Sending messages"))
        Journal.tell(.notice, "Ready")
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { break }
        Systemd.notify(.stopping)
        postman.stop()
        await work.value
        await web.close()
        Journal.tell(.notice, "Ended")
    }

    /// Ends the program with a sentence for whoever must act; exit code 2: unusable input.
    static func unusable(_ message: String) -> any Error {
        Journal.tell(.critical, "The settings cannot be used", [("error", message)])
        return ExitCode(2)
    }
}
