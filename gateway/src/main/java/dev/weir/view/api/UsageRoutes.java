package dev.weir.view.api;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.exchange.usage.CsvRecords;
import dev.weir.exchange.usage.JsonRecords;
import dev.weir.exchange.usage.OtlpAnswer;
import dev.weir.exchange.usage.OtlpRecords;
import dev.weir.exchange.usage.Records;
import dev.weir.flow.recording.Recording.Delivery;
import dev.weir.flow.recording.Recording.Outcome;
import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Spend beside the gateway, told to Weir.
final class UsageRoutes {
  static final String RECORD_SPANS = "recordSpans";

  private static final int BODY_BYTES = 16 << 20;
  private static final int SPANS_BYTES = 4 << 20;
  private static final int TOLD_MAX = 20;
  private static final String OTLP = "otlp";
  private static final String SPANS = "usage.otlp";

  private static final Parameter SOURCE =
      Parameter.text("source", "Who tells of it; of JSON also the field source.");

  private final RunningGateway gateway;

  /// What a text becomes on its way into the journal is many times its size: one at a time.
  private final ReentrantLock reading = new ReentrantLock();

  UsageRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// Records; the fields of one are those of docs/usage.md.
  record UsageBatch(Optional<String> source, List<UsageFields> records) {}

  /// One record, by the names of docs/usage.md.
  record UsageFields() {}

  /// @param recorded booked now
  /// @param known booked before, with the same content
  /// @param takenBack booked before and taken back: not spent
  /// @param inLedger not booked: the ledger has their answers already
  /// @param passed entries of the text that are no usage
  /// @param costUsd of what was booked now
  /// @param unpriced what of it has no price
  record UsageBooked(
      String source,
      int recorded,
      int known,
      int takenBack,
      int inLedger,
      int passed,
      BigDecimal costUsd,
      List<String> unpriced) {}

  record VoidText(String source, List<String> ids, String why) {}

  /// @param voided ids taken back
  /// @param missing ids that name no record in force
  record VoidResult(List<String> voided, List<String> missing) {}

  /// An export of traces, as OTLP has it.
  record TraceExport() {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "POST", "recordUsage", "/api/v1/usage", "Books spend beside the gateway, once.")
            .asks(
                SOURCE,
                Parameter.text("format", "json (default), csv or otlp."),
                Parameter.text("dry_run", "true: nothing is booked, what would be is answered."),
                Parameter.text("restate", "true: books for closed months too, as restatements."))
            .takes(UsageBatch.class, BODY_BYTES)
            .answers(UsageBooked.class)
            .does(one(BODY_BYTES, this::record)),
        Endpoint.change("POST", "voidUsage", "/api/v1/usage/void", "Takes records back, for good.")
            .takes(VoidText.class)
            .answers(VoidResult.class)
            .does(this::takeBack),
        Endpoint.change(
                "POST",
                RECORD_SPANS,
                "/api/v1/otlp/v1/traces",
                "Books the requests to models that an OTLP export of traces tells of.")
            .asks(SOURCE)
            .takes(TraceExport.class, SPANS_BYTES)
            .answersText(Endpoint.JSON)
            .does(one(SPANS_BYTES, this::spans)));
  }

  /// @param bytesMax of the body, unpacked
  private Endpoint.Action one(int bytesMax, Endpoint.Action action) {
    return inquiry -> {
      reading.lockInterruptibly();
      try {
        Optional<Content> unpacked = inquiry.content().unpacked(bytesMax);
        return unpacked.isPresent()
            ? action.on(inquiry.with(unpacked.get()))
            : Answer.tooLarge("the body has at most %d bytes, unpacked".formatted(bytesMax));
      } finally {
        reading.unlock();
      }
    };
  }

  private Answer record(Inquiry inquiry) throws InterruptedException {
    String source = inquiry.asked("source").orElse("");
    String format = inquiry.asked("format").orElse("json");
    return switch (format) {
      case "json" -> {
        JsonRecords.Batch batch = JsonRecords.read(inquiry.raw());
        String named = source.isEmpty() ? batch.source() : source;
        yield booked(delivery(named, "usage.api", inquiry), batch.records());
      }
      case "csv" -> booked(delivery(source, "usage.csv", inquiry), CsvRecords.read(inquiry.raw()));
      case OTLP -> booked(delivery(source, SPANS, inquiry), ofSpans(inquiry.content()));
      default ->
          Answer.invalid(
              "parameter 'format' is one of json, csv, otlp, was '%s'".formatted(format));
    };
  }

  private static Records ofSpans(Content content) {
    return content.isProtobuf()
        ? OtlpRecords.read(content.bytes())
        : OtlpRecords.read(content.text());
  }

  private static Delivery delivery(String source, String route, Inquiry inquiry) {
    return new Delivery(
        source, route, inquiry.who(), inquiry.flag("dry_run"), inquiry.flag("restate"));
  }

  private Answer booked(Delivery delivery, Records told) throws InterruptedException {
    if (!told.problems().isEmpty()) {
      return invalid(told.problems());
    }
    return switch (gateway.recording().record(delivery, told.records())) {
      case Outcome.Done done -> Answer.of(page(delivery.source(), done, told.passed()));
      case Outcome.Invalid invalid -> invalid(invalid.problems());
      case Outcome.Unable unable -> Answer.unavailable(unable.why());
    };
  }

  private static UsageBooked page(String source, Outcome.Done done, int passed) {
    return new UsageBooked(
        source,
        done.recorded(),
        done.known(),
        done.takenBack(),
        done.inLedger(),
        passed,
        done.cost().toUsd(),
        List.copyOf(done.unpriced()));
  }

  private static Answer invalid(List<Problem> problems) {
    return Answer.invalid(
        "nothing was booked, as %d record%s cannot be: %s"
            .formatted(problems.size(), problems.size() == 1 ? "" : "s", said(problems)));
  }

  /// Each thing that is wrong once, with the first record it is wrong of.
  private static String said(List<Problem> problems) {
    Map<String, List<Problem>> byWhat = new LinkedHashMap<>();
    for (Problem problem : problems) {
      byWhat.computeIfAbsent(problem.what(), _ -> new ArrayList<>()).add(problem);
    }
    String told =
        byWhat.values().stream().limit(TOLD_MAX).map(UsageRoutes::told).collect(joining("; "));
    return byWhat.size() > TOLD_MAX
        ? told + "; and %d things more".formatted(byWhat.size() - TOLD_MAX)
        : told;
  }

  private static String told(List<Problem> alike) {
    Problem first = alike.getFirst();
    return alike.size() == 1
        ? first.toString()
        : "%s (and %d more)".formatted(first, alike.size() - 1);
  }

  /// By the protocol what can be booked is, and the rest is told: a collector does not send it
  /// again.
  private Answer spans(Inquiry inquiry) throws InterruptedException {
    Delivery delivery = delivery(inquiry.asked("source").orElse(OTLP), SPANS, inquiry);
    Records told = ofSpans(inquiry.content());
    List<Problem> problems = new ArrayList<>(told.problems());
    List<UsageRecord> records = told.records();
    while (true) {
      switch (gateway.recording().record(delivery, records)) {
        case Outcome.Done _ -> {
          return partial(inquiry.content(), problems);
        }
        case Outcome.Unable unable -> {
          return Answer.unavailable(unable.why());
        }
        case Outcome.Invalid invalid -> {
          problems.addAll(invalid.problems());
          records = without(records, invalid.problems());
        }
      }
    }
  }

  private static List<UsageRecord> without(List<UsageRecord> records, List<Problem> problems) {
    Set<Integer> wrong = problems.stream().map(Problem::index).collect(Collectors.toSet());
    return IntStream.range(0, records.size())
        .filter(index -> !wrong.contains(index))
        .mapToObj(records::get)
        .toList();
  }

  private static Answer partial(Content asked, List<Problem> problems) {
    if (asked.isProtobuf()) {
      return new Answer.Bytes(
          200, Content.PROTOBUF, OtlpAnswer.taken(problems.size(), said(problems)));
    }
    ObjectNode answer = Json.object();
    if (!problems.isEmpty()) {
      answer
          .putObject("partialSuccess")
          .put("rejectedSpans", problems.size())
          .put("errorMessage", said(problems));
    }
    return new Answer.Text(200, Endpoint.JSON, answer.toString());
  }

  private Answer takeBack(Inquiry inquiry) throws InterruptedException {
    inquiry.requireOnly(Set.of("source", "ids", "why"));
    String source = inquiry.text("source");
    String why = inquiry.text("why");
    List<String> voided = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String id : new HashSet<>(inquiry.texts("ids"))) {
      switch (gateway.recording().takeBack(source, id, inquiry.who(), why)) {
        case DONE -> voided.add(id);
        case MISSING -> missing.add(id);
        case BEHIND -> {
          return Answer.unavailable("the ledger database is behind; taken back so far: " + voided);
        }
      }
    }
    return Answer.of(
        new VoidResult(voided.stream().sorted().toList(), missing.stream().sorted().toList()));
  }
}
