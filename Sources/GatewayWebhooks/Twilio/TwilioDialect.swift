import CallRouting
package import OnCallRoster

/// A Twilio-compatible gateway: Twilio's TwiML, SignalWire's cXML, Telnyx's TeXML.
///
/// It begins at `/gateway/NAME/voice`; `/gateway/NAME/status` hears that a call is over. All else
/// are hooks.
package struct TwilioDialect: HookDialect {
    let frame: DialectFrame
    private let authentication: GatewayAuthentication
    private let secrets: GatewaySecrets

    /// `authentication` is `twilio`, `signalwire` or `telnyx`, and `secrets` of its kind.
    package init(
        _ frame: DialectFrame, authentication: GatewayAuthentication, secrets: GatewaySecrets
    ) {
        self.frame = frame
        self.authentication = authentication
        self.secrets = secrets
    }

    /// Whether the gateway understands how often it is to ask, from an address's fragment.
    var retries: Bool { authentication == .twilio }

    package var replyType: String { "text/xml; charset=utf-8" }

    private static let formType = "application/x-www-form-urlencoded"

    package func admit(_ webhook: Webhook) throws(WebhookRefusal) {
        try WebhookRefusal.checkSize(of: webhook)
        guard webhook.method == .post else { return }
        if authentication == .twilio, TwilioDialect.isJSON(webhook) { return }
        try WebhookRefusal.checkType(of: webhook, is: TwilioDialect.formType)
    }

    private static func isJSON(_ webhook: Webhook) -> Bool {
        let type = webhook.first("content-type") ?? ""
        return trimmed(type.prefix { $0 != ";" }).lowercased() == "application/json"
    }

    package func bearsProof(_ webhook: Webhook) -> Bool {
        ["x-twilio-signature", "x-signalwire-signature", TelnyxSignature.header].contains {
            webhook.first($0) != nil
        }
    }

    package func authenticate(
        _ webhook: Webhook, now: Instant, clockIsSynchronised: Bool
    ) throws(WebhookRefusal) -> Authentic {
        switch authentication {
        case .telnyx:
            guard webhook.method == .post else {
                throw WebhookRefusal(
                    .unauthorized, "method: found GET, of which nothing is signed; wanted POST")
            }
            let verdict = TelnyxSignature.verdict(of: webhook, keys: secrets.publicKeys, now: now)
            let isOutside = try verdict.check(header: TelnyxSignature.header) {
                !clockIsSynchronised && isAwaited(webhook, arrivals: [["voice"]])
            }
            return Authentic(timestampOutsideTolerance: isOutside)
        case .signalwire:
            try check(
                webhook, headers: ["x-signalwire-signature", "x-twilio-signature"])
            return Authentic()
        case .twilio, .standardWebhooks, .bearer, .jambonz, .pathToken:
            try check(webhook, headers: ["x-twilio-signature"])
            return Authentic()
        }
    }

    private func check(_ webhook: Webhook, headers: [String]) throws(WebhookRefusal) {
        let form: FormFields? =
            webhook.method == .post && !TwilioDialect.isJSON(webhook)
            ? FormFields(webhook.body) : nil
        var urls = [frame.publicURL + webhook.target]
        // The fragment of a hook is not signed by Twilio, but by doubles of it that know no better.
        if retries, !webhook.target.contains("#") { urls.append(urls[0] + TwilioDialect.fragment) }
        let isSigned = headers.contains { header in
            guard let signature = TwilioSignature(of: webhook, header: header) else { return false }
            return urls.contains {
                signature.isValid(
                    url: $0, webhook: webhook, form: form, keys: secrets.shared)
            }
        }
        guard isSigned else {
            throw WebhookRefusal(
                .unauthorized,
                "\(headers[0]): wanted a signature by a secret of this gateway, over the address "
                    + "that begins with the settings' public-url")
        }
    }

    /// The request's parameters: the form's, else those of the query; of a body in JSON its texts.
    func parameters(of webhook: Webhook) throws(WebhookRefusal) -> FormFields {
        guard webhook.method == .post else { return FormFields((webhook.query ?? "").utf8) }
        guard TwilioDialect.isJSON(webhook) else { return FormFields(webhook.body) }
        return FormFields(texts: try FlatJSON.read(webhook.body).texts)
    }
}
