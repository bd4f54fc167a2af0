extension RosterReader {
    /// A line that a step rings must be one that somebody whom the step applies to has.
    mutating func checkLinesOfSteps() {
        guard !isIncomplete else { return }
        for reference in ringReferences {
            let known = linesInReach(of: reference)
            guard !known.contains(reference.line) else { continue }
            let near = suggestion(for: reference.line.rawValue, among: known.map(\.rawValue))
            problems.append(
                Problem(
                    .unknownLine, at: reference.place, "nobody has a line '\(reference.line)'",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "name a line of an institution or municipality"))
        }
    }

    private func linesInReach(of reference: RingReference) -> Set<LineName> {
        let institutions: [Institution]
        if let id = reference.institution, let own = roster.institutions[id] {
            institutions =
                reference.partners
                ? own.partners.compactMap { roster.institutions[$0] } : [own]
        } else {
            institutions = roster.institutions.values
        }
        var lines = institutions.flatMap(\.lines)
        if !reference.partners { lines += roster.municipalities.values.flatMap(\.lines) }
        return Set(lines.map(\.id.name))
    }

    /// A shift of a table whose line is misspelt would be lost without a word.
    mutating func checkRowsOfTables() {
        let lines = roster.lines.flatMap { [$0.id.name.rawValue, $0.id.description] }
        for (place, cell) in unclaimed where !claimed.contains(place) {
            let near = suggestion(for: cell.text, among: lines.filter { $0 != cell.text })
            problems.append(
                Problem(
                    .unknownLine, at: cell.place, "no line '\(cell.text)' reads this table",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "name a line that has this table as its 'shifts-from'"))
        }
    }

    /// PINs are unique, of one length, and too many to be guessed.
    mutating func checkPINs() {
        guard let first = pinPlaces.first else { return }
        let length = first.pin.utf8.count
        var seen: [String: Place] = [:]
        for (pin, place) in pinPlaces {
            if pin.utf8.count != length {
                problems.append(
                    Problem(
                        .type, at: place, "this PIN has \(pin.utf8.count) digits, others \(length)",
                        fix: "give all families PINs of one length"))
            }
            if let other = seen[pin] {
                problems.append(
                    Problem(
                        .duplicatePIN, at: place, "the family in \(other) has this PIN too",
                        fix: "give one of them another PIN"))
            }
            seen[pin] = place
        }
        var guesses = 1
        for _ in 0..<length { guesses *= 10 }
        if pinPlaces.count * 1000 > guesses {
            var enough = length
            while pinPlaces.count * 1000 > guesses {
                enough += 1
                guesses *= 10
            }
            problems.append(
                Problem(
                    .pinTooShort, at: first.place,
                    "\(pinPlaces.count) families share PINs of \(length) digits",
                    fix: "use PINs of \(enough) digits"))
        }
    }

    /// Two shifts of a line, or two overrides, never fill it at one instant.
    mutating func checkOverlaps() {
        for line in roster.lines {
            checkOverlaps(line.shifts, "shifts")
            checkOverlaps(line.overrides, "overrides")
        }
    }

    private mutating func checkOverlaps(_ rules: [DatedDuty], _ what: String) {
        let sorted = rules.sorted { $0.interval.start < $1.interval.start }
        var longest: DatedDuty?
        for rule in sorted {
            if let longest, rule.interval.start < longest.interval.end {
                let (earlier, later) =
                    longest.place.isBefore(rule.place)
                    ? (longest, rule) : (rule, longest)
                let shared = longest.interval.intersection(rule.interval)
                problems.append(
                    Problem(
                        .overlap, at: later.place,
                        "two \(what) fill the line from \(roster.wallText(shared.start)); "
                            + "the other is in \(earlier.place)",
                        fix: "end one where the other begins"))
            }
            if longest.map({ $0.interval.end < rule.interval.end }) ?? true { longest = rule }
        }
    }
}

extension Place {
    fileprivate func isBefore(_ other: Place) -> Bool {
        (file, line, column) < (other.file, other.line, other.column)
    }
}

extension Roster {
    /// A wall time of the roster's zone, for people: `2026-12-24 15:00`.
    package func wallText(_ instant: Instant) -> String {
        let (date, time) = zone.wall(of: instant)
        return "\(date) \(time)"
    }
}
