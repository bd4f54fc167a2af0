/// `gateway test`.
package enum GatewayTestWords: CommandText {
    case otherSettings, setUp, setUpAt, unsynchronised, clocksApart, synchronised, neverHeard
    case heard, unchecked, neverChecked, checked, checkedLongAgo, unreadable, noSecret, onlyTelnyx
    case silent, refused, taken, answered, answeredWhy, fromElsewhere, restart, wrongSecret
    case oldSignature, unsigned, theSecret, oneSecret, noGateway, useOneOf

    package var text: Text {
        switch self {
        case .otherSettings:
            Text(
                """
                hotlined kører med andre indstillinger for dette telefonsystem, end filen har: \
                genstart den
                """,
                "the daemon runs with other settings of this gateway than the file has: restart it")
        case .setUp:
            Text(
                "{dialect}, viser, hvem det er, med {authentication}",
                "{dialect}, proves itself by {authentication}")
        case .setUpAt:
            Text(
                "{dialect}, viser, hvem det er, med {authentication}, nås på {address}",
                "{dialect}, proves itself by {authentication}, reached at {address}")
        case .unsynchronised:
            Text(
                """
                kernen siger, at uret ikke er synkroniseret: se 'timedatectl', og lad \
                systemd-timesyncd eller chrony køre
                """,
                """
                the kernel calls the clock unsynchronised: see 'timedatectl', and let \
                systemd-timesyncd or chrony run
                """)
        case .clocksApart:
            Text(
                """
                hotlineds ur viser {daemons}, maskinens {machines}: blev hotlined startet med \
                --clock?
                """,
                """
                the daemon's clock shows {daemons}, this machine's {machines}: was the daemon \
                started with --clock?
                """)
        case .synchronised: Text("synkroniseret", "synchronised")
        case .neverHeard:
            Text(
                "det har aldrig meldt sig: ring til akuttelefonen",
                "nothing was ever heard of it: place a call to the hotline")
        case .heard: Text("meldte sig senest {last}", "last heard of {last}")
        case .unchecked:
            Text(
                """
                indstillingerne nævner intet nummer, der prøver linjen: tilføj 'self-call: "+45 \
                …"' til telefonsystemet {gateway}, og lad det ringe til akuttelefonen hver nat
                """,
                """
                the settings name no number that checks the line: add 'self-call: "+45 …"' to \
                gateway {gateway}, and let it ring the hotline every night
                """)
        case .neverChecked:
            Text(
                "intet opkald har prøvet linjen endnu: ring et",
                "no call that checks the line came through yet: place one")
        case .checked:
            Text("det seneste, der lykkedes, sluttede {last}", "the last good one ended {last}")
        case .checkedLongAgo:
            Text(
                """
                det seneste, der lykkedes, sluttede {last}: se efter, om der bliver ringet, og \
                ring til akuttelefonen
                """,
                """
                the last good one ended {last}: see whether it is placed, and place a call to the \
                hotline
                """)
        case .unreadable:
            Text(
                """
                {path} kan ikke læses: kør dette som root eller som hotlineds bruger, eller lav \
                filen
                """,
                "{path} cannot be read: run this as root or as the daemon's user, or make the file")
        case .noSecret:
            Text(
                "der er ingen hemmelighed i {path}: skriv én på hver linje",
                "{path} holds no secret: write one a line")
        case .onlyTelnyx:
            Text(
                """
                kun Telnyx kan underskrive: ring op for at se, om den offentlige nøgle er den \
                rigtige
                """,
                "only Telnyx can sign: place a call to see whether the public key is the right one")
        case .silent:
            Text(
                "hotlined svarer ikke på {address}: nævn med --address, hvor den lytter",
                "the daemon does not answer at {address}: name where it listens with --address")
        case .refused:
            Text("{example} bliver afvist, som det skal være", "{example} is refused, as it should")
        case .taken:
            Text("{example} bliver taget, som det skal være", "{example} is taken, as it should")
        case .answered:
            Text("{example} bliver besvaret med {status}", "{example} is answered with {status}")
        case .answeredWhy:
            Text(
                "{example} bliver besvaret med {status}: {detail}",
                "{example} is answered with {status}: {detail}")
        case .fromElsewhere:
            Text(
                "; det blev sendt fra {host}, som ikke er en af indstillingernes 'proxies'",
                "; it was sent from {host}, which is not one of the settings' 'proxies'")
        case .restart:
            Text(
                "; genstart hotlined, hvis filen er ændret, siden den startede",
                "; restart the daemon if the file changed since its start")
        case .wrongSecret: Text("en forkert hemmelighed", "a wrong secret")
        case .oldSignature:
            Text("en underskrift fra for ti minutter siden", "a signature of ten minutes ago")
        case .unsigned: Text("en forespørgsel uden underskrift", "an unsigned request")
        case .theSecret: Text("hemmeligheden", "the secret")
        case .oneSecret: Text("hemmelighed {number} af {count}", "secret {number} of {count}")
        case .noGateway:
            Text(
                "indstillingerne har intet telefonsystem '{name}' ({advice})",
                "the settings have no gateway '{name}' ({advice})")
        case .useOneOf: Text("brug et af: {known}", "use one of: {known}")
        }
    }
}
