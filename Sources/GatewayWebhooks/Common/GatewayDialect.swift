package import CallRouting
package import OnCallRoster

/// The language of one gateway of the settings: its requests to events, decisions to its replies.
///
/// A request is judged in the order of the methods: size and type (`admit`), authenticity
/// (`authenticate`), syntax (`read`); what contradicts the log is for whoever takes the events.
package protocol GatewayDialect: Sendable {
    var gateway: GatewayName { get }
    /// The media type of every reply that is no refusal.
    var replyType: String { get }

    /// Refuses a body over `largestWebhook` (413), then a type that the gateway does not send (415).
    func admit(_ webhook: Webhook) throws(WebhookRefusal)

    /// Whether the sender at least means to prove to be the gateway: strangers who knock are many.
    func bearsProof(_ webhook: Webhook) -> Bool

    /// Refuses who cannot prove to be the gateway (401). With a clock that is not synchronised a
    /// question outside the tolerance is taken and marked.
    func authenticate(
        _ webhook: Webhook, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Authentic

    /// What an authentic request says (400 if it cannot be read); `known` tells what the log has
    /// of a call.
    func read(
        _ webhook: Webhook, as authentic: Authentic, received: Instant,
        known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading
}

/// A request that its gateway sent.
package struct Authentic: Hashable, Sendable {
    /// The delivery's id, where the gateway names it beside the body.
    package let delivery: DeliveryID?
    /// Taken all the same, because the clock is not synchronised: an alarm is due.
    package let timestampOutsideTolerance: Bool

    package init(delivery: DeliveryID? = nil, timestampOutsideTolerance: Bool = false) {
        self.delivery = delivery
        self.timestampOutsideTolerance = timestampOutsideTolerance
    }
}

/// What a request says, and how it is answered.
package struct Reading: Sendable {
    /// What happened, in order; empty where the request tells nothing that is logged.
    package let deliveries: [Delivery]
    /// The reply where there are no deliveries; also where the log contradicts a delivery, unless
    /// it is `nil`: then the refusal is told.
    package let otherwise: [UInt8]?
    /// Taken where the log does not know the call although somebody waits for its instruction.
    package let lost: Delivery?
    /// Whether the request's bytes may be kept: not where they hold a caller's keys.
    package let keepsBody: Bool
    /// What whoever runs the hotline should know of the request.
    package let warning: String?

    package init(
        _ deliveries: [Delivery], otherwise: [UInt8]? = nil, lost: Delivery? = nil,
        keepsBody: Bool = true, warning: String? = nil
    ) {
        self.deliveries = deliveries
        self.otherwise = otherwise
        self.lost = lost
        self.keepsBody = keepsBody
        self.warning = warning
    }

    /// One event, as it is taken once.
    package struct Delivery: Sendable {
        package let id: DeliveryID
        package let event: CallEvent
        /// What must be the same when the id comes again.
        package let identity: [UInt8]
        /// Whether somebody on the line waits for the reply, whatever the event is to the log.
        package let isAwaited: Bool
        /// Writes the reply to the decision.
        package let encode: @Sendable (CallRouter.Decision) -> [UInt8]

        package init(
            id: DeliveryID, event: CallEvent, identity: [UInt8], isAwaited: Bool,
            encode: @escaping @Sendable (CallRouter.Decision) -> [UInt8]
        ) {
            self.id = id
            self.event = event
            self.identity = identity
            self.isAwaited = isAwaited
            self.encode = encode
        }
    }
}

extension WebhookRefusal {
    /// 413 for a body over `largestWebhook`.
    static func checkSize(of webhook: Webhook) throws(WebhookRefusal) {
        guard webhook.body.count <= largestWebhook else {
            throw WebhookRefusal(
                .contentTooLarge,
                "body: found \(webhook.body.count) bytes, wanted at most \(largestWebhook)")
        }
    }

    /// 415 for another media type than this.
    static func checkType(
        of webhook: Webhook, is wanted: String
    ) throws(WebhookRefusal) {
        let type = webhook.first("content-type") ?? ""
        let media = trimmed(type.prefix { $0 != ";" })
        guard media.lowercased() == wanted else {
            throw WebhookRefusal(
                .unsupportedMediaType,
                "content-type: found \(type.isEmpty ? "nothing" : "another type"), "
                    + "wanted \(wanted)")
        }
    }
}
