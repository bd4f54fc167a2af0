/// `session`. What the columns share with those of tokens stands in `CareWords`.
package enum SessionWords: CommandText {
    case noSessions, way, from, seen, ofToken

    package var text: Text {
        switch self {
        case .noSessions: Text("ingen sessioner", "no sessions")
        case .way: Text("MÅDE", "BY")
        case .from: Text("FRA", "FROM")
        case .seen: Text("SIDST SET", "SEEN")
        case .ofToken: Text("adgangsnøgle {id}", "token {id}")
        }
    }
}
