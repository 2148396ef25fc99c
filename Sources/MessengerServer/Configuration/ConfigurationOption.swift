/// One option of the server: all that is known of it is said in one place, and everything else follows from that.
struct ConfigurationOption: Sendable {
    /// Its name in a file and for `--set`: words joined by dots.
    let key: String
    /// The environment variables that set it; the first that is set counts.
    let environment: [String]
    /// Its own flag of the command line, if it has one.
    let flag: String?
    /// What it does, in one sentence.
    let help: String
    /// What is allowed, as the end of a sentence that begins with "must be".
    let allowed: String
    /// How much of its value a report may show.
    let secrecy: Secrecy
    /// Reads a value into a configuration.
    let apply: @Sendable (RawSetting, inout ServerConfiguration) throws(Refusal) -> Void
    /// Its value in a configuration, as `apply` would read it; nil stands for "not set".
    let value: @Sendable (ServerConfiguration) -> String?

    /// Declares an option that reads and writes one property.
    ///
    /// `also` names environment variables that set it, besides the one that follows from its key; with `flag` the
    /// command line has a flag for it, besides `--set`.
    init<Value>(
        _ key: String,
        _ property: any WritableKeyPath<ServerConfiguration, Value> & Sendable,
        _ kind: OptionKind<Value>,
        also: [String] = [],
        flag: Bool = false,
        _ help: String
    ) {
        self.key = key
        environment = [Self.variable(of: key)] + also
        self.flag = flag ? "--" + key.replacing(".", with: "-") : nil
        self.help = help
        allowed = kind.allowed
        secrecy = kind.secrecy
        apply = { (raw: RawSetting, configuration: inout ServerConfiguration) throws(Refusal) in
            configuration[keyPath: property] = try kind.parse(kind.text(of: raw))
        }
        value = { kind.format($0[keyPath: property]) }
    }

    /// The environment variable that follows from a key.
    static func variable(of key: String) -> String {
        "MESSENGER_" + key.uppercased().replacing(".", with: "_")
    }

    /// What a report shows of its value.
    func shownValue(in configuration: ServerConfiguration) -> String? {
        value(configuration).map(secrecy.masked)
    }
}
