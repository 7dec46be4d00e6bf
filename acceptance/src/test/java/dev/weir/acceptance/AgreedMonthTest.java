package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A month of provisioned capacity, which is not always enough, shared out by the command line,
/// killed in between, and worked out again here, hour by hour.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgreedMonthTest {
  private static final int RECORDS = 6_000;
  private static final int HOURS = 31 * 24;
  private static final long SEED = 20_261_122;
  private static final BigDecimal HOUR = new BigDecimal("12.5");

  /// 5 units of 100 tokens a minute.
  private static final BigDecimal FULL = BigDecimal.valueOf(5 * 100 * 60);

  private static final String TERMS =
      """
      {"kind":"capacity","provider":"openai","models":["gpt-4o*"],"from":"2026-10-01",
       "until":"2026-11-01","source":"order 4711","unit":"PTU","units":5,"price":"2.50",
       "tokens_per_minute":100,"weights":{"output":"4","cache_read":"0"},
       "tags":{"team":"platform"}}
      """;

  /// Rounding is to the picodollar, once for each hour and team.
  private static final BigDecimal ROUNDED = new BigDecimal("0.000000005");

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  /// By hour, then by team.
  private final Map<Integer, Map<String, Used>> used = new TreeMap<>();

  /// @param charged by the call's own price, which is that of this test
  private record Used(long weighted, BigDecimal charged) {
    Used plus(Used other) {
      return new Used(weighted + other.weighted, charged.add(other.charged));
    }
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void whatCapacityCostsIsSharedOutWhateverIsKilled() throws IOException, InterruptedException {
    weir("usage", "import", month().toString(), "--source", "october");
    weir("agreements", "put", "ptu", terms().toString(), "--why", "order 4711");
    Map<String, BigDecimal> would = booked("--dry-run");
    assertThat(would).containsKey("ptu");

    Thread run = Thread.startVirtualThread(() -> stage.gateway().weir("agreements", "book"));
    Await.until(Duration.ofSeconds(60), "some of it is booked", () -> dues() > 0);
    stage.gateway().kill();
    run.join();
    stage.gateway().restart();
    booked();
    assertThat(booked()).as("booked again").isEmpty();

    Map<String, BigDecimal> expected = expected();
    Map<String, BigDecimal> found = byTeam();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((team, cost) ->
        assertThat(found.get(team)).as("%s, seed %d", team, SEED).isCloseTo(cost, within(ROUNDED)));
    assertThat(found.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .as("all hours, and what was beyond them")
        .isCloseTo(
            expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add), within(ROUNDED));
  }

  /// What one who booked by hand would come to.
  private Map<String, BigDecimal> expected() {
    Map<String, BigDecimal> costs = new TreeMap<>();
    for (int hour = 0; hour < HOURS; hour++) {
      Map<String, Used> teams = used.getOrDefault(hour, Map.of());
      BigDecimal all = BigDecimal.valueOf(teams.values().stream().mapToLong(Used::weighted).sum());
      BigDecimal full = all.max(FULL);
      BigDecimal beyond = full.subtract(FULL).divide(full, MathContext.DECIMAL64);
      teams.forEach((team, its) -> {
        BigDecimal share =
            HOUR.multiply(BigDecimal.valueOf(its.weighted())).divide(full, MathContext.DECIMAL64);
        costs.merge(team, share.add(its.charged().multiply(beyond)), BigDecimal::add);
      });
      BigDecimal unused = HOUR.multiply(full.subtract(all)).divide(full, MathContext.DECIMAL64);
      costs.merge("platform", unused, BigDecimal::add);
    }
    return costs;
  }

  /// Costs of calls and dues together.
  private Map<String, BigDecimal> byTeam() {
    Map<String, BigDecimal> teams = new TreeMap<>();
    for (JsonNode row : report("team").path("rows")) {
      teams.put(row.path("group").path("team").asText(), Stage.usd(row));
    }
    return teams;
  }

  private JsonNode report(String by) {
    String path = "report?by=" + by + "&from=2026-10-01&to=2026-11-01";
    return stage.control().send("GET", path, "").json();
  }

  private long dues() {
    for (JsonNode row : report("origin").path("rows")) {
      if (row.path("group").path("origin").asText().equals("agreement:ptu")) {
        return 1;
      }
    }
    return 0;
  }

  private Map<String, BigDecimal> booked(String... more) {
    List<String> line = new ArrayList<>(List.of("agreements", "book", "--month", "2026-10"));
    line.addAll(List.of(more));
    line.addAll(List.of("--format", "json"));
    Map<String, BigDecimal> booked = new TreeMap<>();
    JsonNode answer = weir(line.toArray(String[]::new)).json();
    for (JsonNode row : answer.path("booked")) {
      booked.put(row.path("agreement").asText(), new BigDecimal(row.path("usd").asText()));
    }
    return booked;
  }

  private Path terms() throws IOException {
    return Files.writeString(folder.resolve("ptu.json"), TERMS);
  }

  private Path month() throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,cache_read,output,team");
    for (int i = 0; i < RECORDS; i++) {
      int hour = random.nextInt(HOURS);
      int cached = random.nextInt(3) * 100;
      int fresh = 1 + random.nextInt(4_000);
      int answer = random.nextInt(900);
      String team = List.of("red", "blue", "green").get(random.nextInt(3));
      BigDecimal charged =
          new BigDecimal("2.50")
              .multiply(BigDecimal.valueOf(fresh))
              .add(new BigDecimal("1.25").multiply(BigDecimal.valueOf(cached)))
              .add(BigDecimal.TEN.multiply(BigDecimal.valueOf(answer)))
              .movePointLeft(6);
      used.computeIfAbsent(hour, _ -> new TreeMap<>())
          .merge(team, new Used(fresh + 4L * answer, charged), Used::plus);
      lines.add(
          "m-%d,2026-10-%02dT%02d:%02d:00Z,openai,gpt-4o,%d,%d,%d,%s"
              .formatted(
                  i,
                  1 + hour / 24,
                  hour % 24,
                  random.nextInt(60),
                  fresh + cached,
                  cached,
                  answer,
                  team));
    }
    return Files.write(folder.resolve("october.csv"), lines);
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }
}
