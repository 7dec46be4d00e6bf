package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Two versions of a thing side by side: what was changed between them, and what stayed.
public final class Versions implements Page {
  private static final String NOTHING = "–";
  private static final int FIELDS_MAX = 500;
  private static final EmptyState SAME =
      EmptyState.of("Nothing", "No field differs between the two versions.");

  @Override
  public Place place() {
    return Place.behind(Audit.PATH + "/{kind}/{thing}", "Versions", "/api/v1/history");
  }

  @Override
  public Shown open(Visit visit) {
    String kind = visit.named("kind");
    String id = visit.named("thing");
    String question = "/api/v1/history/%s/%s".formatted(Entered.encoded(kind), Entered.encoded(id));
    List<JsonNode> all =
        visit.ask().get(question).tree().required("versions").valueStream().toList();
    JsonNode latest = all.getFirst();
    String to = visit.query().find("to").orElse(latest.required("version").asText());
    Optional<JsonNode> after = version(all, to);
    if (after.isEmpty()) {
      return new Shown.Refusal(
          new Answered.Refused(
              404, "version_unknown", "%s '%s' has no version '%s'".formatted(kind, id, to)));
    }
    int number = after.get().required("version").asInt();
    String from = visit.query().find("from").orElse(Integer.toString(number - 1));
    return Shown.page(id, "trail/versions.jte", page(visit, all, version(all, from), after.get()));
  }

  private static Optional<JsonNode> version(List<JsonNode> all, String number) {
    return all.stream().filter(it -> it.required("version").asText().equals(number)).findFirst();
  }

  private static VersionsPage page(
      Visit visit, List<JsonNode> all, Optional<JsonNode> before, JsonNode after) {
    Map<String, String> old = before.map(it -> Leaves.of(it.required("content"))).orElse(Map.of());
    Map<String, String> now = Leaves.of(after.required("content"));
    Set<String> fields = new LinkedHashSet<>(now.keySet());
    fields.addAll(old.keySet());
    List<List<Cell>> changed = new ArrayList<>();
    List<List<Cell>> stayed = new ArrayList<>();
    for (String field : fields) {
      String was = old.getOrDefault(field, NOTHING);
      String is = now.getOrDefault(field, NOTHING);
      if (was.equals(is)) {
        stayed.add(List.of(Cell.of(field), Cell.of(is)));
      } else {
        changed.add(List.of(Cell.of(field), Cell.of(was), Cell.of(is)));
      }
    }
    String of = Audit.words(visit.named("kind"));
    return new VersionsPage(
        visit.named("thing"),
        after.required("retired").asBoolean() ? of + ", ended by this version" : of,
        choices(all, before, after),
        Table.of(
            told("What differs", changed),
            List.of(
                Column.text("Field"),
                Column.text(before.map(Versions::title).orElse("Before there was one")),
                Column.text(title(after))),
            changed.stream().limit(FIELDS_MAX).toList(),
            SAME),
        Table.of(
            told("What is the same in both", stayed),
            List.of(Column.text("Field"), Column.text("Value")),
            stayed.stream().limit(FIELDS_MAX).toList(),
            SAME),
        all(all));
  }

  private static String told(String what, List<List<Cell>> lines) {
    return lines.size() > FIELDS_MAX
        ? "%s: the first %d of %d fields".formatted(what, FIELDS_MAX, lines.size())
        : what;
  }

  private static String title(JsonNode version) {
    return "Version " + version.required("version").asText();
  }

  private static List<FormField> choices(
      List<JsonNode> all, Optional<JsonNode> before, JsonNode after) {
    List<FormField.Option> options =
        all.stream()
            .map(it ->
                new FormField.Option(
                    it.required("version").asText(), title(it) + ", " + at(it).text()))
            .toList();
    List<FormField.Option> orNone = new ArrayList<>(options);
    orNone.add(new FormField.Option("0", "Before there was one"));
    return List.of(
        FormField.choice("from", "Compare", orNone)
            .holding(before.map(it -> it.required("version").asText()).orElse("0")),
        FormField.choice("to", "With", options).holding(after.required("version").asText()));
  }

  private static Moment at(JsonNode version) {
    return Moment.of(Instant.parse(version.required("at").asText()));
  }

  private static Table all(List<JsonNode> all) {
    return Table.of(
        "All versions, the latest first",
        List.of(
            Column.text("Version"), Column.text("When"), Column.text("Who"), Column.text("Why")),
        all.stream()
            .limit(FIELDS_MAX)
            .map(it ->
                List.of(
                    Cell.of(title(it)),
                    Cell.of(at(it)),
                    Cell.of(it.required("who").asText()),
                    Cell.of(it.required("why").asText())))
            .toList(),
        SAME);
  }
}
