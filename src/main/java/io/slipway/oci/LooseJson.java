package io.slipway.oci;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Walks through somebody else's JSON in one pass, takes what has the wanted type and passes over the rest. What it
/// keeps has a limit, whatever the document holds. Every method reads the value at which the walk stands.
final class LooseJson {

    static final int MAX_TEXT = 16 * 1024;
    static final int MAX_KEPT = 1024 * 1024;

    /// Counted for each text beside its length, so that a million empty ones do not come for nothing.
    private static final int COST = 16;

    private static final int LAST_YEAR = 9999;

    // Names come from clients: kept out of the shared symbol table, which they could fill or make collide.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(ImageConfig.MAX_BYTES)
                    .maxStringLength(ImageConfig.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;
    private int kept;
    private boolean cut;

    private LooseJson(JsonParser parser) {
        this.parser = parser;
    }

    static <T> T read(InputStream bytes, Function<LooseJson, T> document) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw OciException.manifestInvalid("The config is not a JSON object.");
            }
            return document.apply(new LooseJson(parser));
        } catch (JacksonIOException broken) {
            if (broken.getCause() instanceof IOException cause && !(cause instanceof CharConversionException)) {
                throw new UncheckedIOException(cause);
            }
            throw OciException.manifestInvalid("The config is not valid JSON.");
        } catch (JacksonException malformed) {
            throw OciException.manifestInvalid("The config is not valid JSON.");
        }
    }

    /// Whether something was left out for its length.
    boolean cut() {
        return cut;
    }

    /// Hands every key to the reader, which reads its value.
    void object(Consumer<String> field) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            field.accept(key);
        }
    }

    void skip() {
        parser.skipChildren();
    }

    <T> List<T> array(Function<LooseJson, T> element) {
        List<T> elements = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return elements;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (full()) {
                parser.skipChildren();
            } else {
                kept += COST;
                elements.add(element.apply(this));
            }
        }
        return elements;
    }

    /// Strings of an array; one alone counts as an array of it.
    List<String> texts() {
        return parser.currentToken() == JsonToken.VALUE_STRING ? List.of(text()) : array(LooseJson::text);
    }

    /// The keys of an object that stands for a set.
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        object(key -> {
            skip();
            if (!full()) {
                keys.add(keep(key));
            }
        });
        return keys;
    }

    Map<String, String> map() {
        Map<String, String> entries = new LinkedHashMap<>();
        object(key -> {
            if (full()) {
                skip();
            } else {
                entries.put(keep(key), text());
            }
        });
        return entries;
    }

    /// A string, number or boolean; empty for anything else.
    String text() {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return keep(parser.getString());
        }
        parser.skipChildren();
        return "";
    }

    Optional<String> optionalText() {
        return Optional.of(text()).filter(text -> !text.isEmpty());
    }

    boolean isTrue() {
        boolean value = parser.currentToken() == JsonToken.VALUE_TRUE;
        parser.skipChildren();
        return value;
    }

    /// Empty also for the zero time that tools write who do not want to say.
    Optional<Instant> instant() {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text());
            return Optional.of(time)
                    .filter(it -> it.getYear() > 1 && it.getYear() <= LAST_YEAR)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean full() {
        cut |= kept >= MAX_KEPT;
        return kept >= MAX_KEPT;
    }

    private String keep(String text) {
        int length = Math.clamp(MAX_KEPT - kept, 0, Math.min(MAX_TEXT, text.length()));
        kept += length + COST;
        if (length < text.length()) {
            cut = true;
        }
        return storable(text.substring(0, length));
    }

    private static String storable(String text) {
        if (text.indexOf('\0') < 0 && text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
