package io.slipway.oci;

import static java.util.function.Predicate.not;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one descriptor, whose keys come in any order.
final class DescriptorReader {

    private static final Set<String> KEYS =
            Set.of("mediaType", "digest", "size", "urls", "annotations", "data", "artifactType", "platform");
    private static final Set<String> PLATFORM_KEYS = Set.of("os", "architecture", "variant", "os.version");

    private final StrictJson json;
    private final String path;

    private @Nullable String mediaType;
    private @Nullable Digest digest;
    private @Nullable Long size;
    private @Nullable String data;
    private Optional<String> artifactType = Optional.empty();
    private Map<String, String> annotations = Map.of();
    private Optional<Platform> platform = Optional.empty();

    private DescriptorReader(StrictJson json, String path) {
        this.json = json;
        this.path = path;
    }

    static Descriptor read(StrictJson json, String path) {
        var reader = new DescriptorReader(json, path);
        json.object(path, KEYS, reader::field);
        return reader.descriptor();
    }

    private void field(String key, String keyPath) {
        switch (key) {
            case "mediaType" -> mediaType = json.string(keyPath);
            case "digest" -> digest = digest(keyPath);
            case "size" -> size = json.natural(keyPath);
            case "data" -> data = json.string(keyPath);
            case "artifactType" ->
                artifactType = Optional.of(json.string(keyPath)).filter(not(String::isEmpty));
            case "annotations" -> annotations = json.strings(keyPath);
            case "platform" -> platform = platform(keyPath);
            case "urls" -> json.array(keyPath, json::string);
            default -> throw new IllegalStateException("Nothing reads the key " + key);
        }
    }

    private Digest digest(String keyPath) {
        try {
            return Digest.parse(json.string(keyPath));
        } catch (OciException invalid) {
            throw new OciException(
                    ErrorCode.MANIFEST_INVALID, keyPath + " is not valid. " + invalid.getMessage(), invalid);
        }
    }

    // The specification requires os and architecture; without them a platform is merely not told.
    private Optional<Platform> platform(String keyPath) {
        var members = new HashMap<String, String>();
        json.object(keyPath, PLATFORM_KEYS, (key, memberPath) -> members.put(key, json.string(memberPath)));
        members.values().removeIf(String::isEmpty);
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new Platform(
                        members.getOrDefault("os", ""),
                        members.getOrDefault("architecture", ""),
                        Optional.ofNullable(members.get("variant")),
                        Optional.ofNullable(members.get("os.version"))));
    }

    private Descriptor descriptor() {
        if (mediaType == null || mediaType.isEmpty()) {
            throw missing("mediaType");
        }
        if (digest == null) {
            throw missing("digest");
        }
        if (size == null) {
            throw missing("size");
        }
        if (data != null) {
            EmbeddedData.check(path + ".data", data, size, digest);
        }
        return new Descriptor(mediaType, digest, size, artifactType, annotations, platform);
    }

    private OciException missing(String key) {
        return OciException.manifestInvalid(path + '.' + key + " is missing or empty.");
    }
}
