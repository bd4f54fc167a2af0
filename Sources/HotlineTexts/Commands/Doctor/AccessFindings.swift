/// Of those whom the settings give a role.
package enum AccessFindings: CommandText {
    case unknownUser, unknownGroup, makeIt, professional, contact, institution, didYouMean, correct
    case nobody, one, several

    package var text: Text {
        switch self {
        case .unknownUser:
            Text(
                "indstillingerne giver en rolle til brugeren {who}, som maskinen ikke har",
                "the settings give a role to the user {who}, which this machine does not have")
        case .unknownGroup:
            Text(
                "indstillingerne giver en rolle til gruppen {who}, som maskinen ikke har",
                "the settings give a role to the group {who}, which this machine does not have")
        case .makeIt: Text("opret den, eller ret navnet", "make it, or correct the name")
        case .professional:
            Text(
                "adgangen for '{who}' gælder fagpersonen '{id}', som vagtplanen ikke har",
                "access of '{who}' is for the professional '{id}', whom the roster does not have")
        case .contact:
            Text(
                """
                adgangen for '{who}' gælder konsulenten eller rådgiveren '{id}', som vagtplanen \
                ikke har
                """,
                "access of '{who}' is for the contact '{id}', whom the roster does not have")
        case .institution:
            Text(
                "adgangen for '{who}' gælder institutionen '{id}', som vagtplanen ikke har",
                "access of '{who}' is for the institution '{id}', whom the roster does not have")
        case .didYouMean: Text("mente du '{near}'?", "did you mean '{near}'?")
        case .correct: Text("ret det i indstillingerne", "correct it in the settings")
        case .nobody:
            Text(
                "kun root og hotlineds bruger har en rolle",
                "nobody but root and the daemon's user has a role")
        case .one:
            Text(
                "1 bruger eller gruppe med en rolle, alle kendte",
                "1 user or group with a role, all of them known")
        case .several:
            Text(
                "{count} brugere og grupper med en rolle, alle kendte",
                "{count} users and groups with a role, all of them known")
        }
    }
}
