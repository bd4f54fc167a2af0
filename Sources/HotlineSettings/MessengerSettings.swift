package import OnCallRoster

/// How people are told of what happens: by whom, of what, and over which ways.
package struct MessengerSettings: Hashable, Sendable {
    /// The Unix user of hotline-messenger, who may ask for messages.
    package let user: String
    /// The kinds of messages that are sent, by their words in `knownKinds`.
    package let kinds: Set<String>
    /// From whom e-mail comes; `nil`: none is sent.
    package let from: EmailAddress?
    /// The program that takes e-mail, with sendmail's interface.
    package let sendmailPath: String
    /// Who hears of alarms; `nil`: nobody.
    package let administrator: Administrator?
    /// How long before a duty its professional is reminded.
    package let remindBefore: Duration
    /// Whether a reminder asks "Jeg er på vagt".
    package let asksConfirmation: Bool
    /// How long an answer may take before the escalation line hears of it.
    package let confirmWithin: Duration
    /// When the morning's digest is made, in the roster's zone.
    package let digestAt: WallTime
    /// `nil`: no SMS is sent.
    package let sms: SMSSettings?

    package enum Administrator: Hashable, Sendable {
        case email(EmailAddress)
        case phone(PhoneNumber)
    }

    package static let standardUser = "akuttelefon-messenger"
    package static let standardSendmailPath = "/usr/sbin/sendmail"

    /// What may be left out of `kinds`; links to sign in are sent to whoever asks for one.
    package static let knownKinds = [
        "callback-due", "callback-overdue", "ringing", "after-call", "caseworker", "alarm",
        "duty-reminder", "duty-unconfirmed", "digest", "roster-change",
    ]
}

/// The request by which a provider is asked to send an SMS. Names in braces stand for what varies:
/// `SMSSettings.Placeholder`.
package struct SMSSettings: Hashable, Sendable {
    package let url: String
    package let method: String
    package let headers: [Header]
    package let body: String
    /// The statuses that say that the provider has taken the message.
    package let successes: Set<Int>
    /// From whom the message comes, as the provider knows it.
    package let sender: String
    /// The provider's name of our account; empty where it has none.
    package let account: String
    /// The secret's file in the credentials directory.
    package let secretFile: String

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Placeholder: String, CaseIterable, Sendable {
        /// The number, as E.164 with its plus.
        case to
        /// The number without its plus.
        case toDigits = "to-digits"
        case text
        /// The message's own key, the same in each try.
        case key
        case sender, account
        /// What the secret's file holds.
        case secret
        /// `ACCOUNT:SECRET` in Base64, for the scheme Basic (RFC 7617).
        case basic
        /// `SECRET:` in Base64, where the secret is the user.
        case basicSecret = "basic-secret"

        /// Whether it tells what nobody but the provider may see.
        package var isSecret: Bool {
            switch self {
            case .secret, .basic, .basicSecret: true
            case .to, .toDigits, .text, .key, .sender, .account: false
            }
        }
    }

    /// What a body is, and so how a value is written into it.
    package enum BodyKind: Sendable {
        case json, form
    }

    package var bodyKind: BodyKind {
        let type = headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
        return type.lowercased().hasPrefix("application/json") ? .json : .form
    }

    /// Whether the request tells the provider a secret.
    package var needsSecret: Bool {
        (headers.map(\.value) + [body]).flatMap { SMSSettings.pieces(of: $0) }.contains { piece in
            if case .placeholder(let name) = piece { name.isSecret } else { false }
        }
    }

    /// A text's pieces: what stands there, and what is put in.
    package enum Piece: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
        /// A name in braces that stands for nothing.
        case unknown(String)
    }

    /// Takes a template apart; braces around anything but a name are text, as JSON has them.
    package static func pieces(of template: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest.index(after: open)
            plain += rest[..<open]
            guard let close = rest[after...].firstIndex(of: "}"), isName(rest[after..<close]) else {
                plain += "{"
                rest = rest[after...]
                continue
            }
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            let name = String(rest[after..<close])
            pieces.append(Placeholder(rawValue: name).map { .placeholder($0) } ?? .unknown(name))
            rest = rest[rest.index(after: close)...]
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }
}

extension SMSSettings {
    /// A provider whose request is known.
    package enum Provider: String, CaseIterable, Sendable {
        /// https://gatewayapi.com/docs/apis/rest/
        case gatewayAPI = "gatewayapi"
        /// https://46elks.com/docs/send-sms
        case elks = "46elks"
        /// https://www.twilio.com/docs/messaging/api/message-resource
        case twilio
        /// The settings describe all of it.
        case other

        struct Request {
            let url: String?
            let headers: [String]
            let body: String?
            let successes: [Int]
        }

        var request: Request {
            let form = "Content-Type: application/x-www-form-urlencoded"
            let basic = "Authorization: Basic {basic}"
            return switch self {
            case .gatewayAPI:
                Request(
                    url: "https://gatewayapi.com/rest/mtsms",
                    headers: [
                        "Content-Type: application/json", "Authorization: Basic {basic-secret}",
                    ],
                    body: #"{"sender":"{sender}","message":"{text}","userref":"{key}","#
                        + #""recipients":[{"msisdn":"{to-digits}"}]}"#,
                    successes: [200])
            case .elks:
                Request(
                    url: "https://api.46elks.com/a1/sms", headers: [form, basic],
                    body: "from={sender}&to={to}&message={text}", successes: [200])
            case .twilio:
                Request(
                    url: "https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json",
                    headers: [form, basic], body: "From={sender}&To={to}&Body={text}",
                    successes: [200, 201])
            case .other: Request(url: nil, headers: [], body: nil, successes: [200, 201, 202, 204])
            }
        }

        /// Whether its request names the account.
        var needsAccount: Bool {
            switch self {
            case .elks, .twilio: true
            case .gatewayAPI, .other: false
            }
        }
    }
}
