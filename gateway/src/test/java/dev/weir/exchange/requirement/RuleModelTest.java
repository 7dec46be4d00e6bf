package dev.weir.exchange.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleModelTest {
  private static String rule(String id, String more) {
    return "\"%s\": {%s}".formatted(id, more);
  }

  private static String criteria(String keyword, String requirement, String condition) {
    return """
    "ApplicabilityCriteria": [], "ValidationCriteria": {"MustSatisfy": "it holds",
      "Keyword": "%s", "Requirement": %s, "Condition": %s}
    """
        .formatted(keyword, requirement, condition);
  }

  private static RuleModel model(String... rules) {
    return RuleModel.read(
        """
        {"Details": {"FOCUSVersion": "1.2"}, "ApplicabilityCriteria": {"A": {}, "B": {}},
          "ModelRules": {%s}}
        """
            .formatted(String.join(", ", rules)));
  }

  private static Outcome outcome(RuleModel model, FocusTable table, String rule) {
    return finding(model, table, rule).outcome();
  }

  private static Finding finding(RuleModel model, FocusTable table, String rule) {
    return model.assess(table, Set.of("A")).findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static String check(String function, String more) {
    return "{\"CheckFunction\": \"%s\", %s}".formatted(function, more);
  }

  private static Arguments checks(
      String function, String more, FocusTable keeping, FocusTable breaking) {
    return Arguments.of(function, check(function, more), keeping, breaking);
  }

  private static Arguments ofColumn(String function, String keeping, String breaking) {
    return checks(
        function,
        "\"ColumnName\": \"C\"",
        MemoryTable.of("C", keeping, "-"),
        MemoryTable.of("C", keeping, breaking));
  }

  static Stream<Arguments> everyCheckFunction() {
    String names = "\"ColumnAName\": \"A\", \"ColumnBName\": \"B\"";
    String value = "\"ColumnName\": \"C\", \"Value\": ";
    return Stream.of(
        checks(
            "ColumnPresent",
            "\"ColumnName\": \"C\"",
            MemoryTable.of("C", "1"),
            MemoryTable.of("D", "1")),
        ofColumn("TypeDecimal", "+1.5E+3", "a lot"),
        checks(
            "TypeString",
            "\"ColumnName\": \"C\"",
            MemoryTable.of("C", "1"),
            MemoryTable.of("C", "1").declared(FocusTable.Kind.DECIMAL)),
        ofColumn("TypeDateTime", "2026-11-01T00:00:00Z", "1.11.2026"),
        ofColumn("FormatNumeric", "35.2E-7", "35.2E+7"),
        ofColumn("FormatNumeric", "-0.5", "+0.5"),
        ofColumn("FormatNumeric", "1000", "1,000"),
        ofColumn("FormatString", "Größe", "\uD800"),
        ofColumn("FormatDateTime", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00.5Z"),
        ofColumn("FormatDateTime", "2026-11-30T00:00:00Z", "2026-11-31T00:00:00Z"),
        ofColumn("FormatUnit", "1000000 Tokens", "1e6 Tokens"),
        ofColumn("FormatUnit", "Token-Hours", "Token-Hour"),
        ofColumn("FormatUnit", "Requests/3 Months", "Requests/3.5 Months"),
        ofColumn("FormatCurrency", "EUR", "Euro"),
        ofColumn("FormatKeyValue", "{\"a\": 1, \"b\": null}", "{\"a\": {\"b\": 1}}"),
        ofColumn("FormatKeyValue", "{}", "{\"a\": 1, \"a\": 2}"),
        ofColumn("FormatKeyValue", "{\"a\": true}", "[1]"),
        ofColumn("CheckNationalCurrency", "CHF", "XAU"),
        checks(
            "CheckValue",
            value + "\"Usage\"",
            MemoryTable.of("C", "Usage"),
            MemoryTable.of("C", "Usage", "usage")),
        checks("CheckValue", value + "0", MemoryTable.of("C", "0.00"), MemoryTable.of("C", "0.01")),
        checks("CheckValue", value + "null", MemoryTable.of("C", "-"), MemoryTable.of("C", "")),
        checks(
            "CheckNotValue",
            value + "\"Usage\"",
            MemoryTable.of("C", "Tax", "-"),
            MemoryTable.of("C", "Usage")),
        checks("CheckNotValue", value + "null", MemoryTable.of("C", "0"), MemoryTable.of("C", "-")),
        checks("CheckSameValue", names, MemoryTable.of("A|B", "x|x"), MemoryTable.of("A|B", "x|y")),
        checks(
            "CheckNotSameValue", names, MemoryTable.of("A|B", "x|y"), MemoryTable.of("A|B", "x|x")),
        checks(
            "CheckDecimalValue",
            "\"ColumnName\": \"C\"",
            MemoryTable.of("C", "12.5"),
            MemoryTable.of("C", "12.5", "-")),
        checks(
            "CheckGreaterOrEqualThanValue",
            value + "0",
            MemoryTable.of("C", "0", "-"),
            MemoryTable.of("C", "-0.000000000001")),
        checks(
            "CheckDistinctCount",
            names + ", \"ExpectedCount\": 1",
            MemoryTable.of("A|B", "x|1", "x|1", "y|1", "-|2"),
            MemoryTable.of("A|B", "x|1", "x|2")),
        checks(
            "ColumnByColumnEqualsColumnValue",
            names + ", \"ResultColumnName\": \"C\"",
            MemoryTable.of("A|B|C", "0.1|3|0.30", "-|3|7"),
            MemoryTable.of("A|B|C", "0.1|3|0.30000000000000004")),
        checks(
            "AND",
            "\"Items\": [%s, %s]"
                .formatted(
                    check("CheckValue", "\"ColumnName\": \"A\", \"Value\": \"x\""),
                    check("CheckValue", "\"ColumnName\": \"B\", \"Value\": \"y\"")),
            MemoryTable.of("A|B", "x|y"),
            MemoryTable.of("A|B", "x|z")),
        checks(
            "OR",
            "\"Items\": [%s, %s]"
                .formatted(
                    check("CheckValue", "\"ColumnName\": \"A\", \"Value\": \"x\""),
                    check("CheckValue", "\"ColumnName\": \"B\", \"Value\": \"y\"")),
            MemoryTable.of("A|B", "x|z", "z|y"),
            MemoryTable.of("A|B", "x|z", "z|z")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCheckFunction")
  void aRowThatBreaksACheckFunctionIsFoundAndOneThatKeepsItIsNot(
      String function, String requirement, FocusTable keeping, FocusTable breaking) {
    RuleModel model = model(rule("R", criteria("MUST", requirement, "{}")));

    assertThat(outcome(model, keeping, "R")).as(function).isEqualTo(Outcome.PASSED);
    Finding broken = finding(model, breaking, "R");
    assertThat(broken.outcome()).as(function).isEqualTo(Outcome.FAILED);
    assertThat(model.assess(breaking, Set.of("A")).conforms()).isFalse();
  }

  @Test
  void aRuleThatRefersToABrokenOneIsBroken() {
    RuleModel model =
        model(
            rule(
                "Whole", criteria("MUST", check("CheckModelRule", "\"ModelRuleId\": \"R\""), "{}")),
            rule("R", criteria("MUST", check("TypeDecimal", "\"ColumnName\": \"C\""), "{}")));

    assertThat(outcome(model, MemoryTable.of("C", "x"), "Whole")).isEqualTo(Outcome.FAILED);
    assertThat(outcome(model, MemoryTable.of("C", "1"), "Whole")).isEqualTo(Outcome.PASSED);
  }

  @Test
  void aConditionIsInheritedByTheRulesThatAreReferredTo() {
    RuleModel model =
        model(
            rule(
                "Whole",
                criteria(
                    "MUST",
                    check("CheckModelRule", "\"ModelRuleId\": \"R\""),
                    check("CheckValue", "\"ColumnName\": \"K\", \"Value\": \"Usage\""))),
            rule(
                "R",
                criteria(
                    "MUST",
                    check("CheckNotValue", "\"ColumnName\": \"C\", \"Value\": null"),
                    "{\"AND\": [{\"CheckFunction\": \"CheckNotValue\","
                        + " \"CheckCondition\": \"X\", \"Value\": null}]}")));
    FocusTable table = MemoryTable.of("K|X|C", "Usage|1|2", "Tax|1|-", "Usage|-|-");

    Finding finding = finding(model, table, "R");
    assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(finding.judged()).isEqualTo(1);
    assertThat(outcome(model, MemoryTable.of("K|X|C", "Usage|1|-"), "R")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void rulesWhoseCriteriaDoNotHoldAreNamedAndNotChecked() {
    String of =
        """
        "ApplicabilityCriteria": ["B"], "ValidationCriteria": {"MustSatisfy": "it holds",
          "Keyword": "MUST", "Requirement": {"CheckFunction": "CheckModelRule", "ModelRuleId": "R"},
          "Condition": {}}
        """;
    RuleModel model =
        model(
            rule("Whole", of),
            rule("R", criteria("MUST", check("TypeDecimal", "\"ColumnName\": \"C\""), "{}")));
    FocusTable table = MemoryTable.of("C", "x");

    assertThat(outcome(model, table, "Whole")).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(outcome(model, table, "R")).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(model.assess(table, Set.of("B")).count(Outcome.FAILED)).isEqualTo(2);
    assertThatThrownBy(() -> model.assess(table, Set.of("C")))
        .hasMessageContaining("there is no applicability criterion [C]; there are [A, B]");
  }

  @Test
  void ofAlternativesOneHoldsForTheWholeFile() {
    RuleModel model =
        model(
            rule(
                "Whole",
                criteria(
                    "MUST",
                    "{\"CheckFunction\": \"OR\", \"Items\": [%s, %s]}"
                        .formatted(
                            check("CheckModelRule", "\"ModelRuleId\": \"None\""),
                            check("CheckModelRule", "\"ModelRuleId\": \"All\"")),
                    "{}")),
            rule(
                "None",
                criteria(
                    "MUST", check("CheckValue", "\"ColumnName\": \"C\", \"Value\": null"), "{}")),
            rule(
                "All",
                criteria(
                    "MUST",
                    check("CheckNotValue", "\"ColumnName\": \"C\", \"Value\": null"),
                    "{}")));

    FocusTable none = MemoryTable.of("C", "-", "-");
    assertThat(outcome(model, none, "Whole")).isEqualTo(Outcome.PASSED);
    assertThat(outcome(model, none, "All")).isEqualTo(Outcome.ALTERNATIVE);
    assertThat(outcome(model, MemoryTable.of("C", "-", "x"), "Whole")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void adviceThatIsNotTakenIsNoBreachAndAPermissionCannotBeBroken() {
    String isNull = check("CheckValue", "\"ColumnName\": \"C\", \"Value\": null");
    RuleModel model =
        model(
            rule("Advice", criteria("SHOULD", isNull, "{}")),
            rule("Permission", criteria("MAY", isNull, "{}")),
            rule("InWords", criteria("MUST", "{}", "{}")),
            rule(
                "Elsewhere",
                criteria("MUST", check("TypeDecimal", "\"ColumnName\": \"Gone\""), "{}")));
    FocusTable table = MemoryTable.of("C", "x");

    assertThat(outcome(model, table, "Advice")).isEqualTo(Outcome.ADVISED);
    assertThat(outcome(model, table, "Permission")).isEqualTo(Outcome.PERMITTED);
    assertThat(outcome(model, table, "InWords")).isEqualTo(Outcome.UNDECIDED);
    assertThat(finding(model, table, "Elsewhere").why()).isEqualTo("the file has no column Gone");
    assertThat(model.assess(table, Set.of()).conforms()).isTrue();
  }

  @Test
  void whatIsNotKnownOfAModelIsAnErrorAndNeverPassedOver() {
    assertThatThrownBy(() ->
            model(rule("R", criteria("MUST", check("FormatMoon", "\"ColumnName\": \"C\""), "{}"))))
        .hasMessage("rule R: the check function 'FormatMoon' is unknown");
    assertThatThrownBy(() ->
            model(rule("R", criteria("MUST", check("TypeString", "\"Column\": \"C\""), "{}"))))
        .hasMessageContaining("rule R: a check has a text 'CheckCondition'");
    RuleModel dangling =
        model(rule("R", criteria("MUST", check("CheckModelRule", "\"ModelRuleId\": \"S\""), "{}")));
    assertThatThrownBy(() -> dangling.assess(MemoryTable.of("C"), Set.of()))
        .hasMessage("a rule refers to S, which is not there");
    assertThatThrownBy(() -> RuleModel.read("{}")).hasMessageContaining("ModelRules");
    assertThatThrownBy(() -> RuleModel.read("no")).hasMessageContaining("a rule model is JSON");
  }

  @Test
  void whatBreaksARuleIsShownByItsRow() {
    RuleModel model =
        model(rule("R", criteria("MUST", check("TypeDecimal", "\"ColumnName\": \"C\""), "{}")));

    Finding finding = finding(model, MemoryTable.of("C", "1", "x", "y", "z", "w"), "R");
    assertThat(finding.violations()).isEqualTo(4);
    assertThat(finding.examples()).containsExactly("row 2, C 'x'", "row 3, C 'y'", "row 4, C 'z'");
  }
}
