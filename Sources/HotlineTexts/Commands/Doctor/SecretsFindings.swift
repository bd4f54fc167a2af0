/// Of the secrets by which gateways prove themselves.
package enum SecretsFindings: CommandText {
    case isMade, missing, writeOne, unread, refused, empty, oneALine, weak, newOne, one, several
    case shared, ownEach, badName, rename, tooLarge, moveAway

    package var text: Text {
        switch self {
        case .isMade:
            Text(
                "{path} bliver lavet, når hotlined starter",
                "{path} is made when the daemon starts")
        case .missing:
            Text(
                """
                telefonsystemet {gateway} har ingen hemmelighed, så hver forespørgsel fra det \
                bliver afvist
                """,
                "gateway {gateway} has no secret, so every request of its is refused")
        case .writeOne: Text("skriv en, og genstart hotlined", "write one, and restart the daemon")
        case .unread:
            Text(
                "{path} må ikke læses af hotlineds bruger, {user}",
                "{path} may not be read by the daemon's user, {user}")
        case .refused:
            Text(
                """
                indtil da bliver hver forespørgsel fra telefonsystemet {gateway} afvist; \
                docs/gateways.md, Credentials
                """,
                """
                until then every request of gateway {gateway} is refused; docs/gateways.md, \
                Credentials
                """)
        case .empty: Text("der er ingen hemmelighed i {path}", "{path} holds no secret")
        case .oneALine: Text("skriv én på hver linje", "write one a line")
        case .weak:
            Text(
                "en hemmelighed i {path} kan gættes: den er for kort eller for ensformig",
                "a secret in {path} can be guessed: it is too short, or too even")
        case .newOne: Text("giv telefonsystemet en ny", "let the gateway have a new one")
        case .one:
            Text("telefonsystemet {gateway} har 1 hemmelighed", "gateway {gateway} has 1 secret")
        case .several:
            Text(
                """
                telefonsystemet {gateway} har {count} hemmeligheder: tag den gamle ud, når \
                telefonsystemet bruger den nye
                """,
                """
                gateway {gateway} has {count} secrets: take the old one out once the gateway uses \
                the new
                """)
        case .shared:
            Text(
                "telefonsystemerne {gateways} har en hemmelighed til fælles",
                "the gateways {gateways} have a secret in common")
        case .ownEach:
            Text(
                "giv hver sin egen, så en, der slipper ud, kun er ét tab",
                "give each its own, so that one that leaks is the loss of one")
        case .badName:
            Text(
                """
                {path} har et navn, som systemd ikke indlæser hemmeligheder under, så den starter \
                ingen hotlined: den tager ASCII uden ':' og styretegn
                """,
                """
                {path} has a name that systemd loads no secret by, so it starts no daemon: it \
                takes ASCII without ':' and control characters
                """)
        case .rename:
            Text(
                "giv den et andet navn, eller flyt den væk",
                "give it another name, or move it away")
        case .tooLarge:
            Text(
                """
                der er {bytes} byte i {folder}, og systemd indlæser højst {most}, så den starter \
                ingen hotlined
                """,
                """
                {folder} holds {bytes} bytes, and systemd loads no more than {most}, so it starts \
                no daemon
                """)
        case .moveAway:
            Text(
                "flyt det væk, der ikke er hemmeligheder, først og fremmest {file}",
                "move away what is no secret, first of all {file}")
        }
    }
}
