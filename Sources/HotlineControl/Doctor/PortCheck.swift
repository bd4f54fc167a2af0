import HotlineSettings

/// Who listens where gateways ask, and who can get there.
struct PortCheck {
    /// What `GET /livez` at the address came to.
    enum Reply: Hashable, Sendable {
        case alive
        /// Something answers, and it is not the daemon.
        case foreign
        case nothing
    }

    let listen: ListenAddress
    /// On the port, at any address; `nil` where the kernel does not tell.
    let listeners: [Listener]?
    let reply: Reply
    /// Whether the daemon answers on its control socket.
    let daemonAnswers: Bool

    var findings: [Finding] { [answer, reach].compactMap { $0 } }

    /// Those that take connections to the address.
    private var holders: [Listener] {
        let own = InternetAddress(listen.host)
        return (listeners ?? []).filter {
            $0.address == own || $0.address.isWildcard || own?.isWildcard ?? true
        }
    }

    private var answer: Finding {
        let programs = holders.compactMap(\.program)
        switch (reply, daemonAnswers) {
        case (.alive, true): return .ok(.port, "the daemon answers at \(listen)")
        case (.alive, false):
            return .mend(
                .port, "a daemon answers at \(listen), and not on this control socket",
                "name its socket with --socket, or its settings with --config")
        case (.nothing, false) where holders.isEmpty:
            return .ok(.port, "\(listen) is free for the daemon")
        case (.nothing, true) where holders.isEmpty:
            return .danger(
                .port,
                "the daemon runs, and nobody listens at \(listen): no gateway gets an answer",
                "restart it, if 'listen' was changed; else see its socket unit",
                run: "systemctl restart hotlined")
        case (.foreign, _), (.nothing, _):
            let who = programs.isEmpty ? "another program" : fewOf(programs)
            return .danger(
                .port, "\(who) has \(listen), and does not answer as the daemon does",
                "end it, or choose another 'listen' in the settings")
        }
    }

    /// The daemon speaks plain HTTP: whoever is to reach it from outside comes through a proxy.
    private var reach: Finding? {
        var addresses = holders.map(\.address)
        if let own = InternetAddress(listen.host) { addresses.append(own) }
        if let open = addresses.first(where: { $0.isWildcard || !$0.isLoopback && !$0.isPrivate }) {
            return .mend(
                .port,
                "port \(listen.port) of \(open) can be reached from "
                    + (open.isWildcard ? "every network of this machine" : "everywhere")
                    + ", in plain HTTP",
                "write 'listen: 127.0.0.1:\(listen.port)', and let a reverse proxy with TLS "
                    + "pass on "
                    + "/gateway/ and /console only"
            ).whereCallsArrive
        }
        guard let inside = addresses.first(where: \.isPrivate) else { return nil }
        return .note(
            .port,
            "port \(listen.port) of \(inside) can be reached from its network, in plain HTTP: "
                + "let nobody but the "
                + "gateways be there")
    }
}

extension PortCheck {
    /// Looks who listens, and asks at the address.
    init(_ listen: ListenAddress, daemonAnswers: Bool) {
        self.init(
            listen: listen, listeners: Listener.listening(on: listen.port),
            reply: PortCheck.reply(at: listen), daemonAnswers: daemonAnswers)
    }

    private static func reply(at listen: ListenAddress) -> Reply {
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][listen.host] ?? listen.host
        do throws(LocalHTTPClient.Trouble) {
            let reply = try LocalHTTPClient(address: host, port: listen.port, patience: .seconds(3))
                .exchange("GET", "/livez", headers: [])
            let isOurs = reply.status == 200 && reply.body == Array("ok\n".utf8)
            return isOurs ? .alive : .foreign
        } catch {
            if case .notReached = error { return .nothing }
            return .foreign
        }
    }
}
