/// Of a gateway, and of the address at which it is to reach the daemon.
package enum GatewayFindings: CommandText {
    case otherSettings, restartIt, noSecret, mendSecret, heard, neverHeard, placeCall, unchecked
    case checked, neverChecked, notCheckedSince, seeCall, notAsked, leadsNowhere, correctHost
    case travelsOpenly, writeHTTPS, isKnown, isKnownInside

    package var text: Text {
        switch self {
        case .otherSettings:
            Text(
                """
                hotlined kører med andre indstillinger for telefonsystemet {gateway}, end filen \
                har
                """,
                "the daemon runs with other settings of gateway {gateway} than the file has")
        case .restartIt: Text("genstart den", "restart it")
        case .noSecret:
            Text(
                """
                hotlined har ingen brugbar hemmelighed for telefonsystemet {gateway}: hver \
                forespørgsel bliver afvist
                """,
                """
                the daemon has no secret of gateway {gateway} that it can use: every request is \
                refused
                """)
        case .mendSecret:
            Text(
                "ret hemmeligheden, og genstart så hotlined",
                "mend the secret, then restart the daemon")
        case .heard:
            Text(
                "telefonsystemet {gateway} meldte sig senest {last}",
                "gateway {gateway} was last heard of {last}")
        case .neverHeard:
            Text(
                "telefonsystemet {gateway} har aldrig meldt sig",
                "nothing was ever heard of gateway {gateway}")
        case .placeCall:
            Text(
                "ring til akuttelefonen; om opsætning og hemmelighed er rigtige, siger",
                "place a call to the hotline; whether set-up and secret are right is told by")
        case .unchecked:
            Text(
                """
                intet skelner en stille nat hos telefonsystemet {gateway} fra en død linje: nævn \
                et nummer i 'self-call', og lad det ringe til akuttelefonen hver nat \
                (docs/gateways.md)
                """,
                """
                nothing tells a silent night of gateway {gateway} from a dead line: name a number \
                in 'self-call', and let it ring the hotline every night (docs/gateways.md)
                """)
        case .checked:
            Text(
                "linjen blev prøvet gennem telefonsystemet {gateway} {last}",
                "the line was checked through gateway {gateway} at {last}")
        case .neverChecked:
            Text(
                "intet opkald har prøvet linjen gennem telefonsystemet {gateway} endnu",
                "no call to check the line came through gateway {gateway} yet")
        case .notCheckedSince:
            Text(
                "intet opkald har prøvet linjen gennem telefonsystemet {gateway} siden {last}",
                "no call to check the line came through gateway {gateway} since {last}")
        case .seeCall:
            Text(
                "se efter, om der bliver ringet, og ring til akuttelefonen",
                "see whether it is placed, and place a call to the hotline")
        case .notAsked:
            Text(
                "'public-url' for {gateway}: der kunne ikke spørges, om {host} er kendt",
                "'public-url' of {gateway}: whether {host} is known could not be asked")
        case .leadsNowhere:
            Text(
                "'public-url' for {gateway}: navnet {host} fører ingen steder hen",
                "'public-url' of {gateway}: the name {host} leads nowhere")
        case .correctHost:
            Text("ret det, eller få navnet oprettet", "correct it, or have the name made")
        case .travelsOpenly:
            Text(
                """
                'public-url' for {gateway}: {host} er {addresses}, og det, telefonsystemet siger, \
                ville blive sendt ukrypteret
                """,
                """
                'public-url' of {gateway}: {host} is {addresses}, and what a gateway says would \
                travel openly
                """)
        case .writeHTTPS:
            Text(
                "skriv https://, og lad en reverse proxy have certifikatet",
                "write https://, and let a reverse proxy have the certificate")
        case .isKnown:
            Text(
                """
                'public-url' for {gateway}: {host} er {addresses}; om telefonsystemet når den, \
                viser kun et opkald
                """,
                """
                'public-url' of {gateway}: {host} is {addresses}; whether the gateway reaches it, \
                only a call tells
                """)
        case .isKnownInside:
            Text(
                """
                'public-url' for {gateway}: {host} er {addresses}, som kun nås indefra; om \
                telefonsystemet når den, viser kun et opkald
                """,
                """
                'public-url' of {gateway}: {host} is {addresses}, reached from inside only; \
                whether the gateway reaches it, only a call tells
                """)
        }
    }
}
