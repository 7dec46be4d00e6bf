package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The data directory of an earlier release, killed under load, in the hands of this one: every
/// figure is as that release itself told it, and life goes on. A directory of a later one is left
/// alone.
@Timeout(120)
final class UpgradeTest {
  private static final Map<String, String> ASKED =
      Map.of(
          "report",
          "report?by=use_case,team,model,provenance,ending" + range(),
          "refusals",
          "report?by=use_case,refusal_kind" + range(),
          "budgets",
          "budgets",
          "torn",
          "torn?limit=1000",
          "calls",
          "calls?limit=1000",
          "keys",
          "keys",
          "prices",
          "prices");
  private static final String FIRST_RELEASE = "first-release";
  private static final String BEFORE_FORMAT_2 = "before-format-2";

  /// The journal format of the version under test.
  private static final byte FORMAT = 5;

  private static final String FIRST_SEGMENT = "journal/journal-0000000000000000.log";
  private static final int HEADER_BYTES = 28;
  private static final int VERSION_AT = 8;
  private static final int BROKEN = 4;

  private final Path home = GatewayProcess.temporaryDirectory();
  private final Path data = home.resolve("data");
  private final SimulatorProcess simulator = SimulatorProcess.start();
  private JsonNode figures = Web.JSON.missingNode();

  private static String range() {
    return "&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";
  }

  private void unpack(String release) throws IOException {
    try (InputStream archive =
            Objects.requireNonNull(
                UpgradeTest.class.getResourceAsStream("upgrade/" + release + ".zip"));
        ZipInputStream files = new ZipInputStream(archive)) {
      for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
        if (file.getName().equals("figures.json")) {
          figures = Web.json(new String(files.readAllBytes(), StandardCharsets.UTF_8));
          continue;
        }
        Path target = home.resolve(file.getName());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, files.readAllBytes());
      }
    }
  }

  @AfterEach
  void close() {
    simulator.close();
    GatewayProcess.deleteTree(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST_RELEASE, BEFORE_FORMAT_2})
  void everyFigureOfAnEarlierReleaseIsKept(String release) throws IOException {
    unpack(release);
    try (GatewayProcess gateway = start().ready();
        ControlPlane control = gateway.controlPlane()) {
      awaitLoaded(control);
      assertThat(figures.path("calls").path("calls").size()).isGreaterThan(50);
      assertThat(figures.path("torn").path("torn")).hasSizeGreaterThanOrEqualTo(3);
      keepsEveryFigure(control);
      JsonNode books = control.send("GET", "status", "").expect(200).json().path("books");
      keeps("books", figures.path("books"), books);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST_RELEASE, BEFORE_FORMAT_2})
  void callsOfOldKeysGoOnCountingOnOldBudgets(String release) throws IOException {
    unpack(release);
    try (GatewayProcess gateway = start().ready();
        ControlPlane control = gateway.controlPlane();
        Application application = new Application(gateway.uri(), figures.path("key").asText())) {
      Map<String, String> tags = Map.of("x-weir-use-case", "claims", "x-weir-team", "blue");
      Application.Wire wire = Application.Wire.OPENAI_JSON;
      Application.Standing before = application.standing("teams", tags);
      String body = Application.body(wire, wire.model(), "[[sim in=40 out=20]]", 100);
      application.ask(wire, tags, body).expect(200);
      awaitLoaded(control);

      assertThat(application.standing("teams", tags).used())
          .isEqualByComparingTo(before.used().add(PriceSheet.ofTests().cost(wire.model(), 40, 20)));
      assertThat(control.calls()).hasSize(figures.path("calls").path("calls").size() + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST_RELEASE, BEFORE_FORMAT_2})
  void anOlderJournalGoesOnBehindItsLastEntryInASegmentOfTheNewFormat(String release)
      throws IOException {
    unpack(release);
    byte[] before = Files.readAllBytes(data.resolve(FIRST_SEGMENT));
    try (GatewayProcess gateway = start().ready()) {
      Path begun = segments().getLast();
      int end = Integer.parseInt(begun.getFileName().toString().replaceAll("[^0-9]", ""));
      assertThat(end).isPositive();
      assertThat(Arrays.copyOfRange(before, end, before.length)).containsOnly(0);
      assertThat(Files.readAllBytes(begun)[VERSION_AT]).isEqualTo(FORMAT);

      gateway.kill();
      gateway.restart();
      assertThat(segments().getLast()).as("begun once").isEqualTo(begun);
      try (ControlPlane control = gateway.controlPlane()) {
        awaitLoaded(control);
        keepsEveryFigure(control);
      }
    }
  }

  /// The way back from an upgrade, and on again.
  @Test
  void aBackupMadeBeforeTheUpgradeIsRestored() throws IOException {
    unpack(BEFORE_FORMAT_2);
    try (GatewayProcess gateway = start().ready();
        ControlPlane control = gateway.controlPlane()) {
      gateway.terminate();
      Files.move(data, home.resolve("upgraded"));
      gateway.weir("restore", home.resolve("backup.zip").toString()).expect(0);
      gateway.restart();
      awaitLoaded(control);
      keepsEveryFigure(control);
    }
  }

  private void keepsEveryFigure(ControlPlane control) {
    ASKED.forEach((name, path) ->
        keeps(name, figures.path(name), control.send("GET", path, "").expect(200).json()));
  }

  /// Those that are not archived, in order.
  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("journal"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("journal-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aJournalOfALaterFormatIsRefusedByNameAndLeftAsItIs() throws IOException {
    unpack(FIRST_RELEASE);
    Path segment = data.resolve(FIRST_SEGMENT);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[VERSION_AT] = 9;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, HEADER_BYTES);
    ByteBuffer.wrap(bytes).putInt(HEADER_BYTES, (int) crc.getValue());
    Files.write(segment, bytes);
    try (GatewayProcess gateway = start()) {
      assertThat(gateway.process().awaitExit(Duration.ofSeconds(60))).isEqualTo(BROKEN);
      assertThat(gateway.process().output())
          .contains("journal-0000000000000000.log has journal format 9")
          .contains("this program reads up to " + FORMAT);
      assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }
  }

  private GatewayProcess start() {
    return GatewayProcess.start(home, data, simulator.url(), "journal: {segment: 8 MiB}");
  }

  private static void awaitLoaded(ControlPlane control) {
    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "the ledger database has caught up",
        () -> control.send("GET", "status", "").expect(200).json().findPath("bytes_behind"),
        behind -> behind.asLong(-1) == 0);
  }

  /// Everything that was said is said again; more may be. Torn attempts are listed as a start came
  /// upon them, in no order.
  private static void keeps(String where, JsonNode before, JsonNode now) {
    if (before.isObject()) {
      before
          .properties()
          .forEach(field ->
              keeps(where + "." + field.getKey(), field.getValue(), now.path(field.getKey())));
    } else if (before.isArray()) {
      assertThat(now).as(where).hasSize(before.size());
      List<JsonNode> expected = inOrder(where, before);
      List<JsonNode> found = inOrder(where, now);
      for (int i = 0; i < expected.size(); i++) {
        keeps(where + "[" + i + "]", expected.get(i), found.get(i));
      }
    } else if (before.isNumber()) {
      assertThat(now.isNumber()).as("%s is a number: %s", where, now).isTrue();
      assertThat(now.decimalValue()).as(where).isEqualByComparingTo(before.decimalValue());
    } else {
      assertThat(now).as(where).isEqualTo(before);
    }
  }

  private static List<JsonNode> inOrder(String where, JsonNode list) {
    Stream<JsonNode> elements = list.valueStream();
    return where.equals("torn.torn")
        ? elements.sorted(Comparator.comparing(torn -> torn.path("id").asText())).toList()
        : elements.toList();
  }
}
