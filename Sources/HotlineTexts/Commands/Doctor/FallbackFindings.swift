/// Of the fallback plan, and of those who read it.
package enum FallbackFindings: CommandText {
    case starting, none, unreadable, startWriter, seeJournal, ended, seeWhy, old, start, good
    case missing, readRoster, noGroup, makeGroup, otherGroup, joinGroup, noMember, makeMember

    package var text: Text {
        switch self {
        case .starting: Text("planen er ved at blive skrevet", "the plan is about to be written")
        case .none:
            Text(
                """
                der er ingen plan i {folder}: er hotlined nede, kender telefonsystemer ingen at \
                ringe til
                """,
                "there is no plan in {folder}: while the daemon is dead, gateways know nobody")
        case .unreadable:
            Text(
                """
                planen i {folder} kan ikke læses som en plan: er hotlined nede, kender \
                telefonsystemer ingen at ringe til
                """,
                """
                the plan cannot be read as one in {folder}: while the daemon is dead, gateways \
                know nobody
                """)
        case .startWriter:
            Text("start hotlined, som skriver den", "start the daemon, which writes it")
        case .seeJournal: Text("se i hotlineds journal", "see the daemon's journal")
        case .ended:
            Text(
                """
                planen udløb {until}: er hotlined nede, ringer telefonsystemer kun til sidste \
                udvej
                """,
                "the plan ended {until}: while the daemon is dead, gateways ring last resorts only")
        case .seeWhy:
            Text(
                "find ud af, hvorfor hotlined ikke skriver nogen",
                "see why the daemon writes none")
        case .old:
            Text(
                "planen er lavet {made} og skulle laves hver time; den udløber {until}",
                "the plan was made {made}, and should be each hour; it ends {until}")
        case .start: Text("start hotlined", "start the daemon")
        case .good: Text("lavet {made}, gælder til {until}", "made {made}, good until {until}")
        case .missing:
            Text(
                "planen har ingen at ringe til for disse af vagtplanens numre: {numbers}",
                "the plan has nobody for {numbers} of the roster's numbers")
        case .readRoster:
            Text(
                "lad hotlined læse vagtplanen, så skriver den planen igen",
                "let the daemon read the roster, which writes the plan anew")
        case .noGroup:
            Text(
                "gruppen {group} mangler: intet telefonsystem på maskinen må læse planen",
                "the group {group} is missing: no gateway of this machine may read the plan")
        case .makeGroup: Text("opret den, og genstart hotlined", "make it, and restart the daemon")
        case .otherGroup:
            Text(
                "{folder} tilhører ikke gruppen {group}",
                "{folder} does not belong to the group {group}")
        case .joinGroup:
            Text(
                "gør hotlineds bruger til medlem af den, og genstart hotlined",
                "make the daemon's user one of it, and restart the daemon")
        case .noMember:
            Text(
                "brugeren {user} er ikke i gruppen {group} og kan ikke læse planen",
                "the user {user} is not in the group {group}, and cannot read the plan")
        case .makeMember:
            Text(
                "gør den til medlem, og genstart telefonsystemet",
                "make it one, and restart that gateway")
        }
    }
}
