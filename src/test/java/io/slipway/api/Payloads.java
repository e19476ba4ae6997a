package io.slipway.api;

/// What providers send for a push, in their shapes and without what nobody reads.
final class Payloads {

    static final String COMMIT = "7d9f2c4b1a0e3d5c6b7a8f9e0d1c2b3a4f5e6d7c";
    static final String ZERO = "0".repeat(40);

    private Payloads() {}

    static String github(String ref, String after, String message) {
        return """
                {"ref":"%s","before":"%s","after":"%s","created":false,"deleted":%s,"forced":false,"base_ref":null,
                "compare":"https://git.example.com/acme/web/compare/a...b",
                "repository":{"id":186853002,"name":"web","full_name":"acme/web","private":true,
                "clone_url":"https://git.example.com/acme/web.git","default_branch":"main","pushed_at":1763770000},
                "pusher":{"name":"ada","email":"ada@example.com"},"sender":{"login":"ada","id":1},
                "commits":[],"head_commit":%s}
                """.formatted(
                        ref,
                        "1".repeat(40),
                        after,
                        after.equals(ZERO),
                        after.equals(ZERO) ? "null" : """
                                {"id":"%s","tree_id":"%s","distinct":true,"message":"%s",
                                "timestamp":"2026-11-22T01:02:03+01:00","author":{"name":"Ada","email":"a@example.com"},
                                "added":["Dockerfile"],"removed":[],"modified":[]}
                                """.formatted(COMMIT, "2".repeat(40), message));
    }

    static String gitlab(String kind, String ref, String after) {
        return """
                {"object_kind":"%s","event_name":"%s","before":"%s","after":"%s","ref":"%s","checkout_sha":%s,
                "user_id":4,"user_name":"Ada","project_id":15,
                "project":{"id":15,"name":"web","path_with_namespace":"acme/web","default_branch":"main"},
                "commits":[{"id":"%s","message":"Mend it\\n\\nwell","author":{"name":"Ada","email":"a@example.com"}}],
                "total_commits_count":1}
                """.formatted(
                kind, kind, "1".repeat(40), after, ref, after.equals(ZERO) ? "null" : "\"" + COMMIT + "\"", COMMIT);
    }

    static String bitbucket(String changes) {
        return """
                {"push":{"changes":[%s]},"actor":{"display_name":"Ada","type":"user"},
                "repository":{"type":"repository","full_name":"acme/web","name":"web","is_private":true}}
                """.formatted(changes);
    }

    static String bitbucketNew(String type, String name) {
        return """
                {"old":null,"new":{"type":"%s","name":"%s","target":{"type":"commit","hash":"%s",
                "message":"Mend it","author":{"raw":"Ada <a@example.com>","user":{"display_name":"Ada"}}}},
                "created":true,"closed":false,"forced":false}
                """.formatted(type, name, COMMIT);
    }
}
