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
        return MeasureFormat.getInstance(ULocale.forLanguageTag(language.tag()), FormatWidth.SHORT)
                .formatMeasures(
                        measures.subList(0, Math.min(PARTS, measures.size())).toArray(Measure[]::new));
    }

    private static void add(List<Measure> measures, long number, MeasureUnit unit) {
        // what is small beside the largest part is left out by its place in the list
        if (number > 0 || !measures.isEmpty() && unit != MeasureUnit.SECOND) {
            measures.add(new Measure(number, unit));
        }
    }
}
