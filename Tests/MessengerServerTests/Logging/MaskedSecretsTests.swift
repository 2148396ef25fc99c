import Testing

@testable import MessengerServer

@Suite("masking secrets")
struct MaskedSecretsTests {
    @Test(
        "in a URI hides the values of tokens, tickets and passwords, and nothing else",
        arguments: [
            ("/ws/1?token=abc", "/ws/1?token=********"),
            ("/ws/1?token=abc&x=1", "/ws/1?token=********&x=1"),
            ("/ws/1?x=1&token=abc", "/ws/1?x=1&token=********"),
            ("/ws?ticket=abc", "/ws?ticket=********"),
            ("/a?access_token=abc&password=def", "/a?access_token=********&password=********"),
            ("/a?TOKEN=abc&Access_Token=def", "/a?TOKEN=********&Access_Token=********"),
            ("/a?%74oken=abc", "/a?%74oken=********"),
            ("/a?%54%4FKEN=abc", "/a?%54%4FKEN=********"),
            ("/a?access%5Ftoken=abc", "/a?access%5Ftoken=********"),
            ("/a?+token=abc&token%20=def", "/a?+token=********&token%20=********"),
            ("/a?token=a=b=c", "/a?token=********"),
            ("/a?token=", "/a?token=********"),
            ("/a?token=abc&token=def", "/a?token=********&token=********"),
            ("/a?x=1;token=abc", "/a?x=1;token=********"),
            ("/a?x=1?token=abc", "/a?x=1?token=********"),
            ("/a#token=abc", "/a#token=********"),
            ("/a?token=abc#top", "/a?token=********#top"),
            ("http://h/a?token=a%26b", "http://h/a?token=********"),
            ("/a", "/a"), ("", ""), ("/a?", "/a?"), ("/a?&&=", "/a?&&="), ("/a?token", "/a?token"),
            ("/token=abc", "/token=abc"), ("/a?tokens=1&mytoken=2&limit=50", "/a?tokens=1&mytoken=2&limit=50"),
            ("/a?%zz=1&%=2&%4=3", "/a?%zz=1&%=2&%4=3"), ("/чат?имя=Анна&token=я", "/чат?имя=Анна&token=********"),
        ]
    )
    func uri(given: String, expected: String) {
        #expect(maskSecrets(inURI: given) == expected)
    }

    @Test(
        "in a database's URL hides the password, in doubt more",
        arguments: [
            ("postgresql://u:sesame@h/d", "postgresql://u:********@h/d"),
            ("postgresql://u:sesame@h:5433/d?sslmode=require", "postgresql://u:********@h:5433/d?sslmode=require"),
            ("postgresql://u:ses@me/ses?ame@h/d", "postgresql://u:********@h/d"),
            ("postgresql://u@h/d", "postgresql://u@h/d"), ("postgresql://h:5433/d", "postgresql://h:5433/d"),
            ("postgresql://h/d?user=u&password=sesame", "postgresql://h/d?user=u&password=********"),
            ("postgresql://h/d?sslpassword=sesame&a=1", "postgresql://h/d?sslpassword=********&a=1"),
            ("host=h password=sesame dbname=d", "host=h password=********"),
            ("host=h PASSWORD = 'se same'", "host=h PASSWORD=********"),
            ("host=h dbname=d", "host=h dbname=d"), ("sesame", "********"), ("", ""),
        ]
    )
    func databaseURL(given: String, expected: String) {
        #expect(maskPassword(inDatabaseURL: given) == expected)
    }
}
