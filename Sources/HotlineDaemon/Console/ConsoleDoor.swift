import CallLog
import CallRouting
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HotlineTexts
import HummingbirdCore
import Logging
import NIOCore
import OnCallRoster
import WebConsole

/// The pages for people, below `/console`: the same functions as the API's, as HTML, in a session.
struct ConsoleDoor: Sendable {
    let api: APIDoor
    let settings: ConsoleSettings
    let pages: ConsolePages
    let sessions: ConsoleSessions
    /// `nil` where no links can be sent.
    let links: SignInLinks?
    /// `nil` where no proxy is believed.
    let proxy: TrustedProxy?
    let logger: Logger
    let cookies: ConsoleCookies
    let headers: ConsoleHeaders
    let reasons = ConsoleReasons()
    let earlier = EarlierReads()
    /// The pages that wait for changes.
    let live: LiveStreams
    /// Who asks for links too often.
    let linkTries = Strangers()
    let uploads = ConsoleUploads()
    private let senders: KnownAddresses

    /// As much as a form may have.
    static let largestForm = 64 * 1024

    init(
        api: APIDoor, settings: ConsoleSettings, pages: ConsolePages,
        messages: (any SignInMessages)?, proxySecrets: [[UInt8]], live: LiveStreams,
        logger: Logger
    ) {
        self.api = api
        self.live = live
        self.settings = settings
        self.pages = pages
        self.logger = logger
        let sessions = ConsoleSessions(
            log: api.log, settings: settings, access: api.settings.access, clock: api.clock)
        self.sessions = sessions
        links = messages.map {
            SignInLinks(sessions: sessions, rosters: api.rosters, messages: $0)
        }
        proxy = settings.proxy.flatMap { TrustedProxy($0, secrets: proxySecrets) }
        cookies = ConsoleCookies(settings)
        headers = ConsoleHeaders(settings)
        senders = KnownAddresses([], proxies: api.settings.proxies)
    }

    /// Whether a path is the console's.
    static func owns(_ path: String) -> Bool {
        path == "/console" || path.hasPrefix("/console/")
    }

    func respond(_ request: Request, _ peer: Peer) async -> Response {
        let path = request.uri.path
        if let asset = ConsoleAsset.at(path), request.method == .get || request.method == .head {
            return headers.on(ConsoleHeaders.asset(asset))
        }
        var response = await answer(request, peer)
        // Nobody waits for the rest of a large body that was refused.
        if response.status.code >= 400, ConsoleUploads.mayBeLarge(request) {
            response.headers[.connection] = "close"
        }
        return headers.on(response)
    }

    // MARK: Who asks, and in which language

    private func answer(_ request: Request, _ peer: Peer) async -> Response {
        let query = FormFields(Array((request.uri.query ?? "").utf8))
        let asked = query.text("language").flatMap { WrittenLanguage(rawValue: $0) }
        let language =
            asked
            ?? cookies.value(.language, in: request.headers).flatMap {
                WrittenLanguage(rawValue: $0)
            } ?? WrittenLanguage(acceptLanguage: request.headers[.acceptLanguage])
        var fresh: [String] = []
        if let asked {
            fresh.append(cookies.set(.language, to: asked.rawValue, lasting: .days(365)))
        }
        let words = ConsoleWords(
            language: language, zone: api.rosters.inForce?.roster.zone ?? .danish,
            now: api.clock.now)
        let session: ConsoleSessions.Held?
        do throws(LogError) {
            session = try await held(request, peer, &fresh)
        } catch {
            return refuse(words, 503, nil, cookies: fresh)
        }
        let seal = FormSeal(secret: session?.secret ?? formSecret(request, &fresh))
        let visit = ConsoleVisit(
            segments: ConsoleDoor.segments(request.uri.path), query: query, form: FormFields([]),
            sender: senders.sender(of: request, peer),
            address: senders.address(of: request, peer), words: words, session: session, seal: seal,
            parameters: [], reasons: reasons,
            earlier: session.map {
                earlier.of(
                    session: $0.id, isRefresh: ConsoleDoor.isAskedByItself(request),
                    at: api.clock.monotonic)
            }, body: request.body, path: ConsoleDoor.path(of: request))
        return await answer(request, visit, namedByProxy: proxy?.user(of: request, peer), fresh)
    }

    /// The session of the request's cookie; where a proxy of ours names somebody else or there is
    /// none, a new one for whom it names.
    private func held(
        _ request: Request, _ peer: Peer, _ fresh: inout [String]
    ) async throws(LogError) -> ConsoleSessions.Held? {
        var known: ConsoleSessions.Held?
        if let secret = cookies.value(.session, in: request.headers) {
            known = try await sessions.held(
                bySecret: secret, isUse: !ConsoleDoor.isAskedByItself(request))
        }
        guard let user = proxy?.user(of: request, peer),
            known == nil || known?.way == .proxy && known?.subject != user
        else { return known }
        // A form can be none of a session that is not there yet, nor a page that was open before.
        guard request.method == .get || request.method == .head,
            !ConsoleDoor.isAskedByItself(request),
            let newcomer = sessions.newcomer(namedByProxy: user)
        else { return nil }
        let opened = try await sessions.open(newcomer)
        fresh.append(sessionCookie(opened.secret))
        return opened
    }

    func sessionCookie(_ secret: String) -> String {
        cookies.set(.session, to: secret, lasting: settings.sessionLength)
    }

    private func formSecret(_ request: Request, _ fresh: inout [String]) -> String {
        if let known = cookies.value(.form, in: request.headers), known.utf8.count == 43 {
            return known
        }
        let secret = freshSecret()
        fresh.append(cookies.set(.form, to: secret, lasting: .days(1)))
        return secret
    }

    // MARK: What is asked

    private func answer(
        _ request: Request, _ visit: ConsoleVisit, namedByProxy user: String?, _ fresh: [String]
    ) async -> Response {
        let matching = ConsoleRoute.all.filter { $0.parameters(of: visit.segments) != nil }
        let method: APIOperation.Method? =
            switch request.method {
            case .get, .head: .get
            case .post: .post
            default: nil
            }
        let isHead = request.method == .head
        let fits = matching.first { $0.method == method && !($0.isOfScript && isHead) }
        guard let route = fits else {
            var refusal = refuse(visit.words, matching.isEmpty ? 404 : 405, visit, cookies: fresh)
            if !matching.isEmpty {
                refusal.headers[.allow] = matching.map { $0.method.rawValue.uppercased() }
                    .joined(separator: ", ")
            }
            return refusal
        }
        var visit = visit
        visit = visit.with(parameters: route.parameters(of: visit.segments) ?? [])
        let response = await answer(request, visit, by: route, namedByProxy: user, fresh)
        let status = response.status.code
        if AccessRefusals.isRefusal(status) { note(status, to: visit, by: route) }
        return response
    }

    private func answer(
        _ request: Request, _ visit: ConsoleVisit, by route: ConsoleRoute,
        namedByProxy user: String?, _ fresh: [String]
    ) async -> Response {
        var visit = visit
        do throws(APIFlaw) {
            if let refusal = refusal(of: route, visit, namedByProxy: user) {
                return reply(refusal, visit, fresh)
            }
            if route.method == .post {
                guard ConsoleDoor.isFromHere(request, settings) else {
                    return reply(foreign(visit), visit, fresh)
                }
                if route.form == .upload {
                    return reply(try await answer(toUpload: request, route, visit), visit, fresh)
                }
                visit = visit.with(form: try await form(request))
                guard visit.seal.holds(visit.form.text("seal")) else {
                    return reply(foreign(visit), visit, fresh)
                }
            }
            if visit.session?.visitor.isAdministrator == true { await api.lookFirst() }
            return reply(try await route.answer(self, visit), visit, fresh)
        } catch {
            if error.lacksReason, let call = visit.parameters.first {
                let next = visit.path ?? "/console"
                let page = ReasonPage(visit.words, call: call, next: next)
                return reply(.page(page, status: 400), visit, fresh)
            }
            if error.isHidden { note(error.status, to: visit, by: route) }
            return refuse(visit.words, error.status, visit, detail: error.message, cookies: fresh)
        }
    }

    /// Tells the journal that a question was refused, by its route as the list has it.
    private func note(_ status: Int, to visit: ConsoleVisit, by route: ConsoleRoute) {
        api.refusals.note(
            AccessRefusals.Refusal(
                from: visit.address, who: visit.session?.visitor.badge,
                operation: "\(route.method.rawValue.uppercased()) /console/\(route.path)",
                status: status))
    }

    /// Why a route is not for the visitor; `nil` where it is.
    private func refusal(
        of route: ConsoleRoute, _ visit: ConsoleVisit, namedByProxy user: String?
    ) -> ConsoleReply? {
        let deed: Visitor.Deed?
        switch route.access {
        case .anyone: return nil
        case .session: deed = nil
        case .deed(let needed): deed = needed
        }
        guard visit.session != nil else {
            if let user, sessions.newcomer(namedByProxy: user) == nil {
                return .page(RefusalPage(visit.words, withoutRole: user), status: 403)
            }
            if route.method == .get, !route.isOfScript, let path = visit.path {
                return .seeOther("/console/sign-in?next=" + ConsoleDoor.escaped(path))
            }
            return .page(signInPage(visit, problem: .signInNeeded), status: 401)
        }
        guard let deed, !visit.may(deed) else { return nil }
        return .page(RefusalPage(visit.words, status: 403), status: 403)
    }

    private func form(_ request: Request) async throws(APIFlaw) -> FormFields {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw APIFlaw("a form is application/x-www-form-urlencoded")
        }
        do {
            guard !ConsoleUploads.announces(request, moreThan: ConsoleDoor.largestForm) else {
                throw NIOTooManyBytesError(maxBytes: ConsoleDoor.largestForm)
            }
            let body = try await request.body.collect(upTo: ConsoleDoor.largestForm)
            return FormFields(body.readableBytesView)
        } catch {
            throw APIFlaw("the form has more than 64 KiB, or did not arrive whole", status: 413)
        }
    }

    // MARK: What is answered

    /// To a form that is none of ours, or of another session.
    func foreign(_ visit: ConsoleVisit) -> ConsoleReply {
        .page(RefusalPage(formOf: visit.words), status: 403)
    }

    private func refuse(
        _ words: ConsoleWords, _ status: Int, _ visit: ConsoleVisit?, detail: String? = nil,
        cookies: [String]
    ) -> Response {
        let page = RefusalPage(words, status: status, detail: detail)
        guard let visit else {
            let html = pages.html(page, in: ConsoleFrame(words))
            return ConsoleHeaders.page(html, status: status)
        }
        return reply(.page(page, status: status), visit, cookies)
    }

    private func reply(
        _ reply: ConsoleReply, _ visit: ConsoleVisit, _ fresh: [String]
    ) -> Response {
        var response: Response
        switch reply.content {
        case .seeOther(let path): response = ConsoleHeaders.seeOther(path)
        case .stream(let body): response = ConsoleHeaders.events(body)
        case .page(let page, let status):
            let html = pages.html(page, in: visit.frame(notice: reply.notice))
            response = ConsoleHeaders.page(html, status: status)
            if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
            if [429, 503].contains(status) { response.headers[.retryAfter] = "60" }
        }
        for cookie in fresh + reply.cookies {
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }
}

extension ConsoleVisit {
    func with(parameters: [String]? = nil, form: FormFields? = nil) -> ConsoleVisit {
        ConsoleVisit(
            segments: segments, query: query, form: form ?? self.form, sender: sender,
            address: address, words: words, session: session, seal: seal,
            parameters: parameters ?? self.parameters, reasons: reasons, earlier: earlier,
            body: body, path: path)
    }
}
