package io.slipway.oci;

import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an image's config says, as far as people want to know it. Configs come from any tool there is: what has another
/// type than it should is left out, and nothing is kept that neither UTF-8 nor PostgreSQL can hold.
///
/// @param platform of which everything may be empty
/// @param cut      texts were too long, and are not whole
public record ImageConfig(
        Platform platform,
        Optional<Instant> created,
        Optional<String> author,
        Settings settings,
        Map<String, String> labels,
        List<Step> history,
        boolean cut) {

    /// Larger ones are not read.
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final Set<String> MEDIA_TYPES =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    /// How a container of the image runs.
    ///
    /// @param ports as declared: `80/tcp`
    public record Settings(
            List<String> entrypoint,
            List<String> command,
            List<String> environment,
            List<String> ports,
            List<String> volumes,
            Optional<String> user,
            Optional<String> workingDirectory,
            Optional<String> stopSignal) {

        public static final Settings NONE = new Settings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /// The environment by name: of two variables of one name the last one counts.
        public Map<String, String> variables() {
            Map<String, String> variables = new LinkedHashMap<>();
            environment.stream().map(Settings::variable).forEach(it -> variables.put(it.getKey(), it.getValue()));
            return variables;
        }

        /// Name and value of an entry of the environment, `NAME=value`; without the sign, of an empty value.
        public static Map.Entry<String, String> variable(String entry) {
            int sign = entry.indexOf('=');
            return sign < 0 ? Map.entry(entry, "") : Map.entry(entry.substring(0, sign), entry.substring(sign + 1));
        }
    }

    /// One step of how the image was made.
    ///
    /// @param createdBy the command, in the builder's own words
    /// @param empty     it made no layer
    public record Step(Optional<Instant> created, String createdBy, String comment, boolean empty) {

        private static final String SHELL = "/bin/sh -c ";
        private static final String NO_RUN = "#(nop)";
        private static final String BUILDKIT = " # buildkit";

        /// The command as it stands in a Dockerfile, as far as builders let it be told; empty where they say nothing.
        public String instruction() {
            String text = createdBy.endsWith(BUILDKIT)
                    ? createdBy.substring(0, createdBy.length() - BUILDKIT.length())
                    : createdBy;
            int shell = text.indexOf(SHELL);
            boolean atStart = shell == 0 || text.startsWith("RUN ") || text.startsWith("|");
            if (shell < 0 || !atStart) {
                return text.strip();
            }
            String command = text.substring(shell + SHELL.length()).strip();
            return command.startsWith(NO_RUN)
                    ? command.substring(NO_RUN.length()).strip()
                    : "RUN " + command;
        }
    }

    public ImageConfig {
        labels = Descriptor.copy(labels);
        history = List.copyOf(history);
    }

    /// Whether a config of this type can be read.
    public static boolean isImage(String mediaType) {
        return MEDIA_TYPES.contains(mediaType);
    }

    /// Reads without keeping what is read, nor more than some of what it says.
    ///
    /// @throws OciException MANIFEST_INVALID when it is no JSON object
    /// @throws java.io.UncheckedIOException when the bytes cannot be read
    public static ImageConfig read(InputStream bytes) {
        return ImageConfigReader.read(bytes);
    }
}
