/// `messages list`. What the columns share with other lists stands in `CareWords`.
package enum MessageListWords: CommandText {
    case counts, waitingSince, asked, neverAsked, notDelivered
    case none, kind, to, ended, tries, channel

    package var text: Text {
        switch self {
        case .counts:
            Text(
                """
                {waiting} venter; de seneste 24 timer er {sent} sendt, {failed} mislykket og \
                {dropped} bortfaldet
                """,
                """
                {waiting} waiting; in the last 24 hours {sent} sent, {failed} failed, \
                {dropped} dropped
                """)
        case .waitingSince:
            Text(
                "den ældste, der skal sendes nu, har ventet siden {since}",
                "the oldest that is to be sent now has waited since {since}")
        case .asked:
            Text("hotline-messenger spurgte senest {at}", "hotline-messenger last asked {at}")
        case .neverAsked:
            Text(
                "hotline-messenger har ikke spurgt, siden hotlined startede",
                "hotline-messenger has not asked since the daemon started")
        case .notDelivered:
            Text(
                "indstillingerne lader ingen sende beskeder: se 'messenger'",
                "the settings let nobody send messages: see 'messenger'")
        case .none: Text("ingen", "none")
        case .kind: Text("SLAGS", "KIND")
        case .to: Text("TIL", "TO")
        case .ended: Text("SLUT", "ENDED")
        case .tries: Text("FORSØG", "TRIES")
        case .channel: Text("SOM", "AS")
        }
    }
}
