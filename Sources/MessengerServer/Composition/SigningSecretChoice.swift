import Identity
import Logging

extension ServerConfiguration {
    /// What signs access tokens: the configured secret, or one that is made once and kept in the data directory.
    func signingSecret(logger: Logger) throws -> SigningSecret {
        if let secret = jwt.secret { return try SigningSecret(parsing: secret.rawValue) }
        let directory = DataDirectory(dataDirectory)
        try directory.prepare()
        let kept = try SigningSecret.loadOrCreate(in: directory.path)
        if let warning = kept.warning { logger.warning("\(warning)") }
        if kept.isNew { logger.info("Made a signing secret", metadata: ["file": "\(kept.path)"]) }
        return kept.secret
    }
}
