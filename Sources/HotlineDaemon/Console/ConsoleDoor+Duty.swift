import CallLog
import CallRouting
import GatewayWebhooks
import HotlineSettings
import OnCallRoster
import WebConsole

extension ConsoleDoor {
    /// *Vagter*: the visitor's lines through a week or month.
    func duty(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let visitor = try visit.call(for: .seeOnCall).visitor
        let choice = DutyChoice(visit)
        let roster = api.rosters.inForce?.roster
        let planners: Set<AccessRole> = [.staff, .leader, .administrator]
        let facts = DutyPage.Facts(
            roster: roster, owners: roster.flatMap { visitor.homes(in: $0) },
            own: visitor.ownCalls.professionals,
            showsLoad: visitor.grants.contains { planners.contains($0.role) })
        let (names, words) = (names, visit.words)
        let page = try await api.counting { () throws(LogError) in
            DutyPage(facts, choice, names: names, words: words)
        }
        return .page(page, status: choice.badDay == nil ? 200 : 400)
    }
}

extension DutyChoice {
    /// What a visit asks for; a day that is none, or too far away, is told as such.
    fileprivate init(_ visit: ConsoleVisit) {
        let today = visit.words.zone.date(of: visit.words.now)
        self.init(day: today)
        let typed = String((visit.query.text("day") ?? "").prefix(100))
        if let day = CivilDate(typed), abs(day - today) <= DutyChoice.mostDays {
            self.day = day
        } else if !typed.isEmpty {
            badDay = typed
        }
        span = visit.query.text("span").flatMap { Span(rawValue: $0) } ?? .week
        query = String((visit.query.text("q") ?? "").prefix(100))
        line = String((visit.query.text("line") ?? "").prefix(200))
    }
}
