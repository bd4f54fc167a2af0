import GatewayWebhooks
import HotlineAPI
import OnCallRoster
import WebConsole

extension ConsoleDoor {
    /// *Rapporter*: the figures that the visitor's role may have of a period.
    func reports(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let words = visit.words
        let visitor = try visit.call(for: .readReports).visitor
        var choice = ReportsChoice(isOfQuarters: visitor.seesAggregatesOnly)
        func typed(_ name: String) -> String {
            String((visit.query.text(name) ?? "").prefix(100))
        }
        (choice.from, choice.to, choice.part) = (typed("from"), typed("to"), typed("part"))
        let days: (from: CivilDate, to: CivilDate)
        do throws(ReportsFlaw) {
            days = try choice.days(today: words.zone.date(of: words.now))
        } catch {
            return .page(ReportsPage(nil, choice, flaw: error, words: words), status: 400)
        }
        let query = ["from": days.from.description, "to": days.to.description]
        do throws(APIFlaw) {
            let report = try await api.keptReport(try visit.call(for: .readReports, query: query))
            return .page(ReportsPage(report, choice, words: words))
        } catch {
            // Of days that are days, a period is refused to an evaluator only.
            guard error.status == 400, choice.isOfQuarters else { throw error }
            return .page(ReportsPage(nil, choice, flaw: .quarter, words: words), status: 400)
        }
    }
}
