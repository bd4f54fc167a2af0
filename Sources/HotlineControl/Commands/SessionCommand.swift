import ArgumentParser
import HotlineAPI
import HotlineTexts

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
struct SessionListCommand: WritingCommand {
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

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().sessions()
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(SessionList.self, from: document)
                return SessionListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}

/// `session revoke`
struct SessionRevokeCommand: WritingCommand {
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

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().revokeSession(id)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(SessionList.self, from: document)
                return SessionListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}

/// Sessions as lines to read.
struct SessionListText {
    let toned: Toned

    var text: String { toned.text }

    init(_ list: SessionList, in language: WrittenLanguage = .english) {
        guard !list.sessions.isEmpty else {
            toned = Toned(language(SessionWords.noSessions))
            return
        }
        var columns = Columns()
        let heads = [
            language(CareWords.number), language(CareWords.who), language(SessionWords.way),
            language(CareWords.of), language(SessionWords.from), language(SessionWords.seen),
            language(CareWords.until), language(CareWords.state),
        ]
        columns.add(row: heads.map { Toned($0, .heading) })
        for session in list.sessions {
            let token = session.token.map { language(SessionWords.ofToken, ["id": "\($0)"]) }
            let state =
                session.revoked.map { language(CareWords.revoked, ["at": $0]) }
                ?? language.code(session.state)
            columns.add(
                toned: "\(session.id)", Toned(session.who), Toned(language.code(session.way)),
                Toned(session.subject ?? token ?? "-"), Toned(session.made),
                Toned(session.seen), Toned(session.expires),
                Toned(state, session.state == "valid" ? .good : .aside))
        }
        toned = columns.toned
    }
}
