/// Of who listens where gateways ask.
package enum PortFindings: CommandText {
    case answers, otherSocket, nameSocket, free, nobody, restart, foreign, anotherProgram, program
    case someProgram, endIt, everyNetwork, everywhere, proxy, ownNetwork

    package var text: Text {
        switch self {
        case .answers: Text("hotlined svarer på {address}", "the daemon answers at {address}")
        case .otherSocket:
            Text(
                "en hotlined svarer på {address}, men ikke på denne socket",
                "a daemon answers at {address}, and not on this control socket")
        case .nameSocket:
            Text(
                "nævn dens socket med --socket, eller dens indstillinger med --config",
                "name its socket with --socket, or its settings with --config")
        case .free: Text("{address} er fri til hotlined", "{address} is free for the daemon")
        case .nobody:
            Text(
                "hotlined kører, men ingen lytter på {address}: intet telefonsystem får svar",
                "the daemon runs, and nobody listens at {address}: no gateway gets an answer")
        case .restart:
            Text(
                "genstart den, hvis 'listen' er ændret; se ellers på dens socket-enhed",
                "restart it, if 'listen' was changed; else see its socket unit")
        case .foreign:
            Text(
                "{who} har {address} og svarer ikke, som hotlined gør",
                "{who} has {address}, and does not answer as the daemon does")
        case .anotherProgram: Text("et andet program", "another program")
        case .program: Text("{program} (proces {process})", "{program} (process {process})")
        case .someProgram: Text("et program", "a program")
        case .endIt:
            Text(
                "afslut det, eller vælg en anden 'listen' i indstillingerne",
                "end it, or choose another 'listen' in the settings")
        case .everyNetwork:
            Text(
                "port {port} på {address} kan nås fra alle maskinens netværk, over ukrypteret HTTP",
                """
                port {port} of {address} can be reached from every network of this machine, in \
                plain HTTP
                """)
        case .everywhere:
            Text(
                "port {port} på {address} kan nås alle steder fra, over ukrypteret HTTP",
                "port {port} of {address} can be reached from everywhere, in plain HTTP")
        case .proxy:
            Text(
                """
                skriv 'listen: 127.0.0.1:{port}', og lad en reverse proxy med TLS kun give \
                /gateway/ og /console videre
                """,
                """
                write 'listen: 127.0.0.1:{port}', and let a reverse proxy with TLS pass on \
                /gateway/ and /console only
                """)
        case .ownNetwork:
            Text(
                """
                port {port} på {address} kan nås fra dens netværk, over ukrypteret HTTP: lad kun \
                telefonsystemerne være på det
                """,
                """
                port {port} of {address} can be reached from its network, in plain HTTP: let \
                nobody but the gateways be there
                """)
        }
    }
}
