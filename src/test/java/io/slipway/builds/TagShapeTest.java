package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.TagPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "main                ; true  ; latest       ; latest    ; latest-2",
                "main                ; true  ; {sourceref}  ; main      ; other",
                "feature/login       ; true  ; {sourceref}  ; feature-login ; feature/login",
                "main                ; true  ; b-{commit}   ; b-0a1b2c3 ; b-master",
                "main                ; true  ; {date}       ; 20261122  ; v1",
                "main                ; true  ; {latest}     ; latest    ; newest",
                "v([0-9]+)           ; false ; {1}          ; 12        ; main",
                "v([0-9]+)           ; false ; {\\1}        ; 12        ; v12",
                "v([0-9]+)           ; false ; {sourceref}  ; v12       ; w12",
                "(a|b)-(x[)(]y)-(c+) ; false ; {3}          ; ccc       ; x",
                "r/((\\d+)\\.(\\d+)) ; false ; {2}.x        ; 4.x       ; y.x",
                "r/((\\d+)\\.(\\d+)) ; false ; {1}          ; 4.5       ; 45",
                "@home               ; true  ; {sourceref}  ; home      ; -home",
                "fix/(a,b)           ; false ; {1}          ; a-b       ; ''",
                "r/(?:a|b)/(.+)      ; false ; {1}           ; whatever ; ''",
            })
    void coversWhatATemplateMakesAndLeavesTheRest(
            String pattern, boolean literal, String template, String made, String other) {
        TagPattern shape = new TagShape(RulePattern.of(pattern.strip(), literal)).of(template.strip());

        assertThat(shape.matches(made.strip())).as(shape.toString()).isTrue();
        assertThat(shape.matches(other.strip())).as(shape.toString()).isFalse();
    }

    @Test
    void coversEverythingWhereItCannotTell() {
        String wide = "(" + "a?".repeat(120) + ")";

        assertThat(new TagShape(RulePattern.of(wide, false)).of("{1}").matches("anything"))
                .isTrue();
    }
}
