import CallRouting
import HotlineTestSupport
import FoundationEssentials
import OnCallRoster

/// What a daemon writes, and what is left of it after a crash or a power cut.
package struct Disk {
    package enum State: Hashable, Sendable {
        case good
        /// The log misses its deadline, and takes the event all the same, later.
        case slow
        case logFails
        /// Only the runtime directory, in memory, takes anything.
        case nothingWrites

        static let troubles: [State] = [.slow, .logFails, .nothingWrites]
    }

    /// One event as it is written.
    struct Entry {
        let order: Int64
        let key: CallKey
        let type: EventType
        let at: Instant
        let received: Instant
        let delivery: String?
        let records: [UInt8]
        let privateValues: [UInt8]
        let reply: Reply

        init(_ event: CallEvent, _ outcome: CallFloor.Outcome, delivery: String?) {
            order = outcome.order
            key = event.call
            type = event.type
            at = event.at
            received = event.received
            self.delivery = delivery
            let text = RecordJSON(outcome.decision.records)
            records = text.records
            privateValues = text.privateValues
            reply = Reply(instruction: outcome.decision.reply)
        }

        /// Read back from its bytes.
        func logged() throws -> LoggedEvent {
            let values = try JSONDecoder().decode([String?].self, from: Data(privateValues))
            let decoder = JSONDecoder()
            decoder.userInfo[PrivateStore.key] = PrivateStore(values)
            return LoggedEvent(
                type: type, at: at, received: received,
                records: try decoder.decode([CallRecord].self, from: Data(records)))
        }
    }

    var state = State.good
    /// Each call as the fold of what is in the log.
    private(set) var calls: [CallKey: OpenCall] = [:]
    private(set) var replies: [String: Reply] = [:]
    private(set) var spool: [Entry] = []
    /// Survives a crash, and no power cut.
    private(set) var volatileSpool: [Entry] = []
    private(set) var places = LogPlaces()
    private(set) var events = 0
    private(set) var history: [(CallKey, LoggedEvent)] = []
    /// Callbacks that are open by the log.
    private(set) var owed: Set<FollowUpKey> = []

    var isSpooling: Bool { !spool.isEmpty || !volatileSpool.isEmpty }

    /// All that waits outside the log, in order of decision.
    var waiting: [Entry] { (spool + volatileSpool).sorted { $0.order < $1.order } }

    /// Appends to the log, once a delivery.
    mutating func append(_ entry: Entry) throws {
        if let delivery = entry.delivery {
            guard replies[delivery] == nil else { return }
            replies[delivery] = entry.reply
        }
        let event = try entry.logged()
        var call =
            calls[entry.key]
            ?? OpenCall(key: entry.key, at: entry.at, received: entry.received)
        call.apply(event)
        calls[entry.key] = call
        history.append((entry.key, event))
        events += 1
        for followUp in call.followUps where followUp.kind.isCallback {
            let key = FollowUpKey(call: call.key, number: followUp.number)
            if followUp.isOpen { owed.insert(key) } else { owed.remove(key) }
        }
        places.note(event.records, of: entry.key)
    }

    mutating func spool(_ entry: Entry) { spool.append(entry) }

    mutating func spoolVolatile(_ entry: Entry) { volatileSpool.append(entry) }

    /// Brings what waits into the log; the calls of which it did, one for each event.
    mutating func merge() throws -> [CallKey] {
        let merged = waiting
        for entry in merged { try append(entry) }
        spool = []
        volatileSpool = []
        return merged.map(\.key)
    }

    mutating func losesSpool() { spool = [] }

    /// The deliveries that are gone with the power.
    mutating func powerIsCut() -> [String] {
        let lost = volatileSpool.compactMap(\.delivery)
        volatileSpool = []
        return lost
    }

    /// What a delivery was replied, wherever the event is.
    func reply(to delivery: String) -> Reply? {
        replies[delivery] ?? waiting.first { $0.delivery == delivery }?.reply
    }
}

/// What a gateway hears; `nil` for a refusal.
package struct Reply: Hashable, Sendable {
    let instruction: Instruction?
}
