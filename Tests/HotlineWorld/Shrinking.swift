import HotlineTestSupport

/// The shortest part of a history that still fails, found by leaving out more and more of it.
///
/// - Parameter most: How many plays it may take.
package func shortest(
    _ history: [Happening], most: Int = 150, fails: ([Happening]) -> Bool
) -> [Happening] {
    var shortest = history
    var pieces = 2
    var plays = 0
    while shortest.count > 1, pieces <= shortest.count, plays < most {
        let size = (shortest.count + pieces - 1) / pieces
        var isShorter = false
        for start in stride(from: 0, to: shortest.count, by: size) where plays < most {
            var rest = shortest
            rest.removeSubrange(start..<min(start + size, shortest.count))
            plays += 1
            guard fails(rest) else { continue }
            shortest = rest
            pieces = max(2, pieces - 1)
            isShorter = true
            break
        }
        if !isShorter {
            guard size > 1 else { break }
            pieces = min(shortest.count, pieces * 2)
        }
    }
    return shortest
}
