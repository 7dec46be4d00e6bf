package dev.weir.exchange.fetch;

import dev.weir.base.http.Engine;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading.Period;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Asks vendors what was used and what they bill: every source when it is due, and when somebody
/// wants it. One question after the other, on a virtual thread of its own; thread-safe.
public final class Fetching implements AutoCloseable {
  /// Most days of one order.
  public static final int DAYS_MAX = 366;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

  private final List<Source> sources;
  private final Parts parts;
  private final Standings standings;
  private final ScheduledExecutorService stepping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("fetching").factory());
  private volatile Optional<Running> running = Optional.empty();

  /// What it works with.
  ///
  /// @param file keeps how each report does
  /// @param bug hears of defects
  public record Parts(
      Intake intake,
      Bills bills,
      Path file,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log,
      Consumer<Throwable> bug) {}

  /// What there is while something serves.
  private record Running(Clients clients, Asking asking, Usage used) {}

  /// What somebody wants to have fetched.
  ///
  /// @param source its name; empty = all
  /// @param days empty = those that are due
  /// @param why it is wanted, and by whom
  public record Order(Optional<String> source, Optional<Period> days, String why) {}

  /// What came of an order.
  public sealed interface Outcome {
    record Done(List<Fetched> reports) implements Outcome {
      public Done {
        reports = List.copyOf(reports);
      }
    }

    /// Nothing serves, or it is ending.
    record NotRunning() implements Outcome {}
  }

  /// Hears of a source whose usage was fetched, on the fetching thread.
  @FunctionalInterface
  public interface Usage {
    void of(Source source) throws InterruptedException;
  }

  /// Nothing is asked before [#start].
  public Fetching(List<Source> sources, Parts parts) {
    this.sources = List.copyOf(sources);
    this.parts = parts;
    this.standings = new Standings(parts.file(), sources, parts.clock());
  }

  /// Asks what is due from now on.
  ///
  /// @param engine carries the questions; closed after this
  /// @throws IllegalArgumentException naming the key that is not there
  public void start(Engine engine, Usage used) {
    for (Source source : sources) {
      var _ = source.key().get(); // one that is not there is told at once
    }
    begin(engine, stepping::awaitTermination, used);
    if (!sources.isEmpty()) {
      stepping.execute(this::step);
    }
  }

  /// Waits for something that ends when this is closed.
  @FunctionalInterface
  interface Waiting {
    boolean within(long time, TimeUnit unit) throws InterruptedException;
  }

  /// Without the schedule.
  void begin(Engine engine, Waiting waiting, Usage used) {
    Clients clients = new Clients(engine, sources, parts.clock());
    Asking.Rest rest =
        time -> {
          var _ = waiting.within(time.toMillis(), TimeUnit.MILLISECONDS);
        };
    running = Optional.of(new Running(clients, new Asking(clients, rest, parts.random()), used));
  }

  private void step() {
    try {
      look();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException | Error defect) {
      parts.bug().accept(defect);
    }
    try {
      var _ = stepping.schedule(this::step, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Nothing is asked any more.
      return;
    }
  }

  /// Fetches the sources that are due.
  void look() throws InterruptedException {
    for (Source source : sources) {
      if (standings.isDue(source, parts.clock().instant())) {
        fetch(source, Optional.empty(), "fetched");
      }
    }
  }

  /// Fetches now; returns when it is done.
  ///
  /// @throws IllegalArgumentException if there is no such source, or the days are not over
  public Outcome fetch(Order order) throws InterruptedException {
    List<Source> wanted = named(order.source());
    order.days().ifPresent(this::requireOver);
    if (running.isEmpty()) {
      return new Outcome.NotRunning();
    }
    try {
      return stepping.submit(() -> fetch(wanted, order)).get();
    } catch (RejectedExecutionException closed) {
      return new Outcome.NotRunning();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a fetch failed", failure.getCause());
    }
  }

  private Outcome fetch(List<Source> wanted, Order order) throws InterruptedException {
    List<Fetched> all = new ArrayList<>();
    for (Source source : wanted) {
      all.addAll(fetch(source, order.days(), order.why()));
    }
    return new Outcome.Done(all);
  }

  private List<Source> named(Optional<String> name) {
    List<Source> named =
        sources.stream()
            .filter(source -> name.isEmpty() || source.name().equals(name.get()))
            .toList();
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "there is nothing to fetch: bills.sources names no source");
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "a source is one of those under bills.sources, %s, was '%s'"
              .formatted(sources.stream().map(Source::name).toList(), name.orElse("")));
    }
    return named;
  }

  private void requireOver(Period days) {
    LocalDate today = today(parts.clock().instant());
    if (days.to().isAfter(today) || days.from().plusDays(DAYS_MAX).isBefore(days.to())) {
      throw new IllegalArgumentException(
          "days to fetch are at most %d and before %s, which is not over, were %s to %s"
              .formatted(DAYS_MAX, today, days.from(), days.to()));
    }
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private List<Fetched> fetch(Source source, Optional<Period> days, String why)
      throws InterruptedException {
    Running now = running.orElseThrow();
    List<Fetched> all = new ArrayList<>();
    boolean failing = standings.isFailing(source);
    for (Report report : source.reports()) {
      Standing before = standings.of(source, report);
      Instant at = parts.clock().instant();
      Period asked = days.orElseGet(() -> Question.due(source, report, before, today(at)));
      Bills.Order order = new Bills.Order(at, source.name(), why, Bills.Replacing.OWN);
      Fetched fetched = answer(now.asking(), new Question<>(source, report, asked), order);
      all.add(fetched);
      Standing known = before.knowing(fetched.runs());
      if (days.isEmpty()) {
        standings.put(source, report, after(known, fetched, at));
      } else if (fetched.problem().isEmpty()) {
        standings.put(source, report, known.idling(fetched.days(), fetched.idle()));
      } else {
        standings.put(source, report, known);
      }
    }
    tell(source, all, failing);
    if (all.stream().anyMatch(Fetching::isUsage)) {
      usage(now.used(), source);
    }
    return all;
  }

  /// What was fetched is kept, whatever is made of it.
  private void usage(Usage used, Source source) throws InterruptedException {
    try {
      used.of(source);
    } catch (RuntimeException defect) {
      parts.bug().accept(defect);
    }
  }

  private static boolean isUsage(Fetched fetched) {
    return fetched.problem().isEmpty() && fetched.report().kind() == Kind.USAGE;
  }

  private static Standing after(Standing before, Fetched fetched, Instant at) {
    String left = String.join("; ", fetched.notes());
    if (fetched.problem().isPresent()) {
      return before.failed(at, fetched.problem().get(), fetched.waiting());
    }
    return fetched.waiting()
        ? before.waiting(at, left)
        : before.idling(fetched.days(), fetched.idle()).told(at, today(at), left);
  }

  private Fetched answer(Asking asking, Question<Report> question, Bills.Order order)
      throws InterruptedException {
    try {
      return switch (question.report()) {
        case Report.Daily daily ->
            daily(asking, new Question<>(question.source(), daily, question.days()), order);
        case Report.Exports exports ->
            new Deliveries(
                    new Question<>(question.source(), exports, question.days()),
                    asking,
                    parts.intake(),
                    order)
                .fetch(standings.of(question.source(), exports).runs());
      };
    } catch (Unfetched unfetched) {
      return Fetched.failed(question, unfetched.told());
    } catch (IllegalArgumentException wrong) {
      return Fetched.failed(question, "%s: %s".formatted(question, wrong.getMessage()));
    } catch (RuntimeException unforeseen) { // the loop's own boundary: the other reports go on
      parts.bug().accept(unforeseen);
      return Fetched.failed(
          question, "%s: %s".formatted(question, unforeseen.getClass().getName()));
    }
  }

  private Fetched daily(Asking asking, Question<Report.Daily> question, Bills.Order order)
      throws Unfetched, InterruptedException {
    Settled settled = new Settled(parts.intake());
    Optional<Period> open = settled.open(question.days());
    if (open.isEmpty()) {
      return Fetched.none(question, settled.told());
    }
    Question<Report.Daily> asked = new Question<>(question.source(), question.report(), open.get());
    List<String> pages = asking.pages(asked);
    return new Keeping(asked, settled).keep(pages, parts.intake(), parts.bills().all(), order);
  }

  private void tell(Source source, List<Fetched> all, boolean failing) {
    List<String> problems = all.stream().flatMap(each -> each.problem().stream()).toList();
    if (!problems.isEmpty()) {
      parts.log().log(
          System.Logger.Level.WARNING,
          "{0} of {1} reports of {2} were not fetched: {3}",
          problems.size(),
          all.size(),
          source.name(),
          problems.getFirst());
    } else if (failing) {
      parts.log().log(System.Logger.Level.INFO, "reports of {0} are fetched again", source.name());
    }
  }

  public Standings standings() {
    return standings;
  }

  /// Nothing is asked any more.
  @Override
  public void close() {
    stepping.shutdownNow();
    try {
      if (!stepping.awaitTermination(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        parts.bug().accept(new IllegalStateException("fetching did not end when it was given up"));
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    running.ifPresent(each -> each.clients().close());
  }
}
