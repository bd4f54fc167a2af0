/// `roster who` and the summary of `roster check`.
package enum DutyWords: CommandText {
    case nobody, until, next
    case errors, oneError, alarms, oneAlarm, warnings, oneWarning

    package var text: Text {
        switch self {
        case .nobody: Text("ingen", "nobody")
        case .until: Text("til {until}", "until {until}")
        case .next: Text("næste er {who} fra {from}", "next {who} from {from}")
        case .errors: Text("{count} fejl", "{count} errors")
        case .oneError: Text("1 fejl", "1 error")
        case .alarms: Text("{count} alarmer", "{count} alarms")
        case .oneAlarm: Text("1 alarm", "1 alarm")
        case .warnings: Text("{count} advarsler", "{count} warnings")
        case .oneWarning: Text("1 advarsel", "1 warning")
        }
    }
}

/// `route`.
package enum RouteWords: CommandText {
    case step, byKey, leftOut, caller, owedBy, promise, then, numberFirst
    case unknownNumber, pin, lastResort

    package var text: Text {
        switch self {
        case .step: Text("trin {step}", "step {step}")
        case .byKey: Text("med tast", "by key")
        case .leftOut: Text("udeladt: {who} ({because})", "left out: {who} ({because})")
        case .caller: Text("opkald fra {kind}", "caller {kind}")
        case .owedBy: Text("{owner} skal ringe", "owed by {owner}")
        case .promise:
            Text("løftet om at ringe tilbage senest {by}", "the promise to ring back by {by}")
        case .then: Text("derefter {promise}", "then {promise}")
        case .numberFirst:
            Text(
                "derefter bedes om et nummer; gives det, {promise}",
                "then a number is asked for; if one is given, {promise}")
        case .unknownNumber:
            Text(
                "{number} er ikke et af vagtplanens numre",
                "{number} is none of the roster's numbers")
        case .pin:
            Text(
                """
                den, der ringer, bliver først bedt om en PIN-kode på {digits} cifre, hvor \
                telefonsystemet kan spørge; her vises vejen for den, der ingen giver
                """,
                """
                this caller is first asked for a PIN of {digits} digits, where the gateway can \
                ask; shown is the route of a caller who gives none
                """)
        case .lastResort:
            Text(
                """
                vagtplanen har ingen sidste udvej for dette opkald, og ingen indstillinger blev \
                fundet: {uri} står i deres sted; nævn indstillingerne med --config
                """,
                """
                the roster has no last resort for this call, and no settings were found: {uri} \
                stands for theirs; name the settings with --config
                """)
        }
    }
}
