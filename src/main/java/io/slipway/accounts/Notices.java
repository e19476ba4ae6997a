package io.slipway.accounts;

import io.slipway.accounts.NoticeSql.Reader;
import io.slipway.work.Event;
import io.slipway.work.OutboxReader;
import io.slipway.work.Result;
import io.slipway.work.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Mails people what happened to their account, so that they notice what they did not do themselves, and what
/// ends soon.
@Component
class Notices implements OutboxReader {

    /// Actions and the words of their mails.
    private static final Map<String, String> MAILS = Map.of(
            "password.change", "password-changed",
            "factor.enable", "factor-enabled",
            "factor.disable", "factor-disabled",
            "factor.codes", "factor-codes",
            "factor.recovery", "factor-recovery",
            "credential.issue", "token-made",
            "credential.expire-soon", "token-expires");

    private final NoticeSql sql;
    private final AccountMails mails;

    Notices(NoticeSql sql, AccountMails mails) {
        this.sql = sql;
        this.mails = mails;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public boolean enabled() {
        return mails.configured();
    }

    @Override
    public void consume(List<StoredEvent> events) {
        events.stream().map(StoredEvent::event).forEach(event -> mail(event).ifPresent(key -> tell(event, key)));
    }

    private static Optional<String> mail(Event event) {
        // whoever makes a robot's token sees it; people should know of a token that is theirs
        boolean robots = event.target().contains("+") && event.action().equals("credential.issue");
        return event.result() == Result.OK && !robots
                ? Optional.ofNullable(MAILS.get(event.action()))
                : Optional.empty();
    }

    private void tell(Event event, String key) {
        Map<String, String> values = new TreeMap<>();
        values.put("holder", event.target());
        values.put("token", event.details().getOrDefault("name", ""));
        values.put("day", event.details().getOrDefault("expires", ""));
        for (Reader reader : sql.readers(event.target())) {
            values.put("name", reader.name());
            mails.send(reader.email(), key, reader.language(), values);
        }
    }
}
