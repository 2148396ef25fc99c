public import Domain

extension ReplyBody {
    /// A ticket for a socket: `{"ticket":…,"expires_in":30}`.
    public static func ticket(_ ticket: String, expiresIn lifetime: Duration) -> [UInt8] {
        written(capacity: 64 + ticket.utf8.count) { writer in
            writer.object { writer in
                writer.field(.ticket, ticket)
                writer.field(.expiresIn, lifetime.components.seconds)
            }
        }
    }

    /// People who were found: `[{"id":…,"name":…}, …]`, with `"email"` for one whose address was typed.
    public static func found(_ people: [(user: User, showsEmail: Bool)]) -> [UInt8] {
        written(capacity: 16 + 128 * people.count) { writer in
            writer.array(people) { writer, person in
                writer.object { writer in
                    writer.field(.id, person.user.id.rawValue)
                    writer.field(.name, person.user.name.rawValue)
                    if person.showsEmail { writer.field(.email, person.user.email.rawValue) }
                }
            }
        }
    }
}
