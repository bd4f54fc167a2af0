/// Signing in and out.
package enum SignInText: String, CatalogueText {
    case signInTitle, signInLead
    case signInLinkTitle, signInLinkLabel, signInLinkHint, signInLinkSend
    case signInLinkSent, signInLinkSentTitle, signInLinkSentNext, signInLinksNotSetUp
    case signInTokenTitle, signInTokenLabel, signInTokenHint, signInTokenSubmit
    case signInTokenWrong, signInTooMany, signInNeeded, signInOut
    case signInConfirmTitle, signInConfirmLead, signInConfirmSubmit, signInLinkSpent

    package var text: Text {
        switch self {
        case .signInTitle: Text("Log ind", "Sign in")
        case .signInLead:
            Text(
                "Her ses vagter, opkald og opfølgning. Hver læsning af personoplysninger skrives "
                    + "ned.",
                "Duty, calls and follow-ups are shown here. Each reading of personal data is "
                    + "written down."
            )
        case .signInLinkTitle: Text("Med et link til dig", "With a link sent to you")
        case .signInLinkLabel:
            Text("Din mailadresse eller dit mobilnummer", "Your e-mail address or mobile number")
        case .signInLinkHint:
            Text(
                "Som den står i vagtplanen. Linket gælder i 10 minutter og kan bruges én gang.",
                "As the roster has it. The link holds for 10 minutes and can be used once.")
        case .signInLinkSend: Text("Send link", "Send a link")
        case .signInLinkSentTitle: Text("Se efter din besked", "Look for your message")
        case .signInLinkSent:
            Text(
                "Står adressen i vagtplanen hos en, der må logge ind, er et link på vej.",
                "If the roster has the address for somebody who may sign in, a link is on its way.")
        case .signInLinkSentNext:
            Text(
                "Kommer der intet inden for få minutter, så spørg vagtplanlæggeren, hvad "
                    + "vagtplanen har.",
                "If nothing comes within a few minutes, ask the duty planner what the roster has.")
        case .signInLinksNotSetUp:
            Text(
                "Links er ikke sat op her. Brug en adgangsnøgle, eller spørg administratoren.",
                "Links are not set up here. Use a token, or ask the administrator.")
        case .signInTokenTitle: Text("Med en adgangsnøgle", "With a token")
        case .signInTokenLabel: Text("Adgangsnøgle", "Token")
        case .signInTokenHint:
            Text(
                "Den begynder med akt_ og er givet dig af administratoren.",
                "It begins with akt_ and was given to you by the administrator.")
        case .signInTokenSubmit: Text("Log ind", "Sign in")
        case .signInTokenWrong:
            Text(
                "Adgangsnøglen gælder ikke. Se efter, om hele nøglen er med, eller bed om en ny.",
                "The token does not hold. See whether all of it is there, or ask for a new one.")
        case .signInTooMany:
            Text(
                "Der er prøvet for mange gange. Vent et minut, og prøv igen.",
                "There were too many tries. Wait a minute, and try again.")
        case .signInNeeded:
            Text(
                "Du er ikke logget ind, eller din session er udløbet. Det, du ville gemme, er "
                    + "ikke gemt.",
                "You are not signed in, or your session has ended. What you meant to save is not "
                    + "saved."
            )
        case .signInOut: Text("Du er logget ud.", "You are signed out.")
        case .signInConfirmTitle: Text("Log ind på denne enhed", "Sign in on this device")
        case .signInConfirmLead:
            Text(
                "Linket kan bruges én gang. Tryk kun, hvis du selv har bedt om det.",
                "The link can be used once. Press only if you asked for it yourself.")
        case .signInConfirmSubmit: Text("Log ind", "Sign in")
        case .signInLinkSpent:
            Text(
                "Linket er brugt eller for gammelt. Bed om et nyt herunder.",
                "The link was used, or is too old. Ask for a new one below.")
        }
    }
}
