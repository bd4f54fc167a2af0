/// `follow-ups`.
package enum FollowUpWords: CommandText {
    case none, more, number, kind, by, owner, family, institution, call, state
    case nobody, line, code, escalated, reminded

    package var text: Text {
        switch self {
        case .none: Text("ingen opfølgning", "no follow-ups")
        case .more: Text("mere opfølgning: --after {next}", "more follow-ups: --after {next}")
        case .number: Text("NUMMER", "NUMBER")
        case .kind: Text("SLAGS", "KIND")
        case .by: Text("SENEST", "BY")
        case .owner: Text("ANSVARLIG", "OWNER")
        case .family: Text("FAMILIE", "FAMILY")
        case .institution: Text("INSTITUTION", "INSTITUTION")
        case .call: Text("OPKALD", "CALL")
        case .state: Text("TILSTAND", "STATE")
        case .nobody: Text("ingen", "nobody")
        case .line:
            Text(
                "{id}: {kind} fra opkald {call}, ansvarlig {owner}, senest {by}: ",
                "{id}: {kind} of call {call}, owner {owner}, by {by}: ")
        case .code: Text("kode {code}", "code {code}")
        case .escalated: Text("sendt videre {at}", "escalated {at}")
        case .reminded: Text("påmindet {at}", "reminded {at}")
        }
    }
}
