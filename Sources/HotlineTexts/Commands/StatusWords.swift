/// `status`.
package enum StatusWords: CommandText {
    case since, roster, calls, promises, log, gateways, alarms, onDuty
    case openAndSwept, openAndOverdue, logState, gateway, never, noAlarms
    case noRoster, rosterGood, rosterBad, files, loaded, knownUntil
    case duty, dutyUntil, noneKnown, noInterruptions, oneInterruption, interruptions
    case lastInterruption, reliefDue

    package var text: Text {
        switch self {
        case .since: Text("siden {since}", "since {since}")
        case .roster: Text("vagtplan", "roster")
        case .calls: Text("opkald", "calls")
        case .promises: Text("løfter", "promises")
        case .log: Text("log", "log")
        case .gateways: Text("telefonsystemer", "gateways")
        case .alarms: Text("alarmer", "alarms")
        case .onDuty: Text("på vagt", "on duty")
        case .openAndSwept:
            Text("{open} åbne, {swept} uden meldt afslutning", "{open} open, {swept} swept")
        case .openAndOverdue:
            Text("{open} åbne, {overdue} over tiden", "{open} open, {overdue} overdue")
        case .logState:
            Text(
                "{state}, {spooled} hændelser venter, seneste hændelse {last}",
                "{state}, {spooled} spooled, last event {last}")
        case .gateway:
            Text(
                "{gateway}: seneste hændelse {event}, seneste prøveopkald {call}",
                "{gateway}: last event {event}, last self-call {call}")
        case .never: Text("aldrig", "never")
        case .noAlarms: Text("ingen", "none")
        case .noRoster:
            Text(
                "ingen i kraft: hvert opkald går til indstillingernes sidste udvej",
                "none in force: every call goes to the settings' last resort")
        case .rosterGood: Text("i orden", "good")
        case .rosterBad:
            Text(
                "filerne har fejl, den seneste uden fejl gælder",
                "the files have errors, the last good one stands")
        case .files: Text("{count} filer", "{count} files")
        case .loaded: Text("læst {at}", "loaded {at}")
        case .knownUntil: Text("vagter kendes til {until}", "duty known until {until}")
        case .duty:
            Text("{who}: {lines} siden {since}", "{who} on {lines} since {since}")
        case .dutyUntil: Text("til {until}", "until {until}")
        case .noneKnown: Text("afbrydelser kendes ikke", "interruptions are not known")
        case .noInterruptions: Text("ingen afbrydelser", "no interruptions")
        case .oneInterruption: Text("1 afbrydelse", "1 interruption")
        case .interruptions: Text("{count} afbrydelser", "{count} interruptions")
        case .lastInterruption: Text("den seneste {at}", "the last {at}")
        case .reliefDue: Text("skal afløses senest {by}", "relief is due by {by}")
        }
    }
}
