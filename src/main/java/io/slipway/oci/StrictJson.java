package io.slipway.oci;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Walks through a JSON document in one pass, without building a tree, and refuses all that two readers could read in
/// two ways. Every method reads the value at which the walk stands; paths are for messages.
final class StrictJson {

    // Names come from clients: kept out of the shared symbol table, which they could fill or make collide.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ManifestLimits.MAX_DEPTH)
                    .maxNameLength(ManifestLimits.MAX_BYTES)
                    .maxNumberLength(ManifestLimits.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    static <T> T read(byte[] content, Function<StrictJson, T> document) {
        var text = decode(content);
        try (var parser =
                FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining())) {
            parser.nextToken();
            var result = document.apply(new StrictJson(parser));
            if (parser.nextToken() != null) {
                throw OciException.manifestInvalid("The manifest has more text after its end.");
            }
            return result;
        } catch (StreamConstraintsException tooDeep) {
            // All other constraints are as large as a manifest may be.
            throw OciException.manifestInvalid(
                    "The manifest nests objects and arrays more than " + ManifestLimits.MAX_DEPTH + " levels deep.");
        } catch (UnexpectedEndOfInputException cutOff) {
            throw OciException.manifestInvalid("The manifest is not valid JSON: it ends too early.");
        } catch (JacksonException malformed) {
            throw OciException.manifestInvalid("The manifest is not valid JSON" + place(malformed) + ": "
                    + Excerpt.shorten(malformed.getOriginalMessage()) + ".");
        }
    }

    private static String place(JacksonException malformed) {
        var location = malformed.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    // Jackson would guess UTF-16 and UTF-32 and drop a byte order mark: given characters, it has nothing to guess.
    private static CharBuffer decode(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            if (text.hasRemaining() && text.get(0) == '\uFEFF') {
                throw OciException.manifestInvalid("The manifest starts with a byte order mark; leave it out.");
            }
            return text;
        } catch (CharacterCodingException malformed) {
            throw OciException.manifestInvalid("The manifest is not valid UTF-8.");
        }
    }

    interface Field {
        void read(String key, String path);
    }

    /// Hands every known key whose value is not null to the field reader, which must read the value, skips unknown
    /// keys, and returns all known keys that are there, also those with null.
    Set<String> object(String path, Set<String> known, Field field) {
        expect(JsonToken.START_OBJECT, path, "a JSON object");
        var seen = new HashSet<String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var key = parser.currentName();
            var value = parser.nextToken();
            if (!known.contains(key)) {
                refuseCaseVariant(path, known, key);
                parser.skipChildren();
            } else {
                seen.add(key);
                if (value != JsonToken.VALUE_NULL) {
                    field.read(key, path.isEmpty() ? key : path + '.' + key);
                }
            }
        }
        return seen;
    }

    // Clients written in Go take "Layers" for "layers".
    private static void refuseCaseVariant(String path, Set<String> known, String key) {
        for (var name : known) {
            if (name.equalsIgnoreCase(key)) {
                throw OciException.manifestInvalid("The key " + Excerpt.quote(key)
                        + (path.isEmpty() ? "" : " in " + path) + " must be written \"" + name + "\".");
            }
        }
    }

    <T> List<T> array(String path, Function<String, T> element) {
        expect(JsonToken.START_ARRAY, path, "an array");
        var elements = new ArrayList<T>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.apply(path + '[' + elements.size() + ']'));
        }
        return elements;
    }

    Map<String, String> strings(String path) {
        expect(JsonToken.START_OBJECT, path, "a JSON object");
        var strings = new LinkedHashMap<String, String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var key = storable(parser.currentName(), path);
            parser.nextToken();
            strings.put(key, string(path, key));
        }
        return strings;
    }

    private String string(String path, String key) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw OciException.manifestInvalid(path + '[' + Excerpt.quote(key) + "] is not a string.");
        }
        return storable(parser.getString(), path);
    }

    String string(String path) {
        expect(JsonToken.VALUE_STRING, path, "a string");
        return storable(parser.getString(), path);
    }

    // JSON can escape what neither UTF-8 nor PostgreSQL can hold.
    private static String storable(String text, String path) {
        if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(StrictJson::isUnpairedSurrogate)) {
            throw OciException.manifestInvalid(path + " has a NUL or half a surrogate pair, which cannot be stored.");
        }
        return text;
    }

    private static boolean isUnpairedSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /// An integer from 0 to 2^63-1.
    long natural(String path) {
        expect(JsonToken.VALUE_NUMBER_INT, path, "an integer");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw OciException.manifestInvalid(path + " does not fit into 63 bits.");
        }
        long value = parser.getLongValue();
        if (value < 0) {
            throw OciException.manifestInvalid(path + " is negative.");
        }
        return value;
    }

    private void expect(JsonToken token, String path, String what) {
        if (parser.currentToken() != token) {
            throw OciException.manifestInvalid((path.isEmpty() ? "The manifest" : path) + " is not " + what + ".");
        }
    }
}
