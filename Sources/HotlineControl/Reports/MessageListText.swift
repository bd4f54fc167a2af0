import HotlineAPI
import HotlineTexts

/// The outbox as lines to read: its counts, then the messages of one state.
struct MessageListText {
    let toned: Toned

    var text: String { toned.text }

    /// - Parameter isWaiting: Whether the messages wait, so that their deadline is of interest.
    init(_ outbox: OutboxDocument, isWaiting: Bool, in language: WrittenLanguage = .english) {
        let rows =
            outbox.messages.isEmpty
            ? [Toned(language(MessageListWords.none))]
            : MessageListText.rows(of: outbox.messages, isWaiting, language)
        toned = Toned(lines: MessageListText.counts(of: outbox, language) + rows)
    }

    private static func counts(
        of outbox: OutboxDocument, _ language: WrittenLanguage
    ) -> [Toned] {
        var lines = [
            Toned(
                language(
                    MessageListWords.counts,
                    [
                        "waiting": "\(outbox.waiting)", "sent": "\(outbox.sent)",
                        "failed": "\(outbox.failed)", "dropped": "\(outbox.dropped)",
                    ]))
        ]
        if let since = outbox.waitingSince {
            lines.append(Toned(language(MessageListWords.waitingSince, ["since": since])))
        }
        if !outbox.delivers {
            lines.append(Toned(language(MessageListWords.notDelivered), .trouble))
        } else if let asked = outbox.asked {
            lines.append(Toned(language(MessageListWords.asked, ["at": asked])))
        } else {
            lines.append(Toned(language(MessageListWords.neverAsked), .trouble))
        }
        return lines
    }

    private static func rows(
        of messages: [OutboxDocument.Message], _ isWaiting: Bool, _ language: WrittenLanguage
    ) -> [Toned] {
        var columns = Columns()
        let heads = [
            language(CareWords.number), language(MessageListWords.kind),
            language(MessageListWords.to), language(CareWords.call), language(CareWords.made),
            isWaiting ? language(CareWords.until) : language(MessageListWords.ended),
            language(MessageListWords.tries), language(MessageListWords.channel),
            language(CareWords.why),
        ]
        columns.add(row: heads.map { Toned($0, .heading) })
        for message in messages {
            columns.add(
                "\(message.id)", message.kind,
                message.recipient ?? language.code(message.recipientKind),
                message.call.map { "#\($0)" } ?? "-", message.made,
                isWaiting ? message.deadline : message.ended ?? "-", "\(message.attempts)",
                message.channel ?? "-", message.reason ?? "-")
        }
        return columns.tonedLines
    }
}
