/// `doctor`, `gateway test`, `log`, `access` and `token`.
package enum CareWords: CommandText {
    case ok, mend, nothingToMend, oneToMend, someToMend
    case flawOfCall, verified
    case backedUp, deletedCopy, noDaemonTold
    case wouldBeDeleted, deleted, purgedCalls, purgedRows, keptCalls, notOverwritten, spooled
    case copiesWould, copiesDid, copyMade, copiesAdvice
    case noErasures, erasure
    case noHolds, holdFamily, holdCall, lifted, hold
    case replayed, replayedEvent, was, wouldBe, replayFailed, replayGoesOn
    case noReads, moreReads, at, who, role, door, what, call, shown, why
    case noTokens, number, name, of, made, by, until, state, revoked, newToken
    case subjectWritten

    package var text: Text {
        switch self {
        case .ok: Text("ok", "ok")
        case .mend: Text("ret", "mend")
        case .nothingToMend: Text("intet skal rettes", "nothing is to be mended")
        case .oneToMend:
            Text(
                "1 ting skal rettes, det værste står øverst",
                "1 finding is to be mended, the worst is the first line")
        case .someToMend:
            Text(
                "{count} ting skal rettes, det værste står øverst",
                "{count} findings are to be mended, the worst is the first line")
        case .flawOfCall: Text("opkald {call} fra {gateway}", "call {call} of {gateway}")
        case .verified:
            Text(
                """
                {calls} opkald, {events} hændelser, heraf {erased} slettede, {flaws} fejl; kæden \
                slutter ved {head}
                """,
                """
                {calls} calls, {events} events, {erased} of them erased, {flaws} flaws; the chain \
                ends at {head}
                """)
        case .backedUp:
            Text(
                "{path}: {bytes} byte, kontrolleret, til og med hændelse {head}",
                "{path}: {bytes} bytes, checked, up to event {head}")
        case .deletedCopy: Text("slettede {path}", "deleted {path}")
        case .noDaemonTold:
            Text(
                """
                hotlined fik ikke besked om den: ingen oprydning vil nævne den, så slet den selv \
                i tide
                """,
                "no daemon was told of it: no purge will name it, delete it in time")
        case .wouldBeDeleted: Text("ville blive slettet", "would be deleted")
        case .deleted: Text("slettet", "deleted")
        case .purgedCalls:
            Text(
                """
                {verb}: numre og tekster fra {calls} opkald ({events} hændelser), id for \
                {families} familier, {reasons} begrundelser for læsning
                """,
                """
                {verb}: numbers and texts of {calls} calls ({events} events), {families} \
                families' ids, {reasons} reasons of reads
                """)
        case .purgedRows:
            Text(
                """
                {verb}: {duties} rækker om vagt, {accesses} linjer i adgangsloggen, {rosters} \
                gamle vagtplaner
                """,
                """
                {verb}: {duties} rows of duty, {accesses} entries of the access log, {rosters} \
                old rosters
                """)
        case .keptCalls:
            Text(
                "bevaret: {held} opkald, fordi noget pålægger det eller noget endnu skyldes",
                "kept: {held} calls, for a hold or for what is still owed")
        case .notOverwritten:
            Text(
                "endnu ikke overskrevet: nogen læser loggen; ryd op igen senere",
                "not yet overwritten: somebody is reading the log; purge again later")
        case .spooled:
            Text(
                "{count} hændelser venter uden for loggen, hvor ingen oprydning når dem",
                "{count} events stand in the spool, which no purge reaches")
        case .copiesWould:
            Text(
                "disse kopier har stadig det, der ville blive slettet:",
                "these copies still hold what would go:")
        case .copiesDid:
            Text(
                "disse kopier har stadig det, der blev slettet:",
                "these copies still hold what went:")
        case .copyMade: Text("{path}, lavet {made}", "{path}, made {made}")
        case .copiesAdvice:
            Text(
                "slet dem, eller lad nye komme i deres sted: intet andet når dem",
                "delete them, or let them be replaced: nothing else reaches them")
        case .noErasures:
            Text("intet er ryddet op eller slettet endnu", "nothing was purged or erased yet")
        case .erasure:
            Text(
                "{calls} opkald, {events} hændelser, {held} bevaret, af {by}",
                "{calls} calls, {events} events, {held} held, by {by}")
        case .noHolds: Text("intet er bevaret ved pålæg", "no holds")
        case .holdFamily: Text("familie {family}", "family {family}")
        case .holdCall: Text("opkald {call}", "call {call}")
        case .lifted: Text("ophævet {at} af {by}", "lifted {at} by {by}")
        case .hold: Text("{made} af {by}", "{made} by {by}")
        case .replayed:
            Text(
                """
                {calls} opkald, {events} hændelser, {different} ville blive afgjort anderledes, \
                {undecided} kunne ikke afgøres igen
                """,
                """
                {calls} calls, {events} events, {different} would be decided otherwise, \
                {undecided} could not be decided again
                """)
        case .replayedEvent: Text("{type}, hændelse {seq}", "{type}, event {seq}")
        case .was: Text("var          {what}", "was       {what}")
        case .wouldBe: Text("ville blive  {what}", "would be  {what}")
        case .replayFailed:
            Text("afspilningen mislykkedes: {problem}", "the replay failed: {problem}")
        case .replayGoesOn:
            Text(
                "afspilningen fortsætter i hotlined: spørg igen senere",
                "the replay goes on in the daemon: ask again later")
        case .noReads: Text("ingen læsninger", "no reads")
        case .moreReads: Text("flere læsninger: --after {next}", "more reads: --after {next}")
        case .at: Text("HVORNÅR", "AT")
        case .who: Text("HVEM", "WHO")
        case .role: Text("ROLLE", "ROLE")
        case .door: Text("VEJ IND", "DOOR")
        case .what: Text("HVAD", "WHAT")
        case .call: Text("OPKALD", "CALL")
        case .shown: Text("ANTAL", "SHOWN")
        case .why: Text("HVORFOR", "WHY")
        case .noTokens: Text("ingen adgangsnøgler", "no tokens")
        case .number: Text("NUMMER", "NUMBER")
        case .name: Text("NAVN", "NAME")
        case .of: Text("OM", "OF")
        case .made: Text("LAVET", "MADE")
        case .by: Text("AF", "BY")
        case .until: Text("TIL", "UNTIL")
        case .state: Text("TILSTAND", "STATE")
        case .revoked: Text("inddraget {at}", "revoked {at}")
        case .newToken:
            Text(
                """
                {token}

                adgangsnøgle {id}, '{name}', til {until}. Den vises ikke igen. Send den som
                Authorization: Bearer TOKEN
                """,
                """
                {token}

                token {id}, '{name}', until {until}. It is not shown again. Send it as
                Authorization: Bearer TOKEN
                """)
        case .subjectWritten:
            Text(
                "{path} er skrevet: alt, hvad loggen har om familien {family}",
                "{path} written: all that the log has of family {family}")
        }
    }
}
