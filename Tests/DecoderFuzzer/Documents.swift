import HotlineAPI

/// One of the documents that the daemon and its clients exchange, by the first byte. What can be
/// read is written and read again. Whether it could be read.
func readDocument(_ input: Input) -> Bool {
    var input = input
    let kinds = DocumentKind.all
    return kinds[Int(input.byte()) % kinds.count].read(Array(input.rest))
}

/// A kind of document, and how it is read.
struct DocumentKind: Sendable {
    let type: any (Decodable & Sendable).Type
    let read: @Sendable ([UInt8]) -> Bool

    private init<Value: Codable & Equatable & Sendable>(_ type: Value.Type) {
        self.type = type
        read = { bytes in
            guard let value = try? JSONDocument(bytes: bytes).decode(type) else { return false }
            guard let written = try? JSONDocument(value), let again = try? written.decode(type)
            else { stop("\(type) was read, and is not written and read") }
            hold(again == value, "\(type) is the same when it is read again")
            hold((try? JSONDocument(again)) == written, "\(type) is written alike again")
            return true
        }
    }

    static let all: [DocumentKind] = questions + replies

    /// What is asked for over the control socket, and by who has a token.
    private static let questions = [
        DocumentKind(CallNote.self), DocumentKind(FollowUpAddition.self),
        DocumentKind(FollowUpChange.self), DocumentKind(EvaluationQuestion.self),
        DocumentKind(TokenRequest.self), DocumentKind(BackupRecord.self),
        DocumentKind(PurgeRequest.self), DocumentKind(HoldRequest.self),
        DocumentKind(SubjectRequest.self), DocumentKind(ReplayRequest.self),
        DocumentKind(RehearsalStart.self), DocumentKind(RehearsalEvent.self),
        DocumentKind(TestClockChange.self),
    ]

    /// What a client reads.
    private static let replies = [
        DocumentKind(Problem.self), DocumentKind(Status.self), DocumentKind(RosterWhoDocument.self),
        DocumentKind(CallList.self), DocumentKind(CallStory.self), DocumentKind(NotedCall.self),
        DocumentKind(NoteCodes.self), DocumentKind(FollowUpList.self),
        DocumentKind(FollowUpFacts.self), DocumentKind(ReportDocument.self),
        DocumentKind(EvaluationDocument.self), DocumentKind(AccessList.self),
        DocumentKind(TokenList.self), DocumentKind(NewTokenDocument.self),
        DocumentKind(BackupList.self), DocumentKind(PurgeDocument.self),
        DocumentKind(ErasureList.self), DocumentKind(HoldList.self),
        DocumentKind(SubjectRecord.self), DocumentKind(FailingNumbers.self),
        DocumentKind(GatewayFacts.self), DocumentKind(ReplayReport.self),
        DocumentKind(RehearsalReply.self), DocumentKind(OpenAPIDocument.self),
    ]
}
