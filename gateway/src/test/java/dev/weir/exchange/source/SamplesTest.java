package dev.weir.exchange.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.bill.SourceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the published samples of bills say, compared with sums made here over their own columns.
class SamplesTest {
  @Test
  void theLinesOfEverySampleAddUpToTheFilesOwnTotal() {
    for (String name : Samples.bills()) {
      Reading reading = Samples.read(name);
      Csv csv = Csv.parse(name, Samples.text(name));
      String column =
          csv.index("BilledCost").isPresent()
              ? "BilledCost"
              : csv.index("Cost").isPresent() ? "Cost" : "CostInBillingCurrency";
      BigDecimal own =
          csv.rows().stream()
              .map(row -> row.cells().get(csv.index(column).orElseThrow()))
              .map(cell -> new BigDecimal(cell.replaceAll("[$, ]", "")))
              .reduce(BigDecimal.ZERO, BigDecimal::add);

      assertThat(reading.totals().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .as(name)
          .isEqualByComparingTo(own);
      assertThat(reading.rows()).as(name).hasSameSizeAs(csv.rows());
    }
  }

  @Test
  void everyCellOfEverySampleIsKeptInItsOrder() throws JsonProcessingException {
    for (String name : Samples.bills()) {
      Csv csv = Csv.parse(name, Samples.text(name));
      List<SourceRow> rows = Samples.read(name).rows();
      for (int i = 0; i < rows.size(); i++) {
        JsonNode kept = new JsonMapper().readTree(rows.get(i).columns());
        List<String> cells = new ArrayList<>();
        kept.forEach(cell -> cells.add(cell.textValue()));

        assertThat(iterable(kept.fieldNames())).isEqualTo(csv.columns());
        assertThat(cells).as("%s, row %d", name, i).isEqualTo(csv.rows().get(i).cells());
      }
    }
  }

  private static List<String> iterable(Iterator<String> names) {
    List<String> all = new ArrayList<>();
    names.forEachRemaining(all::add);
    return all;
  }

  @Test
  void theFormOfEverySampleIsSeenInItsContent() {
    Map<String, Form> forms =
        Samples.bills().stream()
            .collect(Collectors.toMap(name -> name, name -> Samples.read(name).form()));

    assertThat(forms)
        .containsEntry("azure_EA_ActualCost_Small.csv", Form.AZURE_ACTUAL)
        .containsEntry("azure_EA_AmortizedCost_Small.csv", Form.AZURE_AMORTIZED)
        .containsEntry("azure_ea_anonymous.csv", Form.AZURE_ACTUAL)
        .containsEntry("focus_1.0_sample.csv", Form.FOCUS)
        .containsEntry("focus_saas_tokens/virtual_currency_pricing_model_a2.csv", Form.FOCUS);
  }

  @Test
  void creditsAdjustmentsAndWhatIsTakenBackAreNoUsage() {
    Reading reading = Samples.read("focus_1.0_sample.csv");
    Map<Category, Long> categories =
        reading.lines().stream()
            .collect(Collectors.groupingBy(BillLine::category, Collectors.counting()));

    assertThat(reading.lines()).hasSize(1_000);
    assertThat(categories)
        .containsOnly(
            Map.entry(Category.USAGE, 985L),
            Map.entry(Category.ADJUSTMENT, 14L),
            Map.entry(Category.CREDIT, 1L));
    assertThat(reading.notes()).containsExactly("columns that are kept and not understood: Id");
  }

  @Test
  void anActualExportBillsAndAnAmortisedOneTellsWhatIsEffective() {
    assertThat(costs("azure_EA_ActualCost_Small.csv"))
        .allMatch(cost -> cost.billed().isPresent() && cost.effective().isEmpty());
    assertThat(costs("azure_EA_AmortizedCost_Small.csv"))
        .allMatch(cost -> cost.billed().isEmpty() && cost.effective().isPresent());
    assertThat(costs("azure_ea_anonymous.csv")).allMatch(cost -> cost.currency().equals("CAD"));
  }

  private static List<Cost> costs(String name) {
    return Samples.read(name).lines().stream().flatMap(line -> line.cost().stream()).toList();
  }

  @Test
  void quantitiesAreInSingleUnits() {
    BillLine storage =
        Samples.read("azure_EA_ActualCost_Small.csv").lines().stream()
            .filter(line -> line.what().meter().equals("GRS List and Create Container Operations"))
            .findFirst()
            .orElseThrow();

    assertThat(storage.amount().map(Amount::quantity).orElseThrow()).isEqualByComparingTo("4");
    assertThat(storage.amount().map(Amount::unit)).contains("Units");
  }

  @Test
  void everyUnitOfThePublishedTableHasItsBlock() {
    Csv units = Csv.parse("units", Samples.text("azure_PricingUnits.csv"));
    for (int i = 0; i < units.rows().size(); i++) {
      CsvRow row = units.row(i);
      String unit = row.cells().getOrDefault("unitofmeasure", "");
      if (!unit.equals("10000s")) {
        assertThat(Units.parse(unit).block())
            .as("'%s'", unit)
            .isEqualByComparingTo(row.need("PricingBlockSize"));
      }
    }
  }

  @Test
  void everyCutOfASampleIsReadAsFarAsItsLastWholeLineOrRefused() {
    String text = Samples.text("azure_ea_anonymous.csv");
    Reading whole = Samples.read("azure_ea_anonymous.csv");
    for (int cut = 1_000; cut < text.length() - 40; cut += 97) {
      String half = text.substring(0, cut);
      boolean between = half.endsWith("\n") || half.endsWith("\r");
      Optional<Reading> read = attempt(half);

      assertThat(read.isPresent()).as("cut at %d", cut).isEqualTo(between);
      assertThat(read.map(Reading::lines).orElse(List.of())).isSubsetOf(whole.lines());
    }
  }

  private static Optional<Reading> attempt(String half) {
    try {
      return Optional.of(new BillFile("half.csv", half).read(Optional.empty()));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("half.csv");
      return Optional.empty();
    }
  }
}
