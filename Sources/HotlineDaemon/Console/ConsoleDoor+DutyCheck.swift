import CallLog
import WebConsole

// "Jeg er på vagt": the link of a reminder, for whoever has it. It shows when a duty begins and
// nothing else, and says one thing only.

extension ConsoleDoor {
    func askForDuty(_ visit: ConsoleVisit) throws(APIFlaw) -> ConsoleReply {
        let token = visit.parameters[0]
        let check = try api.reading { () throws(LogError) in
            try api.log.dutyCheck(tokenSHA256: Visitors.hash(of: token))
        }
        guard let check else { return unknownDuty(visit) }
        let action = "/console/duty/" + ConsoleDoor.escaped(token)
        return .page(DutyCheckPage(asking: visit.words, starts: check.starts, action: action))
    }

    func confirmDuty(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let (hash, now) = (Visitors.hash(of: visit.parameters[0]), api.clock.now)
        let isKnown = try await api.writing { () async throws(LogError) in
            try await api.log.confirmDuty(tokenSHA256: hash, at: now)
        }
        return isKnown ? .page(DutyCheckPage(answered: visit.words)) : unknownDuty(visit)
    }

    private func unknownDuty(_ visit: ConsoleVisit) -> ConsoleReply {
        guard !api.strangers.isOverRate(visit.sender, at: api.clock.monotonic) else {
            return .page(RefusalPage(floodOf: visit.words), status: 429)
        }
        return .page(DutyCheckPage(unknown: visit.words), status: 404)
    }
}
