import CallRouting
import OnCallRoster

/// A dialect that hands out hooks: what is alike in all of them.
protocol HookDialect: GatewayDialect {
    var frame: DialectFrame { get }
    /// The reply to what nobody waits for an instruction upon.
    static var nothing: [UInt8] { get }
    /// What the caller's leg does next; `called` is the number that the gateway says was dialled.
    func written(
        _ instruction: Instruction, for call: String, after delivery: DeliveryID, called: String?
    ) -> [UInt8]
}

/// A request at a hook; `Fields` is how its gateway writes what it says.
struct HookRequest<Fields: Sendable>: Sendable {
    let hook: Hook
    let fields: Fields
    let call: CallKey
    let received: Instant

    func event(_ kind: CallEvent.Kind, secondsAgo: Int = 0) -> CallEvent {
        CallEvent(call: call, at: received - .seconds(secondsAgo), received: received, kind: kind)
    }
}

extension HookDialect {
    package var gateway: GatewayName { frame.gateway }

    /// The hook of a request; 401 where it is none that was handed out.
    func hook(of webhook: Webhook) throws(WebhookRefusal) -> Hook {
        guard let hook = frame.hookKey.hook(at: webhook.path, gateway: gateway) else {
            throw WebhookRefusal(.unauthorized, "path: this is no hook that was handed out")
        }
        return hook
    }

    /// Whether somebody on the line waits for the reply: then the clock is no reason to refuse it.
    func isAwaited(_ webhook: Webhook, arrivals: [[Substring]]) -> Bool {
        arrivals.contains(webhook.path)
            || frame.hookKey.hook(at: webhook.path, gateway: gateway)?.purpose.isAwaited == true
    }

    /// A question of the caller's leg: its reply is the call's current instruction.
    func asking(_ event: CallEvent, _ id: DeliveryID, called: String?) -> Reading.Delivery {
        Reading.Delivery(id: id, event: event, identity: [], isAwaited: true) { [self] decision in
            written(
                decision.call.instruction, for: event.call.call, after: id, called: called)
        }
    }

    /// What nobody waits for an instruction upon.
    func report(_ event: CallEvent, _ id: DeliveryID) -> Reading.Delivery {
        Reading.Delivery(id: id, event: event, identity: [], isAwaited: false) { _ in Self.nothing }
    }

    /// What a professional waits for who picked up, or pressed a key.
    func awaited(
        _ event: CallEvent, _ id: DeliveryID,
        encode: @escaping @Sendable (CallRouter.Decision) -> [UInt8]
    ) -> Reading.Delivery {
        Reading.Delivery(id: id, event: event, identity: [], isAwaited: true, encode: encode)
    }

    /// Several events of one request, each a delivery of its own.
    func reports(_ events: [CallEvent], _ parts: String...) -> [Reading.Delivery] {
        events.enumerated().map { index, event in
            report(
                event,
                frame.delivery(parts.joined(separator: "|"), "\(index)", event.type.rawValue))
        }
    }

    /// The log does not know the call, and a caller is on the line: the last resort is rung.
    func lost<Fields>(_ request: HookRequest<Fields>, called: String?) -> Reading.Delivery {
        asking(
            request.event(.stepEnded(max(1, request.hook.step))),
            frame.delivery("lost", request.hook.call, "\(request.hook.step)"), called: called)
    }
}

/// Bytes in lower-case hexadecimal.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
