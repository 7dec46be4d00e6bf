package dev.weir.value.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  @ParameterizedTest
  @CsvSource({
    "rct, 1.0, 1000.10",
    "did, 0.8, 800.08",
    "before_after, 0.5, 500.05",
    "opinion, 0.2, 200.02"
  })
  void leavesOfAnAmountWhatItsGradeIsWorth(String code, String share, String left) {
    Evidence grade = Evidence.of(code);

    assertThat(grade.code()).isEqualTo(code);
    assertThat(grade.share()).isEqualTo(new BigDecimal(share));
    assertThat(grade.cut(new BigDecimal("1000.10"))).isEqualByComparingTo(left);
  }

  @Test
  void losesNoDigit() {
    assertThat(Evidence.OPINION.cut(new BigDecimal("0.000000000003"))).isEqualTo("0.0000000000006");
    assertThat(Evidence.OPINION.cut(new BigDecimal("-7"))).isEqualByComparingTo("-1.4");
  }

  @Test
  void keepsTheAmountAsItWasStated() {
    Haircut haircut = new Haircut(new BigDecimal("48.50"), Evidence.BEFORE_AFTER);

    assertThat(haircut.stated()).isEqualTo("48.50");
    assertThat(haircut.left()).isEqualByComparingTo("24.25");
  }

  @Test
  void isNoSurerThanTheWeakestGradeInIt() {
    assertThat(Evidence.RCT.weaker(Evidence.OPINION)).isEqualTo(Evidence.OPINION);
    assertThat(Evidence.BEFORE_AFTER.weaker(Evidence.DID)).isEqualTo(Evidence.BEFORE_AFTER);
    assertThat(Evidence.DID.weaker(Evidence.DID)).isEqualTo(Evidence.DID);
  }

  @Test
  void refusesAGradeThatThereIsNot() {
    assertThatThrownBy(() -> Evidence.of("survey"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a grade of evidence is one of rct, did, before_after, opinion, was 'survey'");
  }
}
