package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class EmailChangesModuleTest extends SharedPeople {

    @Autowired
    EmailChanges emails;

    @Test
    @Tag("B3")
    @Tag("G7")
    void countsWhenTheLinkSentToTheNewAddressWasUsed() {
        User ada = person();
        String address = fresh("new") + "@example.org";
        request(ada, address);
        assertThat(again(ada).email()).isEqualTo(ada.email());
        assertThat(mailsTo(ada.email().orElseThrow())).hasSize(1);

        String token = tokenMailedTo(address);
        emails.confirm(token);
        assertThat(again(ada).email()).contains(address);
        assertRefused(Code.LINK_INVALID, () -> emails.confirm(token));
    }

    @Test
    @Tag("H5")
    void tellsOnlyTheMailboxThatItBelongsToSomebody() {
        User ada = person();
        User bob = person();
        request(ada, bob.email().orElseThrow());
        assertThat(mailsTo(bob.email().orElseThrow()).getLast().get("body").asString())
                .doesNotContain("{link}");
        assertThat(count("link", ada.id())).isEqualTo(1);
        assertRefused(Code.EMAIL_SAME, () -> request(ada, ada.email().orElseThrow()));
        assertRefused(Code.EMAIL_INVALID, () -> request(ada, "ada"));
    }

    @Test
    void refusesAnAddressThatWasTakenMeanwhile() {
        User ada = person();
        String address = fresh("new") + "@example.org";
        request(ada, address);
        String token = tokenMailedTo(address);
        users.create(NewUser.person(fresh("bob"), PASSWORD).withEmail(address));
        assertRefused(Code.EMAIL_TAKEN, () -> emails.confirm(token));
        assertThat(again(ada).email()).isEqualTo(ada.email());
    }

    private void request(User user, String address) {
        fromSomewhere(() -> {
            emails.request(user.id(), address);
            return address;
        });
    }
}
