package dev.weir.exchange.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillPartsTest {
  private static final String HEADER =
      "Date,MeterId,ChargeType,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrency,"
          + "BillingAccountId\n";
  private static final String FIRST = "2026-10-01,m,Usage,1,2,0.5,USD,acme\n";
  private static final String SECOND = "2026-10-02,m,Usage,1,1,0.25,USD,acme\n";

  private static BillParts parts(String... texts) {
    List<BillParts.Part> parts = new ArrayList<>();
    for (String text : texts) {
      parts.add(part(text, Optional.empty()));
    }
    return new BillParts("acme/2026-10", numbered(parts));
  }

  private static BillParts.Part part(String text, Optional<Long> rows) {
    return new BillParts.Part(new BillFile("part", text), rows);
  }

  private static List<BillParts.Part> numbered(List<BillParts.Part> parts) {
    List<BillParts.Part> named = new ArrayList<>();
    for (BillParts.Part part : parts) {
      named.add(
          new BillParts.Part(
              new BillFile("part " + (named.size() + 1), part.file().text()), part.rows()));
    }
    return named;
  }

  @Test
  void partsAreOneFile() {
    Reading reading =
        parts(HEADER + FIRST, "\uFEFF" + HEADER, HEADER + SECOND.strip())
            .read(Optional.empty())
            .orElseThrow();

    assertThat(reading.file()).isEqualTo("acme/2026-10");
    assertThat(reading.form()).isEqualTo(Form.AZURE_ACTUAL);
    assertThat(reading.rows()).hasSize(2);
    assertThat(reading.totals()).containsEntry("USD", new BigDecimal("0.75"));
    assertThat(reading.lines().getLast().row()).isEqualTo(2);
  }

  @Test
  void noRowInAnyPartIsNothing() {
    assertThat(parts(HEADER, HEADER).read(Optional.empty())).isEmpty();
  }

  @Test
  void whatIsWrongInAPartNamesThePartAndItsOwnLine() {
    assertThatThrownBy(() ->
            parts(HEADER + FIRST, HEADER + SECOND.replace("0.25", "x")).read(Optional.empty()))
        .hasMessageStartingWith("part 2, line 2: CostInBillingCurrency ");
    assertThatThrownBy(() ->
            parts(HEADER + FIRST, HEADER + SECOND.replace("USD", "EUR")).read(Optional.empty()))
        .hasMessage(
            "part 2, line 2: currency is one for all charges of a bill, USD so far, was 'EUR'");
    assertThatThrownBy(
            () -> parts(HEADER + FIRST + "\"2026", HEADER + SECOND).read(Optional.empty()))
        .hasMessageStartingWith("part 1, line 3: ");
  }

  @Test
  void partsOfOtherColumnsAreNoParts() {
    assertThatThrownBy(() -> parts(HEADER + FIRST, "a,b\n1,2\n").read(Optional.empty()))
        .hasMessage(
            "part 2 has the columns of part 1, 8, the next after 0 of them 'Date'; was 2, 'a'");
    assertThatThrownBy(() -> parts("{\"a\": 1}"))
        .hasMessage("part is JSON, which is no part of a table");
    assertThatThrownBy(() -> parts()).hasMessage("acme/2026-10 has no part");
  }

  @Test
  void aPartThatWasCutBetweenTwoLinesIsKnownByItsCount() {
    BillParts whole =
        new BillParts("acme", List.of(part(HEADER + FIRST + SECOND, Optional.of(2L))));
    BillParts cut = new BillParts("acme", List.of(part(HEADER + FIRST, Optional.of(2L))));

    assertThat(whole.read(Optional.empty())).isPresent();
    assertThatThrownBy(() -> cut.read(Optional.empty()))
        .hasMessage("part has the rows it is said to have, 2, was 1");
  }
}
