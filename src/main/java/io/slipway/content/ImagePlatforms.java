package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The platforms of an index, by the names that stand in addresses.
///
/// @param parts in fixed order
/// @param key   of the one that is chosen; empty where there is none
public record ImagePlatforms(Map<String, ImagePart> parts, String key) {

    private static final int SHOWN = 12;

    /// @param asked for; empty for the first one
    /// @throws OciException MANIFEST_UNKNOWN for one that is not listed
    public static ImagePlatforms of(List<ImagePart> all, String asked) {
        Map<String, ImagePart> parts = new LinkedHashMap<>();
        all.stream().filter(ImagePart::isImage).forEach(it -> parts.put(name(it, parts), it));
        return new ImagePlatforms(parts, asked.isEmpty() || parts.isEmpty() ? first(parts) : find(parts, asked));
    }

    /// Without the version where people leave it out: the first one of that platform.
    private static String find(Map<String, ImagePart> parts, String asked) {
        return Optional.of(asked)
                .filter(parts::containsKey)
                .or(() -> parts.entrySet().stream()
                        .filter(it -> it.getValue()
                                .platform()
                                .orElseThrow()
                                .toString()
                                .equals(asked))
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElseThrow(() -> new OciException(ErrorCode.MANIFEST_UNKNOWN, "no such platform"));
    }

    public Optional<ImagePart> chosen() {
        return Optional.ofNullable(parts.get(key));
    }

    /// What `--platform` takes; empty without a choice, and for what cannot be pulled.
    public String command() {
        return parts.size() < 2
                ? ""
                : chosen().filter(it -> it.here().isPresent())
                        .flatMap(ImagePart::platform)
                        .map(Platform::toString)
                        .orElse("");
    }

    /// One that is here, if there is any.
    private static String first(Map<String, ImagePart> parts) {
        return parts.entrySet().stream()
                .filter(it -> it.getValue().here().isPresent())
                .findFirst()
                .or(() -> parts.entrySet().stream().findFirst())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /// Versions of Windows share a platform, and anybody can list one twice.
    private static String name(ImagePart part, Map<String, ImagePart> taken) {
        Platform platform = part.platform().orElseThrow();
        String plain = platform.toString();
        String name = platform.osVersion().map(version -> plain + ":" + version).orElse(plain);
        return taken.containsKey(name) ? name + "@" + part.digest().hex().substring(0, SHOWN) : name;
    }
}
