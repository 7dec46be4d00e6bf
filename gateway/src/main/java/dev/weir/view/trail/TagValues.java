package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which values of tags are declared: from when to when, and what follows from each.
public final class TagValues implements Page {
  private static final String PATH = "/tags";
  private static final String API = "/api/v1/tags";
  private static final String TEMPLATE = "trail/tags.jte";
  private static final String TITLE = "Tags";
  private static final String DECLARE = "declare";
  private static final String RETIRE = "retire";
  private static final int DAY_LENGTH = "2026-12-31".length();

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, TITLE, API);
  }

  @Override
  public Shown open(Visit visit) {
    List<JsonNode> values = values(visit);
    return Shown.page(TITLE, TEMPLATE, page(visit, values, forms(visit, values)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    List<JsonNode> values = values(visit);
    String tag = form.text("tag");
    String value = form.text("value");
    String path =
        Versions.change(
            "%s/%s/%s".formatted(API, Entered.encoded(tag), Entered.encoded(value)),
            id(tag, value),
            form);
    Answered sent =
        form.text("do").equals(RETIRE)
            ? visit.ask().send("DELETE", path, JsonNodeFactory.instance.objectNode())
            : visit.ask().send("PUT", path, body(form, values));
    return switch (sent) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link(TITLE, visit.to(PATH)));
      case Answered.Refused why -> {
        List<Form> forms =
            Form.again(forms(visit, values), form.text("do"), form::text, why::of, why.message());
        yield Shown.again(why, TITLE, TEMPLATE, page(visit, values, forms));
      }
    };
  }

  private static String id(String tag, String value) {
    return tag + "=" + value;
  }

  private static List<JsonNode> values(Visit visit) {
    return visit.ask().get(API).tree().required("values").valueStream().toList();
  }

  /// A value that is there keeps its beginning, unless another is entered.
  private static ObjectNode body(Entered form, List<JsonNode> values) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Optional<String> there =
        values.stream()
            .filter(it -> it.required("tag").asText().equals(form.text("tag")))
            .filter(it -> it.required("value").asText().equals(form.text("value")))
            .map(it -> it.required("from").asText())
            .findFirst();
    form.find("from")
        .map(TagValues::instant)
        .or(() -> there)
        .ifPresent(from -> body.put("from", from));
    form.find("to").ifPresent(to -> body.put("to", instant(to)));
    if (form.find("parent_tag").isPresent() || form.find("parent_value").isPresent()) {
      body.putObject("parent")
          .put("tag", form.text("parent_tag"))
          .put("value", form.text("parent_value"));
    }
    return body;
  }

  private static String instant(String text) {
    return text.length() == DAY_LENGTH ? text + "T00:00:00Z" : text;
  }

  private static List<Form> forms(Visit visit, List<JsonNode> values) {
    if (!visit.ask().may("PUT", API + "/team/none")) {
      return List.of();
    }
    FormField tag = FormField.of("tag", "Tag", "text").hinted("As team or cost_centre.");
    FormField value = FormField.of("value", "Value", "text");
    FormField why = FormField.of("why", "Why", "text").hinted("For the audit log.");
    FormField versions =
        Versions.of(values, it -> id(it.required("tag").asText(), it.required("value").asText()));
    List<Form> forms = new ArrayList<>();
    forms.add(
        Form.of(
            DECLARE,
            "Declare a value",
            "With its first declared value a tag is typed: calls with any other are refused.",
            List.of(
                tag,
                value,
                FormField.of("from", "From", "text")
                    .hinted("A day as 2026-12-01. Empty = now, or as it was."),
                FormField.of("to", "To", "text")
                    .hinted("The first day on which it is not taken any more. Empty = never."),
                FormField.of("parent_tag", "Tag that follows from it", "text")
                    .hinted("As department: calls of this value are of that one too."),
                FormField.of("parent_value", "Its value", "text"),
                why,
                versions)));
    if (!values.isEmpty()) {
      forms.add(
          Form.of(
                  RETIRE,
                  "Take a value back",
                  "Calls with it are refused; with the last one, the tag takes any value again.",
                  List.of(tag, value, why, versions))
              .forGood());
    }
    return forms;
  }

  private static TagValuesPage page(Visit visit, List<JsonNode> values, List<Form> forms) {
    return new TagValuesPage(
        Table.of(
            "Declared values",
            List.of(
                Column.text("Tag"),
                Column.text("Value"),
                Column.text("State"),
                Column.text("What follows"),
                Column.text("From"),
                Column.text("To")),
            values.stream().map(value -> line(visit, value)).toList(),
            EmptyState.of(
                    "No value is declared",
                    "Every tag takes any value. Once some are declared for a tag, calls with others"
                        + " are refused, so that spend is not spread by a typing error.")
                .typed("weir tags allow team=payments --parent department=finance")),
        forms);
  }

  private static List<Cell> line(Visit visit, JsonNode value) {
    String tag = value.required("tag").asText();
    String name = value.required("value").asText();
    return List.of(
        Cell.of(tag).opening(visit.versions("tag_value", id(tag, name))),
        Cell.of(name),
        state(visit, value),
        Cell.of(
            value.hasNonNull("parent")
                ? "%s=%s"
                    .formatted(value.at("/parent/tag").asText(), value.at("/parent/value").asText())
                : "–"),
        Cell.of(Moment.of(Instant.parse(value.required("from").asText()))),
        value.hasNonNull("to")
            ? Cell.of(Moment.of(Instant.parse(value.get("to").asText())))
            : Cell.of("never"));
  }

  private static Cell state(Visit visit, JsonNode value) {
    if (visit.now().isBefore(Instant.parse(value.required("from").asText()))) {
      return Cell.of("not yet", Tone.QUIET);
    }
    return value.hasNonNull("to") && !visit.now().isBefore(Instant.parse(value.get("to").asText()))
        ? Cell.of("ended", Tone.QUIET)
        : Cell.of("in force", Tone.GOOD);
  }
}
