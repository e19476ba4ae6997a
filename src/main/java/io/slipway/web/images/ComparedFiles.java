package io.slipway.web.images;

import io.slipway.access.Access;
import io.slipway.content.ImageKind;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.inspection.Comparisons;
import io.slipway.inspection.Comparisons.Side;
import io.slipway.inspection.EntryKind;
import io.slipway.inspection.FileDifference;
import io.slipway.inspection.FileDifferences;
import io.slipway.inspection.LayerFiles;
import io.slipway.web.Language;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.Size;
import io.slipway.web.images.ComparePage.Change;
import io.slipway.web.images.ComparePage.File;
import io.slipway.web.images.ComparePage.Files;
import io.slipway.web.images.ComparePage.Found;
import io.slipway.web.images.ComparePage.Sum;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The files of two images beside each other, for whoever may pull them.
@Component
class ComparedFiles {

    private static final int ROWS = 500;
    private static final int DIGITS = 9;
    private static final String SOON = "3";

    private final Access access;
    private final LayerFiles files;
    private final Comparisons comparisons;

    ComparedFiles(Access access, LayerFiles files, Comparisons comparisons) {
        this.access = access;
        this.files = files;
        this.comparisons = comparisons;
    }

    /// @return empty where there are none to be compared
    Optional<Files> of(Asked asked, Repository repository, ManifestDetails from, ManifestDetails to) {
        boolean images = from.facts().kind() == ImageKind.IMAGE && to.facts().kind() == ImageKind.IMAGE;
        if (!images || from.digest().equals(to.digest()) || !access.mayPull(asked.caller(), asked.name())) {
            return Optional.empty();
        }
        Side one = new Side(from.digest(), files.look(repository, from));
        Side other = new Side(to.digest(), files.look(repository, to));
        int after = after(asked.parameter("after"));
        Comparisons.Answer answer = comparisons.of(one, other, after, ROWS);
        if (answer.waiting()) {
            // without a script, too
            asked.response().setHeader("Refresh", SOON);
        }
        return Optional.of(new Files(
                answer.waiting(),
                one.image().later() || other.image().later(),
                !one.image().failed().isEmpty() || !other.image().failed().isEmpty(),
                answer.differences().map(it -> found(asked, one, other, it)),
                after == 0,
                path(asked, 0)));
    }

    private static Found found(Asked asked, Side from, Side to, FileDifferences differences) {
        Language language = asked.shell().language();
        String manifests = "/r/" + asked.name() + "/-/manifests/";
        Page<FileDifference> page = differences.files();
        List<File> rows = page.items().stream()
                .map(it -> file(
                        it,
                        manifests + (it.change() == FileDifference.Change.REMOVED ? from : to).manifest(),
                        language))
                .toList();
        List<Sum> sums = new TreeMap<>(differences.sums())
                .entrySet().stream()
                        .map(it -> sum(it.getKey(), it.getValue(), language))
                        .toList();
        return new Found(
                sums,
                rows,
                Optional.of(page)
                        .filter(Page::more)
                        .map(it -> path(asked, it.items().getLast().nth())));
    }

    private static Sum sum(FileDifference.Change change, FileDifferences.Sum sum, Language language) {
        String sign = sum.bytes() < 0 ? "−" : "+";
        return new Sum(
                "compare.files." + lower(change),
                sum.files(),
                sign + Size.of(Math.abs(sum.bytes()), language).text());
    }

    private static File file(FileDifference file, String manifest, Language language) {
        Optional<String> link = switch (file.kind()) {
            case DIRECTORY -> Optional.of(FileRows.linkTo(manifest, "/files", file.path()));
            case FILE -> Optional.of(FileRows.linkTo(manifest, "/files/preview", file.path()));
            case SYMLINK, HARDLINK, DEVICE, WHITEOUT -> Optional.empty();
        };
        return new File(
                Change.valueOf(file.change().name()),
                file.path(),
                "files.kind." + lower(file.kind()),
                file.kind() == EntryKind.DIRECTORY,
                link,
                file.aspects().stream().map(it -> "compare.aspect." + lower(it)).toList(),
                size(file.before(), language),
                size(file.after(), language));
    }

    private static Optional<Size> size(OptionalLong size, Language language) {
        return size.isPresent() ? Optional.of(Size.of(size.getAsLong(), language)) : Optional.empty();
    }

    private static String path(Asked asked, int after) {
        String platform = asked.parameter("platform");
        String query = (platform.isEmpty() ? "" : "&platform=" + URLEncoder.encode(platform, StandardCharsets.UTF_8))
                + (after == 0 ? "" : "&after=" + after);
        return "/r/" + asked.name() + "/-/" + asked.part() + (query.isEmpty() ? "" : "?" + query.substring(1))
                + "#files";
    }

    private static int after(String after) {
        boolean number =
                !after.isEmpty() && after.length() <= DIGITS && after.chars().allMatch(it -> it >= '0' && it <= '9');
        return number ? Integer.parseInt(after) : 0;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
