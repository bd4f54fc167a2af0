import ArgumentParser
import HotlineAPI

/// The group of `session` commands.
struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "List and end sessions of the console.",
        discussion: """
            Examples:
              hotlinectl session list
              hotlinectl session revoke 12
            """,
        subcommands: [SessionListCommand.self, SessionRevokeCommand.self])
}

/// `session list`
struct SessionListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who is, or was, signed in to the console.",
        discussion: """
            Sessions are forgotten thirty days after their end.

            Examples:
              hotlinectl session list
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().sessions()
            try format.show(asItCame: document) {
                SessionListText(try DaemonClient.read(SessionList.self, from: document)).text
            }
            return .done
        }
    }
}

/// `session revoke`
struct SessionRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a session now.",
        discussion: """
            Examples:
              hotlinectl session revoke 12
            """)

    @Argument(help: "The session's number, as 'session list' shows it.")
    var id: Int

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().revokeSession(id)
            try format.show(asItCame: document) {
                SessionListText(try DaemonClient.read(SessionList.self, from: document)).text
            }
            return .done
        }
    }
}

/// Sessions as lines to read.
struct SessionListText {
    let text: String

    init(_ list: SessionList) {
        guard !list.sessions.isEmpty else {
            text = "no sessions"
            return
        }
        var columns = Columns()
        columns.add("NUMBER", "WHO", "BY", "OF", "FROM", "SEEN", "UNTIL", "STATE")
        for session in list.sessions {
            let of = session.subject ?? session.token.map { "token \($0)" } ?? "-"
            columns.add(
                String(session.id), session.who, session.way, of, session.made, session.seen,
                session.expires, session.revoked.map { "revoked \($0)" } ?? session.state)
        }
        text = columns.lines.joined(separator: "\n")
    }
}
