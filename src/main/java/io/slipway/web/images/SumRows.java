package io.slipway.web.images;

import io.slipway.inspection.FileSums;
import io.slipway.inspection.ImageSums.Answer;
import io.slipway.web.Language;
import io.slipway.web.Size;
import io.slipway.web.images.FilesPage.Heavy;
import io.slipway.web.images.FilesPage.Sums;
import io.slipway.web.images.FilesPage.Totals;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/// What the files of an image come to, for reading.
///
/// @param files of the image
record SumRows(FileRows files) {

    private static final int FULL = 100;

    Sums of(Answer answer) {
        return new Sums(answer.waiting(), answer.sums().map(this::totals));
    }

    /// Never more than it is: what is wasted is not rounded away.
    static String efficiency(FileSums sums, Language language) {
        NumberFormat format = NumberFormat.getPercentInstance(language.locale());
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(sums.efficiency());
    }

    private Totals totals(FileSums sums) {
        Language language = files.shell().language();
        return new Totals(
                efficiency(sums, language),
                Size.of(sums.seen() + sums.wasted(), language),
                Optional.of(Size.of(sums.wasted(), language)).filter(_ -> sums.wasted() > 0),
                heavy(sums.largest()),
                heavy(sums.lost()));
    }

    private List<Heavy> heavy(List<FileSums.Heavy> list) {
        return list.stream()
                .map(it -> new Heavy(
                        it.path(),
                        files.inLayer(it.place() + 1).link("/files/preview", it.path()),
                        it.place() + 1,
                        Size.of(it.size(), files.shell().language()),
                        Math.round((double) FULL * it.size() / list.getFirst().size())))
                .toList();
    }
}
