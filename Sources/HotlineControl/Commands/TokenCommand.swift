import ArgumentParser
import HotlineAPI
import OnCallRoster

/// The group of `token` commands.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke tokens for the API over TCP.",
        subcommands: [
            TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
        ])
}

/// `token create`
struct TokenCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token; it is shown this once.",
        discussion: """
            The log keeps only the token's SHA-256. Roles and what they see: docs/access.md.

            Examples:
              hotlinectl token create --name "VIVE, study 3" --role evaluator
              hotlinectl token create --name "Anna's phone" --role staff --professional anna
            """)

    @Option(help: "Whom or what it is for.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "staff, leader, consultant, caseworker, administrator, evaluator or auditor.",
            valueName: "role"))
    var role: String

    @Option(help: "Of staff: whose calls.")
    var professional: String?

    @Option(help: "Of consultants and caseworkers: whose families' calls.")
    var contact: String?

    @Option(help: "Of leaders: whose calls; may be repeated.")
    var institution: [String] = []

    @Option(
        help: ArgumentHelp(
            "When it ends. Default: 90 days from now; two years at most.", valueName: "T"),
        transform: Moment.parseOrDate)
    var expires: Moment?

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let zone = try daemon.zone(of: [expires])
            let request = TokenRequest(
                name: name, role: role, professional: professional, contact: contact,
                institutions: institution.isEmpty ? nil : institution,
                expires: expires?.resolved(in: zone).description)
            let document = try daemon.client().makeToken(request)
            try format.show(asItCame: document) {
                let made = try DaemonClient.read(NewTokenDocument.self, from: document)
                return """
                    \(made.token)

                    token \(made.id), '\(made.name)', until \(made.expires). It is not shown again. Send it as
                    Authorization: Bearer TOKEN
                    """
            }
            return .done
        }
    }
}

/// `token list`
struct TokenListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens that were made.")

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().tokens()
            try format.show(asItCame: document) {
                TokenListText(try DaemonClient.read(TokenList.self, from: document)).text
            }
            return .done
        }
    }
}

/// `token revoke`
struct TokenRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a token now.")

    @Argument(help: "The token's number, as 'token list' shows it.")
    var id: Int

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().revokeToken(id)
            try format.show(asItCame: document) {
                TokenListText(try DaemonClient.read(TokenList.self, from: document)).text
            }
            return .done
        }
    }
}

/// Tokens as lines to read.
struct TokenListText {
    let text: String

    init(_ list: TokenList) {
        guard !list.tokens.isEmpty else {
            text = "no tokens"
            return
        }
        var columns = Columns()
        columns.add("NUMBER", "NAME", "ROLE", "OF", "MADE", "BY", "UNTIL", "STATE")
        for token in list.tokens {
            let scope = [token.subject].compactMap { $0 } + token.institutions
            columns.add(
                String(token.id), token.name, token.role,
                scope.isEmpty ? "-" : scope.joined(separator: ","), token.made, token.madeBy,
                token.expires, token.revoked.map { "revoked \($0)" } ?? token.state)
        }
        text = columns.lines.joined(separator: "\n")
    }
}
