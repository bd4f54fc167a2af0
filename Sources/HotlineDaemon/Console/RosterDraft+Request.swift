import Glibc
import HotlineTexts
import OnCallRoster
import RosterChanges
import WebConsole

extension RosterDraft {
    /// Why a form asks for no change.
    struct Flaw: Error {
        let text: RosterRefusalText

        init(_ text: RosterRefusalText) {
            self.text = text
        }
    }

    /// The change that the form asks for, if whoever asks may make it.
    func request(for visitor: Visitor, in roster: Roster?) -> Result<ChangeRequest, Flaw> {
        guard let roster, let rule = rule(for: visitor.plannedInstitutions, in: roster) else {
            return .failure(Flaw(.changeNotChosen))
        }
        guard let from = RosterDraft.time(fromDay, fromTime) else {
            return .failure(Flaw(.changeBadFrom))
        }
        guard let to = RosterDraft.time(toDay, toTime) else {
            return .failure(Flaw(.changeBadTo))
        }
        guard note.count <= ChangeRequest.longestNote else {
            return .failure(Flaw(.changeLongNote))
        }
        return .success(ChangeRequest(rule, from: from, to: to, note: note))
    }

    /// Lines and professionals of others are answered like such that there are none of.
    private func rule(
        for institutions: Set<InstitutionID>?, in roster: Roster
    ) -> ChangeRequest.Rule? {
        let isPlanned = { (line: Line) in
            institutions.map { ids in line.id.institution.map(ids.contains) ?? false } ?? true
        }
        let person = roster.professionals[ProfessionalID(rawValue: who)]
        let reach = person.map { RosterReach(of: $0, for: institutions, in: roster) }
        switch kind {
        case .absence: return reach == .own ? .absence(of: who) : nil
        case .swap:
            guard let line = roster.line(named: line), isPlanned(line),
                who == RosterDraft.nobody || reach == .own || reach == .helper
            else { return nil }
            return .override(line: self.line, who: who)
        }
    }

    private static func time(_ day: String, _ time: String) -> RuleTime? {
        guard let date = CivilDate(day) else { return nil }
        if time.isEmpty { return .date(date) }
        // A browser may send seconds.
        return WallTime(String(time.prefix(5))).map { .wall(date, $0) }
    }
}

extension ConsoleWords {
    /// Why a change is not made, to whoever asked for it.
    func why(_ refusal: ChangeRefusal, _ names: ConsoleNames) -> String {
        typealias Why = RosterRefusalText
        func naming(_ who: ProfessionalID?) -> String {
            who.map { names.professional($0.rawValue) } ?? self(RosterChangeText.rosterChangeNobody)
        }
        func taken(_ why: Why, _ who: ProfessionalID?, _ interval: Interval) -> String {
            self(why, ["who": naming(who), "when": stamps(interval)])
        }
        switch refusal.reason {
        case .hasErrors: return self(Why.changeHasErrors)
        case .wouldHaveErrors(let problems):
            return self(Why.changeWouldHaveErrors, ["message": problems.first?.message ?? ""])
        case .unknownLine(let id, _), .unknownProfessional(let id, _):
            return self(Why.changeUnknown, ["id": id])
        case .endsBeforeItBegins: return self(Why.changeEnds)
        case .tooLong: return self(Why.changeTooLong, ["days": String(RosterChange.longest)])
        case .splitsMinute: return self(Why.changeSplitsMinute)
        case .comesTwice: return self(Why.changeComesTwice)
        case .isAbsent(let who, _): return self(Why.changeIsAbsent, ["who": naming(who)])
        case .isAbsentAlready(let who, _):
            return self(Why.changeIsAbsentAlready, ["who": naming(who)])
        case .hasOverride(_, let other):
            return taken(.changeHasOverride, other.who, other.interval)
        case .isOverriddenSo(_, let other):
            return taken(.changeIsOverriddenSo, other.who, other.interval)
        case .isSo(_, let who, let interval):
            return taken(who == nil ? .changeIsSoNobody : .changeIsSo, who, interval)
        case .cannotBeAddedTo: return self(Why.changeCannotBeAdded)
        case .unreadable: return self(Why.changeUnreadable)
        case .folder(let trouble): return why(trouble)
        }
    }

    private func why(_ trouble: ChangeRefusal.FolderTrouble) -> String {
        typealias Why = RosterRefusalText
        switch trouble {
        case .isFile: return self(Why.changeIsFile)
        case .isLink: return self(Why.changeIsLink)
        case .isHeld: return self(Why.changeIsHeld)
        case .wouldBeHidden: return self(Why.changeHidden)
        case .changedMeanwhile: return self(Why.changeMeanwhile)
        case .notSynced: return self(RosterChangeText.rosterMadeNotSynced)
        case .system(_, _, let code):
            switch code {
            case EACCES, EPERM: return self(Why.changeDenied)
            case EROFS: return self(Why.changeReadOnly)
            case ENOSPC, EDQUOT: return self(Why.changeFull)
            default:
                return self(Why.changeOther, ["reason": String(cString: strerror(code))])
            }
        }
    }
}
