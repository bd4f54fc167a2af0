import HotlineAPI

extension DaemonClient {
    /// A page of follow-ups; a filter that is `nil` does not count.
    func followUps(_ filters: [(name: String, value: String?)]) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/follow-ups" + DaemonClient.query(filters))
    }

    /// Adds to a call, by its id or by `GATEWAY/CALL`.
    func addFollowUp(
        to name: String, owner: String?, deadline: String?, note: String?
    ) throws(Failure) -> JSONDocument {
        let story = try DaemonClient.read(CallStory.self, from: call(name))
        let addition = FollowUpAddition(
            call: story.summary.call, gateway: story.summary.gateway, owner: owner,
            deadline: deadline, note: note)
        return try ask("POST", "/api/v1/follow-ups", body: DaemonClient.document(of: addition))
    }

    /// Numbers that fail at once when they are rung.
    func failingNumbers() throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/failing-numbers")
    }

    func beginReplay(_ request: ReplayRequest) throws(Failure) -> JSONDocument {
        try ask("POST", "/api/v1/replays", body: DaemonClient.document(of: request))
    }

    /// The latest replay.
    func replay() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/replays/latest") }

    /// Writes a call's note; the answer is the note and the call's follow-ups.
    func note(_ name: String, _ note: CallNote) throws(Failure) -> JSONDocument {
        let story = try DaemonClient.read(CallStory.self, from: call(name))
        let call = DaemonClient.escaped(story.summary.call)
        var note = note
        note.gateway = story.summary.gateway
        return try ask(
            "POST", "/api/v1/calls/\(call)/note", body: DaemonClient.document(of: note))
    }

    /// The note there is.
    func note(_ name: String) throws(Failure) -> JSONDocument {
        let story = try DaemonClient.read(CallStory.self, from: call(name))
        let call = DaemonClient.escaped(story.summary.call)
        let query = DaemonClient.query([("gateway", story.summary.gateway)])
        return try ask("GET", "/api/v1/calls/\(call)/note\(query)")
    }

    func noteCodes() throws(Failure) -> JSONDocument { try ask("GET", "/api/v1/note-codes") }

    func assignFollowUp(_ id: Int, to owner: String) throws(Failure) -> JSONDocument {
        try ask(
            "POST", "/api/v1/follow-ups/\(id)/owner",
            body: DaemonClient.document(of: FollowUpChange(owner: owner)))
    }

    func endFollowUp(_ id: Int, how: String?) throws(Failure) -> JSONDocument {
        try ask(
            "POST", "/api/v1/follow-ups/\(id)/ending",
            body: DaemonClient.document(of: FollowUpChange(how: how)))
    }
}
