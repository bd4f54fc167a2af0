/// Why the plan of a class of families reaches no person at an instant, and which rule mends it.
struct ReachRemedy {
    let families: FamilyClass
    let failure: ReachPlan.Failure
    /// The lines on which a person would then be reached, in the order of the plan.
    let helpfulLines: [LineID]
    let instant: Instant
    let roster: Roster
    let table: DutyTable

    struct Advice: Hashable {
        /// What keeps the plan from a person.
        let reason: String
        let fix: String

        init(_ reason: String, fix: String) {
            self.reason = reason
            self.fix = fix
        }
    }

    /// The cheapest that helps: more time, a phone, a step for families too, a person on a line.
    var advice: Advice {
        switch failure {
        case .tooLate(let way, let seconds): moreTime(way, seconds)
        case .nobody:
            phoneOfTheirOwn ?? stepForFamilies ?? somebodyEmployed ?? personOnEmptyLine
                ?? personForDesk ?? anotherLine
        }
    }

    private func moreTime(_ way: ReachPlan.Way, _ seconds: Int) -> Advice {
        let who =
            switch way {
            case .line(let line): "'\(line)'"
            case .contact: families.contact.map { "'\($0)'" } ?? "the contact"
            case .lastAnswered: "whoever answered last"
            }
        let minutes = (seconds + 59) / 60
        let longer = "raise 'max-wait' to \(minutes) min, or "
        return Advice(
            "'max-wait' is over before \(who) is rung",
            fix: (Duration.minutes(minutes) <= RingBudget.longestMaxWait ? longer : "")
                + "ring fewer or shorter steps before")
    }

    /// Somebody is there, and no phone rings for them.
    private var phoneOfTheirOwn: Advice? {
        var there = lines { $0.ringsFamilies }.compactMap { line in
            holder(of: line).map { ($0, roster.line(line)?.phones ?? []) }
        }
        if ringsContact, let contact = families.contact.flatMap({ roster.professionals[$0] }),
            table.mayBeRungAsContact(contact.id, at: instant)
        {
            there.append((contact, []))
        }
        for (professional, dutyPhones) in there where isReachable(professional) {
            let id = professional.id
            if dutyPhones.isEmpty && professional.phones.isEmpty {
                return Advice("'\(id)' has no phone", fix: "add a phone for '\(id)'")
            }
            return Advice(
                "no phone rings for '\(id)' alone",
                fix: "let the first phone of '\(id)' be one that is neither the family's nor a "
                    + "desk's")
        }
        return nil
    }

    private var stepForFamilies: Advice? {
        for line in lines(where: { !$0.ringsFamilies }) {
            guard let professional = holder(of: line), isReachable(professional),
                !(professional.phones + (roster.line(line)?.phones ?? [])).isEmpty
            else { continue }
            return Advice(
                "the step that rings '\(line)' is not for families",
                fix: "add 'family' to the step's 'callers'")
        }
        return nil
    }

    private var somebodyEmployed: Advice? {
        for line in helpfulLines {
            guard let professional = holder(of: line), professional.kind == .person,
                !isReachable(professional)
            else { continue }
            return Advice(
                "'\(professional.id)' on '\(line)' is not employed",
                fix: "let somebody employed fill '\(line)' then")
        }
        return nil
    }

    /// A line that claims the time before others, then one that persons fill at other times.
    private var personOnEmptyLine: Advice? {
        let empty = helpfulLines.filter { holder(of: $0) == nil && !isForDesks($0) }
        guard
            let line = empty.first(where: isClaimed) ?? empty.first(where: isEverFilled)
                ?? empty.first
        else { return nil }
        return Advice(
            "nobody fills '\(line)'", fix: "add a shift or an override on '\(line)' then")
    }

    private var personForDesk: Advice? {
        for line in helpfulLines {
            guard let desk = holder(of: line) else { continue }
            return Advice(
                "only the desk '\(desk.id)' fills '\(line)'",
                fix: "let a person fill '\(line)' then, or a line that a step rings after it")
        }
        return nil
    }

    private var anotherLine: Advice {
        let institution = families.group.institution
        let fix = "let a step ring a line of \(institution) that a person fills"
        if ringsContact, let contact = families.contact {
            return Advice(
                "'\(contact)' is neither on duty nor available",
                fix: "\(fix), or let '\(contact)' be 'available' then")
        }
        return Advice("no step that families have rings a line in time", fix: fix)
    }
}

extension ReachRemedy {
    private func lines(where rings: (RoutingStep) -> Bool) -> [LineID] {
        roster.routing(of: families.group.institution).effectiveSteps.filter(rings)
            .flatMap { roster.lines(rungBy: $0, for: families.group) }
    }

    private var ringsContact: Bool {
        roster.routing(of: families.group.institution).roundSteps.contains {
            $0.ring == .contact && $0.ringsFamilies
        }
    }

    private func holder(of line: LineID) -> Professional? {
        table.holder(of: line, at: instant).flatMap { roster.professionals[$0.professional] }
    }

    private func isReachable(_ professional: Professional) -> Bool {
        professional.kind == .person && roster.employment(of: professional).contains(instant)
    }

    private func isClaimed(_ line: LineID) -> Bool {
        let moment = Interval(instant, instant + .milliseconds(1))
        return roster.line(line)?.coverage(
            in: moment, holidays: roster.holidays, zone: roster.zone
        ).contains(instant) ?? false
    }

    private func isEverFilled(_ line: LineID) -> Bool { !table.duty(of: line).duties.isEmpty }

    private func isForDesks(_ line: LineID) -> Bool {
        isEverFilled(line)
            && table.duty(of: line).duties.allSatisfy {
                roster.professionals[$0.professional]?.kind == .desk
            }
    }
}
