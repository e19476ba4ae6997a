package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.testing.OwnDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

/// One program for the tests of organisations and all that is in them; each test makes names of its own.
@ApplicationModuleTest(mode = BootstrapMode.DIRECT_DEPENDENCIES)
@OwnDatabase
@Import(HeardEvents.class)
abstract class SharedAccounts {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    Users users;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Autowired
    Teams teams;

    @Autowired
    Robots robots;

    @Autowired
    JdbcClient jdbc;

    static AccountName fresh(String name) {
        return new AccountName(name + NUMBERS.incrementAndGet());
    }

    User person(String name) {
        return users.create(NewUser.person(fresh(name).value(), "a wide and windy harbour"));
    }

    Organisation organisationOf(User owner) {
        return organisations.create(fresh("acme"), "", "", owner.id());
    }

    void disable(User user) {
        jdbc.sql("UPDATE accounts.app_user SET disabled_at = now() WHERE principal_id = ?")
                .param(user.id())
                .update();
    }

    static void assertRefused(Code code, ThrowingCallable call) {
        AccountsException error = catchThrowableOfType(AccountsException.class, call);
        assertThat(error).as("refused with " + code).isNotNull();
        assertThat(error.code()).isEqualTo(code);
    }
}
