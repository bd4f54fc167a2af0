/// What reads bytes that come from outside, or from a disk that may be damaged.
enum Reader: String, CaseIterable, Sendable {
    /// Requests of gateways.
    case canonical, bearer, twilio, signalwire, telnyx, jambonz, elks
    /// Paths that were handed out to gateways.
    case hooks
    /// Files of secrets.
    case secrets
    /// Records of the log and of a spool's first version.
    case records
    /// What the daemon and its clients exchange.
    case documents
    case settings, prices
    /// Words of queries, bodies, tables and flags.
    case times, numbers, names

    /// Whether the input was taken for something.
    func read(_ input: Input) -> Bool {
        switch self {
        case .canonical, .bearer, .twilio, .signalwire, .telnyx, .jambonz, .elks:
            readRequests(input, of: self)
        case .hooks: readHook(input)
        case .secrets: readSecrets(input)
        case .records: readRecords(input)
        case .documents: readDocument(input)
        case .settings: readSettings(input)
        case .prices: readPrices(input)
        case .times: readTime(input.text)
        case .numbers: readNumber(input.text)
        case .names: readName(input.text)
        }
    }
}
