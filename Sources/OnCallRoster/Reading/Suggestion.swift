/// The candidate that a misspelt word most likely means, if one is near enough.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
        let distance = editDistance(word.lowercased(), candidate.lowercased(), limit: limit)
        guard distance <= limit else { continue }
        if best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true {
            best = (distance, candidate)
        }
    }
    return best?.word
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words; more than
/// `limit` is told as `limit + 1`.
private func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard abs(a.count - b.count) <= limit, a.count <= 64, b.count <= 64 else { return limit + 1 }
    var previous: [Int] = []
    var row = Array(0...b.count)
    for i in 0..<a.count {
        var next = [i + 1]
        for j in 0..<b.count {
            var cost = min(next[j] + 1, row[j + 1] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                cost = min(cost, previous[j - 1] + 1)
            }
            next.append(cost)
        }
        (previous, row) = (row, next)
    }
    return row[b.count]
}
