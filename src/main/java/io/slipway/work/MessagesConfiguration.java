package io.slipway.work;

import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What pages and mails say, in each language.
@Configuration
class MessagesConfiguration {

    @Bean
    MessageSource messageSource() {
        return source();
    }

    static PluralMessages source() {
        PluralMessages messages = new PluralMessages();
        messages.setBasename("messages/messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
