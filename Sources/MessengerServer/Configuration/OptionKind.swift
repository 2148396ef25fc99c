/// A value as a source gave it, before anybody knows what it should be.
enum RawSetting: Hashable, Sendable {
    /// One value.
    case text(String)
    /// A list of a file.
    case list([String])
}

/// Why a value is not allowed, as the end of a sentence that begins with "must be".
struct Refusal: Error, Hashable {
    let mustBe: String

    init(_ mustBe: String) {
        self.mustBe = mustBe
    }
}

/// What an option's values are: how they are read, shown and described.
struct OptionKind<Value: Sendable>: Sendable {
    /// What is allowed, as the end of a sentence that begins with "must be".
    let allowed: String
    /// How much of a value a report may show.
    var secrecy = Secrecy.open
    /// Whether a file may hold a list; it is read as a text with commas.
    var takesList = false
    /// Reads a value as a source gave it.
    let parse: @Sendable (String) throws(Refusal) -> Value
    /// Writes a value the way `parse` reads it; nil stands for "not set".
    let format: @Sendable (Value) -> String?

    /// The text of a setting, as `parse` takes it.
    func text(of raw: RawSetting) throws(Refusal) -> String {
        switch raw {
        case .text(let text): return text
        case .list(let items):
            guard takesList else { throw Refusal("\(allowed), not a list") }
            return items.joined(separator: ",")
        }
    }

    /// A kind that also allows nothing at all: an empty text.
    static func optional<Wrapped>(_ kind: OptionKind<Wrapped>) -> Self where Value == Wrapped? {
        let (parse, format) = (kind.parse, kind.format)
        return Self(
            allowed: kind.allowed,
            secrecy: kind.secrecy,
            takesList: kind.takesList,
            parse: { (text: String) throws(Refusal) -> Value in text.isEmpty ? nil : try parse(text) },
            format: { $0.flatMap(format) }
        )
    }
}

/// How much of an option's value a report may show.
enum Secrecy: Hashable, Sendable {
    /// All of it.
    case open
    /// All but the password in it.
    case url
    /// Nothing.
    case hidden

    /// What the documentation says of it.
    var promise: String {
        switch self {
        case .open: ""
        case .url: " Its password is never shown in logs or reports."
        case .hidden: " Never shown in logs or reports."
        }
    }

    /// What a report shows of `text`.
    func masked(_ text: String) -> String {
        switch self {
        case .open: text
        case .url: maskPassword(inDatabaseURL: text)
        case .hidden: Secret.stars
        }
    }
}
