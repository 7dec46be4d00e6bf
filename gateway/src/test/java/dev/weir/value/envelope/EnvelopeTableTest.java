package dev.weir.value.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTableTest {
  private static final String LONG =
      """
      cost_centre,month,amount,note
      care,2026-01,1000.50,pilot
      care,2026-02,0,
      labs,2027-01,20,
      """;

  @Test
  void aLongTableIsCutIntoItsYears() {
    var years = EnvelopeTable.read(LONG);

    assertThat(years).extracting(YearOfEnvelopes::id).containsExactly("2026", "2027");
    assertThat(years.getFirst().planned()).isEqualByComparingTo("1000.5");
    assertThat(years.getFirst().envelopes().firstEntry().getValue().note()).contains("pilot");
  }

  @Test
  void aWideTableSaysTheSameAsALongOne() {
    var wide = EnvelopeTable.read("cost_centre,2026-01,2026-02\ncare,12.5,\nlabs,,7\n");

    assertThat(wide)
        .isEqualTo(
            EnvelopeTable.read("cost_centre,month,amount\nlabs,2026-02,7\ncare,2026-01,12.50\n"));
  }

  @Test
  void aYearIsReadAsItWasWritten() {
    var year = EnvelopeTable.read(LONG).getFirst();

    assertThat(YearOfEnvelopes.read(year.id(), year.write())).isEqualTo(year);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          care,2026-01,-5         | line 2, column 'amount': an amount is not negative, was '-5
          care,2026-01,1'000      | line 2, column 'amount': an amount is a number of dollars
          care,2026-01,           | line 2, column 'amount': an amount is a number of dollars
          care,2026-13,5          | line 2, column 'month': a month is written as 2026-01, was '2026-13'
          care,Jan 2026,5         | line 2, column 'month': a month is written as 2026-01, was 'Jan 2026'
          care,1999-01,5          | a month is of the years 2015 to 2100, was '1999-01'
          ,2026-01,5              | a cost centre has 1 to 256 characters
          """)
  void aWrongCellIsNamedWithItsRuleAndValue(String row, String message) {
    assertThatThrownBy(() -> EnvelopeTable.read("cost_centre,month,amount\n" + row + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("nothing was imported: line 2, column '")
        .hasMessageContaining(message);
  }

  @Test
  void aCostCentreAndMonthStandOnce() {
    assertThatThrownBy(() -> EnvelopeTable.read(LONG + "care,2026-02,4,\n"))
        .hasMessageContaining(
            "line 5, column 'amount': a cost centre and month stand once, first on line 3, was 'care 2026-02'");
  }

  @Test
  void anotherCurrencyIsRefused() {
    assertThatThrownBy(
            () -> EnvelopeTable.read("cost_centre,month,amount,currency\ncare,2026-01,5,EUR\n"))
        .hasMessageContaining("line 2, column 'currency': a currency is USD")
        .hasMessageEndingWith("was 'EUR'");
  }

  @Test
  void anUnknownColumnIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> EnvelopeTable.read("cost_centre,january\ncare,5\n"))
        .hasMessageContaining("line 1: the columns are cost_centre, month, amount")
        .hasMessageEndingWith("was [cost_centre, january]");
  }

  @Test
  void everyWrongCellIsToldAtOnce() {
    assertThatThrownBy(
            () -> EnvelopeTable.read("cost_centre,2026-01,2026-02\ncare,x,-1\nlabs,1,y\n"))
        .hasMessageContaining("line 2, column '2026-01'")
        .hasMessageContaining("line 2, column '2026-02'")
        .hasMessageContaining("line 3, column '2026-02'");
  }
}
