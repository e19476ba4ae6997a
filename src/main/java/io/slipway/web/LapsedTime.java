package io.slipway.web;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long something took, in words of the reader's language: its two largest parts.
public final class LapsedTime {

    private static final int PARTS = 2;

    private LapsedTime() {}

    public static String of(Duration time, Language language) {
        List<Measure> measures = new ArrayList<>();
        add(measures, time.toDays(), MeasureUnit.DAY);
        add(measures, time.toHoursPart(), MeasureUnit.HOUR);
        add(measures, time.toMinutesPart(), MeasureUnit.MINUTE);
        add(measures, time.toSecondsPart(), MeasureUnit.SECOND);
        if (measures.isEmpty()) {
            measures.add(new Measure(0, MeasureUnit.SECOND));
        }
        List<Measure> shown = measures.subList(0, Math.min(PARTS, measures.size()));
        if (shown.size() == PARTS && shown.getLast().getNumber().longValue() == 0) {
            shown = shown.subList(0, 1);
        }
        return MeasureFormat.getInstance(ULocale.forLanguageTag(language.tag()), FormatWidth.SHORT)
                .formatMeasures(shown.toArray(Measure[]::new));
    }

    private static void add(List<Measure> measures, long number, MeasureUnit unit) {
        // a part without a number keeps its place, so that seconds never stand beside days
        if (number > 0 || !measures.isEmpty()) {
            measures.add(new Measure(number, unit));
        }
    }
}
