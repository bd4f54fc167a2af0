import Foundation
import GatewayWebhooks
import Glibc
import HotlineSettings
import Logging

/// Keeps the key of the hooks' tokens, which must be the same after a restart: a gateway still has
/// the addresses that it was given before.
struct HookKeyFile {
    /// Tried in this order.
    let folders: [String]
    let logger: Logger

    /// The kept key, else a new one.
    func key() -> HookKey {
        for folder in folders {
            if let bytes = try? readFile("\(folder)/hook-key"), bytes.count == HookKey.byteCount {
                return HookKey(bytes: bytes)
            }
        }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<HookKey.byteCount).map { _ in
            UInt8.random(in: .min ... .max, using: &random)
        }
        guard folders.contains(where: { keep(bytes, in: $0) }) else {
            logger.error(
                """
                The key of the hooks cannot be kept: calls that are open at a restart will go to \
                their gateway's fallback
                """)
            return HookKey(bytes: bytes)
        }
        return HookKey(bytes: bytes)
    }

    private func keep(_ bytes: [UInt8], in folder: String) -> Bool {
        let (file, fresh) = ("\(folder)/hook-key", "\(folder)/.hook-key.new")
        unlink(fresh)
        do {
            try SyncedFile.make(fresh, of: bytes, mode: 0o600)
            guard rename(fresh, file) == 0 else { return false }
            try SyncedFile.sync(folder: folder)
            return true
        } catch {
            return false
        }
    }
}
