import HotlineTestSupport
import HotlineWorld
import Testing

@Suite struct `A world in a box` {
    @Test(arguments: [1, 2])
    func `goes on for fifteen days of faults without a violation`(_ seed: Int) throws {
        let tally = try World.play(history(seed: seed, days: 15), days: 15)
        #expect(tally.calls > 40)
        #expect(tally.answered > 20)
        #expect(tally.crashes > 0)
        #expect(tally.promises > 0)
        #expect(tally.kept > 0)
        #expect(tally.swept > 0)
    }

    @Test func `is the same for one seed`() throws {
        let events = history(seed: 7, days: 4)
        #expect(try World.play(events, days: 4) == World.play(events, days: 4))
    }

    @Test(arguments: World.Sabotage.allCases)
    func `finds each flaw that is put into the daemon`(_ sabotage: World.Sabotage) {
        let isFound = (1...12).contains { seed in
            let events = history(seed: seed, days: 8)
            return (try? World.play(events, days: 8, sabotage: sabotage)) == nil
        }
        #expect(isFound)
    }

    @Test func `tells the shortest history that still fails`() {
        let events = history(seed: 3, days: 40)
        let (one, other) = (events[5], events[30])
        let least = shortest(events) { $0.contains(one) && $0.contains(other) }
        #expect(least == [one, other])
    }
}
