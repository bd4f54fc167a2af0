/// *Opfølgning*: what calls leave to be done.
package enum FollowUpText: String, CatalogueText {
    case followUpsTitle, followUpsViews, followUpsMine, followUpsAll, followUpsDone
    case followUpsNoneMine, followUpsNone, followUpsNoneDone
    case followUpsOlder, followUpsFirst
    case followUpTitle, followUpOverdue, followUpBy, followUpOwner, followUpNobody
    case followUpFrom, followUpKind, followUpMade, followUpText, followUpDone, followUpCode
    case followUpReminded, followUpEscalated
    case kindPromise, kindCallback, kindAfterCall, kindAdded
    case howRangAgain, howRangBack, howReached, howNotReached, howDone, howNotNeeded
    case followUpEndTitle, followUpAssignTitle, followUpAssignLabel, followUpAssign
    case followUpNobodyToAssign, followUpChoose
    case followUpEnded, followUpAssigned, followUpAdded
    case followUpsOfCall, followUpsOfCallNone
    case followUpAddTitle, followUpAddOwner, followUpAddDeadline, followUpAddDeadlineHint
    case followUpAddText, followUpAddTextHint, followUpAdd, followUpAddNobody, followUpBadDay

    package var text: Text {
        switch self {
        case .followUpsTitle: Text("Opfølgning", "Follow-ups")
        case .followUpsViews: Text("Hvilke", "Which")
        case .followUpsMine: Text("Mine", "Mine")
        case .followUpsAll: Text("Alle åbne", "All open")
        case .followUpsDone: Text("Gjorte", "Done")
        case .followUpsNoneMine:
            Text(
                "Du har intet at følge op på. Når et opkald giver dig en opgave, står den her med "
                    + "sin frist.",
                "You have nothing to follow up. When a call leaves you a task, it stands here "
                    + "with its deadline."
            )
        case .followUpsNone:
            Text(
                "Intet at følge op på. Opfølgning kommer af løfter, af det, kommunen har aftalt "
                    + "efter et opkald, og af notater; en ny tilføjes på opkaldets side.",
                "Nothing to follow up. Follow-ups come from promises, from what the municipality "
                    + "agreed on after a call, and from notes; one is added on a call's page."
            )
        case .followUpsNoneDone:
            Text(
                "Ingen opfølgning er gjort endnu. Det, der er gjort, står her.",
                "No follow-up is done yet. What is done stands here.")
        case .followUpsOlder: Text("Flere", "More")
        case .followUpsFirst: Text("De første", "The first")
        case .followUpTitle: Text("Opfølgning {number}", "Follow-up {number}")
        case .followUpOverdue: Text("Over tiden", "Overdue")
        case .followUpBy: Text("Senest", "By")
        case .followUpOwner: Text("Hvem", "Who")
        case .followUpNobody: Text("ingen har den endnu", "nobody has it yet")
        case .followUpFrom: Text("Fra opkald", "From call")
        case .followUpKind: Text("Hvad", "What")
        case .followUpMade: Text("Siden", "Since")
        case .followUpText: Text("Besked", "Message")
        case .followUpDone: Text("Gjort", "Done")
        case .followUpCode: Text("Kode, når man ringer tilbage", "Code for ringing back")
        case .followUpReminded: Text("Mindet om", "Reminded")
        case .followUpEscalated: Text("Givet videre", "Escalated")
        case .kindPromise: Text("Ring tilbage, som lovet", "Ring back, as promised")
        case .kindCallback: Text("Ring tilbage", "Ring back")
        case .kindAfterCall: Text("Følg op efter opkaldet", "Follow up after the call")
        case .kindAdded: Text("Opgave fra opkaldet", "Task from the call")
        case .howRangAgain: Text("familien ringede igen", "the family rang again")
        case .howRangBack: Text("familien blev ringet op", "the family was rung back")
        case .howReached: Text("Familien er nået", "The family was reached")
        case .howNotReached: Text("Familien kunne ikke nås", "The family could not be reached")
        case .howDone: Text("Gjort", "Done")
        case .howNotNeeded: Text("Ikke nødvendig", "Not needed")
        case .followUpEndTitle: Text("Hvad blev det til?", "What became of it?")
        case .followUpAssignTitle: Text("Giv den til en anden", "Give it to somebody else")
        case .followUpAssignLabel: Text("Hvem følger op", "Who follows up")
        case .followUpAssign: Text("Giv videre", "Give")
        case .followUpNobodyToAssign:
            Text(
                "Vagtplanen kender ingen, der kan få den. Spørg vagtplanlæggeren.",
                "The roster knows nobody who could get it. Ask the duty planner.")
        case .followUpChoose: Text("Vælg", "Choose")
        case .followUpEnded: Text("Opfølgningen er gjort.", "The follow-up is done.")
        case .followUpAssigned: Text("Opfølgningen er givet videre.", "The follow-up is given.")
        case .followUpAdded: Text("Opfølgningen er tilføjet.", "The follow-up is added.")
        case .followUpsOfCall: Text("Opfølgning", "Follow-ups")
        case .followUpsOfCallNone:
            Text("Opkaldet har ingen opfølgning.", "The call has no follow-up.")
        case .followUpAddTitle: Text("Tilføj en opfølgning", "Add a follow-up")
        case .followUpAddOwner: Text("Hvem følger op", "Who follows up")
        case .followUpAddNobody: Text("ingen endnu", "nobody yet")
        case .followUpAddDeadline: Text("Frist", "Deadline")
        case .followUpAddDeadlineHint:
            Text(
                "åååå-mm-dd; uden en dag er det næste arbejdsdag.",
                "yyyy-mm-dd; without a day it is the next working day.")
        case .followUpAddText: Text("Besked", "Message")
        case .followUpAddTextHint:
            Text(
                "Kort. Skriv intet navn, nummer eller cpr-nummer.",
                "Short. Write no name, number or CPR number.")
        case .followUpAdd: Text("Tilføj", "Add")
        case .followUpBadDay:
            Text(
                "'{text}' er ingen dag, der kommer. Skriv åååå-mm-dd. Intet er tilføjet.",
                "'{text}' is no day to come. Write yyyy-mm-dd. Nothing was added.")
        }
    }
}
