import HotlineSettings
import HotlineTexts

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
        let address = ["address": "\(listen)"]
        switch (reply, daemonAnswers) {
        case (.alive, true): return .ok(.port, PortFindings.answers.with(address))
        case (.alive, false):
            return .mend(
                .port, PortFindings.otherSocket.with(address), PortFindings.nameSocket.text)
        case (.nothing, false) where holders.isEmpty:
            return .ok(.port, PortFindings.free.with(address))
        case (.nothing, true) where holders.isEmpty:
            return .danger(
                .port, PortFindings.nobody.with(address), PortFindings.restart.text,
                run: "systemctl restart hotlined")
        case (.foreign, _), (.nothing, _):
            let programs = holders.compactMap { $0.program?.text }
            let who = programs.isEmpty ? PortFindings.anotherProgram.text : fewOf(programs)
            return .danger(
                .port, PortFindings.foreign.with(["who": who, "address": "\(listen)"]),
                PortFindings.endIt.text)
        }
    }

    /// The daemon speaks plain HTTP: whoever is to reach it from outside comes through a proxy.
    private var reach: Finding? {
        var addresses = holders.map(\.address)
        if let own = InternetAddress(listen.host) { addresses.append(own) }
        if let open = addresses.first(where: { $0.isWildcard || !$0.isLoopback && !$0.isPrivate }) {
            let found: PortFindings = open.isWildcard ? .everyNetwork : .everywhere
            return .mend(
                .port, found.with(["port": listen.port, "address": "\(open)"]),
                PortFindings.proxy.with(["port": listen.port])
            ).whereCallsArrive
        }
        guard let inside = addresses.first(where: \.isPrivate) else { return nil }
        return .note(
            .port,
            PortFindings.ownNetwork.with(["port": listen.port, "address": "\(inside)"]))
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
