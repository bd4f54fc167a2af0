import OnCallRoster

/// Reads what libFuzzer makes up as a roster: a file of YAML, and behind the first NUL a table that
/// it may name. The reader must never trap, and must keep its promises for whatever it is given.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAsRoster(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let end = bytes.firstIndex(of: 0) ?? bytes.count
    let table = RosterFile(
        name: "table.csv", relativePath: "table.csv", bytes: Array(bytes[end...].dropFirst()))
    let now = Instant(seconds: 1_795_348_800)
    let reading = readRoster(
        files: [
            RosterFile(
                name: "roster.yaml", relativePath: "roster.yaml", bytes: Array(bytes[..<end]))
        ],
        now: now, table: { _ in table })
    check(reading)
    guard let roster = reading.roster else { return 0 }
    let duty = DutyTable(of: roster, in: Interval(now - .days(7), now + .days(63)))
    for line in roster.lines { check(duty.duty(of: line.id)) }
    return 0
}

private func check(_ reading: RosterReading) {
    let hasError = reading.problems.contains { $0.severity == .error }
    precondition((reading.roster == nil) == hasError, "a roster stands exactly without an error")
    for problem in reading.problems {
        precondition(problem.place.line >= 1 && problem.place.column >= 1, "a place is in the file")
        precondition(!problem.message.isEmpty && !problem.fix.isEmpty, "a problem says what to do")
    }
}

private func check(_ duty: LineDuty) {
    for (earlier, later) in zip(duty.duties, duty.duties.dropFirst()) {
        precondition(earlier.interval.end <= later.interval.start, "one professional at a time")
    }
    precondition(duty.duties.allSatisfy { !$0.interval.isEmpty }, "no duty is empty")
}
