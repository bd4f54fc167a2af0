package import CallRouting
package import OnCallRoster

extension CanonicalWebhook {
    /// Reads an event from a body already found authentic; refuses with 400 what it is not.
    ///
    /// `received` is the daemon's clock at receipt, and the event's `at` where it names none.
    package func decode(
        _ webhook: Webhook, received: Instant
    ) throws(WebhookRefusal) -> CallEvent {
        let fields = try CanonicalFields.read(webhook.body)
        let type = try fields.eventType()
        let call = CallKey(gateway: gateway, call: try fields.callID())
        let at = try fields.instant()
        let kind = try fields.kind(of: type)
        return CallEvent(call: call, at: at, received: received, kind: kind)
    }
}

extension CanonicalFields {
    /// Names of events that a gateway may send; a sweep is the daemon's own.
    private static let typeNames = EventType.allCases.filter(\.isGateways).map(\.rawValue)
    private static let enderNames = EndedBy.allCases.filter { $0 != .sweeper }.map(\.rawValue)
    private static let reasonNames = LegEndReason.allCases.map(\.rawValue)

    fileprivate func eventType() throws(WebhookRefusal) -> EventType {
        guard case .text(let text)? = type, let known = EventType(rawValue: text) else {
            throw unknownWord("type", type, wanted: CanonicalFields.typeNames)
        }
        return known
    }

    fileprivate func callID() throws(WebhookRefusal) -> String {
        guard case .text(let id)? = call, isCallID(id) else {
            throw WebhookRefusal(
                field: "call", found: call.found,
                wanted: "a text of 1 to 255 bytes without control characters")
        }
        return id
    }

    fileprivate func instant() throws(WebhookRefusal) -> Instant? {
        guard let at else { return nil }
        guard case .text(let text) = at, let instant = Instant(rfc3339: text) else {
            throw WebhookRefusal(
                field: "at", found: at.found,
                wanted: "an RFC 3339 instant such as 2026-11-22T02:10:00Z")
        }
        return instant
    }

    fileprivate func kind(of type: EventType) throws(WebhookRefusal) -> CallEvent.Kind {
        switch type {
        case .callIncoming: return .incoming(try incoming())
        case .callDigits: return .digits(try keys())
        case .callbackRequested: return .callbackRequested
        case .stepEnded: return .stepEnded(try stepNumber())
        case .legRinging: return .legRinging(try legID())
        case .legAnswered: return .legAnswered(try legID())
        case .legAccepted:
            let leg = try legID()
            return .legAccepted(leg, confirmed: try flag("confirmed", confirmed, absent: true))
        case .legEnded:
            let leg = try legID()
            return .legEnded(leg, try legEndReason())
        case .callFallback:
            return .fallback(from: caller, to: dialled, uri: try fallbackURI())
        case .callEnded: return .ended(by: try ender())
        case .callSwept, .callNoted, .followUpReminded, .followUpEscalated, .followUpEnded,
            .followUpAssigned, .followUpAdded:
            throw unknownWord("type", self.type, wanted: CanonicalFields.typeNames)
        }
    }

    /// Never refused for what stands in `from` or `to`.
    private func incoming() throws(WebhookRefusal) -> CallEvent.Incoming {
        CallEvent.Incoming(
            from: caller, to: dialled, forwardedFrom: forwardedFrom?.asText,
            rehearsal: try flag("rehearsal", rehearsal, absent: false))
    }

    private var caller: CallerID { CallerID(from?.asText) }
    private var dialled: String { to?.asText ?? "" }

    private func keys() throws(WebhookRefusal) -> String {
        guard case .text(let keys)? = digits, keys.utf8.count <= 32,
            keys.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2A || $0 == 0x23 })
        else {
            throw WebhookRefusal(
                field: "digits", found: digits.found,
                wanted: "a text of up to 32 keys, 0 to 9, * and #")
        }
        return keys
    }

    private func stepNumber() throws(WebhookRefusal) -> Int {
        guard case .whole(let number)? = step, number > 0 else {
            throw WebhookRefusal(
                field: "step", found: step.found, wanted: "a whole number from 1")
        }
        return number
    }

    private func legID() throws(WebhookRefusal) -> LegID {
        guard case .text(let text)? = leg, let id = LegID(text) else {
            throw WebhookRefusal(
                field: "leg", found: leg.foundWord, wanted: "STEP.N as dialled, such as '1.1'")
        }
        return id
    }

    private func legEndReason() throws(WebhookRefusal) -> LegEndReason {
        guard case .text(let text)? = reason, let known = LegEndReason(rawValue: text) else {
            throw unknownWord("reason", reason, wanted: CanonicalFields.reasonNames)
        }
        return known
    }

    private func ender() throws(WebhookRefusal) -> EndedBy {
        guard case .text(let text)? = by, let known = EndedBy(rawValue: text), known != .sweeper
        else { throw unknownWord("by", by, wanted: CanonicalFields.enderNames) }
        return known
    }

    private func fallbackURI() throws(WebhookRefusal) -> String {
        guard case .text(let text)? = uri, !text.isEmpty else {
            throw WebhookRefusal(
                field: "uri", found: uri.found, wanted: "the URI that was dialled")
        }
        return text
    }

    private func flag(
        _ field: String, _ value: Scalar?, absent: Bool
    ) throws(WebhookRefusal) -> Bool {
        guard let value else { return absent }
        guard case .flag(let flag) = value else {
            throw WebhookRefusal(field: field, found: value.found, wanted: "true or false")
        }
        return flag
    }

    private func unknownWord(
        _ field: String, _ value: Scalar?, wanted: [String]
    ) -> WebhookRefusal {
        var meant = ""
        if case .text(let text)? = value, text.utf8.count <= 40,
            let near = suggestion(for: text, among: wanted)
        {
            meant = "; did you mean \(near)?"
        }
        return WebhookRefusal(
            field: field, found: value.foundWord,
            wanted: "one of " + wanted.joined(separator: ", ") + meant)
    }
}
