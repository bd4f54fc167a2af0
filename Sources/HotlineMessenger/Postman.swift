import HotlineAPI
import Synchronization
import Systemd

/// Asks for messages, sends them a few at a time, and tells what came of each.
final class Postman: Sendable {
    private let door: DaemonDoor
    private let mail: MailProgram?
    private let sms: SMSSender?
    private let isStopping = Mutex(false)
    /// What came of messages of which the daemon could not be told; a message that was sent is not sent
    /// again when it is handed out meanwhile.
    private let untold = Mutex<[Int: MessageResult]>([:])

    private static let rest: Duration = .seconds(1)
    /// While the daemon does not answer.
    private static let longRest: Duration = .seconds(5)
    private static let atOnce = 4

    init(door: DaemonDoor, mail: MailProgram?, sms: SMSSender?) {
        self.door = door
        self.mail = mail
        self.sms = sms
    }

    /// Ends `run` once what is under way is done.
    func stop() { isStopping.withLock { $0 = true } }

    func run() async {
        var trouble: DaemonDoor.Trouble?
        while !isStopping.withLock({ $0 }) {
            Systemd.notify(.watchdog)
            do throws(DaemonDoor.Trouble) {
                await tellUntold()
                let due = try await door.due()
                if trouble != nil { Journal.tell(.notice, "hotlined answers again") }
                trouble = nil
                await deliver(due)
                if due.isEmpty { try? await Task.sleep(for: Postman.rest) }
            } catch {
                if trouble != error {
                    Journal.tell(
                        .warning, "hotlined hands out no messages, trying again",
                        [("reason", error.code)])
                }
                trouble = error
                try? await Task.sleep(for: Postman.longRest)
            }
        }
        await tellUntold()
    }

    private func deliver(_ messages: [DueMessage]) async {
        await withTaskGroup(of: Void.self) { tasks in
            for (number, message) in messages.enumerated() {
                if number >= Postman.atOnce { await tasks.next() }
                tasks.addTask { await self.deliver(message) }
            }
        }
    }

    private func deliver(_ message: DueMessage) async {
        if let known = untold.withLock({ $0[message.id] }), known.outcome == "sent" {
            await tell(known, of: message.id)
            return
        }
        let delivery = await send(message)
        switch delivery {
        case .sent: break
        case .delayed(let reason):
            Journal.tell(.warning, "A message could not be sent yet", facts(message, reason))
        case .failed(let reason):
            Journal.tell(.error, "A message cannot be sent", facts(message, reason))
        }
        Systemd.notify(.watchdog)
        await tell(delivery.result(of: message), of: message.id)
    }

    private func facts(_ message: DueMessage, _ reason: String) -> [(String, String)] {
        [
            ("message", String(message.id)), ("kind", message.kind), ("channel", message.channel),
            ("attempt", String(message.attempt)), ("reason", reason),
        ]
    }

    private func send(_ message: DueMessage) async -> Delivery {
        switch message.channel {
        case "email": await mail?.send(message) ?? .failed("no-mail")
        case "sms": await sms?.send(message) ?? .failed("no-sms")
        default: .failed("unknown-channel")
        }
    }

    private func tell(_ result: MessageResult, of id: Int) async {
        do throws(DaemonDoor.Trouble) {
            try await door.tell(result, of: id)
            untold.withLock { $0[id] = nil }
        } catch {
            switch error {
            case .refused(let status) where (400..<500).contains(status):
                // It knows no such message any more.
                untold.withLock { $0[id] = nil }
            case .refused, .silent, .unreadable:
                untold.withLock { $0[id] = result }
            }
            Journal.tell(
                .warning, "hotlined could not be told what came of a message",
                [("message", String(id)), ("reason", error.code)])
        }
    }

    private func tellUntold() async {
        for (id, result) in untold.withLock({ $0 }) { await tell(result, of: id) }
    }
}
