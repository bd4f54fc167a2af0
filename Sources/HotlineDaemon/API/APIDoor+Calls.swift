import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

extension APIDoor {
    func calls(_ call: APICall) async throws(APIFlaw) -> CallList {
        var query = try CallQuery(call.target)
        query.scope = call.visitor.scope(for: .readCalls, in: rosters.inForce?.roster)
        query.scope.calls = ringing(query.scope.professionals)
        let asked = query
        let page =
            if let figure = call.target.query["in"] {
                try await calls(of: figure, asked)
            } else {
                try reading { () throws(LogError) in try log.calls(asked) }
            }
        try await noteRead(
            "calls", by: call.visitor, as: .readCalls,
            showing: page.calls.map { .init(number: $0.number, family: $0.family) })
        return CallList(
            calls: page.calls.map { HotlineAPI.CallSummary($0) },
            next: page.next.map(String.init))
    }

    /// The calls that a figure of a report counts; the figures' thread looks for them.
    private func calls(
        of name: String, _ query: CallQuery
    ) async throws(APIFlaw) -> CallPage {
        guard let figure = CountedFigure.named(name) else {
            throw APIFlaw(
                "'in' is '\(name)', which counts no calls: use the name of a figure of 'report' that "
                    + "does, such as answered, or service-level-180")
        }
        guard let from = query.from, let to = query.to, from < to else {
            throw APIFlaw("'in' needs 'from' and 'to', the period of the report")
        }
        let (log, zone, now) = (log, rosters.inForce?.roster.zone ?? .danish, clock.now)
        return try await counting { () throws(LogError) in
            try log.calls(
                countedBy: figure, in: Interval(from, to), zone: zone, now: now, query)
        }
    }

    func call(_ call: APICall) async throws(APIFlaw) -> HotlineAPI.CallStory {
        let story = try story(call, call.target.query["gateway"], as: .readCalls)
        try needReason(call.visitor, for: story)
        try await noteRead(
            "call", by: call.visitor, as: .readCalls, call: story.summary.key,
            of: Set([story.summary.family].compactMap { $0 }), shown: 1)
        let hasLogInHand = call.visitor.isAdministrator && call.visitor.door == .control
        return HotlineAPI.CallStory(story, tellsFamilies: hasLogInHand)
    }

    /// Open calls in which one of these is rung, or was.
    private func ringing(_ professionals: Set<ProfessionalID>) -> Set<CallKey> {
        guard !professionals.isEmpty else { return [] }
        let calls = exchange.switchboard.openCalls.filter { call in
            call.legs.contains { $0.professional.map(professionals.contains) ?? false }
        }
        return Set(calls.map(\.key))
    }

    /// As `story(of:_:for:as:)`, of the call in the path.
    func story(
        _ call: APICall, _ gateway: String?, as deed: Visitor.Deed
    ) throws(APIFlaw) -> LoggedStory {
        try story(of: call.parameters[0], gateway, for: call.visitor, as: deed)
    }

    /// Where the settings ask for it, whoever opens a call says why, but for a call of one's own.
    func needReason(_ visitor: Visitor, for story: LoggedStory) throws(APIFlaw) {
        guard settings.accessNeedsReason, visitor.reason == nil,
            !visitor.ownCalls.shows(story)
        else { return }
        throw APIFlaw(
            "say why this call is read: --reason, or the header Access-Reason", lacksReason: true)
    }

    func onCall(_ call: APICall) throws(APIFlaw) -> RosterWhoDocument {
        guard let inForce = rosters.inForce else {
            throw APIFlaw("no roster is in force", status: 409)
        }
        let at = try call.target.instant("at") ?? clock.now
        guard inForce.duty.span.contains(at) else {
            throw APIFlaw(
                "duty is known from \(inForce.duty.span.start) until \(inForce.duty.span.end)")
        }
        var lines = inForce.roster.lines
        if let name = call.target.query["institution"] {
            guard let institution = inForce.roster.institutions[InstitutionID(rawValue: name)]
            else { throw APIFlaw("the roster has no institution '\(name)'", status: 404) }
            lines = institution.lines
        }
        return RosterWhoDocument(
            at: at.description,
            lines: lines.map { line in
                let duty = inForce.duty.duty(of: line.id)
                let held = duty.duty(at: at)
                let until = held.flatMap {
                    duty.end(of: $0, knownUntil: inForce.duty.span.end)
                }
                return RosterWhoDocument.Line(
                    institution: line.id.institution?.rawValue,
                    municipality: line.id.municipality?.rawValue,
                    line: line.id.name.rawValue, professional: held?.professional.rawValue,
                    until: until?.description)
            })
    }
}

extension CallScope {
    /// Whether a call, with its legs as they are now, is one of the scope's.
    func shows(_ story: LoggedStory) -> Bool {
        let call = story.summary
        if isAll { return true }
        if let institution = call.institution, institutions.contains(institution) { return true }
        if let professional = call.professional, professionals.contains(professional) {
            return true
        }
        if story.legs.contains(where: { leg in
            leg.professional.map { professionals.contains($0) } ?? false
        }) {
            return true
        }
        if let contact = call.contact, contacts.contains(contact) { return true }
        guard let family = call.family else { return false }
        return families.contains(family)
            || familiesWhenNoted.contains(family) && story.facts?.caseworker == true
    }
}
