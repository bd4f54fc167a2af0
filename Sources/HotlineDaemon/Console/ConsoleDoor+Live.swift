import HummingbirdCore
import NIOCore
import WebConsole

// Pages that are kept as they are now: server-sent events (HTML, section 9.2).

extension ConsoleDoor {
    /// After so many milliseconds a browser whose stream has ended comes again.
    private static let retry = "retry: 3000\n\n"

    /// Tells that a page may show something else now, and nothing of what: whoever wants to know asks
    /// for the page again.
    func live(_ visit: ConsoleVisit) -> ConsoleReply {
        guard let session = visit.session,
            let listener = live.open(for: session.id, at: api.clock.monotonic)
        else { return .page(RefusalPage(visit.words, status: 503), status: 503) }
        let sessions = sessions
        return .stream(
            ConsoleDoor.stream(to: listener, body: visit.body) {
                let held = try? await sessions.held(bySecret: session.secret, isUse: false)
                return held?.visitor.may(.seeOnCall) ?? false
            })
    }

    /// - Parameters:
    ///   - body: Of the request; it tells when the browser is gone.
    ///   - mayListen: Whether the session still holds.
    private static func stream(
        to listener: LiveStreams.Listener, body: RequestBody,
        mayListen: @escaping @Sendable () async -> Bool
    ) -> ResponseBody {
        ResponseBody { writer in
            try await body.consumeWithInboundCloseHandler { _ in
                try await writer.write(ByteBuffer(string: retry))
                var last = LiveStreams.Pulse()
                for await pulse in listener.pulses {
                    guard await mayListen() else { break }
                    if let text = pulse.text(after: last) {
                        try await writer.write(ByteBuffer(string: text))
                    }
                    last = pulse
                }
            } onInboundClosed: {
                listener.end()
            }
            listener.end()
            try await writer.finish(nil)
        }
    }
}
