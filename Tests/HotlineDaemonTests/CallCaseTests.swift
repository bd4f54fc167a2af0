import HotlineTestSupport
import Testing

@Suite struct `Situations that hurt, at a daemon's HTTP door` {
    @Test(arguments: CallCase.all)
    func `end as they should`(_ situation: CallCase) throws {
        try situation.play(DaemonTelephone(situation.roster))
    }
}
