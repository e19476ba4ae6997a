package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H7")
class SessionsModuleTest extends SharedPeople {

    @Test
    void listsAndEndsOnesOwn() {
        User ada = person();
        User bob = person();
        String here = sessions.open(ada, 2, "192.0.2.1", "a browser");
        String there = sessions.open(ada, "192.0.2.2", "another");
        sessions.open(bob, "192.0.2.3", "his");

        assertThat(sessions.list(ada.id(), here))
                .extracting(BrowserSession::address, BrowserSession::factors, BrowserSession::current)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("192.0.2.1", 2, true),
                        org.assertj.core.groups.Tuple.tuple("192.0.2.2", 1, false));
        long other = sessions.list(ada.id(), here).getLast().id();
        assertThat(sessions.end(bob.id(), other)).isFalse();
        assertThat(sessions.find(there)).isPresent();
        assertThat(sessions.end(ada.id(), other)).isTrue();
        assertThat(sessions.find(there)).isEmpty();

        sessions.open(ada, "192.0.2.4", "third");
        sessions.endOthers(ada.id(), here);
        assertThat(sessions.list(ada.id(), here)).hasSize(1);
        assertThat(sessions.find(here).orElseThrow().factors()).isEqualTo(2);
    }

    @Test
    @Tag("H4")
    void knowsWhereSomebodySignedInBefore() {
        User ada = person();
        assertThat(sessions.knows(ada.id(), "192.0.2.7")).isFalse();
        sessions.open(ada, "192.0.2.7", "tests");
        sessions.open(ada, "192.0.2.7", "tests");
        assertThat(sessions.knows(ada.id(), "192.0.2.7")).isTrue();
        assertThat(sessions.knows(person().id(), "192.0.2.7")).isFalse();
    }

    @Test
    void seesTheSiteAsSomebodyElseWhileAnAdministrator() {
        User root = administrator();
        administrator();
        User ada = person();
        String cookie = sessions.open(root, "192.0.2.1", "tests");
        sessions.seeAs(cookie, ada.id());
        assertThat(sessions.find(cookie).orElseThrow().user().id()).isEqualTo(root.id());
        assertThat(sessions.find(cookie).orElseThrow().seeAs()).contains(ada);
        users.setAdministrator(root.id(), false);
        assertThat(sessions.find(cookie).orElseThrow().seeAs()).isEmpty();
        users.setAdministrator(root.id(), true);
        sessions.stopSeeing(cookie);
        assertThat(sessions.find(cookie).orElseThrow().seeAs()).isEmpty();
        sessions.seeAs(cookie, ada.id());
        users.delete(ada.id());
        assertThat(sessions.find(cookie).orElseThrow().seeAs()).isEmpty();
    }
}
