extension Operations {
    static let members: [Operation] = [listMembers, addMembers, removeMember, markRead]

    private static let listMembers = Operation(
        "GET",
        "/chats/{chat_id}/members",
        id: "list_members",
        tag: .chat,
        summary: "List the members of a chat",
        description: """
            Who is in the chat and how far each has read and received it, in ascending order of number, in pages: the \
            next page begins after the last number of this one.
            """,
        needsToken: true,
        parameters: [.chatID, .afterMember, .memberLimit, .acceptLanguage],
        replies: [
            .json(
                200,
                "The page; an empty list past the end.",
                schema: ["type": "array", "items": reference("schemas", "Member"), "maxItems": 1000],
                example: Samples.members
            )
        ],
        problems: [.badMemberLimit, .badChatID],
        refusals: [.badRequest] + tokenRefusals + chatRefusals + storeRefusals
    )

    private static let addMembers = Operation(
        "POST",
        "/chats/{chat_id}/members",
        id: "add_members",
        tag: .chat,
        summary: "Add people to a group",
        description: """
            Makes people members of a group, all of them or, when one has no account, nobody. Any member may. Whoever \
            is in it already stays as they are. What was written before counts as read for those who are new.
            """,
        needsToken: true,
        isMadeOnceByKey: true,
        parameters: [.chatID, .acceptLanguage],
        requestBody: Operation.Body(
            schema: "MembersAdd",
            examples: [Operation.Example(name: "two", summary: "Two people", value: ["user_ids": [2, 3]])]
        ),
        replies: [Operation.Reply(status: 204, description: "They are members.", headers: nil, content: nil)],
        problems: [.noMembers, .badChatID, .invalidJSON],
        refusals: [.privateChatIsFixed] + bodyRefusals + tokenRefusals + [.notAMember, .notFound, .unknownMember]
            + [.methodNotAllowed] + storeRefusals
    )

    private static let removeMember = Operation(
        "DELETE",
        "/chats/{chat_id}/members/{user_id}",
        id: "remove_member",
        tag: .chat,
        summary: "Leave a group, or take somebody out of it",
        description: """
            Ends a membership of a group: the caller's own, or, for who created the group, anybody's. Somebody who is \
            not in it is passed over in silence.
            """,
        needsToken: true,
        isMadeOnceByKey: true,
        parameters: [.chatID, .userID, .acceptLanguage],
        replies: [Operation.Reply(status: 204, description: "It has ended.", headers: nil, content: nil)],
        problems: [.badUserID, .badChatID],
        refusals: [.badRequest, .privateChatIsFixed] + tokenRefusals + [.notAMember, .notTheCreator, .notFound]
            + [.methodNotAllowed] + storeRefusals
    )

    private static let markRead = Operation(
        "POST",
        "/chats/{chat_id}/read",
        id: "mark_read",
        tag: .chat,
        summary: "Say how far one has read",
        description: """
            Moves the caller's read cursor up to a place or a message. It never moves back: a place that was read \
            before changes nothing, one past the end counts as the end, and a message that is not in the chat is \
            passed over. The other members and the caller's other devices hear of it.
            """,
        needsToken: true,
        isMadeOnceByKey: true,
        parameters: [.chatID, .acceptLanguage],
        requestBody: Operation.Body(
            schema: "ReadMark",
            examples: [
                Operation.Example(name: "seq", summary: "Up to a place", value: ["seq": 42]),
                Operation.Example(name: "message", summary: "Up to a message", value: ["message_id": 26]),
            ]
        ),
        replies: [
            .json(
                200,
                "Where the caller stands now.",
                schema: reference("schemas", "ReadState"),
                example: ["chat_id": 3, "read_seq": 42, "unread": 0, "last_seq": 42]
            )
        ],
        problems: [.badSeq, .badChatID, .invalidJSON],
        refusals: bodyRefusals + tokenRefusals + chatRefusals + storeRefusals + [.overloaded]
    )
}
