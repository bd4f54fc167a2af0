import Crypto

/// The hash that names a roster (roster-format, *Which roster stands*): for each file, sorted by
/// relative path: path, NUL, decimal length, NUL, bytes.
package func rosterSHA256(of files: [RosterFile]) -> String {
    var hash = SHA256()
    for file in files.sorted(by: {
        $0.relativePath.utf8.lexicographicallyPrecedes($1.relativePath.utf8)
    }) {
        hash.update(data: Array(file.relativePath.utf8))
        hash.update(data: [0])
        hash.update(data: Array(String(file.bytes.count).utf8))
        hash.update(data: [0])
        hash.update(data: file.bytes)
    }
    return hash.finalize().map { byte in
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
}
