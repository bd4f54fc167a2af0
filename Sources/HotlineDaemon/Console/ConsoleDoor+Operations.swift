import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineTexts
import OnCallRoster
import WebConsole

// *Drift* and *Adgang*.

extension ConsoleDoor {
    func operations(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let status = await api.status(try visit.call(for: .operate))
        _ = try visit.call(for: .administer)
        let page = OperationsPage(
            status, sessions: try api.sessions(), own: visit.session.map { Int($0.id) },
            names: names, words: visit.words)
        let isEnded = visit.query.text("done") == "ended"
        return .page(
            page, notice: isEnded ? visit.words(OperationsText.sessionEnded) : nil)
    }

    func endSession(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let number = visit.form.text("session") ?? ""
        _ = try await api.revokeSession(
            try visit.call(for: .administer, parameters: [number]))
        return .seeOther("/console/operations?done=ended")
    }

    func accessLog(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        var filter = AccessPage.Filter()
        func typed(_ name: String) -> String {
            String((visit.query.text(name) ?? "").prefix(100))
        }
        filter.who = typed("who")
        filter.family = typed("family")
        filter.from = typed("from")
        filter.to = typed("to")
        filter.after = typed("after")
        let days = [filter.from, filter.to].map { CivilDate($0) }
        filter.badDay =
            zip([filter.from, filter.to], days)
            .first { !$0.isEmpty && $1 == nil }?.0
        guard filter.badDay == nil else {
            let none = AccessList(accesses: [], next: nil)
            return .page(AccessPage(none, filter, words: visit.words), status: 400)
        }
        let zone = visit.words.zone
        var query = ["limit": String(AccessPage.mostRows)]
        if !filter.who.isEmpty { query["who"] = filter.who }
        if !filter.family.isEmpty { query["family"] = filter.family }
        if !filter.after.isEmpty { query["after"] = filter.after }
        query["from"] = days[0].map { zone.instant($0).description }
        query["to"] = days[1].map { zone.instant($0 + 1).description }
        let list = try await api.accesses(try visit.call(for: .readAccessLog, query: query))
        return .page(AccessPage(list, filter, words: visit.words))
    }
}
