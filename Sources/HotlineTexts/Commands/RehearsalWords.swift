/// The dialogue of `rehearse`.
package enum RehearsalWords: CommandText {
    case step, leg, target, byKey, beforeKey, afterKey, answered, professionalHears
    case putThrough, callerHears, ringBack
    case askAnswer, askKeys
    case endless, ringsNobody, notKnown

    package var text: Text {
        switch self {
        case .step:
            Text(
                "Trin {step}, runde {round}: ringer i {seconds} s",
                "Step {step}, round {round}: rings for {seconds} s")
        case .leg: Text("Opringning {leg}:", "Leg {leg}:")
        case .target: Text("{leg}  {who} på {uri} ({because})", "{leg}  {who} at {uri} ({because})")
        case .byKey: Text("tager opkaldet med tast", "takes the call by key")
        case .beforeKey: Text("før tasten: {words}", "before the key: {words}")
        case .afterKey: Text("efter tasten: {words}", "after the key: {words}")
        case .answered: Text("{who}: {answer}", "{who}: {answer}")
        case .professionalHears: Text("hører: {words}", "hears: {words}")
        case .putThrough: Text("Den, der ringer, stilles igennem.", "The caller is put through.")
        case .callerHears: Text("Den, der ringer, hører: {words}", "The caller hears: {words}")
        case .ringBack: Text("Ringes op senest {deadline}.", "To be rung back by {deadline}.")
        // The letters are the same, so that what is typed means the same.
        case .askAnswer:
            Text(
                "[n] intet svar, [b] optaget, [d] afvist, [a] taget, [u] kan ikke nås? ",
                "[n]o answer, [b]usy, [d]eclined, [a]ccepted, [u]nreachable? ")
        case .askKeys:
            Text(
                "taster, der trykkes på (ingen: tryk blot på retur): ",
                "the keys pressed (none: just press return): ")
        case .endless:
            Text(
                """
                opkald {call} sluttede ikke inden for {turns} skridt: se det med 'hotlinectl calls \
                show {call}'
                """,
                """
                call {call} did not end within {turns} turns: see it with 'hotlinectl calls show \
                {call}'
                """)
        case .ringsNobody:
            Text(
                "hotlined siger '{instruction}' og ringer ikke til nogen",
                "hotlined says '{instruction}' and rings nobody")
        case .notKnown:
            Text(
                """
                hotlined siger '{instruction}', som hotlinectl ikke kender: har de samme version?
                """,
                """
                hotlined says '{instruction}', which hotlinectl does not know: are both of one \
                version?
                """)
        }
    }
}
