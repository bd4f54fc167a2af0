/// Codes of the API as people read them. In English they read as they are.
package enum CodeText: String, CommandText {
    case open, ended, answered, short, abandoned, failed, unknown
    case rehearsal
    case family, contact, professional, withheld, unparsed
    case ok, degraded, slow, unwritable, corrupt
    case kept, broken, overdue
    case promise, callback, added, done, reached
    case afterCall = "after-call"
    case rangAgain = "rang-again"
    case rangBack = "rang-back"
    case notReached = "not-reached"
    case notNeeded = "not-needed"
    case noAnswer = "no-answer"
    case busy, declined, accepted, unreachable, cancelled, completed
    case notAccepted = "not-accepted"
    case gatewayError = "gateway-error"
    case lastResort = "last-resort"
    case offDuty = "off duty"
    case alreadyRung = "already rung this round"
    case noPhone = "no phone"
    case notForThisCaller = "not for this caller"
    case yes, no
    case notRelevant = "not-relevant"
    case staff, leader, consultant, caseworker, administrator, evaluator, auditor, none
    case valid, expired, revoked, idle
    case token, link, proxy
    case everything, call

    package var text: Text { Text(danish, rawValue) }

    private var danish: String {
        switch self {
        case .open: "åbent"
        case .ended: "slut"
        case .answered: "besvaret"
        case .short: "kort"
        case .abandoned: "opgivet"
        case .failed: "mislykket"
        case .unknown: "ukendt"
        case .rehearsal: "prøveopkald"
        case .family: "plejefamilie"
        case .contact: "konsulent eller rådgiver"
        case .professional: "fagperson"
        case .withheld: "skjult nummer"
        case .unparsed: "ulæseligt nummer"
        case .ok: "i orden"
        case .degraded: "noget skal rettes"
        case .slow: "langsom"
        case .unwritable: "kan ikke skrives"
        case .corrupt: "beskadiget"
        case .kept: "holdt"
        case .broken: "brudt"
        case .overdue: "over tiden"
        case .promise: "løfte"
        case .callback: "tilbageringning"
        case .added: "tilføjet"
        case .done: "gjort"
        case .reached: "nået"
        case .afterCall: "efter opkald"
        case .rangAgain: "ringede selv igen"
        case .rangBack: "ringet tilbage"
        case .notReached: "ikke nået"
        case .notNeeded: "ikke nødvendigt"
        case .noAnswer: "intet svar"
        case .busy: "optaget"
        case .declined: "afvist"
        case .accepted: "taget"
        case .unreachable: "kan ikke nås"
        case .cancelled: "afbrudt"
        case .completed: "afsluttet"
        case .notAccepted: "ikke taget"
        case .gatewayError: "fejl i telefonsystemet"
        case .lastResort: "sidste udvej"
        case .offDuty: "ikke på vagt"
        case .alreadyRung: "er allerede ringet op i denne runde"
        case .noPhone: "ingen telefon"
        case .notForThisCaller: "ikke for den, der ringer"
        case .yes: "ja"
        case .no: "nej"
        case .notRelevant: "ikke relevant"
        case .staff: "vagthavende"
        case .leader: "leder"
        case .consultant: "familieplejekonsulent"
        case .caseworker: "myndighedsrådgiver"
        case .administrator: "administrator"
        case .evaluator: "evaluator"
        case .auditor: "revisor"
        case .none: "ingen"
        case .valid: "gælder"
        case .expired: "udløbet"
        case .revoked: "inddraget"
        case .idle: "udløbet uden brug"
        case .token: "adgangsnøgle"
        case .link: "link"
        case .proxy: "proxy"
        case .everything: "alt"
        case .call: "opkald"
        }
    }
}

extension WrittenLanguage {
    /// A code of the API; one that the catalogue does not have stays as it is.
    package func code(_ code: String) -> String {
        CodeText(rawValue: code).map { self($0) } ?? code
    }

    /// Why somebody is rung, by the API's code: the family's contact is a professional here.
    package func because(_ code: String) -> String {
        code == "contact" ? self("fast kontaktperson", code) : self.code(code)
    }
}
