package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.ImageChoice;
import io.slipway.content.ImageKind;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.inspection.Comparisons;
import io.slipway.inspection.Comparisons.Side;
import io.slipway.inspection.FileDifference;
import io.slipway.inspection.FileDifferences;
import io.slipway.inspection.LayerFiles;
import io.slipway.oci.Reference;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/// Two tags or digests of a repository beside each other, for whoever may see it; their files, for whoever may pull.
@Component
class ComparisonsResource {

    private static final String COMPARE = "compare/";
    private static final String DOTS = "...";
    private static final String SOON = "3";

    private final Access access;
    private final Images images;
    private final LayerFiles files;
    private final Comparisons comparisons;

    ComparisonsResource(Access access, Images images, LayerFiles files, Comparisons comparisons) {
        this.access = access;
        this.images = images;
        this.files = files;
        this.comparisons = comparisons;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> in(Caller caller, RepositoryPath path, PageQuery query, HttpServletRequest request) {
        String below = path.below().orElse("");
        int dots = below.indexOf(DOTS);
        if (!below.startsWith(COMPARE) || dots < 0) {
            return Optional.empty();
        }
        Repository repository = access.toSee(caller, path.name());
        String platform = Objects.requireNonNullElse(request.getParameter("platform"), "");
        ImageChoice from = choose(repository, below.substring(COMPARE.length(), dots), platform);
        ImageChoice to = choose(
                repository,
                below.substring(dots + DOTS.length()),
                platform.isEmpty() ? from.platforms().key() : platform);
        Optional<Comparisons.Answer> compared = access.mayPull(caller, path.name())
                ? files(repository, from.image(), to.image(), query)
                : Optional.empty();
        return Optional.of(answer(repository, below, platform, query, ComparisonView.of(from, to, compared), compared));
    }

    private ImageChoice choose(Repository repository, String reference, String platform) {
        return images.choose(repository, Reference.parse(reference), platform);
    }

    private Optional<Comparisons.Answer> files(
            Repository repository, ManifestDetails from, ManifestDetails to, PageQuery query) {
        boolean known = !from.facts().waiting() && !to.facts().waiting();
        boolean both = from.facts().kind() == ImageKind.IMAGE && to.facts().kind() == ImageKind.IMAGE;
        if (!known || !both || from.digest().equals(to.digest())) {
            return Optional.empty();
        }
        Side one = new Side(from.digest(), files.look(repository, from));
        Side other = new Side(to.digest(), files.look(repository, to));
        int after = (int) Math.min(query.number().orElse(0L), Integer.MAX_VALUE);
        return Optional.of(comparisons.of(one, other, after, query.limit()));
    }

    private static ResponseEntity<ComparisonView> answer(
            Repository repository,
            String below,
            String platform,
            PageQuery query,
            ComparisonView view,
            Optional<Comparisons.Answer> compared) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (view.state().equals("waiting")
                || compared.filter(Comparisons.Answer::waiting).isPresent()) {
            answer.header("Retry-After", SOON);
        }
        Optional<Page<FileDifference>> page =
                compared.flatMap(Comparisons.Answer::differences).map(FileDifferences::files);
        if (page.isPresent()) {
            ResponseEntity<List<FileDifference>> list = query.answer(
                    link(repository, below, platform),
                    page.get().items(),
                    page.get().more(),
                    it -> Integer.toString(it.nth()));
            answer.headers(list.getHeaders());
        }
        return answer.body(view);
    }

    private static String link(Repository repository, String below, String platform) {
        return UriComponentsBuilder.fromPath("/api/v1/repositories/" + repository.name() + "/-/" + below)
                .queryParamIfPresent("platform", Optional.of("{platform}").filter(_ -> !platform.isEmpty()))
                .encode()
                .build(platform.isEmpty() ? new Object[0] : new Object[] {platform})
                .toString();
    }
}
