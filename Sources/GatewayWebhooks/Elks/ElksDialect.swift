package import CallRouting
package import OnCallRoster

/// 46elks: forms in, one JSON action out (46elks.com/docs).
///
/// It signs nothing: an unguessable token in the path and the list of its addresses stand for it. A
/// call begins at `/gateway/NAME/voice/TOKEN`; all else are hooks. It asks no professional for a
/// key, tells of no leg while it rings, and speaks no text: recordings are played.
package struct ElksDialect: HookDialect {
    let frame: DialectFrame
    private let secrets: GatewaySecrets
    private let addresses: KnownAddresses
    /// Whether `connect` is sent for how long to ring, which 46elks does not document there.
    let limitsRinging: Bool

    /// 46elks' published addresses.
    package static let publishedAddresses = [
        "176.10.154.199", "85.24.146.132", "185.39.146.243", "2001:9b0:2:902::199",
    ]

    package init(
        _ frame: DialectFrame, secrets: GatewaySecrets, addresses: KnownAddresses,
        limitsRinging: Bool
    ) {
        self.frame = frame
        self.secrets = secrets
        self.addresses = addresses
        self.limitsRinging = limitsRinging
    }

    package var replyType: String { "application/json" }

    package func admit(_ webhook: Webhook) throws(WebhookRefusal) {
        try WebhookRefusal.checkSize(of: webhook)
        try WebhookRefusal.checkType(of: webhook, is: "application/x-www-form-urlencoded")
    }

    package func bearsProof(_ webhook: Webhook) -> Bool {
        addresses.contain(senderOf: webhook) || isArrival(webhook)
    }

    package func authenticate(
        _ webhook: Webhook, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Authentic {
        guard addresses.contain(senderOf: webhook) else {
            throw WebhookRefusal(
                .unauthorized,
                "the sender's address is not one of the settings' 'addresses' of this gateway")
        }
        guard isArrival(webhook) || (try? hook(of: webhook)) != nil else {
            throw WebhookRefusal(.unauthorized, "path: wanted a token of this gateway")
        }
        let isStale = isArrival(webhook) && ElksDialect.isStale(FormFields(webhook.body), now)
        return Authentic(timestampOutsideTolerance: isStale && !clockIsSynchronised)
    }

    private func isArrival(_ webhook: Webhook) -> Bool {
        guard let token = webhook.path.last else { return false }
        return webhook.path == ["voice", token] && secrets.admit(token: token)
    }

    /// A call that began this long ago waits no more: 46elks repeats for hours what it could not
    /// deliver.
    private static let staleAfter: Duration = .seconds(60)

    private static func isStale(_ form: FormFields, _ now: Instant) -> Bool {
        guard let created = form.text("created"), let at = Instant(rfc3339: created + "Z") else {
            return false
        }
        return now - at > staleAfter
    }

    package func read(
        _ webhook: Webhook, as authentic: Authentic, received: Instant,
        known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let form = FormFields(webhook.body)
        guard !isArrival(webhook) else {
            let id = try form.id("callid")
            let isNew = known(frame.key(id)) == nil
            if isNew, ElksDialect.isStale(form, received), !authentic.timestampOutsideTolerance {
                // Nobody is on the line, by all that is known; if the clocks are wrong, somebody is.
                return Reading(
                    [], otherwise: lastResort(called: form.text("to")),
                    warning:
                        "a call came over a minute late; it was sent to the last resort and is "
                        + "not in the log: compare the clocks if this happens again")
            }
            return arrival(form, id, received)
        }
        let hook = try hook(of: webhook)
        let call = frame.key(hook.call)
        let request = HookRequest(hook: hook, fields: form, call: call, received: received)
        switch hook.purpose {
        case .digits: return keyed(request)
        case .callback: return asked(request, known(call))
        case .step: return stepOver(request, known(call))
        case .end: return ended(request, known(call))
        case .whisper, .accept, .leg, .fallback:
            throw WebhookRefusal(.badRequest, "path: this gateway is given no such hook")
        }
    }
}
