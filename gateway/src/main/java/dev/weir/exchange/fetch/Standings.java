package dev.weir.exchange.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How every report of every source does, in a file that outlives the process. Without it
/// everything is asked for again. Written by the one thread that fetches; read by any.
public final class Standings {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;
  private final List<Source> sources;
  private final InstantSource clock;

  /// Where nothing is known of a report, it is to be fetched since then.
  private final Instant opened;

  /// By the name of their files: `openai/costs`.
  private volatile Map<String, Standing> all;

  /// How a report of a source does.
  ///
  /// @param late whether it has not come for twice the time it should
  public record Line(Source source, Report report, Standing standing, boolean late) {}

  Standings(Path file, List<Source> sources, InstantSource clock) {
    this.file = file;
    this.sources = List.copyOf(sources);
    this.clock = clock;
    this.opened = clock.instant();
    this.all = Files.exists(file) ? read(file) : Map.of();
  }

  Standing of(Source source, Report report) {
    return all.getOrDefault(source.file(report), Standing.fresh(opened));
  }

  /// Whether a report of a source is to be asked for.
  boolean isDue(Source source, Instant now) {
    return source.reports().stream()
        .anyMatch(report -> !now.isBefore(of(source, report).due(source.every())));
  }

  boolean isFailing(Source source) {
    return source.reports().stream().anyMatch(report -> !of(source, report).problem().isEmpty());
  }

  /// Every report of every source.
  public List<Line> lines() {
    Instant now = clock.instant();
    List<Line> lines = new ArrayList<>();
    for (Source source : sources) {
      for (Report report : source.reports()) {
        Standing standing = of(source, report);
        Duration patience = source.every().multipliedBy(2);
        boolean late = standing.silentSince().plus(patience).isBefore(now);
        lines.add(new Line(source, report, standing, late));
      }
    }
    return lines;
  }

  /// One line for each source of which reports are late.
  public List<String> notices() {
    Map<String, List<Line>> late =
        lines().stream()
            .filter(Line::late)
            .collect(
                Collectors.groupingBy(
                    line -> line.source().name(), TreeMap::new, Collectors.toList()));
    return late.values().stream().map(Standings::notice).toList();
  }

  private static String notice(List<Line> late) {
    Line first = late.getFirst();
    String problem = first.standing().problem();
    return "reports of the bill source %s that have not come since %s: %d%s"
        .formatted(
            first.source().name(),
            first.standing().silentSince().truncatedTo(ChronoUnit.SECONDS),
            late.size(),
            problem.isEmpty() ? "" : "; " + problem);
  }

  /// For how many seconds the report of each source that is oldest has not come.
  public Map<String, Number> ages() {
    Instant now = clock.instant();
    Map<String, Number> ages = new TreeMap<>();
    for (Line line : lines()) {
      long age = Duration.between(line.standing().silentSince(), now).toSeconds();
      ages.merge(line.source().name(), age, (a, b) -> Math.max(a.longValue(), b.longValue()));
    }
    return ages;
  }

  /// Kept when this returns.
  void put(Source source, Report report, Standing standing) {
    Map<String, Standing> next = new TreeMap<>(all);
    next.put(source.file(report), standing);
    all = next;
    ObjectNode text = MAPPER.createObjectNode();
    next.forEach((name, each) -> text.set(name, json(each)));
    Path other = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(other, text.toString());
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("what was fetched cannot be recorded in " + file, e);
    }
  }

  private static ObjectNode json(Standing standing) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("since", standing.since().toString());
    standing.tried().ifPresent(at -> node.put("tried", at.toString()));
    standing.succeeded().ifPresent(at -> node.put("succeeded", at.toString()));
    standing.until().ifPresent(day -> node.put("until", day.toString()));
    node.put("problem", standing.problem()).put("note", standing.note());
    node.put("waiting", standing.waiting());
    standing.idle().stream().sorted().map(LocalDate::toString).forEach(node.withArray("idle")::add);
    new TreeMap<>(standing.runs()).forEach(node.withObject("/runs")::put);
    return node;
  }

  private static Map<String, Standing> read(Path file) {
    try {
      Map<String, Standing> all = new TreeMap<>();
      MAPPER
          .readTree(Files.readString(file))
          .properties()
          .forEach(each -> all.put(each.getKey(), standing(each.getValue())));
      return all;
    } catch (JsonProcessingException | DateTimeException damaged) {
      throw new IllegalArgumentException(
          "%s does not say how reports were fetched; delete it to have them fetched again: %s"
              .formatted(file, damaged.getMessage()),
          damaged);
    } catch (IOException e) {
      throw new UncheckedIOException("how reports were fetched, " + file, e);
    }
  }

  private static Standing standing(JsonNode node) {
    Set<LocalDate> idle = new TreeSet<>();
    node.path("idle").forEach(day -> idle.add(LocalDate.parse(day.asText())));
    Map<String, String> runs = new TreeMap<>();
    node.path("runs").properties().forEach(run -> runs.put(run.getKey(), run.getValue().asText()));
    return new Standing(
        Instant.parse(node.path("since").asText()),
        text(node, "tried").map(Instant::parse),
        text(node, "succeeded").map(Instant::parse),
        text(node, "until").map(LocalDate::parse),
        node.path("problem").asText(),
        node.path("note").asText(),
        idle,
        runs,
        node.path("waiting").asBoolean());
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }
}
