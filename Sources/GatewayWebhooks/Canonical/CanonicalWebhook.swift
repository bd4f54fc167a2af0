package import CallRouting
package import OnCallRoster

/// The canonical webhook of design.md, section 5, as one gateway speaks it.
package struct CanonicalWebhook: GatewayDialect {
    package let gateway: GatewayName
    package let authentication: GatewayAuthentication
    private let secrets: GatewaySecrets

    /// `secrets` must be of the kind that `authentication` names; others admit nobody.
    package init(
        gateway: GatewayName, authentication: GatewayAuthentication, secrets: GatewaySecrets
    ) {
        self.gateway = gateway
        self.authentication = authentication
        self.secrets = secrets
    }

    package var replyType: String { "application/json" }

    /// Refuses a body over `largestWebhook` (413), then any type but JSON (415).
    package func admit(_ webhook: Webhook) throws(WebhookRefusal) {
        try WebhookRefusal.checkSize(of: webhook)
        try WebhookRefusal.checkType(of: webhook, is: "application/json")
    }

    package func bearsProof(_ webhook: Webhook) -> Bool {
        webhook.first("webhook-signature") != nil || webhook.first("authorization") != nil
    }

    /// Checks who sent the raw bytes (401), and the delivery's id (400).
    ///
    /// On a clock that is not synchronised, a question signed outside the tolerance is taken and
    /// marked; a report is not.
    package func authenticate(
        _ webhook: Webhook, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Authentic {
        switch authentication {
        case .standardWebhooks:
            let delivery = try deliveryID(of: webhook)
            let isOutside = try checkSignature(
                of: webhook, as: delivery, now: now, clockIsSynchronised: clockIsSynchronised)
            return Authentic(delivery: delivery, timestampOutsideTolerance: isOutside)
        case .bearer:
            try checkToken(of: webhook)
            return Authentic(delivery: try deliveryID(of: webhook))
        case .twilio, .signalwire, .telnyx, .jambonz, .pathToken:
            throw WebhookRefusal(
                .unauthorized, "this gateway's settings name another dialect's authentication")
        }
    }

    package func read(
        _ webhook: Webhook, as authentic: Authentic, received: Instant,
        known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let event = try decode(webhook, received: received)
        guard let delivery = authentic.delivery else {
            throw WebhookRefusal(field: "webhook-id", found: "nothing", wanted: "the delivery's id")
        }
        return Reading([
            Reading.Delivery(
                id: delivery, event: event, identity: webhook.body, isAwaited: event.isQuestion
            ) { [self] in
                encode($0.reply, call: event.call.call)
            }
        ])
    }

    private static let longestDeliveryID = 255

    /// An id without a full stop, for that ends the id in what is signed.
    private func deliveryID(of webhook: Webhook) throws(WebhookRefusal) -> DeliveryID {
        let wanted = "1 to \(CanonicalWebhook.longestDeliveryID) bytes without a full stop"
        guard let id = webhook.first("webhook-id"), !id.isEmpty else {
            throw WebhookRefusal(field: "webhook-id", found: "nothing", wanted: wanted)
        }
        guard id.utf8.count <= CanonicalWebhook.longestDeliveryID else {
            throw WebhookRefusal(
                field: "webhook-id", found: "\(id.utf8.count) bytes", wanted: wanted)
        }
        guard !id.utf8.contains(UInt8(ascii: ".")) else {
            throw WebhookRefusal(field: "webhook-id", found: "a full stop", wanted: wanted)
        }
        return DeliveryID(rawValue: id)
    }

    /// Whether the timestamp lies outside the tolerance and is taken all the same.
    private func checkSignature(
        of webhook: Webhook, as delivery: DeliveryID, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Bool {
        let header = webhook.all("webhook-signature")
        guard let timestamp = webhook.first("webhook-timestamp"), !header.isEmpty else {
            throw WebhookRefusal(
                .unauthorized, "webhook-timestamp and webhook-signature: wanted both")
        }
        let signature = StandardWebhooksSignature(
            id: delivery.rawValue, timestamp: timestamp, header: header)
        switch signature.verdict(body: webhook.body, secrets: secrets, now: now) {
        case .authentic:
            return false
        case .outsideTolerance(let behind):
            if !clockIsSynchronised, isQuestion(webhook, received: now) { return true }
            throw WebhookRefusal(
                .unauthorized,
                "webhook-timestamp: \(abs(behind)) s \(behind > 0 ? "behind" : "ahead of") our "
                    + "clock; \(StandardWebhooksSignature.toleranceSeconds) s are allowed")
        case .unreadableTimestamp:
            throw WebhookRefusal(.unauthorized, "webhook-timestamp: wanted whole Unix seconds")
        case .notSigned:
            throw WebhookRefusal(
                .unauthorized, "webhook-signature: no v1 item fits a secret of this gateway")
        }
    }

    private func isQuestion(_ webhook: Webhook, received: Instant) -> Bool {
        (try? decode(webhook, received: received))?.isQuestion ?? false
    }

    private func checkToken(of webhook: Webhook) throws(WebhookRefusal) {
        let value = webhook.first("authorization") ?? ""
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            secrets.admit(token: parts[1].drop { $0 == " " })
        else {
            throw WebhookRefusal(
                .unauthorized, "authorization: wanted Bearer and a token of this gateway")
        }
    }
}
