package dev.weir.exchange.fetch;

import static dev.weir.exchange.fetch.OpenAiAnswers.bucket;
import static dev.weir.exchange.fetch.OpenAiAnswers.costs;
import static dev.weir.exchange.fetch.OpenAiAnswers.last;
import static dev.weir.exchange.fetch.OpenAiAnswers.more;
import static dev.weir.exchange.fetch.OpenAiAnswers.page;
import static dev.weir.exchange.fetch.OpenAiAnswers.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.http.Engine;
import dev.weir.base.http.Transport;
import dev.weir.base.store.Database;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Bills.Replacing;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.fetch.Fetching.Outcome;
import dev.weir.exchange.fetch.ScriptedVendor.Asked;
import dev.weir.exchange.fetch.ScriptedVendor.Reply;
import dev.weir.exchange.source.BillFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of a vendor, when, and what becomes of its answers.
@Timeout(60)
class FetchingTest {
  private static final String KEY = "sk-admin-hush";
  private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
  private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 1);

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private final ScriptedVendor vendor = new ScriptedVendor();
  private final Engine engine = Engine.start(1, bugs::add);
  private Instant now = START;
  private Optional<String> settled = Optional.empty();
  private Path folder;
  private Bills bills;
  private Fetching fetching;

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary;
    bills = Bills.open(folder.resolve("bills.duckdb"), new Database.Settings(64, 1, 2));
    fetching = fetching(source(Vendor.OPENAI, "costs"));
  }

  @AfterEach
  void close() {
    fetching.close();
    engine.close();
    bills.close();
    vendor.close();
    assertThat(bugs).isEmpty();
  }

  private Source source(Vendor family, String... reports) {
    return new Source(
        "acme",
        family,
        vendor.url(),
        () -> KEY,
        family.reports(List.of(reports)),
        Duration.ofHours(6),
        2,
        "acme",
        Set.of(),
        () -> Transport.DIRECT);
  }

  private Fetching fetching(Source... sources) {
    if (fetching != null) {
      fetching.close();
    }
    Intake intake =
        new Intake(
            bills, days -> settled.filter(_ -> days.from().isBefore(LocalDate.of(2026, 11, 1))));
    Fetching made =
        new Fetching(
            List.of(sources),
            new Fetching.Parts(
                intake,
                bills,
                folder.resolve("fetches.json"),
                () -> now,
                new Random(7),
                System.getLogger("test"),
                bugs::add));
    made.begin(
        engine,
        (time, unit) -> pauses.add(Duration.of(time, unit.toChronoUnit())),
        s -> used.add(s.name()));
    return made;
  }

  private Standing standing() {
    return fetching.standings().lines().getFirst().standing();
  }

  private List<Fetched> fetch(LocalDate from, LocalDate to) throws InterruptedException {
    Outcome outcome =
        fetching.fetch(
            new Fetching.Order(Optional.empty(), Optional.of(new Period(from, to)), "wanted"));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).reports();
  }

  private List<String> inForce() {
    return bills.all().stream()
        .filter(BillHead::isInForce)
        .map(bill -> bill.file() + " " + bill.totals())
        .sorted()
        .toList();
  }

  @Test
  void costsAreAskedForByDayWithTheKeyToTheLastPage() throws Exception {
    vendor.says(
        more("c=1&2", costs(SUNDAY.minusDays(1), "0.5")), last(costs(SUNDAY, "0.25", "0.125")));

    fetching.look();

    List<Asked> asked = vendor.asked();
    assertThat(asked).hasSize(2);
    Asked first = asked.getFirst();
    assertThat(first.path()).isEqualTo("/v1/organization/costs");
    assertThat(first.query())
        .as("the first time, the last 31 days")
        .containsExactly(
            "start_time=" + start(LocalDate.of(2026, 10, 2)),
            "end_time=" + start(LocalDate.of(2026, 11, 2)),
            "bucket_width=1d",
            "limit=31",
            "group_by[]=project_id",
            "group_by[]=line_item",
            "group_by[]=api_key_id");
    assertThat(first.headers()).containsEntry("authorization", "Bearer " + KEY);
    assertThat(asked.getLast().query()).startsWith(first.query().toArray(String[]::new));
    assertThat(asked.getLast().query()).endsWith("page=c=1&2");
    assertThat(inForce())
        .containsExactly("acme/costs/2026-10-31 {USD=0.5}", "acme/costs/2026-11-01 {USD=0.375}");
    BillHead bill = bills.all().getFirst();
    assertThat(bill.who()).isEqualTo("acme");
    assertThat(bill.why()).isEqualTo("fetched");
    assertThat(standing().succeeded()).contains(START);
    assertThat(used).as("costs are no usage").isEmpty();
  }

  @Test
  void anthropicIsAskedInItsOwnWay() throws Exception {
    fetching = fetching(source(Vendor.ANTHROPIC));
    vendor.says(
        Reply.good("{\"data\": [], \"has_more\": false, \"next_page\": null}"),
        Reply.good(
            """
            {"data": [{"starting_at": "2026-11-01T00:00:00Z", "ending_at": "2026-11-02T00:00:00Z",
              "results": [{"uncached_input_tokens": 10, "output_tokens": 5, "model": "claude",
                "api_key_id": "apikey_1"}]}], "has_more": false}
            """));

    fetching.look();

    List<Asked> asked = vendor.asked();
    assertThat(asked.getFirst().path()).isEqualTo("/v1/organizations/cost_report");
    assertThat(asked.getFirst().query())
        .contains("group_by[]=workspace_id", "group_by[]=description");
    Asked messages = asked.getLast();
    assertThat(messages.path()).isEqualTo("/v1/organizations/usage_report/messages");
    assertThat(messages.query())
        .containsExactly(
            "starting_at=2026-10-02T00:00:00Z",
            "ending_at=2026-11-02T00:00:00Z",
            "bucket_width=1d",
            "limit=31",
            "group_by[]=api_key_id",
            "group_by[]=workspace_id",
            "group_by[]=model",
            "group_by[]=service_tier",
            "group_by[]=context_window");
    assertThat(messages.headers())
        .containsEntry("x-api-key", KEY)
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("authorization");
    assertThat(inForce()).containsExactly("acme/messages/2026-11-01 {}");
    assertThat(used).containsExactly("acme");
  }

  @Test
  void everyReportOfOpenAiIsAskedFor() throws Exception {
    fetching = fetching(source(Vendor.OPENAI));
    Reply[] empty = new Reply[11];
    Arrays.fill(empty, last());
    vendor.says(empty);

    fetching.look();

    assertThat(vendor.asked().stream().map(Asked::path))
        .containsExactly(
            "/v1/organization/costs",
            "/v1/organization/usage/completions",
            "/v1/organization/usage/embeddings",
            "/v1/organization/usage/moderations",
            "/v1/organization/usage/images",
            "/v1/organization/usage/audio_speeches",
            "/v1/organization/usage/audio_transcriptions",
            "/v1/organization/usage/web_search_calls",
            "/v1/organization/usage/file_search_calls",
            "/v1/organization/usage/vector_stores",
            "/v1/organization/usage/code_interpreter_sessions");
  }

  @Test
  void theSameFiguresAgainChangeNothingInWhateverOrderTheyCome() throws Exception {
    String turned =
        bucket(
            SUNDAY,
            List.of(
                "{\"amount\": {\"value\": 2.50, \"currency\": \"usd\"}, \"project_id\": \"b\"}",
                "{\"amount\": {\"value\": 1, \"currency\": \"usd\"}, \"project_id\": \"a\"}"));
    String first =
        bucket(
            SUNDAY,
            List.of(
                "{\"amount\": {\"value\": 1, \"currency\": \"usd\"}, \"project_id\": \"a\"}",
                "{\"amount\": {\"value\": 2.50, \"currency\": \"usd\"}, \"project_id\": \"b\"}"));
    vendor.says(last(first), last(turned));

    assertThat(fetch(SUNDAY, SUNDAY.plusDays(1)).getFirst().imported()).isEqualTo(1);
    assertThat(fetch(SUNDAY, SUNDAY.plusDays(1)).getFirst().unchanged()).isEqualTo(1);

    assertThat(bills.all()).hasSize(1);
    assertThat(bills.all().getFirst().why()).isEqualTo("wanted");
  }

  @Test
  void aDayThatHasSettledReplacesWhatWasFetchedOfItAndNothingElse() throws Exception {
    vendor.says(
        last(costs(SUNDAY.minusDays(1), "1"), costs(SUNDAY, "0.5")),
        last(
            costs(SUNDAY.minusDays(1), "1"),
            bucket(
                SUNDAY,
                List.of(
                    "{\"amount\": {\"value\": 0.75, \"currency\": \"usd\"},"
                        + " \"project_id\": \"proj_other\"}"))));
    fetch(SUNDAY.minusDays(1), SUNDAY.plusDays(1));

    Fetched again = fetch(SUNDAY.minusDays(1), SUNDAY.plusDays(1)).getFirst();

    assertThat(again.replaced()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(inForce())
        .as("also where no project is told of any more")
        .containsExactly("acme/costs/2026-10-31 {USD=1}", "acme/costs/2026-11-01 {USD=0.75}");
    assertThat(bills.find("bill_2").flatMap(BillHead::replacedBy)).contains("bill_3");
  }

  @Test
  void whatSomebodyImportedIsLeftAlone() throws Exception {
    BillFile file =
        new BillFile("october.json", page(new String[] {costs(SUNDAY, "9")}, "false", "null"));
    bills.add(
        file.read(Optional.empty()), "hash", new Bills.Order(START, "ann", "", Replacing.NONE));
    vendor.says(last(costs(SUNDAY.minusDays(1), "1"), costs(SUNDAY, "0.5")));

    fetching.look();

    assertThat(inForce()).contains("october.json {USD=9}", "acme/costs/2026-10-31 {USD=1}");
    assertThat(standing().problem()).isEmpty();
    assertThat(standing().note()).contains("1 days are left to bill_1, imported by ann");
  }

  @Test
  void daysOfASettledMonthAreNotAskedFor() throws Exception {
    settled = Optional.of("2026-10, which is settled since Monday, by ann");
    vendor.says(last(costs(SUNDAY, "0.5")));

    fetching.look();
    Fetched old = fetch(SUNDAY.minusDays(5), SUNDAY).getFirst();

    assertThat(vendor.asked().stream().map(asked -> asked.query().getFirst()))
        .containsExactly("start_time=" + start(SUNDAY));
    assertThat(standing().note()).isEqualTo("not asked for: " + settled.get());
    assertThat(standing().problem()).isEmpty();
    assertThat(old.notes()).containsExactly("not asked for: " + settled.get());
    assertThat(old.problem()).isEmpty();
  }

  @Test
  void idleDaysAreKnownUntilTheyAreNot() throws Exception {
    vendor.says(last(costs(SUNDAY.minusDays(1)), costs(SUNDAY)), last(costs(SUNDAY, "0.5")));

    fetch(SUNDAY.minusDays(1), SUNDAY.plusDays(1));
    assertThat(standing().idle()).containsExactlyInAnyOrder(SUNDAY.minusDays(1), SUNDAY);
    assertThat(bills.all()).isEmpty();
    fetch(SUNDAY, SUNDAY.plusDays(1));

    assertThat(standing().idle()).containsExactly(SUNDAY.minusDays(1));
    vendor.says(last(costs(SUNDAY)));
    assertThat(fetch(SUNDAY, SUNDAY.plusDays(1)).getFirst().notes())
        .containsExactly("nothing is told of 2026-11-01 any more: bill_1 stays");
    vendor.says(Reply.bad(403, ""));
    fetch(SUNDAY.minusDays(1), SUNDAY);
    assertThat(standing().idle()).as("also if asking for them fails").contains(SUNDAY.minusDays(1));
  }

  @Test
  void oneThatIsBusyIsAskedAgainWhenItSays() throws Exception {
    vendor.says(
        Reply.bad(429, "{}").after("7"),
        Reply.bad(503, "down"),
        last(costs(SUNDAY, "0.5")).cut(),
        last(costs(SUNDAY, "0.5")));

    fetching.look();

    assertThat(pauses).hasSize(3);
    assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(7));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(inForce()).containsExactly("acme/costs/2026-11-01 {USD=0.5}");
  }

  @Test
  void oneThatRefusesIsNotAskedAgainAndWhyIsKept() throws Exception {
    vendor.says(
        Reply.bad(
            401,
            """
            {"error": {"message": "Incorrect API key provided: %s", "code": "invalid_api_key"}}
            """
                .formatted(KEY)));

    fetching.look();

    assertThat(vendor.asked()).hasSize(1);
    assertThat(standing().tried()).contains(START);
    assertThat(standing().succeeded()).isEmpty();
    assertThat(standing().problem())
        .isEqualTo("acme/costs of 2026-10-02 to 2026-11-01, page 1: answered 401, invalid_api_key");
    assertThat(Files.readString(folder.resolve("fetches.json"))).doesNotContain(KEY);
    fetching = fetching(source(Vendor.OPENAI, "costs"));
    assertThat(standing().problem()).as("after a restart").contains("answered 401");
  }

  @Test
  void oneThatStaysAwayIsGivenUpForThisTime() throws Exception {
    Reply[] away = new Reply[5];
    Arrays.fill(away, Reply.bad(500, ""));
    vendor.says(away);
    fetching.look();
    assertThat(standing().problem()).endsWith("page 1: answered 500, tried 5 times");

    vendor.says(Reply.bad(429, "").after("3600"));
    now = now.plus(Duration.ofHours(6));
    fetching.look();
    assertThat(standing().problem()).endsWith("answered 429; try again in 3600 s");
    assertThat(pauses).as("an hour is not waited for").hasSize(4);
  }

  @Test
  void halfAnAnswerIsNone() throws Exception {
    Reply half = more("next", costs(SUNDAY.minusDays(1), "1"));
    vendor.says(half, half);
    fetching.look();
    assertThat(standing().problem()).endsWith("page 2: it names a next page that was there before");

    now = now.plus(Duration.ofHours(6));
    Reply cut = last(costs(SUNDAY, "0.5")).cut();
    vendor.says(half, cut, cut, cut, cut, cut);
    fetching.look();
    assertThat(standing().problem()).contains("page 2: CUT").endsWith("tried 5 times");
    assertThat(bills.all()).isEmpty();
  }

  @Test
  void anAnswerBeyondTheBoundIsGivenUp() throws Exception {
    vendor.says(Reply.good(" ".repeat(BillFile.CHARACTERS_MAX + 1)));

    fetching.look();

    assertThat(vendor.asked()).hasSize(1);
    assertThat(standing().problem())
        .endsWith("an answer has at most 33,554,432 bytes, this one has more");
  }

  @Test
  void anAnswerOfAnotherShapeIsRefusedWithItsPlace() throws Exception {
    wrong("<html>maintenance</html>", "this is not JSON");
    wrong("{\"data\": {}, \"has_more\": false}", "data: an array of buckets is expected");
    wrong("{\"data\": [], \"has_more\": true}", "next_page: is a text where 'has_more' is true");
    wrong(
        page(new String[] {costs(LocalDate.of(2026, 11, 30), "1")}, "false", "null"),
        "it tells of 2026-11-30, which was not asked for");
    wrong(
        page(
            new String[] {costs(SUNDAY, "1").replace("" + start(SUNDAY), "" + (start(SUNDAY) + 1))},
            "false",
            "null"),
        "a bucket is one day of UTC, was '2026-11-01T00:00:01Z to 2026-11-02T00:00:00Z'");
    wrong(
        page(
            new String[] {costs(SUNDAY.minusDays(1), "1"), costs(SUNDAY, "\"x\"")},
            "false",
            "null"),
        "value is a decimal number, was 'x'");
    assertThat(bills.all()).as("no day of it").isEmpty();
  }

  private void wrong(String body, String problem) throws InterruptedException {
    vendor.says(Reply.good(body));
    fetching.look();
    assertThat(standing().problem()).startsWith("acme/costs of 2026-").contains(problem);
    now = now.plus(Duration.ofHours(6));
  }

  @Test
  void aSourceIsAskedWhenItIsDueAndForWhatWasMissed() throws Exception {
    vendor.says(last(costs(SUNDAY, "0.5")), last());
    fetching.look();
    now = START.plus(Duration.ofHours(6)).minusSeconds(1);
    fetching.look();
    assertThat(vendor.asked()).hasSize(1);
    now = now.plusSeconds(1);
    fetching.look();
    assertThat(vendor.asked().getFirst().query().getFirst())
        .as("two days back")
        .isEqualTo("start_time=" + start(LocalDate.of(2026, 10, 31)));

    now = START.plus(Duration.ofDays(10));
    fetching = fetching(source(Vendor.OPENAI, "costs"));
    vendor.says(last());
    fetching.look();
    assertThat(vendor.asked().getFirst().query())
        .as("what was missed while nothing ran")
        .startsWith(
            "start_time=" + start(LocalDate.of(2026, 11, 2)),
            "end_time=" + start(LocalDate.of(2026, 11, 12)));
  }

  @Test
  void aSourceThatIsLateIsToldOf() throws Exception {
    vendor.says(last(), Reply.bad(403, ""));
    fetching.look();
    assertThat(fetching.standings().notices()).isEmpty();
    now = START.plus(Duration.ofHours(6));
    fetching.look();
    now = START.plus(Duration.ofHours(12));
    assertThat(fetching.standings().notices()).isEmpty();
    now = now.plusSeconds(1);

    assertThat(fetching.standings().notices())
        .containsExactly(
            "reports of the bill source acme that have not come since 2026-11-02T08:00:00Z: 1;"
                + " acme/costs of 2026-10-31 to 2026-11-01, page 1: answered 403");
    assertThat(fetching.standings().ages().get("acme")).isEqualTo(43_201L);
    assertThat(standing().succeeded()).contains(START);
  }

  @Test
  void whatCannotBeWantedIsRefused() {
    assertThatThrownBy(() -> fetch(SUNDAY, SUNDAY.plusDays(2)))
        .hasMessage(
            "days to fetch are at most 366 and before 2026-11-02, which is not over, were"
                + " 2026-11-01 to 2026-11-03");
    assertThatThrownBy(
            () -> fetching.fetch(new Fetching.Order(Optional.of("b"), Optional.empty(), "")))
        .hasMessage("a source is one of those under bills.sources, [acme], was 'b'");
    assertThatThrownBy(() -> Vendor.ANTHROPIC.reports(List.of("completions")))
        .hasMessage("a report of anthropic is one of costs, messages, was 'completions'");
  }

  @Test
  void aRecordOfFetchesThatIsDamagedIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("fetches.json"), "{\"acme/costs\": {\"since\"");

    assertThatThrownBy(() -> fetching(source(Vendor.OPENAI)))
        .hasMessageStartingWith(file + " does not say how reports were fetched; delete it");
  }
}
