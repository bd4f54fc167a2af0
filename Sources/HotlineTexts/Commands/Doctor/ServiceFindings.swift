/// Of systemd's units.
package enum ServiceFindings: CommandText {
    case noSystemd, underSystemd, silent, good, noUnit, installUnit, notEnabled, another
    case endAnother, notActive, seeAndStart, restartedOnce, restarted, noTimer, installTimer
    case timerStands, failed, timerGone, noCopies, noPurge, nobodyTold

    package var text: Text {
        switch self {
        case .noSystemd:
            Text(
                "systemd kører ikke her: intet starter hotlined efter et nedbrud",
                "systemd does not run here: nothing starts the daemon after a crash")
        case .underSystemd:
            Text(
                "kør den under systemd, eller under noget, der gør det samme",
                "run it under systemd, or under what does the same")
        case .silent:
            Text(
                "systemd siger ikke, hvordan dens enheder har det (systemctl status hotlined)",
                "systemd does not say how its units are (systemctl status hotlined)")
        case .good:
            Text(
                "systemd starter hotlined og dens timere",
                "the daemon and its timers are started by systemd")
        case .noUnit:
            Text(
                "systemd har ingen brugbar enhed {unit} ({load})",
                "systemd has no usable unit {unit} ({load})")
        case .installUnit:
            Text("installér pakken eller systemd/{unit}", "install the package, or systemd/{unit}")
        case .notEnabled:
            Text(
                "{unit} er {state}: hotlined starter ikke med maskinen",
                "{unit} is {state}: the daemon does not start with the machine")
        case .another:
            Text(
                "{unit} er {state}, og alligevel svarer en hotlined",
                "{unit} is {state}, and a daemon answers all the same")
        case .endAnother:
            Text(
                "afslut den, der svarer, og lad systemd starte hotlined",
                "end that one, and let systemd start it")
        case .notActive: Text("{unit} er {state}", "{unit} is {state}")
        case .seeAndStart: Text("find ud af hvorfor, og start den", "see why, and start it")
        case .restartedOnce:
            Text(
                "{unit} blev startet igen 1 gang: journalctl -u hotlined",
                "{unit} was started again 1 time: journalctl -u hotlined")
        case .restarted:
            Text(
                "{unit} blev startet igen {count} gange: journalctl -u hotlined",
                "{unit} was started again {count} times: journalctl -u hotlined")
        case .noTimer:
            Text("systemd har ingen enhed {timer}: {loss}", "systemd has no unit {timer}: {loss}")
        case .installTimer:
            Text(
                "installér pakken, eller systemd/{timer} og dens tjeneste",
                "install the package, or systemd/{timer} and its service")
        case .timerStands: Text("{timer} er {state}: {loss}", "{timer} is {state}: {loss}")
        case .failed:
            Text(
                "{service} slog fejl, da den sidst kørte ({result}): {loss}",
                "{service} failed when it ran last ({result}): {loss}")
        case .timerGone:
            Text(
                "{timer} er {state}: den er væk efter næste start",
                "{timer} is {state}: it is gone after the next start")
        case .noCopies:
            Text("der bliver ikke lavet nogen kopi af loggen", "no copy of the log is made")
        case .noPurge:
            Text(
                "det, hvis tid er gået, bliver aldrig slettet",
                "what is past its time is never deleted")
        case .nobodyTold:
            Text(
                "ingen får besked, når noget skal rettes",
                "nobody is told when something is to be mended")
        }
    }
}
