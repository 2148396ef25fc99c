extension Components {
    /// The parameters of the routes about members and about what has happened.
    static let syncParameters: JSON = [
        "UserID": [
            "name": "user_id",
            "in": "path",
            "required": true,
            "description": "The number of an account.",
            "schema": reference("schemas", "ID"),
            "example": 5,
        ],
        "AfterMember": [
            "name": "after",
            "in": "query",
            "description": "The number of the member after whom the page begins; the first page without it.",
            "schema": ["type": "integer", "format": "int64"],
            "example": 5,
        ],
        "MemberLimit": [
            "name": "limit",
            "in": "query",
            "description": "How many members the page may have.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 1000, "default": 100],
            "example": 100,
        ],
        "Since": [
            "name": "since",
            "in": "query",
            "description": "The newest position that the client has kept; without it, everything is the answer.",
            "schema": ["type": "string", "pattern": Schemas.positionPattern],
            "example": Samples.position,
        ],
        "LastEventID": [
            "name": "Last-Event-ID",
            "in": "header",
            "description": "The id of the last event before the connection broke; browsers send it by themselves.",
            "schema": ["type": "string", "pattern": Schemas.positionPattern],
            "example": Samples.position,
        ],
        "Ticket": [
            "name": "ticket",
            "in": "query",
            "description": """
            A ticket of `POST /ws-ticket`, good once, for a client that can send no `Authorization`: a browser's \
            `EventSource`.
            """,
            "schema": ["type": "string", "minLength": 1],
        ],
        "SyncLimit": [
            "name": "limit",
            "in": "query",
            "description": "How many events the reply may have.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 1000, "default": 500],
            "example": 500,
        ],
    ]
}
