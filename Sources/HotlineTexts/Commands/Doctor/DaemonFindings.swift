/// Of the daemon as a whole, and of the numbers that failed when it had them rung.
package enum DaemonFindings: CommandText {
    case silent, notLookedAt, degraded, askAsRoot, notAll, answers, failedOnce, failedOften
    case correctNumber

    package var text: Text {
        switch self {
        case .silent: Text("hotlined svarer ikke", "the daemon does not answer")
        case .notLookedAt:
            Text(
                """
                {why}. Uden den kunne der ikke ses på: dens alarmer, numre, der slog fejl, hvornår \
                telefonsystemer sidst meldte sig, hvor langt frem vagter kendes
                """,
                """
                {why}. Not looked at without it: its alarms, numbers that failed, when gateways \
                were heard of, how far duty is known
                """)
        case .degraded:
            Text(
                "hotlined siger, at noget skal rettes, og kun til administratorer, hvad det er",
                "the daemon says that it is degraded, and tells administrators why")
        case .askAsRoot: Text("spørg som root", "ask as root")
        case .notAll:
            Text("hotlined fortalte ikke alt: {why}", "the daemon did not tell all: {why}")
        case .answers: Text("{version} svarer, siden {since}", "{version} answers, since {since}")
        case .failedOnce:
            Text(
                """
                {uri} hos {professional} slog fejl med det samme, én gang siden {since}, senest i \
                opkald {call}
                """,
                "{uri} of {professional} failed at once, once since {since}, last in call {call}")
        case .failedOften:
            Text(
                """
                {uri} hos {professional} slog fejl med det samme, {times} gange i træk siden \
                {since}, senest i opkald {call}
                """,
                """
                {uri} of {professional} failed at once, {times} times in a row since {since}, last \
                in call {call}
                """)
        case .correctNumber:
            Text(
                "ret det i vagtplanen, eller spørg, om telefonen virker",
                "correct it in the roster, or ask whether the telephone works")
        }
    }
}
