import CallLog
import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster
import WebConsole

// *Opfølgning*: what calls leave to be done, and what becomes of it.

extension ConsoleDoor {
    func followUps(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let own = try visit.call(for: .followUp).visitor.person
        let asked = visit.query.text("show").flatMap { FollowUpsPage.View(rawValue: $0) }
        var view = asked ?? (own == nil ? .all : .mine)
        if own == nil, view == .mine { view = .all }
        var query = ["limit": String(FollowUpsPage.mostRows)]
        query["state"] = view == .done ? "done" : "open"
        if view == .mine { query["owner"] = own }
        let after = visit.query.text("after")
        query["after"] = after
        let list = try await api.followUps(try visit.call(for: .followUp, query: query))
        let notices: [String: FollowUpText] = [
            "ended": .followUpEnded, "assigned": .followUpAssigned,
        ]
        let notice = visit.query.text("done").flatMap { notices[$0] }
        let page = FollowUpsPage(
            list, view, hasOwn: own != nil, isFirst: after == nil, names: names,
            words: visit.words)
        return .page(page, notice: notice.map { visit.words($0) })
    }

    func followUp(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let task = try await api.followUp(
            try visit.call(for: .followUp, parameters: visit.parameters))
        return .page(FollowUpPage(task, names: names, words: visit.words))
    }

    func endFollowUp(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let change = FollowUpChange(how: visit.form.text("how"))
        _ = try await api.changeFollowUp(
            try visit.call(
                for: .followUp, parameters: visit.parameters, content: .value(change)),
            isDone: true)
        return .seeOther("/console/follow-ups?done=ended")
    }

    func assignFollowUp(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let change = FollowUpChange(owner: visit.form.text("owner"))
        _ = try await api.changeFollowUp(
            try visit.call(
                for: .followUp, parameters: visit.parameters, content: .value(change)),
            isDone: false)
        return .seeOther("/console/follow-ups?done=assigned")
    }

    /// Adds one to the call of the path; it is due at the end of the day that was typed.
    func addFollowUp(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let number = visit.parameters[0]
        let visitor = try visit.call(for: .followUp, opening: number).visitor
        let key = try api.story(numbered: number, for: visitor, as: .followUp).summary.key
        var deadline: Instant?
        if let text = visit.form.text("deadline") {
            guard let day = CivilDate(text), visit.words.zone.instant(day + 1) > api.clock.now
            else {
                let shown = String(text.prefix(100))
                return .page(try await storyPage(visit, badDay: shown), status: 400)
            }
            deadline = visit.words.zone.instant(day + 1)
        }
        let addition = FollowUpAddition(
            call: key.call, gateway: key.gateway.rawValue, owner: visit.form.text("owner"),
            deadline: deadline?.description,
            note: visit.form.text("message").map { String($0.prefix(500)) })
        _ = try await api.addFollowUp(
            try visit.call(for: .followUp, content: .value(addition), opening: number))
        return .seeOther("/console/calls/\(number)?done=added")
    }
}

extension Visitor {
    /// The id of the professional or contact of the roster that the visitor is; `nil`: none.
    fileprivate var person: String? {
        grants.compactMap { $0.professional?.rawValue ?? $0.contact?.rawValue }.first
    }
}
