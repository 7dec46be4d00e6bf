package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Spend.Call;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages and the API say of money, against what {@link Spend} adds up by itself.
@Timeout(120)
class AdderTest {
  private static final long SEED = 20261123;
  private static final List<String> TEAMS = List.of("red", "blue");
  private static final BigDecimal CENT = new BigDecimal("0.01");

  @TempDir static Path data;
  private static YearMonth now;
  private static YearMonth over;
  private static Gateway gateway;
  private static Browser browser;
  private static Spend spend;

  @BeforeAll
  static void start() {
    now = YearMonth.now(ZoneOffset.UTC);
    over = now.minusMonths(1);
    gateway = new Gateway(data);
    spend = Spend.make(gateway, SEED, over, now);
    browser = Browser.of(gateway, gateway.admin);
  }

  @AfterAll
  static void stop() {
    browser.close();
    gateway.close();
  }

  private static String page(String path) {
    HttpResponse<String> page = browser.get(path);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }

  private static String over(String path) {
    return page(path + (path.contains("?") ? "&" : "?") + "period=" + over);
  }

  private static String of(String what) {
    return "%s, of seed %d".formatted(what, SEED);
  }

  private static void shows(String page, String label, BigDecimal usd) {
    Matcher found =
        Pattern.compile("<dt>" + label + "</dt>.*?<data value=\"([^\"]+)\"", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(label + " in " + page).isTrue();
    assertThat(new BigDecimal(found.group(1))).as(of(label)).isEqualByComparingTo(usd);
  }

  /// The exact numbers of the row that has this name, in the table of this title.
  private static List<BigDecimal> row(String page, String table, String name) {
    int at = page.indexOf("<caption>" + table);
    assertThat(at).as(table + " in " + page).isPositive();
    Matcher row =
        Pattern.compile("<th scope=\"row\">[^\n]*?\\b" + name + "\\b.*?</tr>", Pattern.DOTALL)
            .matcher(page.substring(at, page.indexOf("</table>", at)));
    assertThat(row.find()).as(name + " in " + page.substring(at)).isTrue();
    return Pattern.compile("<data value=\"(-?[0-9.]+)\"")
        .matcher(row.group())
        .results()
        .map(value -> new BigDecimal(value.group(1)))
        .toList();
  }

  private static void tells(List<BigDecimal> row, int column, BigDecimal usd, String of) {
    assertThat(row.get(column)).as(of(of)).isEqualByComparingTo(usd);
  }

  private static BigDecimal told(String question, String pointer) {
    JsonNode told = gateway.get("/api/v1/" + question).json().at(pointer);
    return new BigDecimal(told.asText());
  }

  private static BigDecimal usd(YearMonth month, Predicate<Call> of) {
    return spend.usd(call -> call.month().equals(month) && of.test(call));
  }

  private static BigDecimal usd(YearMonth month) {
    return usd(month, call -> true);
  }

  private static BigDecimal of(YearMonth month, String team) {
    return usd(month, call -> call.team().equals(team));
  }

  private static BigDecimal cents(BigDecimal usd) {
    return usd.setScale(2, RoundingMode.HALF_UP);
  }

  @Test
  void theApiAddsUpToTheSameTotals() {
    String days = "?from=%s-01&to=%s-01".formatted(over, over.plusMonths(1));
    BigDecimal all = usd(over).add(Spend.POOL);

    Stream.of(
            told("report" + days, "/total/cost_usd"),
            told("chargeback?month=" + over, "/total_usd"),
            told("reconciliation?provider=tiny&month=" + over, "/totals/ledger_usd"))
        .forEach(total -> assertThat(total).as(of("model cost")).isEqualByComparingTo(usd(over)));
    assertThat(told("envelopes/comparison?month=" + over, "/total/loaded_usd"))
        .as(of("loaded cost"))
        .isEqualByComparingTo(all);
    assertThat(told("reconciliation?provider=tiny&month=" + over, "/totals/billed_usd"))
        .as(of("bills"))
        .isEqualByComparingTo(spend.billed());
    assertThat(told("report?from=" + now + "-01", "/total/cost_usd"))
        .as(of("this month"))
        .isEqualByComparingTo(usd(now));
  }

  @Test
  void homesShowWhatTheCompanySpent() {
    BigDecimal all = usd(over).add(Spend.POOL);
    String finops = over("/finops");
    shows(finops, "Model cost", usd(over));
    shows(finops, "Costs beside the models", Spend.POOL);
    tells(row(finops, "Cost by provider", "tiny"), 0, usd(over), "the provider's cost");
    String cfo = over("/cfo");
    shows(cfo, "Cost, fully loaded", all);
    // The pool is of use cases, of which none has a cost centre: no envelope bears it.
    shows(cfo, "Left of the envelope", planned().subtract(usd(over)));
    shows(cfo, "Net value", all.negate());
    String developer = page("/developer");
    shows(developer, "Cost", usd(now));
    String platform = page("/platform?minutes=60");
    BigDecimal minute = usd(now).divide(BigDecimal.valueOf(60), MathContext.DECIMAL64);
    shows(platform, "Cost a minute", minute);
    for (String team : TEAMS) {
      List<BigDecimal> bearer = row(finops, "Who bears", "cc-" + team);
      tells(bearer, 0, of(over, team), "what %s bears".formatted(team));
      tells(row(developer, "Keys", team + "-app"), 0, of(now, team), "the key of " + team);
    }
  }

  private static BigDecimal planned() {
    return Spend.PLANNED.multiply(BigDecimal.valueOf(TEAMS.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"care", "archive", "search"})
  void aUseCaseCostsTheSameWhereverItStands(String useCase) {
    BigDecimal models = usd(over, call -> call.useCase().equals(useCase));
    BigDecimal share = Spend.POOL.multiply(models).divide(usd(over), MathContext.DECIMAL64);
    String name = "The " + useCase;

    String life = over("/use-cases/" + useCase);
    List<BigDecimal> month = row(life, "Month by month", over.toString());
    tells(month, 0, models, "its models");
    assertThat(month.get(1)).as(of("its share of the pool")).isCloseTo(share, within(CENT));
    BigDecimal loaded = models.add(month.get(1));
    tells(month, 2, loaded, "its loaded cost");
    shows(life, "Cost, fully loaded", loaded);
    tells(row(over("/portfolio"), "Use cases in", name), 0, loaded, "the portfolio's line");
    tells(row(over("/cfo"), "Use cases, the dearest", name), 0, loaded, "the home's line");
    String explored = over("/explore?by=use_case");
    tells(row(explored, "Cost by use case", useCase), 0, models, "what is explored");
  }

  @Test
  void theLinesOfAPortfolioAddUpToItsTotal() {
    String portfolio = over("/portfolio");
    shows(portfolio, "Model cost", usd(over));
    shows(portfolio, "Costs beside the models", Spend.POOL);
    assertThat(
            Stream.of("care", "archive", "search")
                .map(useCase -> row(portfolio, "Use cases in", "The " + useCase).getFirst())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .as(of("every cent of the pool is somebody's"))
        .isEqualByComparingTo(usd(over).add(Spend.POOL));
  }

  @Test
  void whoPaysIsToldTheSameInEveryBook() {
    BigDecimal all = usd(over);
    String envelopes = over("/envelopes");
    shows(envelopes, "Planned", planned());
    shows(envelopes, "Loaded cost of cost centres", all);
    String chargeback = over("/chargeback");
    shows(chargeback, "Cost", all);
    shows(
        chargeback,
        "Due, to the cent",
        TEAMS.stream().map(team -> cents(of(over, team))).reduce(BigDecimal.ZERO, BigDecimal::add));
    String budgets = page("/budgets");
    for (String team : TEAMS) {
      BigDecimal usd = of(over, team);
      List<BigDecimal> planned = row(envelopes, "Cost centres", "cc-" + team);
      tells(planned, 1, usd, "used of the envelope");
      tells(planned, 4, Spend.PLANNED.subtract(usd), "left of the envelope");
      List<BigDecimal> due = row(chargeback, "Payers", "cost_centre=cc-" + team);
      tells(due, 0, usd, "charged back");
      assertThat(due.getLast()).as(of("due")).isEqualByComparingTo(cents(usd));
      List<BigDecimal> budget = row(budgets, "Budgets", team);
      tells(budget, 1, of(now, team), "used of the budget");
      tells(budget, 4, Spend.LIMIT.subtract(of(now, team)), "left of the budget");
    }
  }

  @Test
  void whatIsAskedForCostsTheSameByKeyNameModelAndCall() {
    String keys = page("/keys");
    shows(keys, "Cost of their calls", usd(now));
    for (String team : TEAMS) {
      List<BigDecimal> key = row(keys, "Keys", team + "-app");
      tells(key, 1, of(now, team), "the key of " + team);
    }
    List<BigDecimal> prompt = row(page("/prompts"), "What calls for prompts", "prompt/brief");
    tells(prompt, 2, usd(now, call -> call.asked().equals("prompt/brief")), "the prompt");
    shows(page("/calls"), "Cost", usd(now));
    String explored = over("/explore?by=model");
    shows(explored, "Cost", usd(over));
    for (String model : List.of("gpt-4o", "small")) {
      BigDecimal usd = usd(over, call -> call.model().equals(model));
      tells(row(explored, "Cost by model", model), 0, usd, model);
    }
    String users = over("/explore?by=user");
    for (int user = 0; user < 9; user++) {
      String name = "u" + user;
      BigDecimal usd = usd(over, call -> call.who().equals(name));
      tells(row(users, "Cost by user", name), 0, usd, name);
    }
  }

  @Test
  void aBillStandsBesideWhatItsCallsCost() {
    String page = over("/reconciliation");
    shows(page, "Gateway", usd(over));
    List<BigDecimal> provider = row(page, "Providers", "tiny");
    tells(provider, 0, usd(over), "what the gateway says");
    tells(provider, 3, spend.billed(), "what the bill says");
    assertThat(provider.get(4).subtract(provider.get(5)))
        .as(of("what nobody can explain, more and less"))
        .isEqualByComparingTo(spend.billed().subtract(usd(over)));
  }
}
