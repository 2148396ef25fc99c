/// A language that texts for people come in.
///
/// Russian is the default of the API.
public enum Language: String, CaseIterable, Sendable {
    /// Russian.
    case russian = "ru"
    /// English.
    case english = "en"

    /// The language that an `Accept-Language` header prefers (RFC 9110, 12.5.4); Russian when it names neither.
    public init(acceptLanguage header: String?) {
        self = .russian
        guard let header else { return }
        var best = 0.0
        for range in header.split(separator: ",", maxSplits: 32) {
            let (tag, weight) = Self.weighted(range)
            guard weight > best, let language = Self.language(for: tag) else { continue }
            best = weight
            self = language
        }
    }

    private static func language(for tag: String) -> Language? {
        if tag == "*" { return .russian }
        let primary = tag.prefix { $0 != "-" }.lowercased()
        return Language(rawValue: primary)
    }

    /// A range such as `en-GB;q=0.8`, as its tag and its weight.
    private static func weighted(_ range: Substring) -> (tag: String, weight: Double) {
        let parts = range.split(separator: ";", omittingEmptySubsequences: false)
        let tag = parts.first.map { String($0.filter { $0 != " " }) } ?? ""
        let weight = parts.dropFirst()
            .map { $0.filter { $0 != " " } }
            .first { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
            .flatMap { Double($0.dropFirst(2)) }
        return (tag, weight ?? 1)
    }
}
