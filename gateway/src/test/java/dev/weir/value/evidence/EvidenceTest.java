package dev.weir.value.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Grades of evidence, and what they leave of a value.
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
    assertThat(Haircut.USUAL.share(grade)).isEqualTo(new BigDecimal(share));
    assertThat(Haircut.USUAL.cut(grade, new BigDecimal("1000.10"))).isEqualByComparingTo(left);
  }

  @Test
  void losesNoDigit() {
    assertThat(Haircut.USUAL.cut(Evidence.OPINION, new BigDecimal("0.000000000003")))
        .isEqualTo("0.0000000000006");
    assertThat(Haircut.USUAL.cut(Evidence.OPINION, new BigDecimal("-7")))
        .isEqualByComparingTo("-1.4");
  }

  @Test
  void anOrganisationSetsWhatGradesLeaveAndTheOthersStay() {
    Haircut haircut = Haircut.of(Map.of("did", new BigDecimal("0.7"), "opinion", BigDecimal.ZERO));

    assertThat(haircut.cut(Evidence.DID, BigDecimal.TEN)).isEqualByComparingTo("7");
    assertThat(haircut.cut(Evidence.BEFORE_AFTER, BigDecimal.TEN)).isEqualByComparingTo("5");
    assertThat(haircut.cut(Evidence.OPINION, BigDecimal.TEN)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rct | 1.1 | field 'evidence_shares.rct' is 0 to 1 with at most 6 decimals, as a weaker grade leaves no more than a stronger one, was '1.1'",
        "opinion | -0.1 | field 'evidence_shares.opinion' is 0 to 0.5",
        "did | 0.4 | field 'evidence_shares.before_after' is 0 to 0.4",
        "did | 0.7654321 | field 'evidence_shares.did' is 0 to 1.0 with at most 6 decimals",
        "survey | 0.1 | a grade of evidence is one of rct, did, before_after, opinion, was 'survey'"
      })
  void refusesASettingByGradeRuleAndValue(String grade, String share, String message) {
    assertThatThrownBy(() -> Haircut.of(Map.of(grade, new BigDecimal(share))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
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
