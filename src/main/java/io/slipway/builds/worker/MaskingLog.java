package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes lines of a build fit to be kept and shown: secrets are covered where they stand as they are or in Base64, and
/// of control characters only those of colours stay. What a build splits or encodes otherwise, nobody can find.
final class MaskingLog {

    static final int MAX_LINE = 16 * 1024;

    private static final String COVER = "***";

    /// Shorter ones would cover half of the log and tell by that what they are.
    private static final int LEAST = 4;

    private static final String CUT = " … (cut)";
    private static final Pattern COLOUR = Pattern.compile("\\x1b(\\[[0-9;]{0,30}m)");

    /// Stands for the start of a colour, while the other control characters go.
    private static final char KEPT = '\uE000';

    private final List<String> secrets;

    MaskingLog(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(MaskingLog::shapes)
                .filter(shape -> shape.length() >= LEAST)
                .distinct()
                // the whole before its parts
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /// @param line without its end
    String clean(String line) {
        String covered = line;
        for (String secret : secrets) {
            covered = covered.replace(secret, COVER);
        }
        String kept = covered.length() > MAX_LINE ? covered.substring(0, MAX_LINE) + CUT : covered;
        return harmless(kept);
    }

    private static String harmless(String line) {
        if (line.chars().noneMatch(MaskingLog::isControl)) {
            return line;
        }
        String marked = COLOUR.matcher(line.replace(KEPT, '\uFFFD')).replaceAll(KEPT + "$1");
        StringBuilder clean = new StringBuilder(marked.length());
        marked.chars().forEach(c -> {
            if (c == KEPT) {
                clean.append('\u001b');
            } else if (isControl(c)) {
                clean.append('\uFFFD');
            } else {
                clean.append((char) c);
            }
        });
        return clean.toString();
    }

    private static boolean isControl(int c) {
        return c != '\t' && Character.isISOControl(c) || c == KEPT;
    }

    private static Stream<String> shapes(String secret) {
        List<String> shapes = new ArrayList<>();
        shapes.add(secret);
        shapes.add(secret.strip());
        secret.lines().map(String::strip).filter(line -> line.length() >= 8).forEach(shapes::add);
        for (String text : List.of(secret, secret.strip(), secret + "\n")) {
            String encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
            // what follows the secret changes the last group
            String whole = encoded.substring(0, text.length() % 3 == 0 ? encoded.length() : encoded.length() - 4);
            shapes.add(encoded);
            shapes.add(whole.length() >= 8 ? whole : encoded);
        }
        return shapes.stream();
    }
}
