package io.slipway.registry;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One running program for all classes below: each test takes fresh names for what it makes.
@SlipwayTest
@Import({StatementCounter.class, StoredBytes.class})
abstract class RegistryHttpBase {

    static final String PASSWORD = "a horse, a battery and a staple";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    JdbcClient jdbc;

    RegistryClient anonymous() {
        return RegistryClient.on(port);
    }

    /// Somebody with an account, made when first named; sends Basic credentials.
    RegistryClient person(String name) {
        user(name, false);
        return anonymous().basic(name, PASSWORD);
    }

    RegistryClient administrator(String name) {
        user(name, true);
        return anonymous().basic(name, PASSWORD);
    }

    User user(String name, boolean administrator) {
        return users.find(name)
                .orElseGet(() -> users.create(new NewUser(
                        new AccountName(name), Optional.empty(), PASSWORD, administrator, Optional.empty())));
    }

    /// A repository name in this namespace that nobody has used.
    static String freshName(String namespace) {
        return namespace + "/r" + NUMBERS.incrementAndGet();
    }

    void setVisibility(String repository, Visibility visibility) {
        repositories.setVisibility(
                repositories.find(new RepositoryName(repository)).orElseThrow().forWriting(), visibility);
    }
}
