import CallLog
import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineSettings
import OnCallRoster
import WebConsole

extension ConsoleDoor {
    /// *Nu*; for whose role that page is not, the first that is.
    func now(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        guard visit.may(.seeOnCall) else {
            guard let first = ConsoleSection.allCases.first(where: { visit.may($0.deed) }) else {
                return .page(RefusalPage(nothingYetIn: visit.words), status: 403)
            }
            return .seeOther(first.path)
        }
        let query = String((visit.query.text("q") ?? "").prefix(100))
        let rows = String(NowPage.mostRows)
        var facts = NowPage.Facts(
            board: try board(visit, isSearched: !query.isEmpty),
            calls: CallList(calls: [], next: nil),
            promises: FollowUpList(followUps: [], next: nil), query: query)
        if visit.may(.readCalls) {
            facts.calls = try await api.calls(
                try visit.call(for: .readCalls, query: ["state": "open", "limit": rows]))
        }
        if visit.may(.followUp) {
            facts.promises = try await api.followUps(
                try visit.call(
                    for: .followUp, query: ["kind": "promise,callback", "limit": rows]))
        }
        return .page(NowPage(facts, names: names, words: visit.words))
    }

    var names: ConsoleNames { ConsoleNames(api.rosters.inForce?.roster) }

    /// The visitor's own lines, or all of them where something is searched for; `nil` while no
    /// roster is in force.
    private func board(_ visit: ConsoleVisit, isSearched: Bool) throws(APIFlaw) -> DutyBoard? {
        let visitor = try visit.call(for: .seeOnCall).visitor
        guard let roster = api.rosters.inForce?.roster else { return nil }
        return try api.board(of: isSearched ? nil : visitor.homes(in: roster))
    }
}

extension Visitor {
    /// The institutions and municipalities whose lines the visitor looks at first; `nil`: all.
    func homes(in roster: Roster) -> Set<LineID.Owner>? {
        var homes: Set<LineID.Owner> = []
        for grant in grants {
            switch grant.role {
            case .administrator: return nil
            case .staff:
                guard let person = grant.professional.flatMap({ roster.professionals[$0] }) else {
                    continue
                }
                homes.formUnion(roster.homes(of: person))
            case .leader:
                for id in grant.institutions { homes.formUnion(roster.homes(of: id)) }
            case .consultant, .caseworker:
                guard let contact = grant.contact else { continue }
                if let municipality = roster.contacts[contact]?.municipality {
                    homes.insert(.municipality(municipality))
                }
                for family in roster.families.values
                where family.consultant == contact || family.caseworkers.contains(contact) {
                    homes.insert(.institution(family.institution))
                }
            case .evaluator, .auditor: continue
            }
        }
        return homes
    }
}

extension Roster {
    /// An institution and the municipalities that it serves.
    fileprivate func homes(of institution: InstitutionID) -> Set<LineID.Owner> {
        let served = institutions[institution]?.municipalities ?? []
        return Set([.institution(institution)] + served.map { .municipality($0) })
    }

    /// Where a professional works, and whose lines they are named in.
    fileprivate func homes(of person: Professional) -> Set<LineID.Owner> {
        var homes: Set<LineID.Owner> = []
        if let institution = person.institution { homes.formUnion(self.homes(of: institution)) }
        if let municipality = person.municipality { homes.insert(.municipality(municipality)) }
        for line in lines where line.names(person.id) { homes.insert(line.id.owner) }
        return homes
    }
}

extension Line {
    /// Whether a rule of the line puts a professional on it.
    fileprivate func names(_ person: ProfessionalID) -> Bool {
        rotations.contains { $0.professionals.contains(person) }
            || (shifts + overrides).contains { $0.who == person }
    }
}
