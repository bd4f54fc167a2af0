/// `calls` and the story of a call.
package enum CallWords: CommandText {
    case noCalls, moreCalls, began, gateway, call, caller, institution, outcome, takenAfter
    case heading, aRehearsal, headOutcome, headCaller, headDialled, headBegan, headRoster
    case notKnown, noRoster, isOpen, spooled, firstHeard
    case endCaller, endProfessional, endGateway, endSweeper, endUnknown
    case promise, owedBy, owedByNobody, at
    case theFamily, theLastResort, atURI, rings, pickedUp, takes, byKey, notByKey
    case legRang, legTalked, noReason
    case comesIn, keys, asksForCallback, fallback, askedForKeys, hearsPromise, checksLine
    case hearsNoPromise
    case noteAbout, noteDone, noteNoted, noteFollowUp, noteCaseworker, noteWent, noteOtherwise
    case noteBy, notSaid, noNote, nothingLeft

    package var text: Text {
        switch self {
        case .noCalls: Text("ingen opkald", "no calls")
        case .moreCalls: Text("flere opkald: --after {next}", "more calls: --after {next}")
        case .began: Text("BEGYNDTE", "BEGAN")
        case .gateway: Text("TELEFONSYSTEM", "GATEWAY")
        case .call: Text("OPKALD", "CALL")
        case .caller: Text("FRA", "CALLER")
        case .institution: Text("INSTITUTION", "INSTITUTION")
        case .outcome: Text("UDFALD", "OUTCOME")
        case .takenAfter: Text("TAGET EFTER", "TAKEN AFTER")
        case .heading:
            Text("opkald {call} fra telefonsystemet {gateway}", "call {call} of gateway {gateway}")
        case .aRehearsal: Text("et prøveopkald", "a rehearsal")
        case .headOutcome: Text("udfald", "outcome")
        case .headCaller: Text("fra", "caller")
        case .headDialled: Text("ringede til", "dialled")
        case .headBegan: Text("begyndte", "began")
        case .headRoster: Text("vagtplan", "roster")
        case .notKnown: Text("kendes ikke", "not known")
        case .noRoster: Text("ingen var i kraft", "none was in force")
        case .isOpen: Text("opkaldet er åbent", "the call is open")
        case .spooled:
            Text(
                "{count} af dets hændelser måtte vente, før de kom i loggen",
                "{count} of its events went through the spool")
        case .firstHeard: Text("loggen hører først om det her", "the log first hears of it")
        case .endCaller: Text("den, der ringede, lægger på", "the caller hangs up")
        case .endProfessional: Text("fagpersonen lægger på", "the professional hangs up")
        case .endGateway: Text("telefonsystemet afslutter opkaldet", "the gateway ends the call")
        case .endSweeper:
            Text(
                "ingen afslutning blev meldt: opkaldet lukkes",
                "no end was ever reported: the call is swept")
        case .endUnknown: Text("opkaldet slutter", "the call ends")
        case .promise:
            Text("løfte om at ringe tilbage senest {by}", "promise to ring back by {by}")
        case .owedBy: Text("{owner} skal ringe", "owed by {owner}")
        case .owedByNobody: Text("ingen har det", "owed by nobody")
        case .at: Text("{at}", "at {at}")
        case .theFamily: Text("familien", "the family")
        case .theLastResort: Text("sidste udvej", "the last resort")
        case .atURI: Text("på {uri}", "at {uri}")
        case .rings:
            Text(
                "trin {step} ringer til {who} (opringning {leg}, {because})",
                "step {step} rings {who} (leg {leg}, {because})")
        case .pickedUp:
            Text(
                "røret løftes hos {who} (opringning {leg})",
                "{who}'s phone is picked up (leg {leg})")
        case .takes:
            Text(
                "{who} tager opkaldet, {key} (opringning {leg})",
                "{who} takes the call, {key} (leg {leg})")
        case .byKey: Text("med tast", "by key")
        case .notByKey: Text("ikke bekræftet med tast", "not confirmed by key")
        case .legRang:
            Text(
                "{who}: {reason} efter {span} s ringning (opringning {leg})",
                "{who}: {reason} after {span} s of ringing (leg {leg})")
        case .legTalked:
            Text(
                "{who}: {reason} efter {span} s samtale (opringning {leg})",
                "{who}: {reason} after {span} s of talk (leg {leg})")
        case .noReason: Text("slut, uden grund", "ended, no reason given")
        case .comesIn: Text("et opkald kommer ind", "a call comes in")
        case .keys: Text("der kommer taster fra den, der ringer", "the caller's keys come in")
        case .asksForCallback:
            Text("den, der ringer, vil ringes op", "the caller asks to be rung back")
        case .fallback:
            Text(
                "telefonsystemet ringede selv til sit nødnummer",
                "the gateway rang its fallback by itself")
        case .askedForKeys:
            Text("den, der ringer, bliver bedt om taster", "the caller is asked for keys")
        case .hearsPromise:
            Text(
                "den, der ringer, hører løftet om at blive ringet op",
                "the caller hears the promise to be rung back")
        case .checksLine:
            Text(
                "opkaldet prøver linjen og får lov at gå",
                "the call checks the line, and is let go")
        case .hearsNoPromise:
            Text(
                "den, der ringer, hører, at intet kan loves",
                "the caller hears that no promise can be made")
        case .noteAbout: Text("handlede om", "about")
        case .noteDone: Text("gjort", "done")
        case .noteNoted: Text("i sagssystemet", "in the case system")
        case .noteFollowUp: Text("opfølgning", "follow-up")
        case .noteCaseworker: Text("rådgiver skal vide det", "tell the caseworker")
        case .noteWent: Text("hvordan det gik", "how it went")
        case .noteOtherwise: Text("ellers ringet til", "otherwise rung")
        case .noteBy: Text("noteret af", "noted by")
        case .notSaid: Text("ikke oplyst", "not said")
        case .noNote: Text("opkald {call} har intet notat", "call {call} has no note")
        case .nothingLeft: Text("intet mangler at blive gjort", "nothing is left to be done")
        }
    }
}
