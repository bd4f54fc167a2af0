import ArgumentParser
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// The group of `token` commands.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke tokens for the API over TCP.",
        discussion: """
            Examples:
              hotlinectl token create --name "VIVE, study 3" --role evaluator
              hotlinectl token list
            """,
        subcommands: [
            TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
        ])
}

/// `token create`
struct TokenCreateCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token; it is shown this once.",
        discussion: """
            The log keeps only the token's SHA-256. Roles and what they see: docs/access.md.

            Examples:
              hotlinectl token create --name "VIVE, study 3" --role evaluator
              hotlinectl token create --name "Anna mobile" --role staff --professional anna
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

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let zone = try daemon.zone(of: [expires])
            let request = TokenRequest(
                name: name, role: role, professional: professional, contact: contact,
                institutions: institution.isEmpty ? nil : institution,
                expires: expires?.resolved(in: zone).description)
            let document = try daemon.client().makeToken(request)
            try format.show(asItCame: document, writing) {
                let made = try DaemonClient.read(NewTokenDocument.self, from: document)
                return Toned(
                    writing.language(
                        CareWords.newToken,
                        [
                            "token": made.token, "id": "\(made.id)", "name": made.name,
                            "until": made.expires,
                        ]))
            }
            return .done
        }
    }
}

/// `token list`
struct TokenListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens that were made.",
        discussion: """
            Examples:
              hotlinectl token list
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().tokens()
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(TokenList.self, from: document)
                return TokenListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}

/// `token revoke`
struct TokenRevokeCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a token now.",
        discussion: """
            Examples:
              hotlinectl token revoke 4
            """)

    @Argument(help: "The token's number, as 'token list' shows it.")
    var id: Int

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().revokeToken(id)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(TokenList.self, from: document)
                return TokenListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}

/// Tokens as lines to read.
struct TokenListText {
    let toned: Toned

    var text: String { toned.text }

    init(_ list: TokenList, in language: WrittenLanguage = .english) {
        guard !list.tokens.isEmpty else {
            toned = Toned(language(CareWords.noTokens))
            return
        }
        var columns = Columns()
        let heads: [CareWords] = [.number, .name, .role, .of, .made, .by, .until, .state]
        columns.add(row: heads.map { Toned(language($0), .heading) })
        for token in list.tokens {
            let scope = [token.subject].compactMap { $0 } + token.institutions
            let state =
                token.revoked.map { language(CareWords.revoked, ["at": $0]) }
                ?? language.code(token.state)
            columns.add(
                toned: "\(token.id)", Toned(token.name), Toned(language.code(token.role)),
                Toned(scope.isEmpty ? "-" : scope.joined(separator: ",")), Toned(token.made),
                Toned(token.madeBy), Toned(token.expires),
                Toned(state, token.state == "valid" ? .good : .aside))
        }
        toned = columns.toned
    }
}
