import CallLog
import CallRouting
import GatewayWebhooks
import HotlineAPI
import HotlineTexts
import OnCallRoster
import WebConsole

// What people write of a call.

extension ConsoleDoor {
    func note(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let (story, visitor) = try open(visit, as: .noteCalls)
        try await noteReading(story, by: visitor)
        let isSaved = visit.query.text("done") == "saved"
        return .page(
            notePage(story, visit), notice: isSaved ? visit.words(NoteText.noteSaved) : nil)
    }

    /// Writes the note down, and shows it as it then stands.
    func saveNote(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let number = visit.parameters[0]
        let visitor = try visit.call(for: .noteCalls, opening: number).visitor
        let story = try api.story(numbered: number, for: visitor, as: .noteCalls)
        let known = story.facts.map { NoteFacts($0) }
        guard
            var note = NotePage.note(
                of: { visit.form.text($0) }, over: known, api.noteCodes())
        else {
            try api.needReason(visitor, for: story)
            try await noteReading(story, by: visitor)
            return .page(notePage(story, visit, saysNothing: true), status: 400)
        }
        let key = story.summary.key
        note.gateway = key.gateway.rawValue
        _ = try await api.note(
            try visit.call(
                for: .noteCalls, parameters: [key.call], content: .value(note),
                opening: number))
        return .seeOther("/console/calls/\(number)/note?done=saved")
    }

    private func noteReading(
        _ story: LoggedStory, by visitor: Visitor
    ) async throws(APIFlaw) {
        try await api.noteRead(
            "note", by: visitor, as: .noteCalls, call: story.summary.key,
            of: Set([story.summary.family].compactMap { $0 }), shown: 1)
    }

    private func notePage(
        _ story: LoggedStory, _ visit: ConsoleVisit, saysNothing: Bool = false
    ) -> NotePage {
        let facts = NotePage.Facts(
            call: CallSummary(story.summary), note: story.facts.map { NoteFacts($0) },
            codes: api.noteCodes(), maySayHowItWent: visit.may(.judgeCalls),
            saysNothing: saysNothing)
        return NotePage(facts, names: names, words: visit.words)
    }
}
