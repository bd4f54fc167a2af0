import CallLog
import CallRouting
import FoundationEssentials
import HotlineTestSupport
import OnCallRoster

/// Up to eight events of a call as a log or a spool has them, each with the records that it was
/// written with. What can be read is written and read again, and told as a call; it is what a daemon
/// starts with. Whether one could be read.
func readRecords(_ input: Input) -> Bool {
    let now = Fixtures.now
    var events: [LoggedEvent] = []
    for thing in input.things(most: 8) {
        guard let (type, records) = event(thing) else { continue }
        let at = now + .seconds(events.count)
        events.append(LoggedEvent(type: type, at: at, received: at, records: records))
    }
    let key = CallKey(gateway: Scene.gateway, call: "c-1")
    guard let call = OpenCall(key: key, folding: events) else { return false }
    start(with: call, at: now + .hours(1))
    return true
}

/// Which event, and whether its texts stand in its records, as in the first spools.
private func event(_ thing: Input) -> (EventType, [CallRecord])? {
    var thing = thing
    let first = thing.byte()
    let type = EventType.allCases[Int(first & 0x7F) % EventType.allCases.count]
    let text = String(decoding: thing.part() ?? [], as: UTF8.self)
    let records: [CallRecord]?
    if first & 0x80 == 0 {
        let values = thing.rest.isEmpty ? nil : thing.text
        records = try? RecordText.records(of: text, privateValues: values)
    } else {
        records = try? JSONDecoder().decode([CallRecord].self, from: Data(text.utf8))
    }
    guard let records else { return nil }
    check(records)
    return (type, records)
}

private func check(_ records: [CallRecord]) {
    guard let again = readBack(RecordJSON(records)) else {
        stop("what was read is written, and not read again")
    }
    if again != records {
        // A text that is gone is written as none.
        hold("\(records)".contains("gone"), "what was read is written and read again")
        hold(readBack(RecordJSON(again)) == again, "and so it is from then on")
    }
    for record in records { hold(record.decision != "", "a decision has words") }
}

/// What a daemon does with a call that it finds at its start, and `calls show` with any.
private func start(with call: OpenCall, at now: Instant) {
    var past = CallFloor.Past()
    past.calls = [call]
    let floor = CallFloor(resuming: past, now: now, monotonic: .hours(1))
    let owed = floor.callbacks.due(now: now, monotonic: .hours(1)).count
    hold(owed <= call.followUps.count, "no more is owed than came up")
    hold(floor.callbacks.freeCode.map { (10...99).contains($0) } ?? true, "a code has two digits")
    _ = floor.overdueCalls(.hours(6))
    _ = call.outcome
    if let plan = call.plan {
        let steps = plan.dryRun(at: now, context: RoutingContext()).steps
        hold(steps.count <= plan.steps.count, "a plan has no more steps than stand in it")
    }
}
