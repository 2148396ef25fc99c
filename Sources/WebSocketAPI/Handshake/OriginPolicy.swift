/// Which web pages may open sockets.
///
/// Browsers let any page try, and name its origin; what keeps the tokens of one page from another is not ours to see,
/// so an operator who names his pages is taken at his word. Clients that are no browsers send no origin.
struct OriginPolicy: Sendable {
    private let origins: Set<String>
    private let allowsAny: Bool

    /// A policy that allows the given origins, such as `https://app.example.com`, in lower case; `*` stands for all.
    init(origins: [String]) {
        self.origins = Set(origins)
        allowsAny = origins.contains("*")
    }

    /// Whether a page may open a socket; those of the server itself always may.
    func allows(_ handshake: Handshake) -> Bool {
        guard !allowsAny, let origin = handshake.origin?.lowercased() else { return true }
        guard let host = handshake.host?.lowercased() else { return origins.contains(origin) }
        return origins.contains(origin) || origin == "https://\(host)" || origin == "http://\(host)"
    }
}
