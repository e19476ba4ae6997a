package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/// Each test has a repository of its own, which is missing at first.
abstract class ProtocolHttpBase extends RegistryHttpBase {

    private static final AtomicInteger TESTS = new AtomicInteger();

    /// Shared by few tests: nobody may have 100 repositories without a manifest.
    final String ownerName = "proto%03d".formatted(TESTS.incrementAndGet() / 20);

    RepositoryClient repository;

    @BeforeEach
    void nameRepository() {
        repository = another();
    }

    /// One more repository of the same owner, with a token for all actions on it.
    RepositoryClient another() {
        return RepositoryClient.of(owner(), freshName(ownerName));
    }

    /// With the owner's password in each request.
    RegistryClient owner() {
        return person(ownerName);
    }

    static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.errorCode()).as("%s", reply).isEqualTo(code);
        assertThat(reply.errorMessage()).isNotBlank();
    }

    static void assertStatus(Reply reply, int status) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
    }

    /// Of a `Link` to the next page.
    static String next(Reply reply) {
        String link = reply.header("Link").orElseThrow();
        assertThat(link).startsWith("</v2/").endsWith(">; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    long repositoryId(RepositoryClient named) {
        return jdbc.sql("SELECT id FROM content.repository WHERE name = ? AND deleted_at IS NULL")
                .param(named.name())
                .query(Long.class)
                .single();
    }
}
