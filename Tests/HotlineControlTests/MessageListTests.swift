import HotlineAPI
import HotlineTexts
import Testing

@testable import HotlineControl

/// What `messages list` shows of the outbox.
@Suite struct `The list of messages` {
    private func outbox(
        _ messages: [OutboxDocument.Message] = [], delivers: Bool = true, asked: String? = nil
    ) -> OutboxDocument {
        OutboxDocument(
            delivers: delivers, asked: asked, waiting: 2, waitingSince: "2026-11-22T02:00:00Z",
            sent: 3, failed: 1, dropped: 4, failures: [], messages: messages)
    }

    private func message(_ state: String, to recipient: String?) -> OutboxDocument.Message {
        OutboxDocument.Message(
            id: 7, kind: "digest", state: state, recipient: recipient,
            recipientKind: recipient == nil ? "administrator" : "contact", call: 12,
            made: "2026-11-22T01:00:00Z", deadline: "2026-11-22T13:00:00Z",
            ended: state == "waiting" ? nil : "2026-11-22T01:05:00Z", attempts: 3,
            channel: "email", reason: "exit-67")
    }

    @Test func `begins with how many there are, and whether anybody asks for them`() {
        let lines = MessageListText(
            outbox(asked: "2026-11-22T02:09:00Z"), isWaiting: false
        ).text.split(separator: "\n")
        #expect(
            lines == [
                "2 waiting; in the last 24 hours 3 sent, 1 failed, 4 dropped",
                "the oldest that is to be sent now has waited since 2026-11-22T02:00:00Z",
                "hotline-messenger last asked 2026-11-22T02:09:00Z", "none",
            ])
        let silent = MessageListText(outbox(), isWaiting: false)
        #expect(silent.text.contains("has not asked since the daemon started"))
        #expect(silent.toned.stretches.contains { $0.tone == .trouble })
        let unset = MessageListText(outbox(delivers: false), isWaiting: false)
        #expect(unset.text.contains("the settings let nobody send messages"))
    }

    @Test func `shows of what has ended when and why, of what waits until when`() {
        let failed = MessageListText(outbox([message("failed", to: "birgit")]), isWaiting: false)
        let (heads, row) = (
            failed.text.split(separator: "\n")[3], failed.text.split(separator: "\n")[4]
        )
        #expect(
            heads.split(separator: " ").map(String.init) == [
                "NUMBER", "KIND", "TO", "CALL", "MADE", "ENDED", "TRIES", "AS", "WHY",
            ])
        #expect(
            row.split(separator: " ").map(String.init) == [
                "7", "digest", "birgit", "#12", "2026-11-22T01:00:00Z", "2026-11-22T01:05:00Z", "3",
                "email", "exit-67",
            ])
        let waiting = MessageListText(outbox([message("waiting", to: nil)]), isWaiting: true).text
        #expect(waiting.contains("UNTIL") && waiting.contains("2026-11-22T13:00:00Z"))
        #expect(waiting.contains("administrator"))
    }

    @Test func `reads as well in Danish`() {
        let text = MessageListText(
            outbox([message("failed", to: "birgit")]), isWaiting: false, in: .danish
        ).text
        #expect(
            text.hasPrefix("2 venter; de seneste 24 timer er 3 sendt, 1 mislykket og 4 bortfaldet"))
        #expect(text.contains("hotline-messenger har ikke spurgt, siden hotlined startede"))
        #expect(text.contains("NUMMER  SLAGS   TIL"))
    }
}
