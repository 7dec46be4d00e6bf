package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir usage`: spend beside the gateway.
@Command(name = "usage", description = "Book spend that did not go through the gateway.")
public final class UsageVerb {
  private final Session session;

  public UsageVerb(Session session) {
    this.session = session;
  }

  /// A file's form.
  enum Form {
    JSON,
    /// One record a line.
    JSONL,
    CSV,
    /// An export of traces.
    OTLP
  }

  @Command(
      name = "import",
      description = {
        "Book the records of a file, each once: those that are booked already are passed over.",
        "Long CSV and JSON lines are cut into pieces; all of them are tried before the first is booked."
      })
  int load(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--source",
              required = true,
              paramLabel = "NAME",
              description = "Who tells of it; a record's id is its name there.")
          String source,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              description = "json, jsonl, csv or otlp; without it by the file's name.")
          Optional<Form> format,
      @Option(names = "--dry-run", description = "Only say what would be booked.")
          boolean rehearsal,
      @Option(
              names = "--restate",
              description = "Book for closed months too, as restatements of them.")
          boolean restate,
      @Mixin ServerOption where) {
    Form form = format.orElseGet(() -> byName(file));
    List<String> pieces = pieces(file, form);
    List<JsonNode> answers = new ArrayList<>();
    session.longer(
        where,
        (api, progress) -> {
          Sending sending = new Sending(api, progress, source, form, restate);
          List<JsonNode> tried = sending.all(pieces, true);
          answers.addAll(rehearsal ? tried : sending.all(pieces, false));
        });
    session.print(said(answers, rehearsal));
    return Exit.OK;
  }

  @Command(name = "void", description = "Take records back, for good; their ids stay taken.")
  int takeBack(
      @Parameters(paramLabel = "ID") List<String> ids,
      @Option(names = "--source", required = true, paramLabel = "NAME") String source,
      @Option(names = "--why", required = true, paramLabel = "TEXT") String why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("source", source).put("why", why);
    ArrayNode list = body.putArray("ids");
    ids.forEach(list::add);
    return session.on(
        where,
        api -> {
          JsonNode answer = api.change("POST", Api.path("usage", "void"), body);
          session.show(answer);
          return answer.path("missing").isEmpty() ? Exit.OK : Exit.REFUSED;
        });
  }

  private List<String> pieces(Path file, Form form) {
    String text = session.content(file);
    return switch (form) {
      case JSON, OTLP -> List.of(text);
      case JSONL -> Pieces.ofLines(text, "records");
      case CSV -> Pieces.ofTable(text);
    };
  }

  private static Form byName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return Form.CSV;
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Form.JSONL : Form.JSON;
  }

  /// What is told of all pieces together.
  private static String said(List<JsonNode> answers, boolean rehearsal) {
    long recorded = answers.stream().mapToLong(each -> each.path("recorded").asLong()).sum();
    long known = answers.stream().mapToLong(each -> each.path("known").asLong()).sum();
    long takenBack = answers.stream().mapToLong(each -> each.path("taken_back").asLong()).sum();
    long inLedger = answers.stream().mapToLong(each -> each.path("in_ledger").asLong()).sum();
    BigDecimal cost =
        answers.stream()
            .map(each -> new BigDecimal(each.path("cost_usd").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Set<String> unpriced = new TreeSet<>();
    answers.forEach(each -> each.path("unpriced").forEach(name -> unpriced.add(name.asText())));
    return "%s %d records, %s USD%s; %d were booked before, %d of them taken back; %d are calls the ledger has\n"
        .formatted(
            rehearsal ? "would book" : "booked",
            recorded,
            cost.stripTrailingZeros().toPlainString(),
            unpriced.isEmpty() ? "" : " (without a price: " + String.join(", ", unpriced) + ")",
            known + takenBack,
            takenBack,
            inLedger);
  }

  /// The requests of one import.
  private record Sending(Api api, Progress progress, String source, Form form, boolean restate) {
    List<JsonNode> all(List<String> pieces, boolean rehearsal) {
      List<JsonNode> answers = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        progress.now(
            "%s piece %d of %d".formatted(rehearsal ? "trying" : "booking", i + 1, pieces.size()));
        String answer = api.text("POST", path(rehearsal), pieces.get(i), "application/json");
        answers.add(Json.read(answer));
      }
      return answers;
    }

    private String path(boolean rehearsal) {
      Query query = new Query();
      query.add("source", source);
      query.add("format", form == Form.JSONL ? "json" : form.name().toLowerCase(Locale.ROOT));
      query.add("dry_run", Boolean.toString(rehearsal));
      query.add("restate", Boolean.toString(restate));
      return Api.path("usage") + query.text();
    }
  }
}
