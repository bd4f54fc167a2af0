/// Of `hotline-messenger`.
package enum MessengerFindings: CommandText {
    case there, asks, lastAt
    case noUnit, install, stopped, stoppedBy, seeAndStart, silent, silentSinceStart, seeWhy
    case disabled, withoutSettings, writeOrLeave
    case failed, failedOne, failedLatest, readWhenFailing, triedInVain
    case noProgram, installProgram, notRunnable, nameProgram
    case noSecret, writeSecret, open, empty, writeAndRestart, noUser, makeUser

    package var text: Text {
        switch self {
        case .there:
            Text("det, beskeder sendes med, er der", "what messages are sent with is there")
        case .asks:
            Text(
                "hotline-messenger spørger efter beskeder; {waiting} venter",
                "hotline-messenger asks for messages; {waiting} wait")
        case .lastAt:
            Text(
                "hotline-messenger spørger efter beskeder, sidst {at}; {waiting} venter",
                "hotline-messenger asks for messages, last at {at}; {waiting} wait")
        case .noUnit:
            Text(
                "systemd har ingen brugbar enhed {unit} ({load}), så ingen får besked om noget",
                "systemd has no usable unit {unit} ({load}), so nobody is told of anything")
        case .install:
            Text(
                "installér pakken, eller systemd/{unit}", "install the package, or systemd/{unit}")
        case .stopped:
            Text(
                "{unit} er {state}, så ingen får besked om noget",
                "{unit} is {state}, so nobody is told of anything")
        case .stoppedBy:
            Text(
                "{unit} er {state}, {why}, så ingen får besked om noget",
                "{unit} is {state}, {why}, so nobody is told of anything")
        case .seeAndStart: Text("find ud af hvorfor, og start den", "see why, and start it")
        case .silent:
            Text(
                "hotline-messenger har ikke spurgt efter beskeder siden {at}, så ingen får besked "
                    + "om noget",
                "hotline-messenger has not asked for messages since {at}, so nobody is told of "
                    + "anything")
        case .silentSinceStart:
            Text(
                "hotline-messenger har ikke spurgt efter beskeder, siden tjenesten startede, {at}, "
                    + "så ingen får besked om noget",
                "hotline-messenger has not asked for messages since the daemon started, {at}, so "
                    + "nobody is told of anything")
        case .seeWhy: Text("find ud af hvorfor", "see why")
        case .disabled:
            Text(
                "{unit} er slået fra: den starter ikke med maskinen",
                "{unit} is disabled: it does not start with the machine")
        case .withoutSettings:
            Text(
                "{unit} er slået til og ender igen og igen, for indstillingerne har ingen "
                    + "'messenger'",
                "{unit} is enabled, and ends again and again, for the settings have no "
                    + "'messenger'")
        case .writeOrLeave:
            Text(
                "skriv den (docs/messages.md), eller lad være",
                "write it (docs/messages.md), or let it be")
        case .failed:
            Text(
                "{count} beskeder kunne ikke sendes de sidste 24 timer",
                "{count} messages could not be sent in the last 24 hours")
        case .failedOne:
            Text(
                "1 besked kunne ikke sendes de sidste 24 timer",
                "1 message could not be sent in the last 24 hours")
        case .failedLatest:
            Text(
                "{found}, den seneste ({kind}) til {recipient}: {reason}",
                "{found}, the latest ({kind}) for {recipient}: {reason}")
        case .readWhenFailing:
            Text(
                "docs/messages.md, When messages fail", "docs/messages.md, When messages fail")
        case .triedInVain:
            Text(
                "en besked er forsøgt sendt igen og igen siden {at}",
                "a message is tried again and again since {at}")
        case .noProgram:
            Text(
                "{path} mangler, så ingen e-mail bliver sendt",
                "{path} is missing, so no e-mail is sent")
        case .installProgram:
            Text(
                "installér et mailprogram, eller nævn jeres i 'messenger.sendmail'",
                "install a mail program, or name yours in 'messenger.sendmail'")
        case .notRunnable:
            Text(
                "{path} er intet program, der kan køres, så ingen e-mail bliver sendt",
                "{path} is no program that can be run, so no e-mail is sent")
        case .nameProgram:
            Text(
                "nævn et andet i 'messenger.sendmail'", "name another in 'messenger.sendmail'")
        case .noSecret:
            Text(
                "{path} mangler: uden SMS-udbyderens hemmelighed ender hotline-messenger straks",
                "{path} is missing: without the SMS provider's secret hotline-messenger ends at "
                    + "once")
        case .writeSecret: Text("skriv den der, og start den", "write it there, and start it")
        case .open:
            Text(
                "andre kan komme til SMS-udbyderens hemmelighed og sende på jeres regning: {path}, "
                    + "rettigheder {mode}",
                "others may get at the SMS provider's secret, and send at your cost: {path}, mode "
                    + "{mode}")
        case .empty:
            Text(
                "{path} har ingen hemmelighed: dens første linje skal være SMS-udbyderens, i ren "
                    + "ASCII",
                "{path} holds no secret: its first line is to be the SMS provider's, in plain "
                    + "ASCII")
        case .writeAndRestart:
            Text(
                "skriv den der, og genstart hotline-messenger",
                "write it there, and restart hotline-messenger")
        case .noUser:
            Text(
                "der er ingen bruger {user}, som er den eneste, tjenesten giver beskeder",
                "there is no user {user}, whom alone the daemon hands messages")
        case .makeUser:
            Text(
                "opret den, eller nævn den rigtige i 'messenger.user'",
                "make it, or name the messenger's in 'messenger.user'")
        }
    }
}
