/// One call told as a story, with its reasons.
package enum StoryText: String, CatalogueText {
    case storyCard, storyNote, storyBack
    case storyFrom, storyPlace, storyBegan, storyWait, storyTalk, storyOutcome, storyEnd
    case storyWaitNone, storyRehearsal
    case storyTitle, storyMore
    case storyIncoming, storyUnheard, storyDigits, storyAsksBack, storyFallback
    case storyGather, storyPromised, storyNoPromise, storyChecksLine, storySwept
    case storyRings, storyRound, storyPickedUp, storyTakes, storyTakesNoKey, storyLegEnd
    case storyTalkEnd, storyNoted
    case storyReminded, storyEscalated, storyTaskEnded, storyTaskAssigned, storyTaskAdded
    case storyFamily, storyLastResort
    case becauseLine, becauseContact, becauseLastAnswered, becausePartner, becauseLastResort
    case becauseCallback
    case reasonNoAnswer, reasonBusy, reasonDeclined, reasonNotAccepted, reasonUnreachable
    case reasonCancelled, reasonGatewayError, reasonCompleted, reasonNone
    case endedByCaller, endedByProfessional, endedByGateway, endedBySweeper, endedNotYet
    case omittedTitle, omittedNone, omittedMore, omittedOffDuty, omittedAbsent, omittedBusy
    case omittedAlreadyRung, omittedNoPhone, omittedNotForCaller, omittedSkipped
    case omittedNotReached
    case promiseTitle, promiseBy, promiseOwner, promiseState, promiseKept
    case promiseStateOpen, promiseStateKept, promiseStateBroken

    package var text: Text {
        switch self {
        case .storyCard: Text("Kontaktkort", "Contact card")
        case .storyNote: Text("Skriv notat", "Write the note")
        case .storyBack: Text("Hele opkaldet", "The whole call")
        case .storyFrom: Text("Fra", "From")
        case .storyPlace: Text("Sted", "Place")
        case .storyBegan: Text("Begyndte", "Began")
        case .storyWait: Text("Tid til et menneske", "Time to a human")
        case .storyWaitNone: Text("ingen tog det", "nobody took it")
        case .storyTalk: Text("Samtalen varede", "The talk lasted")
        case .storyOutcome: Text("Udfald", "Outcome")
        case .storyEnd: Text("Slut", "End")
        case .storyRehearsal:
            Text(
                "Et prøveopkald: det optager ingen, og det giver hverken løfte eller opfølgning.",
                "A rehearsal: it occupies nobody, and makes neither promise nor follow-up.")
        case .storyTitle: Text("Forløb", "What happened")
        case .storyMore:
            Text(
                "{count} skridt mere vises ikke. hotlinectl calls show har dem alle.",
                "{count} more steps are not shown. hotlinectl calls show has them all.")
        case .storyIncoming: Text("Opkaldet kommer ind", "The call comes in")
        case .storyUnheard:
            Text("Loggen hører første gang om opkaldet", "The log first hears of the call")
        case .storyDigits: Text("Den, der ringer, taster", "The caller presses keys")
        case .storyAsksBack:
            Text("Den, der ringer, vil hellere ringes op", "The caller would rather be rung back")
        case .storyFallback:
            Text(
                "Telefonsystemet ringede selv til nødnummeret",
                "The gateway rang the last resort by itself")
        case .storyGather: Text("Den, der ringer, bedes taste", "The caller is asked for keys")
        case .storyPromised:
            Text("Den, der ringer, loves at blive ringet op", "The caller is promised a call back")
        case .storyNoPromise:
            Text(
                "Den, der ringer, hører nødnummeret, for der er intet nummer at ringe til",
                "The caller hears the last resort's number, for there is no number to ring")
        case .storyChecksLine:
            Text("Opkaldet prøver linjen, og slippes", "The call checks the line, and is let go")
        case .storySwept:
            Text("Ingen har meldt, hvordan det endte", "Nobody reported how it ended")
        case .storyRings: Text("Der ringes til {name}: {because}", "{name} is rung: {because}")
        case .storyRound: Text("runde {round}", "round {round}")
        case .storyPickedUp: Text("{name}: røret tages", "{name}: picked up")
        case .storyTakes: Text("{name} tager opkaldet", "{name} takes the call")
        case .storyTakesNoKey:
            Text("{name} tager opkaldet, uden at taste", "{name} takes the call, without a key")
        case .storyLegEnd: Text("{name}: {reason}, efter {span}", "{name}: {reason}, after {span}")
        case .storyTalkEnd:
            Text(
                "Samtalen med {name} slutter efter {span}", "The talk with {name} ends after {span}"
            )
        case .storyNoted: Text("Notatet skrives", "The note is written")
        case .storyReminded:
            Text("Den, der skal følge op, mindes om det", "Whoever is to follow up is reminded")
        case .storyEscalated:
            Text(
                "Fristen går, og bagvagten får opgaven",
                "The deadline passes, and the escalation line gets the task")
        case .storyTaskEnded: Text("En opfølgning er gjort", "A follow-up is done")
        case .storyTaskAssigned:
            Text("En opfølgning gives til en", "A follow-up is given to somebody")
        case .storyTaskAdded: Text("En opfølgning tilføjes", "A follow-up is added")
        case .storyFamily: Text("familien", "the family")
        case .storyLastResort: Text("nødnummeret", "the last resort")
        case .becauseLine: Text("har vagten {line}", "is on duty on {line}")
        case .becauseContact: Text("familiens faste kontakt", "the family's own contact")
        case .becauseLastAnswered:
            Text("tog familiens seneste opkald", "took the family's latest call")
        case .becausePartner: Text("hjælper fra {institution}", "helps from {institution}")
        case .becauseLastResort: Text("ingen andre tog det", "nobody else took it")
        case .becauseCallback: Text("ringes tilbage efter et løfte", "is rung back as promised")
        case .reasonNoAnswer: Text("svarer ikke", "no answer")
        case .reasonBusy: Text("optaget", "busy")
        case .reasonDeclined: Text("afviser", "declines")
        case .reasonNotAccepted: Text("taster ikke ja", "does not press the key")
        case .reasonUnreachable: Text("kan ikke nås", "cannot be reached")
        case .reasonCancelled: Text("ringer ikke længere", "rings no longer")
        case .reasonGatewayError: Text("fejl i telefonsystemet", "the gateway failed")
        case .reasonCompleted: Text("slut", "ended")
        case .reasonNone: Text("slut uden grund", "ended, no reason given")
        case .endedByCaller: Text("Den, der ringede, lægger på", "The caller hangs up")
        case .endedByProfessional: Text("Fagpersonen lægger på", "The professional hangs up")
        case .endedByGateway: Text("Telefonsystemet slutter opkaldet", "The gateway ends the call")
        case .endedBySweeper: Text("Ingen hørte, hvordan det endte", "Nobody heard how it ended")
        case .endedNotYet: Text("Opkaldet er i gang", "The call is under way")
        case .omittedTitle: Text("Hvem der ikke blev ringet til", "Who was not rung")
        case .omittedNone:
            Text(
                "Alle, som vagtplanen nævner for dette opkald, blev ringet til.",
                "Everybody whom the roster names for this call was rung.")
        case .omittedMore: Text("Og {count} flere.", "And {count} more.")
        case .omittedOffDuty: Text("ikke på vagt", "off duty")
        case .omittedAbsent: Text("fraværende", "absent")
        case .omittedBusy: Text("optaget af et andet opkald", "busy with another call")
        case .omittedAlreadyRung:
            Text("var allerede ringet op i den runde", "was rung in that round already")
        case .omittedNoPhone: Text("vagtplanen har ingen telefon", "the roster has no telephone")
        case .omittedNotForCaller:
            Text("ikke for den, der ringede", "not for this caller")
        case .omittedSkipped:
            Text(
                "sprunget over: optaget, eller telefonen var allerede ringet op",
                "passed over: busy, or the telephone was rung already")
        case .omittedNotReached:
            Text("opkaldet nåede ikke så langt", "the call did not come so far")
        case .promiseTitle: Text("Løftet om at ringe tilbage", "The promise to ring back")
        case .promiseBy: Text("Senest", "By")
        case .promiseOwner: Text("Hvem ringer", "Who rings")
        case .promiseState: Text("Løftet er", "The promise is")
        case .promiseKept: Text("Nået", "Reached")
        case .promiseStateOpen: Text("åbent", "open")
        case .promiseStateKept: Text("holdt", "kept")
        case .promiseStateBroken: Text("ikke holdt", "broken")
        }
    }
}
