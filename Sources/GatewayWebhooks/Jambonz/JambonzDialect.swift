package import CallRouting
package import OnCallRoster

/// jambonz: JSON both ways, an array of verbs in reply (docs.jambonz.org, Webhooks).
///
/// A call begins at `/gateway/NAME/call`, the application's calling webhook; `/gateway/NAME/status`
/// is its status hook; `/gateway/NAME` takes both. All else are hooks. Verbs are checked strictly there: no null, no key that
/// the verb does not know.
package struct JambonzDialect: HookDialect {
    let frame: DialectFrame
    private let secrets: GatewaySecrets

    package init(_ frame: DialectFrame, secrets: GatewaySecrets) {
        self.frame = frame
        self.secrets = secrets
    }

    package var replyType: String { "application/json" }

    package func admit(_ webhook: Webhook) throws(WebhookRefusal) {
        try WebhookRefusal.checkSize(of: webhook)
        try WebhookRefusal.checkType(of: webhook, is: "application/json")
    }

    package func bearsProof(_ webhook: Webhook) -> Bool {
        webhook.first(JambonzSignature.header) != nil
    }

    package func authenticate(
        _ webhook: Webhook, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Authentic {
        let verdict = JambonzSignature.verdict(of: webhook, keys: secrets.shared, now: now)
        let isOutside = try verdict.check(header: JambonzSignature.header) {
            !clockIsSynchronised && isAwaited(webhook, arrivals: [["call"], []])
        }
        return Authentic(timestampOutsideTolerance: isOutside)
    }

    package func read(
        _ webhook: Webhook, as authentic: Authentic, received: Instant,
        known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let body = try FlatJSON.read(webhook.body)
        if let account = frame.account, body["account_sid"] != account {
            throw WebhookRefusal(
                .unauthorized, "account_sid: found another account than the settings' 'account'")
        }
        switch webhook.path {
        case ["call"]: return try arrival(body, received)
        case ["status"]: return try status(body, received, known)
        // One address for both, where nobody told them apart.
        case []:
            let isFirst =
                body["parent_call_sid"] == nil && body["call_status"] ?? "trying" == "trying"
            return isFirst ? try arrival(body, received) : try status(body, received, known)
        default: break
        }
        let hook = try hook(of: webhook)
        let request = HookRequest(
            hook: hook, fields: body, call: frame.key(hook.call), received: received)
        switch hook.purpose {
        case .digits: return keyed(request)
        case .callback: return asked(request, known(request.call))
        case .step: return stepOver(request, known(request.call))
        case .fallback: return fellBack(request, known(request.call))
        case .whisper, .accept: return try ofLeg(request)
        case .leg, .end:
            throw WebhookRefusal(.badRequest, "path: this gateway is given no such hook")
        }
    }

    /// Whether the caller's own leg is over.
    func callerIsGone(_ body: FlatJSON) -> Bool {
        ["completed", "failed", "no-answer", "busy"].contains(body["call_status"])
    }
}
