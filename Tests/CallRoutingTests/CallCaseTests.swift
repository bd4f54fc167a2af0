import HotlineTestSupport
import Testing

@Suite struct `Situations that hurt, played on the pure core` {
    @Test(arguments: CallCase.all)
    func `end as they should`(_ situation: CallCase) throws {
        try situation.play(CoreTelephone(situation.roster))
    }
}
