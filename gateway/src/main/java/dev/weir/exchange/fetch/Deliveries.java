package dev.weir.exchange.fetch;

import dev.weir.base.http.Headers;
import dev.weir.base.store.Parquet;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Imported;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.cloud.Listing;
import dev.weir.exchange.cloud.Manifest;
import dev.weir.exchange.cloud.Run;
import dev.weir.exchange.cloud.Storage;
import dev.weir.exchange.cloud.Stored;
import dev.weir.exchange.source.BillFile;
import dev.weir.exchange.source.BillParts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Hands in what a cloud has exported: of each export and billing period the newest run, whole, and
/// only if it is not the one that is known. What is wrong with one keeps none of the others back.
/// Used for one fetch, by one thread.
final class Deliveries {
  private static final int OBJECTS_MAX = 100_000;
  private static final int MANIFEST_BYTES_MAX = 1 << 20;
  private static final int PROBLEMS_TOLD = 3;

  /// How long a run is left alone after it was last written to, besides what its objects tell.
  static final Duration QUIET = Duration.ofMinutes(10);

  private final Question<Report.Exports> question;
  private final Asking asking;
  private final Intake intake;
  private final Bills.Order order;
  private final Map<String, Stored> objects = new HashMap<>();
  private final Map<String, String> kept = new TreeMap<>();
  private final Set<String> notes = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private int imported;
  private int replaced;
  private int unchanged;
  private boolean waiting;

  /// @param intake blocks
  Deliveries(Question<Report.Exports> question, Asking asking, Intake intake, Bills.Order order) {
    this.question = question;
    this.asking = asking;
    this.intake = intake;
    this.order = order;
  }

  /// @param known the marks of the runs that were kept before
  Fetched fetch(Map<String, String> known) throws Unfetched, InterruptedException {
    list();
    List<Run> newest = newest();
    for (Run run : newest) {
      Optional<String> mark = Optional.ofNullable(known.get(run.name()));
      mark.ifPresent(before -> kept.put(run.name(), before));
      boolean restated = mark.filter(before -> !before.equals(run.mark())).isPresent();
      if (restated || run.days().meets(question.days())) {
        look(run, mark);
      }
    }
    noteMissing(newest);
    return new Fetched(
        question.source(),
        question.report(),
        question.days(),
        imported,
        replaced,
        unchanged,
        Set.of(),
        kept,
        waiting,
        List.copyOf(notes),
        problem());
  }

  private void list() throws Unfetched, InterruptedException {
    Storage storage = question.report().storage();
    Paging paging = new Paging();
    boolean more = true;
    while (more) {
      String name = "%s, page %d of the objects".formatted(question, paging.number());
      String path = storage.listing(question.report().prefix(), paging.cursor());
      Listing page = page(storage, name, body(name, path, Headers.EMPTY, BillFile.CHARACTERS_MAX));
      page.objects().forEach(object -> objects.put(object.key(), object));
      if (objects.size() > OBJECTS_MAX) {
        throw new Unfetched(
            "%s: a prefix has at most %,d objects, '%s' has more"
                .formatted(name, OBJECTS_MAX, question.report().prefix()));
      }
      more = paging.turn(name, page.next());
    }
  }

  private static Listing page(Storage storage, String name, byte[] page) throws Unfetched {
    try {
      return storage.read(name, page);
    } catch (IllegalArgumentException wrong) {
      throw new Unfetched(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private List<Run> newest() throws Unfetched {
    Run.Newest found = Run.newest(question.report().storage(), objects.values());
    found.odd().ifPresent(problems::add);
    if (found.runs().isEmpty() && problems.isEmpty()) {
      throw new Unfetched(
          "%s: an export is known by its manifest, and there is none among %,d objects under '%s'"
              .formatted(question, objects.size(), question.report().prefix()));
    }
    return found.runs();
  }

  private void look(Run run, Optional<String> known) throws InterruptedException {
    Optional<String> settled = intake.settled(run.days());
    if (settled.isPresent()) {
      notes.add("not asked for: " + settled.get());
    } else if (known.filter(run.mark()::equals).isPresent()) {
      unchanged++;
    } else {
      try {
        take(run);
      } catch (Unfetched wrong) {
        problems.add(wrong.told());
      } catch (IllegalArgumentException wrong) {
        problems.add("%s: %s".formatted(file(run), wrong.getMessage()));
      }
    }
  }

  private String file(Run run) {
    return question.source().file(question.report()) + "/" + run.name();
  }

  private void take(Run run) throws Unfetched, InterruptedException {
    String file = file(run);
    Stored told = run.manifest();
    Manifest manifest =
        Manifest.read(
            told.key(), told.text(content(file, told, MANIFEST_BYTES_MAX), MANIFEST_BYTES_MAX));
    List<Stored> parts = manifest.objects(told.key(), objects);
    if (isBeingWritten(told, parts)) {
      waiting = true;
      notes.add("%s is being written and left until it is whole".formatted(file));
      return;
    }
    Optional<BillParts> whole = whole(file, manifest, parts);
    Optional<Reading> reading = whole.flatMap(all -> all.read(manifest.form()));
    if (whole.isEmpty() || reading.isEmpty()) {
      notes.add("%s has no row; a bill of an earlier run stays in force".formatted(file));
      return;
    }
    keep(run, intake.take(reading.get().billedIn(run.days()), whole.get().text(), order));
  }

  /// AWS puts a manifest there after all of its parts: one that is older than a part is that of the
  /// run before. Of Azure no order is known, and its runs are put beside each other.
  private boolean isBeingWritten(Stored manifest, List<Stored> parts) {
    Instant last =
        parts.stream().map(Stored::changed).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    boolean earlier =
        switch (question.report().storage()) {
          case Storage.S3 _ -> last.isAfter(manifest.changed());
          case Storage.Blob _ -> false;
        };
    Instant loud = order.at().minus(QUIET);
    return earlier || !manifest.changed().isBefore(loud) || !last.isBefore(loud);
  }

  /// The parts as text, with what is said of each; nothing if there are none.
  private Optional<BillParts> whole(String file, Manifest manifest, List<Stored> objects)
      throws Unfetched, InterruptedException {
    requireBounded(objects);
    List<BillParts.Part> parts = new ArrayList<>();
    int left = BillFile.CHARACTERS_MAX;
    for (int i = 0; i < objects.size(); i++) {
      Stored object = objects.get(i);
      String text = text(object, content(file, object, BillFile.CHARACTERS_MAX), left);
      left -= text.length();
      parts.add(
          new BillParts.Part(new BillFile(object.key(), text), manifest.parts().get(i).rows()));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new BillParts(file, parts));
  }

  private static String text(Stored object, byte[] content, int charactersMax) {
    return Parquet.is(content)
        ? Parquet.csv(object.key(), content, charactersMax)
        : object.text(content, charactersMax);
  }

  private static void requireBounded(List<Stored> parts) {
    long bytes = 0;
    for (Stored part : parts) {
      bytes += part.bytes();
      if (bytes > BillFile.CHARACTERS_MAX) {
        throw new IllegalArgumentException(
            "a run has at most %,d bytes, with %s it has %,d; have fewer columns or rows exported"
                .formatted(BillFile.CHARACTERS_MAX, part.key(), bytes));
      }
    }
  }

  /// An object as it was listed: one that was written since is refused by the storage.
  private byte[] content(String file, Stored object, int bytesMax)
      throws Unfetched, InterruptedException {
    String tag = object.tag().startsWith("\"") ? object.tag() : "\"" + object.tag() + "\"";
    return body(
        "%s, %s".formatted(file, object.key()),
        question.report().storage().object(object.key()),
        Headers.of("if-match", tag),
        bytesMax);
  }

  private byte[] body(String name, String path, Headers headers, int bytesMax)
      throws Unfetched, InterruptedException {
    return asking.answer(
        question.source(), new Asking.Wanted(name, question.report(), path, headers, bytesMax));
  }

  private void keep(Run run, Imported outcome) {
    switch (outcome) {
      case Imported.Done done when done.bill().replaces().isEmpty() -> imported++;
      case Imported.Done _ -> replaced++;
      case Imported.Already _ -> unchanged++;
      case Imported.Overlapping others -> {
        others.bills().forEach(bill -> leave(run, bill));
        return;
      }
      case Imported.TooShort longer -> {
        Reading.Period before = longer.bill().period();
        problems.add(
            "%s: it tells of fewer days than %s before it, which has %s to %s"
                .formatted(file(run), longer.bill().id(), before.from(), before.to().minusDays(1)));
        return;
      }
      case Imported.Settled(String month) -> {
        notes.add("%s is left to %s".formatted(file(run), month));
        return;
      }
    }
    kept.put(run.name(), run.mark());
  }

  /// What another one of the source's own exports tells of is told twice, and one of them is to go.
  private void leave(Run run, BillHead bill) {
    if (bill.who().equals(order.who())) {
      problems.add(
          "%s tells of days of %s, too (%s); a source reads one export of an account"
              .formatted(file(run), bill.file(), bill.id()));
    } else {
      notes.add("%s is left to %s, imported by %s".formatted(file(run), bill.id(), bill.who()));
    }
  }

  /// The last day that was asked for: an export that is given up is told of by nothing else.
  private void noteMissing(List<Run> newest) {
    LocalDate last = question.days().to().minusDays(1);
    Reading.Period day = new Reading.Period(last, last.plusDays(1));
    if (newest.stream().noneMatch(run -> run.days().meets(day))) {
      notes.add("no export tells of %s".formatted(last));
    }
    newest.stream()
        .map(run -> run.manifest().changed())
        .max(Comparator.naturalOrder())
        .ifPresent(at -> notes.add("the newest run is of " + at.truncatedTo(ChronoUnit.SECONDS)));
  }

  private Optional<String> problem() {
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    List<String> told = problems.stream().limit(PROBLEMS_TOLD).toList();
    int more = problems.size() - told.size();
    return Optional.of(String.join("; ", told) + (more > 0 ? "; and %d more".formatted(more) : ""));
  }
}
