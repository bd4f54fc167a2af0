import CallLog
import GatewayWebhooks
import HotlineAPI
import HotlineTexts
import WebConsole

// Coming to a session, and leaving it.

extension ConsoleDoor {
    func signInPage(_ visit: ConsoleVisit, problem: SignInText? = nil) -> SignInPage {
        SignInPage(
            visit.words, sendsLinks: links != nil, next: next(visit), problem: problem)
    }

    /// Where to go afterwards, if that is in the console.
    private func next(_ visit: ConsoleVisit) -> String {
        let asked = visit.form.text("next") ?? visit.query.text("next") ?? "/console"
        return ConsoleDoor.isOurs(asked) ? asked : "/console"
    }

    func signIn(_ visit: ConsoleVisit) -> ConsoleReply {
        let isOut = visit.query.text("done") == "out"
        return .page(
            signInPage(visit), notice: isOut ? visit.words(SignInText.signInOut) : nil)
    }

    /// A session in exchange for a token that was typed.
    func signInByToken(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let typed = (visit.form.text("token") ?? "").filter { !$0.isWhitespace }
        let newcomer = try api.reading { () throws(LogError) in
            try sessions.newcomer(withToken: typed)
        }
        guard let newcomer else {
            guard !api.strangers.isOverRate(visit.sender, at: api.clock.monotonic) else {
                return .page(RefusalPage(floodOf: visit.words), status: 429)
            }
            return .page(signInPage(visit, problem: .signInTokenWrong), status: 401)
        }
        let opened = try await api.writing { () async throws(LogError) in
            try await sessions.open(newcomer)
        }
        try await end(visit.session)
        return .seeOther(next(visit), cookies: [sessionCookie(opened.secret)])
    }

    /// The answer is the same whoever asks, and comes before anything is looked up.
    func askForLink(_ visit: ConsoleVisit) throws(APIFlaw) -> ConsoleReply {
        guard let links else { return .page(signInPage(visit), status: 404) }
        guard !linkTries.isOverRate(visit.sender, at: api.clock.monotonic) else {
            return .page(RefusalPage(floodOf: visit.words), status: 429)
        }
        let typed = visit.form.text("address") ?? ""
        if typed.utf8.count <= 200 {
            Task { await links.send(to: typed, visit.words.language) }
        }
        return .page(LinkSentPage(visit.words))
    }

    /// Looking at a link does not use it up.
    func confirm(_ visit: ConsoleVisit) -> ConsoleReply {
        let action = "/console/sign-in/" + ConsoleDoor.escaped(visit.parameters[0])
        return .page(ConfirmPage(visit.words, action: action))
    }

    func signInByLink(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let link = visit.parameters[0]
        let secret = try await api.writing { () async throws(LogError) in
            try await sessions.open(byLink: link)
        }
        guard let secret else {
            guard !api.strangers.isOverRate(visit.sender, at: api.clock.monotonic) else {
                return .page(RefusalPage(floodOf: visit.words), status: 429)
            }
            return .page(signInPage(visit, problem: .signInLinkSpent), status: 401)
        }
        try await end(visit.session)
        return .seeOther("/console", cookies: [sessionCookie(secret)])
    }

    func signOut(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        try await end(visit.session)
        return .seeOther(
            "/console/sign-in?done=out",
            cookies: [cookies.set(.session, to: "", lasting: .zero)])
    }

    private func end(_ session: ConsoleSessions.Held?) async throws(APIFlaw) {
        guard let session else { return }
        let now = api.clock.now
        _ = try await api.writing { () async throws(LogError) in
            try await api.log.revokeSession(session.id, at: now)
        }
    }

    /// Keeps why a call is read, for this session.
    func sayReason(_ visit: ConsoleVisit) -> ConsoleReply {
        let call = visit.form.text("call") ?? ""
        let reason = visit.form.text("reason") ?? ""
        let next = next(visit)
        guard let session = visit.session, !call.isEmpty, call.utf8.count <= 255,
            !reason.allSatisfy(\.isWhitespace)
        else {
            let page = ReasonPage(visit.words, call: call, next: next, isMissing: true)
            return .page(page, status: 400)
        }
        reasons.say(reason, of: call, in: session.id)
        return .seeOther(next)
    }
}
