/// Of who may get at files and folders.
package enum PermissionFindings: CommandText {
    case one, several, openToAll, openToGroup, foreign, unread, settings, whySettings, rosterFolder
    case whyRosterFolder, roster, whyRoster, secretsFolder, whySecretsFolder, secret, whySecret
    case stateFolder, whyStateFolder, state, whyState, runtimeFolder, whyRuntimeFolder, fallback
    case whyFallback

    package var text: Text {
        switch self {
        case .one:
            Text(
                "1 fil eller mappe har den ejer og de rettigheder, der skal til",
                "1 file or folder has the owner and the mode that is needed")
        case .several:
            Text(
                "{count} filer og mapper har den ejer og de rettigheder, der skal til",
                "{count} files and folders have the owner and the mode that is needed")
        case .openToAll:
            Text(
                "alle kan komme til {what}, rettigheder {mode}, og {why}: {paths}",
                "everybody may get at {what}, mode {mode}, and {why}: {paths}")
        case .openToGroup:
            Text(
                "gruppen kan komme til {what}, rettigheder {mode}, og {why}: {paths}",
                "the group may get at {what}, mode {mode}, and {why}: {paths}")
        case .foreign:
            Text(
                "ikke hotlineds bruger, {daemon}, men {owner} ejer {what}: {paths}",
                "not the daemon's user, {daemon}, but {owner} owns {what}: {paths}")
        case .unread:
            Text(
                "hotlineds bruger, {daemon}, må ikke læse {what}: {paths}",
                "the daemon's user, {daemon}, may not read {what}: {paths}")
        case .settings: Text("indstillingerne", "the settings")
        case .whySettings: Text("de nævner konti og numre", "they name accounts and numbers")
        case .rosterFolder: Text("vagtplanens mappe", "the roster's folder")
        case .whyRosterFolder:
            Text(
                "den, der lægger en fil i den, bestemmer, hvem der bliver ringet op",
                "who adds a file to it decides who is rung")
        case .roster: Text("vagtplanen", "the roster")
        case .whyRoster:
            Text("den nævner familier og deres numre", "it names families and their numbers")
        case .secretsFolder: Text("hemmelighedernes mappe", "the secrets' folder")
        case .whySecretsFolder:
            Text(
                "den, der har en hemmelighed, bliver taget for telefonsystemet",
                "who has a secret is the gateway")
        case .secret: Text("en hemmelighed", "a secret")
        case .whySecret:
            Text("den, der har den, bliver taget for telefonsystemet", "who has it is the gateway")
        case .stateFolder: Text("mappen 'state-directory'", "the state directory")
        case .whyStateFolder: Text("loggen ligger i den", "the log is in it")
        case .state: Text("loggen og det, der hører til den", "the log and what belongs to it")
        case .whyState: Text("der står numre og navne i den", "it holds numbers and names")
        case .runtimeFolder: Text("mappen 'runtime-directory'", "the runtime directory")
        case .whyRuntimeFolder:
            Text(
                "den, der lægger en socket i den, bliver taget for hotlined",
                "who puts a socket there is taken for the daemon")
        case .fallback: Text("nødplanen", "the fallback plan")
        case .whyFallback: Text("der står numre i den", "it holds numbers")
        }
    }
}

/// Of who asks, and as whom the daemon runs.
package enum UserFindings: CommandText {
    case mayNotLook, allPrivate, runsAsRoot, runAsUser, noUser, makeIt

    package var text: Text {
        switch self {
        case .mayNotLook:
            Text(
                "{user} må ikke se på {what}: det, der står dér, er udeladt",
                "{user} may not look at {what}: what is there was left out")
        case .allPrivate: Text("hemmeligheder, log og kopier", "secrets, log and copies")
        case .runsAsRoot:
            Text(
                "hotlined kører som root, der må alt",
                "the daemon runs as root, who may do everything")
        case .runAsUser:
            Text(
                "lad den køre som brugeren {user}, som systemd/hotlined.service gør",
                "let it run as the user {user}, as systemd/hotlined.service does")
        case .noUser:
            Text(
                "der er ingen bruger {user}, som hotlined kan køre som",
                "there is no user {user} for the daemon to run as")
        case .makeIt: Text("opret den", "make it")
        }
    }
}
