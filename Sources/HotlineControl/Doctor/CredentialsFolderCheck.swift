import Foundation
import Glibc
import HotlineTexts

/// Whether the service manager can load a folder of secrets: a single file that it refuses keeps the
/// daemon from starting (systemd.exec(5), LoadCredential=).
struct CredentialsFolderCheck {
    struct File: Hashable {
        /// Below the folder.
        let name: String
        let bytes: Int64
    }

    /// Of all secrets together (systemd's CREDENTIALS_TOTAL_SIZE_MAX).
    static let bytesMax: Int64 = 1 << 20

    let folder: String
    let files: [File]

    var findings: [Finding] {
        let named = files.filter { !CredentialsFolderCheck.isLoadable($0.name) }.map { file in
            Finding.danger(
                .secrets, SecretsFindings.badName.with(["path": "\(folder)/\(file.name)"]),
                SecretsFindings.rename.text)
        }
        let bytes = files.reduce(0) { $0 + $1.bytes }
        guard bytes > CredentialsFolderCheck.bytesMax else { return named }
        let largest = files.max { $0.bytes < $1.bytes }?.name ?? ""
        return named + [
            .danger(
                .secrets,
                SecretsFindings.tooLarge.with([
                    "folder": folder, "bytes": Int(bytes),
                    "most": Int(CredentialsFolderCheck.bytesMax),
                ]), SecretsFindings.moveAway.with(["file": largest]))
        ]
    }

    private static func isLoadable(_ name: String) -> Bool {
        name.utf8.count < 200 && name.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F && $0 != 0x3A }
    }
}

extension CredentialsFolderCheck {
    /// Looks into the folder; what cannot be looked at is told elsewhere.
    init(of folder: String) {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        self.init(
            folder: folder,
            files: names.prefix(10_000).compactMap { name in
                var status = stat()
                guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
                else { return nil }
                return File(name: name, bytes: Int64(status.st_size))
            }.sorted { $0.name < $1.name })
    }
}
