/// What is said of a daemon that does not answer, and what to do.
package enum DaemonWords: CommandText {
    case pathTooLong, notAllowed, notRunning, silent, tooLong, malformed, otherVersion, refused

    package var text: Text {
        switch self {
        case .pathTooLong:
            Text(
                """
                {socket}: kan ikke være stien til en socket: den har 1 til 107 byte; nævn en anden \
                med --socket eller 'runtime-directory'
                """,
                """
                {socket}: no usable path of a socket: it has 1 to 107 bytes; name another with \
                --socket or 'runtime-directory'
                """)
        case .notAllowed:
            Text(
                """
                denne bruger må ikke spørge hotlined på {socket}: brug sudo, eller bed en \
                administrator om adgang
                """,
                """
                hotlined at {socket} may not be asked by this user: use sudo, or ask an \
                administrator for access to the socket
                """)
        case .notRunning:
            Text(
                """
                hotlined svarer ikke på {socket}: kører den? Start den, eller nævn dens socket med \
                --socket ({reason})
                """,
                """
                hotlined does not answer at {socket}: is it running? Start it, or name its socket \
                with --socket ({reason})
                """)
        case .silent:
            Text(
                """
                hotlined på {socket} tog imod spørgsmålet og svarede ikke inden for {seconds} s: \
                se i dens journal
                """,
                """
                hotlined at {socket} took the question and did not answer within {seconds} s: \
                look into its journal
                """)
        case .tooLong:
            Text(
                "svaret er længere end 64 MiB: spørg om mindre, eller hent det sidevis",
                "the answer is longer than 64 MiB: narrow the question, or page it")
        case .malformed:
            Text(
                "det, der lytter på {socket}, gav intet helt HTTP-svar: er det hotlined?",
                "what listens at {socket} gave no whole HTTP answer: is it hotlined?")
        case .otherVersion:
            Text(
                "hotlined svarede noget, som hotlinectl ikke forstår: har de samme version?",
                "hotlined answered what hotlinectl does not understand: are both of one version?")
        case .refused:
            Text(
                "hotlined afviste med HTTP-status {status}; grunden står i dens journal",
                "hotlined refused with HTTP status {status}, and its journal says why")
        }
    }
}
