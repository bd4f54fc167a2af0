/// Of the settings.
package enum SettingsFindings: CommandText {
    case read, trial, testClock, removeAndRestart, madeUp, remove, noGateway, nameGateway, paused
    case notReadable, notUsable

    package var text: Text {
        switch self {
        case .read:
            Text(
                "{path} blev læst; sidste udvej er {number}",
                "{path} was read; the last resort is {number}")
        case .trial:
            Text(
                """
                dette er en prøve, for 'allow-test-clock' er true: det, der kun tæller, hvor \
                rigtige opkald kommer ind, bliver nævnt og ikke talt med
                """,
                """
                this is a trial, for 'allow-test-clock' is true: what counts only where real calls \
                arrive is told and not counted
                """)
        case .testClock:
            Text(
                """
                'allow-test-clock: true' lader hotlined blive startet med et ur, som hvem som \
                helst stiller
                """,
                "'allow-test-clock: true' lets the daemon be started on a clock of anybody's")
        case .removeAndRestart:
            Text(
                "fjern linjen fra {path}, og genstart hotlined",
                "remove the line from {path}, and restart the daemon")
        case .madeUp:
            Text(
                """
                'make-credentials: true' finder på en hemmelighed, der mangler, og den kender \
                intet telefonsystem
                """,
                """
                'make-credentials: true' makes up a secret that is missing, which no gateway knows
                """)
        case .remove: Text("fjern linjen fra {path}", "remove the line from {path}")
        case .noGateway:
            Text(
                "intet telefonsystem er nævnt, så intet opkald kommer nogensinde ind",
                "no gateway is named, so no call ever arrives")
        case .nameGateway:
            Text(
                "skriv et under 'gateways' i {path}: docs/gateways.md",
                "write one below 'gateways' in {path}: docs/gateways.md")
        case .paused:
            Text(
                "'retention.paused' er true: numre og tekster, hvis tid er gået, bliver i loggen",
                """
                'retention.paused' is true: numbers and texts that are past their time stay in the \
                log
                """)
        case .notReadable:
            Text(
                "{path}: {reason}: nævn indstillingerne med --config, eller spørg som root",
                "{path}: {reason}: name the settings with --config, or ask as root")
        case .notUsable:
            Text(
                "med indstillinger, der ikke kan bruges, blev der ikke set på det, de nævner",
                "with settings that cannot be used, nothing that they name was looked at")
        }
    }
}

/// Of the file of prices.
package enum PricesFindings: CommandText {
    case none, unread, read

    package var text: Text {
        switch self {
        case .none:
            Text(
                "ingen: rapporter viser ingen omkostninger ('report.prices' nævner en fil)",
                "none: reports tell no costs ('report.prices' names a file)")
        case .unread:
            Text(
                "{path} må ikke læses af {user}: rapporter viser ingen omkostninger",
                "{path} may not be read by {user}: reports tell no costs")
        case .read: Text("{path} blev læst", "{path} was read")
        }
    }
}
