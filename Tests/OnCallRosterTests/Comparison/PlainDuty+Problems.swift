/// What the second implementation finds wrong, in the words of the product's messages.
extension PlainDuty {
    // MARK: Overlaps

    /// Rules of one kind that fill a line at one instant. Rotations are looked at only where no
    /// dated rules overlap.
    var overlaps: [String] {
        var dated: Set<String> = []
        for line in roster.lines {
            for (what, rules) in [("shifts", line.shifts), ("overrides", line.overrides)]
            where withoutOverlaps(rules).count < rules.count {
                dated.insert("two \(what) fill the line")
            }
        }
        return dated.isEmpty ? roster.lines.flatMap(overlaps).sorted() : dated.sorted()
    }

    /// One for each pair of rotations, with the first instant that they share.
    private func overlaps(of line: PlainLine) -> [String] {
        guard line.rotations.count > 1 else { return [] }
        let yielded = line.rotations.map { yield(of: $0, rule: 0) }
        return yielded.indices.flatMap { later in
            (0..<later).compactMap { earlier in
                firstShared(yielded[later], yielded[earlier]).map {
                    "two rotations fill \(line.id) from \(wallText($0))"
                }
            }
        }
    }

    private func firstShared(_ ticks: [Int], _ others: [Int]) -> Int? {
        ticks.indices.first { ticks[$0] != 0 && others[$0] != 0 }
    }

    private func wallText(_ tick: Int) -> String {
        PlainClock.text(clock.wall(at: period.lowerBound + tick * step))
    }

    /// The roster without those later rules that overlap earlier ones.
    func withoutOverlaps(_ roster: PlainRoster) -> PlainRoster {
        var roster = roster
        for index in roster.lines.indices {
            let line = roster.lines[index]
            roster.lines[index].shifts = withoutOverlaps(line.shifts)
            roster.lines[index].overrides = withoutOverlaps(line.overrides)
            if !overlaps(of: line).isEmpty { roster.lines[index].rotations = [line.rotations[0]] }
        }
        return roster
    }

    private func withoutOverlaps(_ rules: [PlainDated]) -> [PlainDated] {
        var kept: [PlainDated] = []
        for rule in rules {
            let span = minutes(of: rule)
            if !kept.contains(where: { minutes(of: $0).overlaps(span) }) { kept.append(rule) }
        }
        return kept
    }

    // MARK: Gaps

    /// What is said of a line that is left without a professional, and not closed.
    func gapAlarm(of duty: PlainLineDuty) -> String? {
        var open = duty.covered
        for place in open.indices where duty.holders[place] != 0 { open[place] = 0 }
        if duty.line.rotations.isEmpty, let last = lastOfShifts(of: duty.line) {
            // Beyond its last shift a line without rotations ends early, and has no gap.
            paint(&open, min(last, period.upperBound)..<period.upperBound, 0)
        }
        return open.firstIndex(of: 1).map { "nobody fills \(duty.line.id) from \(wallText($0))" }
    }

    private func lastOfShifts(of line: PlainLine) -> Int? {
        (line.shifts + line.overrides).filter { $0.who != nil }.map(minutes).filter { !$0.isEmpty }
            .map(\.upperBound).max()
    }
}
