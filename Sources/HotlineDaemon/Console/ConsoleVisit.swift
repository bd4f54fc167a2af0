import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HotlineTexts
import HummingbirdCore
import OnCallRoster
import WebConsole

/// One question at the console's door: who asks, for what, in which language.
struct ConsoleVisit: Sendable {
    /// Below `/console`, and the query or form that came with it.
    let segments: [String]
    let query: FormFields
    let form: FormFields
    /// Whose request it is, for limits: behind a proxy of ours, whoever is behind it.
    let sender: String
    /// The same as an address in any case, for the journal.
    let address: String
    let words: ConsoleWords
    /// `nil` before somebody has signed in.
    let session: ConsoleSessions.Held?
    let seal: FormSeal
    /// What stands where the route's path has braces.
    let parameters: [String]
    let reasons: ConsoleReasons
    /// What the session was shown before; `nil` without one.
    let earlier: EarlierReads.OfSession?
    /// What the request carries.
    let body: RequestBody
    /// Why an upload was not read; `nil` where it was, and of other forms.
    var uploadFlaw: ConsoleUploads.Flaw?

    /// A question to a function of the API, for whoever is in the session.
    ///
    /// - Parameters:
    ///   - deed: Checked here, so that nothing is asked without a role for it.
    ///   - parameters: As in the operation's path.
    ///   - number: Of the call that is opened, whose reason is then told.
    /// - Throws: 403 where no role of the visitor's allows the deed.
    func call(
        for deed: Visitor.Deed, parameters: [String] = [], query: [String: String] = [:],
        content: APICall.Content = .nothing, opening number: String? = nil
    ) throws(APIFlaw) -> APICall {
        guard let session, session.visitor.may(deed) else {
            throw APIFlaw("no role of yours may do this", status: 403)
        }
        var visitor = session.visitor
        visitor.earlier = earlier
        if let number {
            visitor.reason = reasons.reason(of: number, in: session.id)
        }
        return APICall(
            target: APITarget(segments: parameters, query: query), content: content,
            visitor: visitor, parameters: parameters)
    }

    func may(_ deed: Visitor.Deed) -> Bool { session?.visitor.may(deed) ?? false }

    /// The page as it is asked for again, without its language and what was just done; of a form,
    /// `nil`.
    let path: String?

    /// What stands around a page.
    func frame(notice: String? = nil) -> ConsoleFrame {
        var frame = ConsoleFrame(words)
        frame.who = session?.visitor.who
        frame.sections = ConsoleSection.allCases.filter { may($0.deed) }
        frame.seal = seal.text
        frame.path = path
        frame.notice = notice
        return frame
    }
}

extension ConsoleSection {
    /// Whoever may do this sees the page.
    var deed: Visitor.Deed {
        switch self {
        case .now: .seeOnCall
        case .calls: .readCalls
        case .followUps: .followUp
        case .duty: .seeOnCall
        case .roster: .changeRoster
        case .reports: .readReports
        case .operations: .administer
        case .access: .readAccessLog
        }
    }
}

extension WrittenLanguage {
    /// The best of a browser's languages (RFC 9110, section 12.5.4); Danish where it names neither.
    init(acceptLanguage field: String?) {
        var best: (language: WrittenLanguage, weight: Double)?
        for part in (field ?? "").split(separator: ",").prefix(20) {
            let words = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let tag = words.first.map { String($0.prefix(while: { $0 != "-" })) } ?? ""
            guard let language = WrittenLanguage(rawValue: tag) else { continue }
            let weight =
                words.dropFirst().first { $0.hasPrefix("q=") }
                .flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        self = best?.language ?? .danish
    }
}
