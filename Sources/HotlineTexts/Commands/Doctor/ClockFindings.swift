/// Of clocks.
package enum ClockFindings: CommandText {
    case past, setIt, unsynchronised, install, synchronised, apart, withoutClock

    package var text: Text {
        switch self {
        case .past:
            Text(
                "maskinens ur viser {now}, som er længst forbi",
                "this machine's clock shows {now}, which is long past")
        case .setIt:
            Text(
                "stil det, og lad netværket holde det rigtigt",
                "set it, and let it be kept right by the network")
        case .unsynchronised:
            Text(
                """
                kernen siger, at uret ikke er synkroniseret: går det flere minutter forkert, \
                bliver telefonsystemer afvist, og en anden har vagten
                """,
                """
                the kernel calls the clock unsynchronised: once it is minutes wrong, gateways are \
                refused and duty is another's
                """)
        case .install:
            Text(
                "installér systemd-timesyncd eller chrony, og lad det køre",
                "install systemd-timesyncd or chrony, and let it run")
        case .synchronised:
            Text(
                "kernen siger, at uret er synkroniseret",
                "the kernel calls the clock synchronised")
        case .apart:
            Text(
                "hotlineds ur viser {daemons}, maskinens {machines}",
                "the daemon's clock shows {daemons}, this machine's {machines}")
        case .withoutClock: Text("start hotlined uden --clock", "start the daemon without --clock")
        }
    }
}

/// Of the clock changes of the roster's zone.
package enum ZoneFindings: CommandText {
    case next, noNext, noTable, notEuropean, installNewer, asSystem, parting, update

    package var text: Text {
        switch self {
        case .next: Text("uret stilles næste gang {at}", "the clocks change next at {at}")
        case .noNext:
            Text("uret stilles ikke de næste to år", "no clock change in the next two years")
        case .noTable:
            Text(
                "{zone}: {next}; systemet har ingen tabel at sammenligne med (tzdata)",
                "{zone}: {next}; the system has no table to compare with (tzdata)")
        case .notEuropean:
            Text(
                """
                {zone}: {next}, og det er ikke, som EU har det: i en time eller mere har en anden \
                vagten
                """,
                """
                {zone}: {next}, which is not as the European Union has it: duty is another's for \
                an hour or more
                """)
        case .installNewer: Text("installér en nyere akuttelefon", "install a newer akuttelefon")
        case .asSystem:
            Text(
                "{zone}: {next}, som systemets tabel har det",
                "{zone}: {next}, as the system's table has it")
        case .parting:
            Text(
                """
                {zone}: {at} stiller programmet og systemet ikke uret ens: i en time eller mere \
                har en anden vagten
                """,
                """
                {zone}: at {at} the program's clock change and the system's are not the same: duty \
                is another's for an hour or more
                """)
        case .update:
            Text(
                "opdatér begge: akuttelefon og tzdata",
                "bring both up to date: akuttelefon and tzdata")
        }
    }
}
