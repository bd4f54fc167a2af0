import HotlineAPI
import HotlineSettings

/// Asks the provider to send an SMS.
struct SMSSender: Sendable {
    let settings: SMSSettings
    let secret: String
    let web: WebClient

    static let patience: Duration = .seconds(20)

    func send(_ message: DueMessage) async -> Delivery {
        let request = SMSRequest(settings, for: message, secret: secret)
        do throws(WebClient.Trouble) {
            let reply = try await web.exchange(
                request.method, request.url,
                headers: request.headers.map { ($0.name, $0.value) },
                body: Array(request.body.utf8), patience: SMSSender.patience)
            return SMSSender.delivery(status: reply.status, successes: settings.successes)
        } catch {
            return switch error {
            case .timeout: .delayed("timeout")
            case .connection: .delayed("connection")
            // It has answered, and not as it should: whether it sends is not known.
            case .replyTooLong: .delayed("long-reply")
            }
        }
    }

    /// What a provider's status means: what it says of itself may pass, what it says of the request
    /// does not (RFC 9110, section 15).
    static func delivery(status: Int, successes: Set<Int>) -> Delivery {
        if successes.contains(status) { return .sent }
        switch status {
        // Too slow, too early, too many.
        case 408, 425, 429, 500...599: return .delayed("http-\(status)")
        default: return .failed("http-\(status)")
        }
    }
}
