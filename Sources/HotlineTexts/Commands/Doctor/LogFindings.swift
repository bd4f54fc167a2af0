/// Of the log's file and what waits beside it.
package enum LogFindings: CommandText {
    case oldLibrary, installLibrary, library, libraryWithFault, none, gone, lookForCopy, whole
    case damaged, restore, unfinished, notAllowed, wal, endReader, oneWaits, someWait, seeSpool
    case unread, putAway

    package var text: Text {
        switch self {
        case .oldLibrary:
            Text(
                "SQLite er {version}, og 3.37 er nødvendig: hotlined fører ingen log med den",
                "SQLite is {version}, and 3.37 is needed: the daemon keeps no log with it")
        case .installLibrary:
            Text(
                "installér en nyere libsqlite3-0 (Debian 12 har 3.40)",
                "install a newer libsqlite3-0 (Debian 12 has 3.40)")
        case .library: Text("SQLite er {version}", "SQLite is {version}")
        case .libraryWithFault:
            Text(
                """
                SQLite er {version}, hvis fejl med to, der skriver i en WAL, er uden betydning: \
                kun én skriver i loggen
                """,
                """
                SQLite is {version}, whose fault with two writers of a WAL does not matter: the \
                log has one writer
                """)
        case .none:
            Text(
                "der er ingen endnu: hotlined laver {path}, når den starter",
                "there is none yet: the daemon makes {path} when it starts")
        case .gone:
            Text(
                "{path} er væk, mens hotlined kører: hændelser bliver skrevet i en fil uden navn",
                "{path} is gone while the daemon runs: events are written to a file without a name")
        case .lookForCopy:
            Text(
                "genstart hotlined, og led efter en kopi: docs/backup-and-restore.md",
                "restart the daemon, and look for a copy: docs/backup-and-restore.md")
        case .whole:
            Text(
                """
                {path} er hel efter SQLites hurtige kontrol ({size}); det hele bliver efterprøvet \
                af hotlinectl log verify
                """,
                """
                {path} is whole by SQLite's quick check ({size}); all of it is proven by \
                hotlinectl log verify
                """)
        case .damaged: Text("{path} er beskadiget: {flaws}", "{path} is damaged: {flaws}")
        case .restore:
            Text(
                "stop hotlined, og læg en kopi tilbage: docs/backup-and-restore.md",
                "stop the daemon and restore a copy: docs/backup-and-restore.md")
        case .unfinished:
            Text(
                "{path} ({size}) blev ikke læst til ende på {seconds} s: hotlinectl log verify",
                "{path} ({size}) was not read to its end within {seconds} s: hotlinectl log verify")
        case .notAllowed:
            Text(
                "{path} må ikke læses af denne bruger: spørg som root",
                "{path} may not be read by this user: ask as root")
        case .wal:
            Text(
                """
                {path}-wal er vokset til {size}: et program, der læser længe i loggen, hindrer, at \
                den bliver skrevet tilbage
                """,
                """
                {path}-wal has grown to {size}: a program that reads the log for long keeps it \
                from being written back
                """)
        case .endReader: Text("find det, og afslut det", "find it, and end it")
        case .oneWaits: Text("1 hændelse venter uden for loggen", "1 event waits in the spool")
        case .someWait:
            Text("{count} hændelser venter uden for loggen", "{count} events wait in the spool")
        case .seeSpool:
            Text(
                "find ud af, hvad der hindrer loggen i at tage dem",
                "see what keeps the log from taking them")
        case .unread:
            Text(
                "{files}: ventende hændelser, som ikke kunne læses igen",
                "{files}: events that could not be read back from a spool")
        case .putAway:
            Text(
                "se på dem, skriv ned, hvad der mangler i loggen, og læg så filerne væk",
                "look at them, write down what is missing in the log, and then put the files away")
        }
    }
}
